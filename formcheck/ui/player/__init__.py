"""The player of an annotated clip: frame by frame, with timeline, curves, angles, and the decisions of a therapist."""
