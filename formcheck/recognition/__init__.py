"""Recognises the exercise that poses show: a ranking of the catalogue, and the sets of a long film."""
