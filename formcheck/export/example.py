"""Turns the picture of an exercise into a short clip that goes from its start posture to its turning point and back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Span
from formcheck.records import Facing
from formcheck.report.reference import IMAGES
from formcheck.video.writer import VideoWriter

EXAMPLE: Final = Span(start_s=0.0, peak_s=1.5, end_s=3.0)
"""Where the one repetition of the clip lies."""
_FPS: Final = 20.0
# Each posture stands still for most of the time: halfway between the two nobody is to be compared with.
_FADE_FROM, _FADE_TO = 0.4, 0.6

_TURNED_LEFT: Final = frozenset({
    "ankle_dorsiflexion_band", "bicycle_crunch", "bosu_squat", "bounding", "bridge_march", "butt_kicks", "dead_bug",
    "deadlift", "eccentric_deadlift", "eccentric_heel_drop", "eccentric_heel_raise", "front_plank", "glute_bridge",
    "goblet_squat", "hip_flexor_lunge_stretch", "jump_squat", "leg_raise", "mountain_climber", "piriformis_stretch",
    "quad_stretch", "reverse_lunge", "romanian_deadlift", "single_leg_deadlift", "single_leg_reach", "single_leg_squat",
    "wall_calf_stretch",
})  # fmt: skip
"""Pictures from the side in which the left side of the body is the near one."""
_FROM_THE_FRONT: Final = frozenset({
    "bosu_single_leg_stand", "clamshell", "figure_four_stretch", "lateral_band_walk", "monster_walk", "pallof_press",
    "russian_twist", "side_lunge", "side_plank", "sidelying_hip_abduction", "single_leg_stand", "skater_hop",
    "standing_hip_abduction",
})  # fmt: skip

Image = NDArray[np.uint8]


def has_picture(exercise: Exercise) -> bool:
    """Return whether the exercise has a picture."""
    return _path(exercise).is_file()


def picture_facing(exercise: Exercise) -> Facing:
    """Return which way the person faces in the picture of an exercise, in the terms of reports."""
    if exercise.id in _FROM_THE_FRONT:
        return "camera"
    return "left" if exercise.id in _TURNED_LEFT else "right"


def write_example(exercise: Exercise, target: Path) -> None:
    """Write the picture of an exercise as a clip, whose start, turning point and end are those of `EXAMPLE`.

    Parameters
    ----------
    exercise : Exercise
        One that has a picture.
    target : Path
        The clip to write, an MP4.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    start, turn = _postures(exercise)
    height_px, width_px, _ = start.shape
    with VideoWriter(target, width_px, height_px, _FPS) as writer:
        for i in range(round(EXAMPLE.end_s * _FPS) + 1):
            share = _share(i / _FPS)
            writer.write(cv2.addWeighted(start, 1.0 - share, turn, share, 0.0).astype(np.uint8), i / _FPS)


def _postures(exercise: Exercise) -> tuple[Image, Image]:
    """Return both postures; a hold has one, and in all other pictures the start is the left half."""
    image = cv2.cvtColor(np.asarray(cv2.imread(str(_path(exercise))), np.uint8), cv2.COLOR_BGR2RGB).astype(np.uint8)
    if exercise.hold is not None:
        return image, image
    half_px = image.shape[1] // 2
    return np.ascontiguousarray(image[:, :half_px]), np.ascontiguousarray(image[:, -half_px:])


def _share(t_s: float) -> float:
    """Return how much of the turning point is shown, 0 to 1."""
    way = 1.0 - abs(t_s - EXAMPLE.peak_s) / EXAMPLE.peak_s
    return float(np.clip((way - _FADE_FROM) / (_FADE_TO - _FADE_FROM), 0.0, 1.0))


def _path(exercise: Exercise) -> Path:
    return IMAGES / f"{exercise.id}.jpg"
