"""Steps of drawn runners, on their true joints, against what was drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.synthetic.gait import GOOD, Runner
from benchmarks.synthetic.gait import Run as Drawn
from formcheck.motion.body import Body
from formcheck.motion.gait import COLUMNS, GAIT_MEASURES, Run, run_of
from formcheck.motion.measures.registry import read_column
from formcheck.motion.series import Series
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose, Side
from tests.support.gaits import FPS, figure, seen

DURATION_S = 4.0
LEGS = ("hip", "knee", "ankle", "heel", "toe")


def run(poses: tuple[Pose, ...], forward: float = 1.0) -> Run:
    series = Series(list(COLUMNS))
    for pose in poses:
        body = Body(pose, forward)
        series.append(pose.t_s, [read_column(column, body) for column in series.columns])
    return run_of(series)


@cache
def good(fps: float = FPS) -> Run:
    return run(seen(GOOD, "side", fps, DURATION_S))


def mirrored(pose: Pose) -> Pose:
    landmarks = pose.landmarks.copy()
    landmarks[:, 0] = pose.width_px - landmarks[:, 0]
    for name in LEFT:
        landmarks[[LEFT[name], RIGHT[name]]] = landmarks[[RIGHT[name], LEFT[name]]]
    return replace(pose, landmarks=landmarks)


def scaled(pose: Pose, factor: float) -> Pose:
    landmarks = pose.landmarks.copy()
    landmarks[:, :3] *= factor
    return replace(
        pose, landmarks=landmarks, width_px=round(pose.width_px * factor), height_px=round(pose.height_px * factor)
    )


def legs_exchanged(pose: Pose) -> Pose:
    landmarks = pose.landmarks.copy()
    for name in LEGS[1:]:
        landmarks[[LEFT[name], RIGHT[name]]] = landmarks[[RIGHT[name], LEFT[name]]]
    return replace(pose, landmarks=landmarks)


@pytest.mark.parametrize("fps", [25.0, 30.0, 60.0])
def test_every_whole_stance_is_found_where_it_was_drawn(fps: float) -> None:
    steps = good(fps).steps
    drawn = Runner(figure(), GOOD, DURATION_S).repetitions()
    whole = [s for s in drawn if s.start_s > 0.3 and s.end_s < DURATION_S - 0.3]
    for stance in whole:
        same = [s for s in steps if s.side == stance.side]
        found = same[int(np.argmin([abs(s.contact_s - stance.start_s) for s in same]))]
        # The way of the drawn foot before its contact is shorter than two frames at 25 a second.
        assert found.contact_s == pytest.approx(stance.start_s, abs=0.045)
        assert found.off_s == pytest.approx(stance.end_s, abs=0.045)
    assert good(fps).rhythm.cadence_spm == pytest.approx(GOOD.cadence_spm, abs=1.0)
    assert good(fps).is_running


def with_the_leg_behind_hidden(pose: Pose, side: dict[str, int]) -> Pose:
    landmarks = pose.landmarks.copy()
    if landmarks[side["ankle"], 0] < landmarks[[LEFT["hip"], RIGHT["hip"]], 0].mean():
        landmarks[[side[name] for name in LEGS[1:]], 3] = 0.0
    return replace(pose, landmarks=landmarks)


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_the_cadence_does_not_need_both_feet_at_once(side: dict[str, int]) -> None:
    half_seen = [with_the_leg_behind_hidden(pose, side) for pose in seen(GOOD, "side", FPS, DURATION_S)]
    assert run(tuple(half_seen)).rhythm.cadence_spm == pytest.approx(GOOD.cadence_spm, abs=1.0)


def test_a_mirrored_runner_has_mirrored_steps() -> None:
    other: dict[Side, Side] = {"left": "right", "right": "left"}
    found = run(tuple(mirrored(pose) for pose in seen(GOOD, "side", FPS, DURATION_S)), -1.0)
    assert [s.side for s in found.steps] == [other[s.side] for s in good().steps]
    assert [s.contact_s for s in found.steps] == pytest.approx([s.contact_s for s in good().steps], abs=1e-6)


def test_a_runner_far_away_has_the_same_steps_and_measures() -> None:
    found = run(tuple(scaled(pose, 0.2) for pose in seen(GOOD, "side", FPS, DURATION_S)))
    assert [s.contact_s for s in found.steps] == pytest.approx([s.contact_s for s in good().steps], abs=1e-6)
    oscillation = GAIT_MEASURES["vertical_oscillation"]
    for side in ("left", "right"):
        near, far = ([value for _, value in oscillation.values(r, side)] for r in (good(), found))
        assert far == pytest.approx(near, abs=1e-6)


def test_legs_that_the_model_exchanged_are_told_apart() -> None:
    rng = np.random.default_rng(4)
    # Whole steps, and single frames, taken for the other leg.
    wrong = np.repeat(rng.random(12) < 0.3, 20) | (rng.random(240) < 0.05)
    film = [
        legs_exchanged(pose) if wrong[i] else pose for i, pose in enumerate(seen(GOOD, "side", FPS, DURATION_S)[:240])
    ]
    steps = run(tuple(film)).steps
    expected = [s for s in good().steps if s.off_s < 3.9]
    assert [s.side for s in steps[: len(expected)]] == [s.side for s in expected]
    assert [s.contact_s for s in steps[: len(expected)]] == pytest.approx([s.contact_s for s in expected], abs=0.02)


@pytest.mark.parametrize(
    ("name", "drawn", "expected", "within"),
    [
        ("trunk_lean_in_stance", Drawn(reach=0.18, lean_deg=11.0), 11.0, 0.2),
        ("vertical_oscillation", Drawn(reach=0.18, bounce=0.1), 0.1, 0.01),
        ("step_time_asymmetry", GOOD, 0.0, 0.5),
        ("step_time_variation", GOOD, 0.0, 0.5),
    ],
    ids=str,
)
def test_what_was_drawn_is_read(name: str, drawn: Drawn, expected: float, within: float) -> None:
    measure, found = GAIT_MEASURES[name], run(seen(drawn, "side", 30.0, DURATION_S))
    values = [v for _, v in measure.values(found, "right")] if measure.of_step else [measure.function(found)]
    assert float(np.mean(values)) == pytest.approx(expected, abs=within)


def test_nobody_has_no_steps() -> None:
    empty = np.full((33, 4), np.nan)
    series = Series(list(COLUMNS))
    assert run_of(series).steps == []
    for i in range(60):
        body = Body(replace(seen(GOOD, "side", FPS, DURATION_S)[i], landmarks=empty))
        series.append(i / 30, [read_column(column, body) for column in series.columns])
    found = run_of(series)
    assert found.steps == []
    assert not found.is_running


def test_every_gait_measure_says_what_it_means() -> None:
    for name, measure in GAIT_MEASURES.items():
        assert measure.name == name == measure.function.__name__
        assert measure.meaning.endswith(".")
        assert measure.error > 0
        assert measure.views
