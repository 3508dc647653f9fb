"""Sets of the drawn figure, on its feet and on the floor: a fault is said once, and nothing else is."""

from __future__ import annotations

import pytest

from benchmarks.synthetic.movements import MOVEMENTS
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.live.set_plan import SetPlan
from formcheck.records import Pose, Repetition
from tests.live.test_conductor import conduct, moved, names, reports, said, texts, with_start
from tests.support.figures import FRONT, SetTiming, standing
from tests.support.sets import marching
from tests.support.streams import begun, blended, drawn, joined, still

PLANK = load_exercise("front_plank")
GOOD = ["deadlift", "side_lunge", "glute_bridge"]
MAJOR = [("glute_bridge", "arched"), ("step_down", "knee_in")]
MINOR = [("glute_bridge", "low"), ("step_down", "leaning")]
INFO = [("glute_bridge", "feet_far"), ("deadlift", "wide_grip")]


@pytest.mark.parametrize("movement_id", GOOD)
def test_of_good_form_nothing_is_said(movement_id: str) -> None:
    movement = MOVEMENTS[movement_id]
    exercise = load_exercise(movement.exercise)
    poses = with_start(drawn(exercise, movement, movement.views[0]))
    conductor, stages = conduct(exercise, poses)
    session = Session(exercise)
    for pose in poses:
        session.push(pose)
    done = len(session.finish().repetitions)
    assert done >= 2
    assert len(reports(conductor)[0].repetitions) == done
    assert texts(stages, "count") == [str(i + 1) for i in range(done)]
    assert texts(stages, "cue", "stage") == []


def cues_of(movement_id: str, name: str) -> tuple[str, list[float], list[Repetition]]:
    """Play a set in which each repetition has the fault: its cue, when that was said, and the repetitions."""
    movement = MOVEMENTS[movement_id]
    exercise, fault = load_exercise(movement.exercise), movement.faults[name]
    conductor, stages = conduct(exercise, with_start(drawn(exercise, movement, fault.view, fault)))
    repetitions = list(reports(conductor)[0].repetitions)
    assert len(repetitions) >= 2
    assert all("fault" in {f.verdict for f in r.findings if f.cue == fault.cue} for r in repetitions)
    assert {u.cue for u in said(stages, "cue")} <= {
        f.cue for r in repetitions for f in r.findings if f.verdict == "fault"
    }
    return fault.cue, [u.t_s for u in said(stages, "cue") if u.cue == fault.cue], repetitions


@pytest.mark.parametrize(("movement_id", "name"), MAJOR)
def test_a_major_fault_is_said_once_in_each_repetition_that_has_it(movement_id: str, name: str) -> None:
    _, said_s, (first, second) = cues_of(movement_id, name)
    assert len(said_s) == 2
    assert first.start_s < said_s[0] < second.start_s < said_s[1]


@pytest.mark.parametrize(("movement_id", "name"), MINOR)
def test_a_minor_fault_is_said_once_when_it_is_there_again(movement_id: str, name: str) -> None:
    _, said_s, (_, second) = cues_of(movement_id, name)
    assert len(said_s) == 1
    assert said_s[0] > second.start_s


@pytest.mark.parametrize(("movement_id", "name"), INFO)
def test_what_is_only_information_is_not_said(movement_id: str, name: str) -> None:
    assert cues_of(movement_id, name)[1] == []


def held(exercise: Exercise, seconds: float, fault: str | None = None) -> list[Pose]:
    movement = next(m for m in MOVEMENTS.values() if m.exercise == exercise.id)
    poses = drawn(exercise, movement, "side", movement.faults[fault] if fault else None)
    return still(poses[0], seconds)


def test_the_seconds_of_a_hold_are_said_and_it_ends_at_its_target() -> None:
    conductor, stages = conduct(PLANK, held(PLANK, 32.0), SetPlan(sets=1, seconds=25.0))
    assert names(stages) == ["framing", "countdown", "working", "done"]
    assert texts(stages) == ["3", "2", "1", "Go", "10", "20", "3", "2", "1", "All sets done"]
    assert reports(conductor)[0].summary.hold_s == pytest.approx(25.0, abs=0.2)
    assert stages[-1].target == 25


def test_why_the_clock_of_a_hold_is_paused_is_said_once() -> None:
    sagging = next(name for name, f in MOVEMENTS["plank"].faults.items() if f.cue == "body_line_sag")
    poses = joined(held(PLANK, 9.0), held(PLANK, 8.0, sagging), held(PLANK, 6.0))
    _, stages = conduct(PLANK, poses, SetPlan(sets=1, seconds=60.0))
    assert texts(stages, "cue") == ["Lift your hips"]
    told = said(stages, "cue")[0].t_s
    assert 9.4 < told < 10.5
    stopped = [stage for stage in stages if stage.why]
    assert {stage.why for stage in stopped} == {"Lift your hips"}
    assert len({stage.count for stage in stopped}) == 1
    assert stages[-1].count > stopped[-1].count


def test_a_standing_hold_begins_from_standing() -> None:
    exercise, movement = load_exercise("wall_sit"), MOVEMENTS["wall_sit"]
    upright = begun(load_exercise("squat"), MOVEMENTS["squat"], "side")
    seated = begun(exercise, movement, "side")
    poses = joined(
        still(upright, 5.0), blended(upright, seated, 1.5), still(seated, 12.0), blended(seated, upright, 1.0)
    )
    conductor, stages = conduct(
        exercise, joined(poses, still(upright, 8.0)), SetPlan(sets=2, seconds=30.0, rest_s=30.0)
    )
    assert names(stages) == ["framing", "countdown", "working", "rest"]
    assert texts(stages)[:6] == ["3", "2", "1", "Go", "Hold", "10"]
    assert reports(conductor)[0].summary.hold_s == pytest.approx(12.0, abs=1.0)


def test_a_run_ends_by_the_clock() -> None:
    running = load_exercise("run_cadence")
    steps = moved(marching, FRONT, SetTiming(1, 12.0))
    poses = joined(still(FRONT.see(standing()), 5.0), steps)
    conductor, stages = conduct(running, poses, SetPlan(sets=1, seconds=8.0))
    assert names(stages) == ["framing", "countdown", "working", "done"]
    assert texts(stages) == ["3", "2", "1", "Go", "3", "2", "1", "All sets done"]
    assert reports(conductor)[0].gait is not None
    assert stages[-1].count == 8


def test_another_exercise_is_said_and_shown() -> None:
    exercise, movement = load_exercise("squat"), MOVEMENTS["side_lunge"]
    conductor, stages = conduct(exercise, with_start(drawn(exercise, movement, "front")))
    assert reports(conductor)[0].repetitions == ()
    assert reports(conductor)[0].looks_like == "a side lunge"
    assert texts(stages, "cue") == ["Looks like a side lunge"]
    assert stages[-1].why.endswith("It looks like a side lunge.")
    assert texts(stages, "count") == []
