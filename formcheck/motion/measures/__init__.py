"""All measures, by name; importing this package fills the registry.

A measure is filed by what it gives the angle or the place of:

========== ========================================================================================
module     measures
========== ========================================================================================
knee       bend of a knee, and its place against the foot
hip        angle between the trunk and a thigh or a whole leg
leg        direction of a thigh, a shin or a leg, against the vertical or the other leg
pelvis     place of mid-hip against feet or shoulders, and the pelvis' tilt
trunk      lean and turn of the trunk or the whole body, and the head above it
back       roundness of the back
foot       heel, sole and ankle of one foot, and its height against the other
stance     place of the feet and knees against one another and against the pelvis
arm        bend of an elbow, direction of an arm, elbows and shoulders over the floor
hand       place of the wrists
position   place in the frame: flight, ways across the frame, signals of a run
========== ========================================================================================
"""

from __future__ import annotations

from formcheck.motion.measures import arm, back, foot, hand, hip, knee, leg, pelvis, position, stance, trunk
from formcheck.motion.measures.registry import MEASURES, Measure, exercise_measures

MODULES = (knee, hip, leg, pelvis, trunk, back, foot, stance, arm, hand, position)
"""The modules that hold measures."""

__all__ = ["MEASURES", "MODULES", "Measure", "exercise_measures"]
