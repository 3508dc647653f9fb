"""Poses in, the exercise that they show out: a ranking of the catalogue, and the sets of a long film."""
