"""What an exercise or programme file may say, and loading it."""
