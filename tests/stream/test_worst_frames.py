"""Which frames of a set are kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Verdict
from formcheck.stream.worst_frames import WorstFrames
from tests.support.judged import found


def image(value: int) -> NDArray[np.uint8]:
    return np.full((40, 480, 3), value, np.uint8)


def with_frames(seconds: int) -> WorstFrames:
    """One frame per second, as bright as the second's number."""
    frames = WorstFrames()
    for t_s in range(seconds):
        frames.add(float(t_s), image(t_s))
    return frames


def brightness(frames: WorstFrames) -> dict[str, int]:
    return {cue: int(kept[0, 0, 0]) for cue, kept in frames.images.items()}


def test_at_most_five_frames_a_second_are_wanted() -> None:
    frames = WorstFrames()
    assert frames.is_due(0.0)
    frames.add(0.0, image(0))
    assert [frames.is_due(t_s) for t_s in (0.1, 0.2)] == [False, True]


def test_the_frame_nearest_to_the_worst_moment_of_each_cue_is_kept() -> None:
    frames = with_frames(10)
    frames.keep([found("depth", value=30.0, limit=20.0, at_s=3.2), found("heel_down", at_s=5.0)])
    assert brightness(frames) == {"depth": 3, "heel_down": 5}
    frames.keep([found("depth", value=25.0, limit=20.0, at_s=8.0)])
    assert brightness(frames)["depth"] == 3, "a lesser fault does not replace a worse one"
    frames.keep([found("depth", value=40.0, limit=20.0, at_s=8.0)])
    assert brightness(frames)["depth"] == 8


def test_only_faults_with_a_moment_are_kept() -> None:
    frames = with_frames(3)
    verdicts: list[Verdict] = ["ok", "caution", "not_judged"]
    frames.keep([found("depth", verdict) for verdict in verdicts])
    frames.keep([found("depth", at_s=None)])
    assert frames.images == {}


def test_frames_are_small_and_old_ones_are_dropped() -> None:
    frames = with_frames(20)
    frames.keep([found("depth", at_s=2.0)])
    assert brightness(frames) == {"depth": 7}, "the oldest of the last twelve seconds"
    assert frames.images["depth"].shape == (20, 240, 3)
