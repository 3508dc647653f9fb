from __future__ import annotations

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.catalogue.programme import Item
from formcheck.live.set_plan import SetPlan, default_plan, plan_of

JUDGED = [exercise for exercise in exercises() if exercise.is_judged]


@pytest.mark.parametrize("exercise", JUDGED, ids=lambda e: e.id)
def test_each_exercise_has_an_end(exercise: Exercise) -> None:
    plan = default_plan(exercise)
    assert 1 <= plan.sets <= 6
    assert (plan.repetitions is None) != (plan.seconds is None)
    assert plan.rest_s >= 30.0
    assert 4 < (plan.repetitions or 10) <= 20
    assert 15.0 < (plan.seconds or 20.0) <= 60.0


@pytest.mark.parametrize(
    ("exercise", "plan"),
    [
        ("squat", SetPlan(sets=3, repetitions=8, rest_s=60.0)),
        ("forward_lunge", SetPlan(sets=3, repetitions=20, rest_s=60.0)),
        ("front_plank", SetPlan(sets=3, seconds=30.0, rest_s=30.0)),
        ("side_plank", SetPlan(sets=6, seconds=30.0, rest_s=30.0)),
        ("mountain_climber", SetPlan(sets=3, seconds=20.0, rest_s=60.0)),
        ("bounding", SetPlan(sets=3, repetitions=20, rest_s=60.0)),
        ("hamstring_stretch_seated", SetPlan(sets=2, seconds=30.0, rest_s=30.0)),
    ],
)
def test_the_dose_is_the_plan(exercise: str, plan: SetPlan) -> None:
    assert default_plan(load_exercise(exercise)) == plan


def test_the_wording_of_a_dose_does_not_change_the_plan() -> None:
    squat = load_exercise("squat")
    dose = squat.dose.model_copy(update={"note": "5 sets of 20 for each leg."})
    assert default_plan(squat.model_copy(update={"dose": dose})) == default_plan(squat)


def test_a_rest_of_the_dose_comes_before_the_usual_one() -> None:
    squat = load_exercise("squat")
    dose = squat.dose.model_copy(update={"rest_s": 90.0})
    assert default_plan(squat.model_copy(update={"dose": dose})).rest_s == 90.0


@pytest.mark.parametrize("exercise", [e for e in JUDGED if e.hold is not None], ids=lambda e: e.id)
def test_the_dose_of_a_hold_has_sides_where_the_hold_has(exercise: Exercise) -> None:
    assert exercise.hold is not None
    assert exercise.dose.has_sides == (exercise.hold.sides == "each")


def test_one_side_is_half_of_both() -> None:
    assert default_plan(load_exercise("forward_lunge"), "left") == SetPlan(
        sets=3, repetitions=10, rest_s=60.0, side="left"
    )
    assert default_plan(load_exercise("side_plank"), "right") == SetPlan(
        sets=3, seconds=30.0, rest_s=30.0, side="right"
    )


def test_a_programme_gives_the_dose() -> None:
    lunge = Item(exercise="forward_lunge", sets=2, repetitions=6, sides="each", rest_s=45.0, source=("own",))
    assert plan_of(lunge, load_exercise("forward_lunge")) == SetPlan(sets=2, repetitions=12, rest_s=45.0)
    plank = Item(exercise="side_plank", sets=2, seconds=20.0, sides="each", rest_s=45.0, source=("own",))
    assert plan_of(plank, load_exercise("side_plank")) == SetPlan(sets=4, seconds=20.0, rest_s=45.0)
