"""What is true of everybody: read from drawn figures of which it is true, or is not by a known amount."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.real.known.labels import CueLabel
from benchmarks.real.known.truth import Clip
from benchmarks.real.mirrored import difference
from benchmarks.real.self_checks import COLUMNS, Departures, Moment, bones, check_table, standing
from formcheck.motion.body import Body
from formcheck.pose.skeleton import LEFT, RIGHT, mirror
from formcheck.records import Pose

CLIP = Clip(path=Path("nowva_squats.mp4"), exercise="squat")
HEIGHTS_PX = {"shoulder": 150.0, "hip": 200.0, "knee": 250.0, "ankle": 300.0, "heel": 305.0, "toe": 305.0}


def figure(*, knee_px: float = 0.0, shoulder_px: float = 0.0, t_s: float = 0.0) -> Pose:
    """Draw a person who faces the right of the frame, knees and shoulders moved that way."""
    ahead = {"knee": knee_px, "shoulder": shoulder_px, "toe": 20.0}
    landmarks = np.ones((33, 4))
    for names in (LEFT, RIGHT):
        for joint, y in HEIGHTS_PX.items():
            landmarks[names[joint], :2] = 100.0 + ahead.get(joint, 0.0), y
    return Pose(
        t_s=t_s,
        width_px=400,
        height_px=400,
        landmarks=landmarks,
        world=landmarks / 100.0,
        dorsal=np.full(19, np.nan),
    )


def moments(**moved: float) -> list[Moment]:
    return [Moment(i / 30, Body(figure(**moved, t_s=i / 30), 1.0), "side", "right") for i in range(30)]


def test_who_stands_upright_has_straight_knees_and_a_vertical_trunk() -> None:
    assert standing(CLIP, moments()) == pytest.approx((0.0, 0.0, 0.0, 0.0), abs=1e-6)
    knee, _, trunk, _ = standing(CLIP, moments(knee_px=5.0, shoulder_px=5.0))
    assert knee == pytest.approx(2 * np.degrees(np.arctan(0.1)), abs=0.01)
    assert trunk == pytest.approx(np.degrees(np.arctan(0.1)), abs=0.01)


def test_who_does_not_stand_in_a_clip_tells_nothing() -> None:
    bent = CueLabel(exercise="squat", cue="full_stand", seen="fault", certainty="unsure")
    assert np.isnan(standing(replace(CLIP, labels=(bent,)), moments())).all()
    assert np.isnan(standing(replace(CLIP, exercise="glute_bridge"), moments())).all()
    assert np.isnan(standing(CLIP, [])).all()


def test_bones_that_keep_their_length_do_not_spread() -> None:
    assert bones(moments()) == pytest.approx((0.0,) * 5)
    assert max(bones([*moments(), *moments(knee_px=30.0)])) > 10.0


def test_a_pose_and_its_mirror_image_do_not_differ() -> None:
    one = figure(knee_px=10.0)
    assert difference(one, mirror(mirror(one))) == pytest.approx((0.0, 0.0, 0.0))
    joints, knee_deg, trunk_deg = difference(one, figure())
    assert joints == 0.0
    assert knee_deg == pytest.approx(2 * np.degrees(np.arctan(0.2)), abs=0.01)
    assert trunk_deg == 0.0


def test_untuned_people_are_in_the_totals_alone() -> None:
    values = dict.fromkeys(COLUMNS, 2.0)
    rows = list(check_table([Departures("s10", "tuned", values), Departures("s01", "untuned", values)]))
    assert [row.split(" | ")[0] for row in rows[2:]] == [
        "| s10", "| **tuned, median**", "| **tuned, 90th percentile**",
        "| **untuned, median**", "| **untuned, 90th percentile**",
    ]  # fmt: skip
