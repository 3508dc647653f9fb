"""What stands at the head of a programme that tests write, and one of its parts."""

HEAD = """
name = "Mine"
description = "A short one."
source = ["S1"]
sessions_a_week = [2, 3]
minutes = [1, 30]
"""

SQUATS = """
[[part]]
kind = "strength"

[[part.item]]
exercise = "squat"
sets = 2
repetitions = 10
rest_s = 60
source = ["own"]
"""
