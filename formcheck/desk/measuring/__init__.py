"""What is measured again because a person said that a repetition lies elsewhere, or a joint does."""
