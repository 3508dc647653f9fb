"""Cues of the catalogue proven through the pose model, on rendered people: ``make proofs``."""
