"""What is prescribed is plain data within the bounds of the exercises, and what was done is compared with it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from formcheck.desk.adherence import Done, adherence
from formcheck.desk.prescription import Prescription
from formcheck.errors import DefinitionError, UnknownExerciseError, UsageError

MONDAY = date(2026, 11, 23)
SQUAT = {"exercise": "squat", "sets": 2, "repetitions": 8, "days": ["monday", "thursday"], "words": "Slowly."}
BRIDGE = {"exercise": "glute_bridge", "seconds": 30.0, "days": ["monday"]}


def prescribe(*exercises: dict[str, Any], **more: Any) -> Prescription:
    return Prescription.from_payload({"exercises": list(exercises), **more})


def test_a_prescription_is_json_and_back() -> None:
    cues = {"depth": {"pass": {"max": 50.0}, "warn": {"max": 55.0}}, "heel_down": {"enabled": False}}
    written = prescribe({**SQUAT, "cues": cues}, is_strict=True, words="Good morning.")
    payload = json.loads(json.dumps(written.to_payload()))
    assert Prescription.from_payload(payload) == written
    assert payload["exercises"][0]["cues"] == cues


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"exercise": "squat"}, "either repetitions or seconds"),
        ({"exercise": "squat", "repetitions": 8, "seconds": 30}, "either repetitions or seconds"),
        ({"exercise": "squat", "repetitions": 0}, r"exercises\.0\.repetitions"),
        ({"exercise": "squat", "repetitions": 8, "days": []}, r"exercises\.0\.days"),
        ({"exercise": "squat", "repetitions": 8, "days": ["monday", "monday"]}, "name each day once"),
        ({"exercise": "squat", "repetitions": 8, "side": "middle"}, r"exercises\.0\.side"),
        ({"exercise": "squat", "repetitions": 8, "weight": 20}, r"exercises\.0\.weight"),
    ],
)
def test_what_is_no_prescription_is_told(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        prescribe(wrong)


def test_limits_are_set_within_the_bounds_of_the_exercise() -> None:
    half = prescribe({**SQUAT, "cues": {"depth": {"pass": {"max": 50.0}, "warn": {"max": 55.0}}}})
    half.check()
    depth = {cue.id: cue for cue in half.resolve("squat").cue}["depth"]
    assert [check.pass_.max for check in depth.check] == [50.0] * len(depth.check)
    beyond = prescribe({**SQUAT, "cues": {"depth": {"pass": {"max": 80.0}, "warn": {"max": 85.0}}}})
    with pytest.raises(DefinitionError, match="prescription: cue 'depth' can be set from"):
        beyond.check()
    with pytest.raises(DefinitionError, match="Did you mean 'depth'"):
        prescribe({**SQUAT, "cues": {"dept": {"enabled": False}}}).check()
    with pytest.raises(UnknownExerciseError):
        prescribe({**SQUAT, "exercise": "sqat"}).check()


def test_a_cue_is_off_or_strict_as_prescribed() -> None:
    off = prescribe({**SQUAT, "cues": {"heel_down": {"enabled": False}}}).resolve("squat")
    assert {cue.id: cue.enabled for cue in off.cue}["heel_down"] is False
    usual, strict = (prescribe(SQUAT, is_strict=flag).resolve("squat").cue for flag in (False, True))
    raised = [cue.id for cue, other in zip(usual, strict, strict=True) if cue.severity != other.severity]
    assert raised == [cue.id for cue in usual if cue.strict_severity not in (None, cue.severity)]


def test_a_contraindication_rules_an_exercise_out() -> None:
    jumps = {"exercise": "jump_squat", "repetitions": 8}
    with pytest.raises(DefinitionError, match="cannot be prescribed to this person"):
        prescribe(jumps).check()
    prescribe(jumps, unlocked=["plyometrics"]).check()


def test_today_is_what_its_day_of_the_week_says() -> None:
    written = prescribe(SQUAT, BRIDGE)
    assert [row.exercise for row in written.on(MONDAY)] == ["squat", "glute_bridge"]
    assert [row.exercise for row in written.on(MONDAY + timedelta(days=3))] == ["squat"]
    assert written.on(MONDAY + timedelta(days=1)) == ()


def test_adherence_says_what_was_due_done_and_done_besides() -> None:
    thursday = MONDAY + timedelta(days=3)
    done = [
        Done(day=MONDAY, exercise="squat", repetitions=8, seconds=0.0),
        Done(day=MONDAY, exercise="squat", repetitions=4, seconds=0.0),
        Done(day=MONDAY, exercise="squat", repetitions=4, seconds=0.0),
        Done(day=MONDAY, exercise="glute_bridge", repetitions=1, seconds=15.0),
        Done(day=thursday, exercise="lunge", repetitions=8, seconds=0.0),
        Done(day=MONDAY - timedelta(days=1), exercise="squat", repetitions=8, seconds=0.0),
    ]
    found = adherence(
        [(MONDAY - timedelta(days=9), prescribe(SQUAT, BRIDGE))], done, MONDAY, MONDAY + timedelta(days=7)
    )
    told = [(row.day, row.prescribed.exercise, row.sets, row.amount) for row in found.due]
    assert told == [(MONDAY, "squat", 2, 1.0), (MONDAY, "glute_bridge", 1, 0.5), (thursday, "squat", 0, 0.0)]
    assert found.share == pytest.approx(3 / 5)
    assert [one.exercise for one in found.besides] == ["lunge"]


LUNGE = {"exercise": "forward_lunge", "sets": 2, "repetitions": 8, "days": ["monday"]}


def lunges(**sides: float) -> Done:
    return Done(
        day=MONDAY, exercise="forward_lunge", repetitions=int(sum(sides.values())) or 8, seconds=0.0,
        sides=sides,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("side", "done", "sets", "amount", "shares", "besides"),
    [
        ("both", [lunges(left=8, right=8), lunges(left=8, right=4)], 2, 0.875, {"left": 1.0, "right": 0.75}, 0),
        ("both", [lunges(left=8), lunges(left=8)], 0, 0.5, {"left": 1.0, "right": 0.0}, 0),
        ("both", [lunges(left=8), lunges(right=8)], 1, 0.5, {"left": 0.5, "right": 0.5}, 0),
        ("both", [lunges()], 1, 0.5, {"left": 0.5, "right": 0.5}, 0),
        ("left", [lunges(left=8, right=8)], 1, 0.5, {"left": 0.5}, 0),
        ("left", [lunges(right=8), lunges(right=8)], 0, 0.0, {"left": 0.0}, 2),
        ("right", [lunges(right=20), lunges(right=20)], 2, 1.0, {"right": 1.0}, 0),
    ],
    ids=["both", "one side alone", "a side a set", "noted without a camera", "one of two", "the wrong one", "more"],
)
def test_each_side_is_told_apart(
    side: str, done: list[Done], sets: int, amount: float, shares: dict[str, float], besides: int
) -> None:
    versions = [(MONDAY, prescribe({**LUNGE, "side": side}))]
    found = adherence(versions, done, MONDAY, MONDAY + timedelta(days=1), ["forward_lunge"])
    (due,) = found.due
    assert (due.sets, len(found.besides)) == (sets, besides)
    assert due.amount == pytest.approx(amount)
    assert {str(name): share for name, share in due.sides.items()} == shares


def test_an_exercise_without_sides_has_none() -> None:
    (due,) = adherence([(MONDAY, prescribe(LUNGE))], [lunges(left=8, right=8)], MONDAY, MONDAY + timedelta(days=1)).due
    assert (due.sides, due.amount) == ({}, 1.0)


def test_a_later_version_does_not_change_what_was_due_before() -> None:
    thursday = MONDAY + timedelta(days=3)
    versions = [(thursday, prescribe()), (MONDAY, prescribe(SQUAT))]
    found = adherence(versions, [], MONDAY - timedelta(days=7), MONDAY + timedelta(days=7))
    assert [row.day for row in found.due] == [MONDAY]
    assert found.share == 0.0
    assert adherence([], [], MONDAY, thursday).share is None
