"""Coaching while somebody exercises before a camera: where to stand, when to begin, what to say, and what it came to."""
