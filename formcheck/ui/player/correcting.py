"""Packs recorded poses for dragging joints in the player, and describes joints that a person moved."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from formcheck.desk.measuring.corrected import CorrectedFrame
from formcheck.motion.body import SIDES
from formcheck.motion.cleaning.by_hand import centres_px
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.motion.series import Column
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import BONES, NAMES
from formcheck.records import ViewLabel

_JOINTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe", "ear")
"""Those that measures are read from."""
_NAMES: Final = tuple(f"{side}_{joint}" for joint in _JOINTS for side in SIDES)
_SHARE: Final = 1 / 20_000
"""A step of the whole numbers that are sent, in shares of the picture: a tenth of a pixel of the largest frames."""
_EMPTY: Final = -32768
_LARGEST: Final = 32_000


def joints(track: PoseTrack, view: ViewLabel | None = None) -> dict[str, Any]:
    """Pack where the joints are in each frame, as they are used by the measures.

    Parameters
    ----------
    track : PoseTrack
    view : str, optional
        The view that the user chose.

    Returns
    -------
    dict
        ``names`` of the joints; ``bones`` as pairs of their places in that list; ``size`` of the picture in pixels;
        ``share``, the step of the whole numbers in `points`; ``points``: x and y of each joint in each frame, int16,
        little-endian and in base64, -32768 where nobody was found.
    """
    cleaner, chosen = PoseCleaner(view), [NAMES.index(name) for name in _NAMES]
    cleaned = (cleaner.push(pose) for pose in track.poses())
    points = np.array([centres_px(clean.pose, clean.view)[chosen] for clean in cleaned])
    steps = np.round(points / (track.width_px, track.height_px) / _SHARE)
    packed = np.where(np.isfinite(steps), np.clip(steps, -_LARGEST, _LARGEST), _EMPTY).astype("<i2")
    return {
        "names": [name.replace("_", " ") for name in _NAMES], "bones": list(_bones()), "share": _SHARE,
        "size": [track.width_px, track.height_px], "points": base64.b64encode(packed.tobytes()).decode(),
    }  # fmt: skip


def anew(frames: Sequence[CorrectedFrame], columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Describe each corrected frame: its measures now, which joints were moved where, and by whom."""
    return [
        {
            "index": frame.index, "says": _says(frame),
            "values": [_finite(frame.values.get(column, math.nan)) for column in columns],
            "joints": [{"name": mark.name.replace("_", " "), "at": [mark.x_px, mark.y_px]} for mark in frame.landmarks],
        }
        for frame in frames
    ]  # fmt: skip


def _says(frame: CorrectedFrame) -> str:
    names = ", ".join(mark.name.replace("_", " ") for mark in frame.landmarks)
    return f"Corrected by hand in this frame: {names} ({', '.join(frame.by)}, {frame.at.astimezone():%d %b %Y, %H:%M})."


def _bones() -> Iterator[tuple[int, int]]:
    for one, other in BONES:
        if one in _NAMES and other in _NAMES:
            yield _NAMES.index(one), _NAMES.index(other)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
