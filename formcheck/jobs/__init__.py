"""Clips that are to be analysed go in and wait their turn; worker processes analyse them, and the results are kept."""
