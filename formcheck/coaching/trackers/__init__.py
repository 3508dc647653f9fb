"""Recorded rows go in; the repetitions, holds or steps of a set come out, judged."""
