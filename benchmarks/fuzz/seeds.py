"""A profile that is valid, for those who spoil it."""

from typing import Final

PROFILE: Final = """strict = true
flags = ["high_hamstring"]
unlocked = ["plyometrics"]

[squat.depth]
pass.max = 45.0
warn.max = 55.0

[squat.knee_behind_toe]
enabled = false
"""
