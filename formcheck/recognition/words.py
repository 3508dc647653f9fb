"""Gives the reason for a recognition in words: ``lying on the back, hips up and down, 5 times``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from formcheck.recognition.evidence import Evidence
from formcheck.recognition.following import POSTURE, Film

_MOVES: Final[Mapping[str, str]] = {
    "hip_drop": "hips down and up",
    "hips_lowered": "hips down and up over one leg",
    "hip_opening": "hips up and down",
    "hips_over_shoulders": "hips up and down",
    "trunk_inclination": "the trunk tips forward and comes up",
    "body_inclination": "from standing to the floor and up",
    "elbow_near_knee": "elbow to knee",
    "heels_lift": "heels up and down",
    "stance_heel_lift": "one heel up and down",
    "stance_heel_sink": "one heel below the toes and up",
    "knees_apart_3d": "the knees open and close",
    "both_knees_bent": "knees bend and straighten",
    "hip_fold": "legs up and down",
    "leg_lift_3d": "one leg up and down",
    "leg_extension_3d": "one leg out and back",
    "thigh_lift_3d": "one thigh up and down",
    "legs_reach": "heels away and back",
    "knee_raise": "knees up in turn",
    "foot_lifted": "heels up behind in turn",
    "foot_reach": "one foot reaches out",
    "sole_height": "feet off the floor",
    "hip_aside": "from leg to leg, sideways",
    "leg_aside": "one leg out to the side",
    "thigh_back": "one thigh to the back",
    "hip_flexion_3d": "knees to the chest in turn",
    "feet_apart": "feet apart and together",
    "foot_ahead_of_other": "one foot ahead of the other",
    "step_apart": "one foot past the other",
    "press_out": "hands out and back",
    "hands_to_side": "hands from side to side",
    "ankle_dorsiflexion": "toes up and down",
}
_LYING_DEG, _BENT_DEG = 60.0, 35.0
"""How far a trunk tips that lies, halfway between level and the 30 degrees of a lean; and one that is bent over."""


def why(film: Film, one: Evidence) -> str:
    """Describe in words why poses look like a candidate."""
    exercise = one.candidate.exercise
    posture = _posture(film, one)
    if exercise.gait is not None:
        return f"upright, both feet off the floor between steps, {len(one.parts)} steps"
    if exercise.hold is not None:
        held_s = sum(part.span[1] - part.span[0] for part in one.parts)
        return f"{posture}, held for {held_s:.0f} s"
    signal = exercise.counting.signal if exercise.counting else ""
    move = _MOVES.get(signal, signal.replace("_", " ") + " up and down")
    return f"{posture}, {move}, {_times(len(one.parts))}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _posture(film: Film, one: Evidence) -> str:
    """Name the posture at the beginnings of the parts, where a repetition is at rest."""
    trunk = _median_at(film, [part.span[0] for part in one.parts])
    if not math.isfinite(trunk):
        return "seen in part"
    if trunk <= -_LYING_DEG:
        return "lying on the back"
    if trunk >= _LYING_DEG:
        return "face down, or lying on the side"
    return "bent over" if trunk >= _BENT_DEG else "upright"


def _median_at(film: Film, moments_s: Sequence[float]) -> float:
    if POSTURE[0] not in film.series.columns:
        return math.nan
    rows = [film.series.within(t_s - 0.2, t_s + 0.2) for t_s in moments_s]
    seen = np.concatenate([film.series.values(POSTURE[0], row) for row in rows]) if rows else np.empty(0)
    seen = seen[np.isfinite(seen)]
    return float(np.median(seen)) if seen.size else math.nan
