"""Which frames of a set are kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Finding, Pose, Verdict
from formcheck.stream.worst_frames import WorstFrames
from tests.support.figures import SIDE, standing
from tests.support.judged import found


def image(value: int) -> NDArray[np.uint8]:
    return np.full((40, 480, 3), value, np.uint8)


def pose(t_s: float) -> Pose:
    return replace(SIDE.see(standing()), t_s=t_s, width_px=480, height_px=40)


def plain(image: NDArray[np.uint8], _pose: Pose, _finding: Finding) -> NDArray[np.uint8]:
    return image


def with_frames(seconds: int) -> WorstFrames:
    """One frame per second, as bright as the second's number."""
    frames = WorstFrames()
    for t_s in range(seconds):
        frames.add(image(t_s), pose(float(t_s)))
    return frames


def brightness(frames: WorstFrames) -> dict[str, int]:
    return {cue: int(kept[0, 0, 0]) for cue, kept in frames.images.items()}


def test_at_most_five_frames_a_second_are_wanted() -> None:
    frames = WorstFrames()
    assert frames.is_due(0.0)
    frames.add(image(0), pose(0.0))
    assert [frames.is_due(t_s) for t_s in (0.1, 0.2)] == [False, True]


def test_the_frame_nearest_to_the_worst_moment_of_each_cue_is_kept() -> None:
    frames = with_frames(10)
    frames.keep([found("depth", value=30.0, limit=20.0, at_s=3.2), found("heel_down", at_s=5.0)], plain)
    assert brightness(frames) == {"depth": 3, "heel_down": 5}
    frames.keep([found("depth", value=25.0, limit=20.0, at_s=8.0)], plain)
    assert brightness(frames)["depth"] == 3, "a lesser fault does not replace a worse one"
    frames.keep([found("depth", value=40.0, limit=20.0, at_s=8.0)], plain)
    assert brightness(frames)["depth"] == 8


def test_only_faults_with_a_moment_are_kept() -> None:
    frames = with_frames(3)
    verdicts: list[Verdict] = ["ok", "caution", "not_judged"]
    frames.keep([found("depth", verdict) for verdict in verdicts], plain)
    frames.keep([found("depth", at_s=None)], plain)
    assert frames.images == {}


def test_frames_are_small_and_old_ones_are_dropped() -> None:
    frames = with_frames(20)
    frames.keep([found("depth", at_s=2.0)], plain)
    assert brightness(frames) == {"depth": 7}, "the oldest of the last twelve seconds"


def test_a_frame_is_kept_small_with_its_pose_and_drawn_when_its_finding_is_known() -> None:
    frames, large = WorstFrames(), np.zeros((480, 960, 3), np.uint8)
    seen = replace(SIDE.see(standing()), width_px=960, height_px=480)
    frames.add(large, seen)
    drawn: list[tuple[tuple[int, ...], Pose, str]] = []

    def draw(image: NDArray[np.uint8], pose: Pose, finding: Finding) -> NDArray[np.uint8]:
        drawn.append((image.shape, pose, finding.cue))
        return image

    frames.keep([found("depth", at_s=0.0)], draw)
    ((shape, pose, cue),) = drawn
    assert (shape, cue, pose.width_px) == ((240, 480, 3), "depth", 480)
    np.testing.assert_allclose(pose.landmarks[:, :2], seen.landmarks[:, :2] / 2)
