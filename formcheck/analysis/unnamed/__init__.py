"""Clips of unnamed exercises: one set, or a whole session."""
