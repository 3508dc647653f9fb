"""Landmarks and joint angles in the formats of biomechanics: ``.trc``, ``.c3d`` and ``.mot``."""
