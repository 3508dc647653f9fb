"""Frames go in; the landmarks of one person, their names and recordings of them come out."""
