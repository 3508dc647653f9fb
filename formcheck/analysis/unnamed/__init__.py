"""Clips for which nobody has said what they show: one set, or a whole session."""
