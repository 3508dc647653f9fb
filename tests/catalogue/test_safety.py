"""Safety rules at and around their limits."""

import pytest
from pydantic import ValidationError

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.modes import Timer
from formcheck.catalogue.safety import (
    SAFETY_FILE,
    SafetyProfile,
    Week,
    caps,
    clearance,
    distance_before_pace,
    hidden_because,
    pain_advice,
    rules,
    seconds_left,
    with_caps,
)

ALL_NO = {question.id: False for question in rules().question}
FLAGGED = SafetyProfile(flags=("high_hamstring",))


def exercise_like(base: str, **changes: object) -> Exercise:
    return load_exercise(base).model_copy(update=changes)


@pytest.mark.parametrize(
    ("pain", "light", "now", "next_time"),
    [
        (0, "green", "go_on", "as_planned"), (3, "green", "go_on", "as_planned"), (3.5, "amber", "go_on", "hold"),
        (4, "amber", "go_on", "hold"), (5, "amber", "go_on", "hold"), (5.5, "red", "stop", "drop"),
        (6, "red", "stop", "drop"), (10, "red", "stop", "drop"),
    ],
)  # fmt: skip
def test_the_pain_light(pain: float, light: str, now: str, next_time: str) -> None:
    advice = pain_advice(pain)
    assert (advice.light, advice.now, advice.next_time) == (light, now, next_time)
    assert advice.says


@pytest.mark.parametrize(("pain", "light", "now"), [(1, "green", "go_on"), (4, "amber", "go_on"), (8, "red", "stop")])
def test_pain_that_lasts_into_the_morning_asks_for_less(pain: float, light: str, now: str) -> None:
    advice = pain_advice(pain, worse_next_morning=True)
    assert (advice.light, advice.now, advice.next_time) == (light, now, "drop")


@pytest.mark.parametrize("pain", [-1, 10.5, float("nan"), float("inf")])
def test_pain_outside_its_scale_is_refused(pain: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        pain_advice(pain)


@pytest.mark.parametrize(
    ("km", "pace", "rise"),
    [
        (20.0, 6.0, "ok"), (22.0, 6.0, "ok"), (22.1, 6.0, "flag"), (26.0, 6.0, "flag"), (26.1, 6.0, "warn"),
        (21.0, 5.9, "ok"), (21.0, 5.8, "warn"), (20.0, 5.0, "ok"), (10.0, 5.0, "ok"), (22.0, 7.0, "ok"),
        (0.0, None, "ok"), (25.0, None, "flag"),
    ],
)  # fmt: skip
def test_distance_comes_before_pace(km: float, pace: float | None, rise: str) -> None:
    before = Week(distance_km=20.0, pace_min_per_km=6.0)
    assert distance_before_pace(before, Week(distance_km=km, pace_min_per_km=pace)).rise == rise


def test_both_rising_is_said_as_such() -> None:
    advice = distance_before_pace(
        Week(distance_km=20.0, pace_min_per_km=6.0), Week(distance_km=21.0, pace_min_per_km=5.0)
    )
    assert advice.says == rules().weekly.both
    assert [advice.distance_percent, advice.pace_percent] == pytest.approx([5.0, 20.0])


def test_a_first_week_is_not_judged() -> None:
    assert distance_before_pace(Week(distance_km=0.0), Week(distance_km=30.0)).rise == "not_judged"


@pytest.mark.parametrize("wrong", [{"distance_km": -1.0}, {"distance_km": 5.0, "pace_min_per_km": 0.0}])
def test_a_week_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Week.model_validate(wrong)


@pytest.mark.parametrize(
    ("answers", "allowed"),
    [
        ({}, "unanswered"), (ALL_NO, "go"), (ALL_NO | {"ask_first": True}, "ask"),
        (ALL_NO | {"serious_pain": True, "ask_first": True}, "stop"), ({"stop_signs": True}, "stop"),
        (ALL_NO | {"serious_pain": None}, "unanswered"), ({"ask_first": True}, "unanswered"),
    ],
)  # fmt: skip
def test_what_the_answers_allow(answers: dict[str, bool | None], allowed: str) -> None:
    assert clearance(answers) == allowed


def test_a_flag_hides_what_says_so_and_nothing_else() -> None:
    stretch = exercise_like("front_plank", hidden_if=("high_hamstring",))
    assert "Ask your therapist" in hidden_because(stretch, FLAGGED)
    assert hidden_because(stretch, SafetyProfile()) == ""
    assert hidden_because(load_exercise("front_plank"), FLAGGED) == ""


def test_jumps_are_locked_until_confirmed() -> None:
    jump = exercise_like("squat", group="plyometrics")
    assert hidden_because(jump, SafetyProfile()).startswith("Locked")
    assert hidden_because(jump, SafetyProfile(unlocked=("plyometrics",))) == ""


def test_a_flag_caps_hip_flexion_and_switches_its_cue_on() -> None:
    squat = load_exercise("squat")
    off = squat.cue[0].model_copy(update={"id": "hip_flexion_cap", "enabled": False})
    deadlift = squat.model_copy(update={"id": "eccentric_deadlift", "cue": (off, *squat.cue[1:])})
    assert [cap.cue for cap in caps("eccentric_deadlift", FLAGGED)] == ["hip_flexion_cap"]
    capped, free = (with_caps(deadlift, who).cue[0] for who in (FLAGGED, SafetyProfile()))
    assert (capped.enabled, free.enabled) == (True, False)
    assert caps("eccentric_deadlift", SafetyProfile()) == []
    assert caps("glute_bridge", FLAGGED) == []


@pytest.mark.parametrize(("done_s", "left_s"), [(0.0, 300.0), (290.0, 10.0), (300.0, 0.0), (400.0, 0.0)])
def test_no_area_is_rolled_for_more_than_its_cap(done_s: float, left_s: float) -> None:
    assert seconds_left(Timer(seconds=60.0, cap_s=300.0, source=("S0",)), done_s) == left_s


def test_each_rule_names_where_it_is_from() -> None:
    safety = rules()
    sources = [question.source for question in safety.question] + [flag.source for flag in safety.flag]
    sources += [cap.source for flag in safety.flag for cap in flag.cap]
    sources += [safety.pain.source, safety.weekly.source, safety.lock.source]
    assert all(sources)
    assert SAFETY_FILE.name.startswith("_"), "else it would be listed as a programme"
