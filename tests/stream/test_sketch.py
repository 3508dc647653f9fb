"""What the browser is to draw, on sets of the stick figure."""

from __future__ import annotations

from functools import partial

import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.live.conductor import Conductor
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan
from formcheck.records import Pose
from formcheck.stream.sketch import Sketch, scene_of, sketch
from tests.support.figures import FRONT, SIDE, SetTiming, film
from tests.support.moves import lunge, squat
from tests.support.streams import joined, still

PLAN = SetPlan(sets=2, repetitions=3, rest_s=4.0)
BEAT = SetTiming(3, down_s=1.6, hold_s=0.2, up_s=1.2, pause_s=1.0, before_s=0.5)


def sketches(exercise: str, poses: list[Pose], words: Words = ENGLISH) -> list[Sketch]:
    definition = load_exercise(exercise)
    conductor = Conductor(definition, PLAN, partial(Session, definition), words=words)
    drawn = []
    for pose in poses:
        stage = conductor.push(pose, 0.5, 1)
        drawn.append(sketch(pose, stage, scene_of(pose, stage, conductor.session), PLAN, words=words))
    return drawn


@pytest.fixture(scope="module")
def lunges() -> list[Sketch]:
    moving = film(lunge(lead="left", lean_deg=45.0), BEAT, SIDE, fps=15.0)
    return sketches("forward_lunge", joined(still(moving[0], 5.0), moving, still(moving[-1], 3.0)))


def of(drawn: list[Sketch], stage: str) -> list[Sketch]:
    return [one for one in drawn if one["stage"] == stage]


def test_each_stage_shows_its_own_number(lunges: list[Sketch]) -> None:
    assert of(lunges, "framing")[0]["number"] == ""
    assert {one["number"] for one in of(lunges, "countdown")} == {"1", "2", "3"}
    assert sorted({str(one["number"]) for one in of(lunges, "working")}) == ["0", "1", "2"]
    assert of(lunges, "rest")[0]["number"] == "4"
    assert of(lunges, "rest")[0]["words"] == "Rest. Next: set 2 of 2"


@pytest.mark.slow
def test_another_language_stands_in_every_stage_and_in_cues() -> None:
    moving = film(lunge(lead="left", lean_deg=45.0), BEAT, SIDE, fps=15.0)
    drawn = sketches("forward_lunge", joined(still(moving[0], 5.0), moving, still(moving[-1], 3.0)), Words("de"))
    assert {one["words"] for one in of(drawn, "framing")} <= {"Einen Moment", "Halt still, dann geht es los"}
    assert of(drawn, "countdown")[0]["words"] == "Mach dich bereit"
    assert str(of(drawn, "working")[-1]["below"]).startswith("von 3")
    assert of(drawn, "rest")[0]["words"] == "Pause. Danach: Satz 2 von 2"
    assert next(one["cue"] for one in of(drawn, "working") if one["cue"]) == {
        "text": "Links: Oberkörper aufrecht lassen", "verdict": "fault",
    }  # fmt: skip


def test_one_cue_at_a_time_stands_long_enough_and_names_its_side(lunges: list[Sketch]) -> None:
    shown = [one["cue"] for one in of(lunges, "working") if one["cue"]]
    assert shown
    assert all(cue == {"text": "Left: Keep your trunk tall", "verdict": "fault"} for cue in shown)
    assert len(shown) >= 2.0 * 15


def test_the_person_the_judged_joints_and_the_angle_are_within_the_frame(lunges: list[Sketch]) -> None:
    assert of(lunges, "working")
    for one in of(lunges, "working"):
        bones, joints = one["bones"], one["joints"]
        assert isinstance(bones, list)
        assert isinstance(joints, list)
        assert len(bones) > 8
        assert all(0 <= share <= 1 for bone in bones for share in bone[:4])
        assert all(0 <= share <= 1 for joint in joints for share in joint[:2])
    assert any(joint[2] == "fault" for one in of(lunges, "working") for joint in one["joints"])  # type: ignore[attr-defined]
    assert any(one["angle"] for one in of(lunges, "working"))


def test_framing_says_what_to_do_and_has_nothing_to_judge() -> None:
    drawn = sketches("eccentric_deadlift", still(film(squat(), BEAT, FRONT, fps=15.0)[0], 2.0))
    assert {one["stage"] for one in drawn} == {"framing"}
    assert (drawn[-1]["words"], drawn[-1]["good"]) == ("Turn sideways to the camera", False)
    assert drawn[-1]["joints"] == []
