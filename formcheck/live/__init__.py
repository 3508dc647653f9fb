"""Coaching in front of a camera: where to stand, when to begin, what to say meanwhile, and a summary of the sets."""
