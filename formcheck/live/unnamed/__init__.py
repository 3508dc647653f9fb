"""Live without a chosen exercise: watch, recognise the exercise, and count it including its first repetitions."""
