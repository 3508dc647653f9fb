"""Lengths in parts of the body -> what people can picture: centimetres with a known height, or shares of a foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OF_HEIGHT: Final = {"foot": 0.152, "shin": 0.246, "thigh": 0.245, "leg": 0.491, "trunk": 0.288}
"""Length of a part over body height, in adults on average (Drillis and Contini 1966; Winter 2009, figure 4.1).

The leg is from hip to ankle, the trunk from hip to shoulder, as measures have them. In one person a part is a few
percent longer or shorter, so what is told is said to be about so much.
"""
_TOLD_IN_FEET: Final = ("shin",)
"""Nobody knows how long their shin is; most of what is read in shins happens at the foot."""


def pictured(part: str) -> tuple[str, float]:
    """Return the part in which to express a length read in another part, and the factor between them."""
    return ("foot", OF_HEIGHT[part] / OF_HEIGHT["foot"]) if part in _TOLD_IN_FEET else (part, 1.0)


AS_SAID: Final[Mapping[str, str]] = {
    "knee_past_toe": "Knee {} past the toes",
    "knee_past_ankle": "Knee {} ahead of the ankle",
    "heel_rise": "Heel lifted by {}",
    "heel_rise_frontal": "Heel lifted by {}",
    "heel_over_toe": "Heel {} above the tip of the foot",
    "stance_heel_height": "Heel of the standing foot lifted by {}",
    "knee_medial_to_ankle": "Knee {} inside the ankle",
    "knee_medial_to_toe": "Knee {} inside the tip of the foot",
    "hand_past_midfoot": "Hands {} ahead of the middle of the foot",
    "hand_to_thigh": "Hands {} away from the thighs",
    "lateral_shift": "Hips {} to one side of the middle",
    "feet_uneven": "One foot {} higher than the other",
}
"""What a length means, as one says it to somebody who runs; of a measure that is not here, its meaning is told.

It fits what lies on the side that the words name.
"""
OTHERWISE: Final[Mapping[str, str]] = {
    "knee_past_toe": "Knee {} behind the toes",
    "knee_past_ankle": "Knee {} behind the ankle",
    "knee_medial_to_ankle": "Knee {} outside the ankle",
    "knee_medial_to_toe": "Knee {} outside the tip of the foot",
    "hand_past_midfoot": "Hands {} behind the middle of the foot",
}
"""The same of what lies on the other side, where it is negative; a limit there is told with the meaning."""
