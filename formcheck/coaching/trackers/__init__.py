"""What follows a set while it is done: repetitions, holds, or the steps of a run."""
