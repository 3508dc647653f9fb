"""Repetitions, cues and series of a set as tables with units: CSV, Excel and JSON."""
