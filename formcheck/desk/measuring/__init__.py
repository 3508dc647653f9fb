"""What is measured anew because a person said that a repetition lies elsewhere, or a joint does."""
