"""What surrounds the picture: the panel below it, cards before and after, and why each joint has its colour."""
