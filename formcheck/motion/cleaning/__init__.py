"""Landmarks as the pose model gives them go in; landmarks that can be measured, and the view, come out."""
