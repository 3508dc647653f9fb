"""Live where nobody has chosen an exercise: watch, find out what it is, and count it with its first repetitions."""
