from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import formcheck
from formcheck.analysis.watch import Watch
from formcheck.errors import NobodyFoundError
from formcheck.pieces.seen import LightMeter
from formcheck.records import Frame, Pose
from formcheck.video import VideoWriter
from tests.support.figures import film
from tests.support.moves import squat

POSE = film(squat(), fps=2.0)[0]
NOBODY = replace(POSE, landmarks=np.full((33, 4), np.nan), world=np.full((33, 4), np.nan))
BRIGHT, DARK = 120, 20


def watched(poses: list[Pose], shade: int) -> str:
    watch, light = Watch(), LightMeter()
    for index, pose in enumerate(poses):
        watch.push(pose, light.measure(Frame(index, index / 10, np.full((48, 64, 3), shade, np.uint8))))
    return " ".join(watch.notes())


@pytest.mark.parametrize(
    ("shade", "seen", "words"),
    [
        (DARK, 8, "The clip is dark, and a person was detected in only 80%"),
        (DARK, 10, ""),
        (BRIGHT, 8, ""),
        (BRIGHT, 1, "only 10%"),
    ],
)
def test_the_dark_is_mentioned_where_somebody_was_lost_in_it(shade: int, seen: int, words: str) -> None:
    said = watched([POSE] * seen + [NOBODY] * (10 - seen), shade)
    assert words in said
    assert bool(said) == bool(words)


def test_somebody_small_is_told_to_come_nearer() -> None:
    far = replace(POSE, width_px=8 * POSE.width_px, height_px=8 * POSE.height_px)
    assert "Move closer" in watched([far] * 3, BRIGHT)
    assert not watched([POSE] * 3, BRIGHT)


@pytest.mark.slow
def test_a_clip_that_is_too_dark_for_anybody_says_so(tmp_path: Path) -> None:
    with VideoWriter(tmp_path / "dark.mp4", 96, 64, 10.0) as writer:
        for index in range(3):
            writer.write(np.full((64, 96, 3), DARK, np.uint8), index / 10)
    with pytest.raises(NobodyFoundError, match="too dark"):
        formcheck.record(tmp_path / "dark.mp4", model="lite", with_dorsal=False)
