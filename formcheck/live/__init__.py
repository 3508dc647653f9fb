"""Coaching before a camera: where to stand, when to begin, what to say meanwhile, and what the sets came to."""
