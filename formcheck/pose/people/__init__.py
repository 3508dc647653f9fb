"""Frames with several people go in; which of them is coached, and that person's pose, come out."""
