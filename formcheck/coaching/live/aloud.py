"""What is said aloud of cues whose sentence is longer than is heard in a movement: at most five words each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ALOUD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "3 up, 2 hold, 3 down": "Three up, three down",
        "Back knee to about 90 degrees": "Lower the back knee",
        "Bend the front knee to about 90 degrees": "Bend the front knee more",
        "Bend your knees to reach the bar": "Bend your knees",
        "Do not arch your low back": "Do not arch your back",
        "Do not let the band turn you": "Do not turn your trunk",
        "Do not let your feet meet": "Keep your feet apart",
        "Do not roll forward or back": "Do not roll",
        "Do not roll your hips back": "Keep your hips still",
        "Front knee in line with your toes": "Front knee over your toes",
        "Front knee to about 90 degrees": "Bend the front knee more",
        "Keep the back heel on the floor": "Keep the back heel down",
        "Keep the front knee over your ankle: take a longer step": "Take a longer step",
        "Keep your knees behind your toes": "Sit back",
        "Keep your weight even on both feet": "Weight on both feet",
        "Knee behind and in line with your toes": "Knee behind your toes",
        "Knee in line with your toes": "Knee over your toes",
        "Land with your foot closer under your body": "Take shorter steps",
        "Land with your knee over your foot": "Knee over your foot",
        "Let the heel sink below the step": "Let the heel sink lower",
        "Lift your hips into one line": "Lift your hips higher",
        "Lift your knee to hip height": "Lift your knee higher",
        "Lower until the back knee is about 90 degrees too": "Lower the back knee",
        "Move your hips over the bent leg": "Hips over the bent leg",
        "Not below your set depth today": "Not so deep today",
        "One line from head to heel": "Head to heel, one line",
        "Point the bent knee at the floor": "Point the knee down",
        "Press through the whole front foot": "Keep the front heel down",
        "Push your knees out over your feet": "Push your knees out",
        "Stop the back knee just above the floor": "Stop above the floor",
        "Three seconds or more to lower": "Lower more slowly",
    }
)
"""By the sentence of the exercise file; a shorter wording of the same instruction."""
