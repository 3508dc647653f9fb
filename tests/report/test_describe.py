"""Numbers in words: what a reader takes from them must be what the engine does."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import formcheck
from formcheck import wording
from formcheck.catalogue.checks import Band, Check
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.coaching.judging import judge_value
from formcheck.records import Finding
from formcheck.report import describe
from formcheck.report.lengths import OF_HEIGHT, pictured
from formcheck.report.summary import Fix
from tests.support.judged import good

CHECKS = [
    (f"{exercise.id}-{cue.id}-{number}", check)
    for exercise in formcheck.exercises()
    for cue in exercise.cue
    for number, check in enumerate(cue.check)
]


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (Band(max=8.0), "at most 8°"), (Band(min=80.0), "at least 80°"), (Band(), "any"),
        (Band(min=-20.0, max=20.0), "\u221220° to 20°"),
    ],
)  # fmt: skip
def test_band(limits: Band, text: str) -> None:
    assert describe.band(limits, "deg") == text


def test_every_check_has_words() -> None:
    for name, check in CHECKS:
        fine, _, _ = describe.bands(check)
        assert fine, name
        assert describe.what(check).endswith("."), name


def test_the_fault_that_is_described_is_the_fault_that_is_judged() -> None:
    """The edge in words includes the error: just inside of it no fault is found, just beyond it one is."""
    error = 12.0
    given = {
        "measure": "trunk_lean",
        "phase": "bottom",
        "views": ["side"],
        "pass": {"max": 45.0},
        "warn": {"max": 55.0},
    }
    check = Check.model_validate({**given, "error": error})
    edge = 45.0 + error
    assert describe.bands(check) == ("at most 45°", f"up to {edge:.0f}°", f"above {edge:.0f}°")
    assert judge_value(edge - 0.1, check.pass_, check.warn, error)[0] == "caution"
    assert judge_value(edge + 0.1, check.pass_, check.warn, error)[0] == "fault"


def test_a_band_that_is_open_outside_is_never_a_fault() -> None:
    check = Check.model_validate(
        {"measure": "trunk_lean", "phase": "bottom", "views": ["side"], "pass": {"min": -20.0, "max": 20.0}, "warn": {}}
    )
    assert describe.bands(check) == ("\u221220° to 20°", "anything beyond", "")


def test_extent_tells_how_often_and_how_far() -> None:
    worst = Finding(
        cue="depth",
        verdict="fault",
        severity="info",
        value=25.2,
        limit=15.0,
        unit="deg",
        at_s=1.0,
        reason=None,
        message="",
        source="",
    )
    fix = Fix(cue="depth", message="Lower", severity="info", count=2, of=5, worst=worst, set_index=1, repetition=3)
    assert describe.extent(fix, "repetition", load_exercise("squat"), "side") == (
        "In 2 of 5 repetitions. At worst: angle of the thigh above the horizontal: 25°, limit 15°."
    )
    assert describe.extent(fix, "repetition", load_exercise("deadlift"), "side") == "In 2 of 5 repetitions."


@pytest.mark.parametrize(
    ("exercise", "cue", "told"),
    [
        ("squat", "knee_behind_toe", "Knee 49 % of the foot's length past the toes, limit 19 %"),
        ("deadlift", "straight_back_proxy", "Curvature of the back's outline: 30 % of the trunk's length, limit 12 %"),
    ],
)
def test_shares_of_the_body_are_said_as_such(exercise: str, cue: str, told: str) -> None:
    finding = Finding(
        cue=cue, verdict="fault", severity="major", value=0.3, limit=0.12, unit="ratio", at_s=1.0, reason=None,
        message="", source="",
    )  # fmt: skip
    assert describe.measured(load_exercise(exercise), finding, "side") == told
    assert describe.measured(load_exercise(exercise), finding, "front") == ""


@pytest.mark.parametrize(
    ("value", "limit", "height_cm", "told"),
    [
        (0.15, 0.1, 178.0, "Knee about 7 cm past the toes, limit 4 cm"),
        (0.15, None, 150.0, "Knee about 6 cm past the toes"),
        (-0.15, None, 150.0, "Knee about 6 cm behind the toes"),
        (0.102, 0.1, 178.0, "Knee about 4.5 cm past the toes, limit 4.4 cm"),
    ],
)
def test_with_the_height_lengths_are_in_centimetres(
    value: float, limit: float | None, height_cm: float, told: str
) -> None:
    finding = Finding(
        cue="knee_behind_toe", verdict="fault", severity="major", value=value, limit=limit, unit="ratio", at_s=1.0,
        reason=None, message="", source="",
    )  # fmt: skip
    assert describe.measured(load_exercise("squat").for_height(height_cm), finding, "side") == told


def _of_knee(value: float, limit: float | None) -> Finding:
    return Finding(
        cue="", verdict="fault" if limit is not None else "ok", severity="minor", value=value, limit=limit,
        unit="ratio", at_s=1.0, reason=None, message="", source="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "limit", "told"),
    [
        (0.2, 0.05, "Knee 32 % of the foot's length past the toes, limit 8 %"),
        (0.2, 0.15, "Knee 32 % of the foot's length ahead of the ankle, limit 24 %"),
        (-0.1, -0.2, "Knee ahead of the tip of the foot: \u221216 % of the foot's length, limit \u221232 %"),
        (0.1, None, ""),
    ],
)
def test_of_two_checks_that_one_is_told_which_has_the_limit(value: float, limit: float | None, told: str) -> None:
    lunge = load_exercise("forward_lunge")
    cue = next(cue for cue in lunge.cue if cue.id == "knee_past_ankle")
    finding = replace(_of_knee(value, limit), cue=cue.id)
    assert describe.measured(lunge, finding, "side") == told


def test_a_time_has_its_error_and_that_of_a_hold_none() -> None:
    times = {"bridge": ("glute_bridge", "hold_s"), "plank": ("front_plank", "in_form_s")}
    told = {}
    for name, (exercise_id, duration) in times.items():
        exercise = load_exercise(exercise_id)
        cue = next(c for c in exercise.cue if getattr(c.check[0], "duration", "") == duration)
        finding = replace(_of_knee(0.3, 0.9), cue=cue.id, unit="s")
        told[name] = describe.measured(exercise, finding, "floor_side")
    assert told == {
        "bridge": "Time at the turning point: 0.3 s \u00b1 0.25 s, limit 0.9 s",
        "plank": "Time held in form: 0.3 s, limit 0.9 s",
    }


def test_angles_and_widths_stay_as_they_are_with_the_height() -> None:
    squat = load_exercise("squat")
    for finding in (f for f in good().report.repetitions[0].findings if f.unit == "deg" and f.value is not None):
        assert describe.measured(squat.for_height(178.0), finding, "side") == describe.measured(squat, finding, "side")
    part, factor = pictured("shin")
    assert (part, factor) == ("foot", OF_HEIGHT["shin"] / OF_HEIGHT["foot"])
    assert pictured("trunk") == ("trunk", 1.0)


@pytest.mark.parametrize(
    ("exercise", "sentence"),
    [
        ("squat", "3 sets of 8 to 12, 2 to 3 days a week."),
        ("bird_dog", "3 sets of 6 to 8 for each side, each held for 5 to 10 seconds."),
        ("lateral_band_walk", "3 sets of 10 to 15 steps each way."),
        ("toe_walk", "20 to 30 seconds or 10 to 20 m, 3 times."),
        ("plantar_fascia_stretch", "10 seconds for each foot, 10 times, 3 times a day."),
        (
            "foam_roll",
            "30 to 120 seconds for each area, 1 to 3 times, every day. Never more than 5 minutes on one area.",
        ),
        ("run_posture", "Review of an easy run."),
    ],
)
def test_a_dose_becomes_a_sentence(exercise: str, sentence: str) -> None:
    assert describe.dose(load_exercise(exercise)) == sentence


def test_every_dose_can_be_written() -> None:
    assert [e.id for e in exercises() if not describe.dose(e).endswith(".")] == []
    assert [e.id for e in exercises() if e.dose.note and not e.dose.note.endswith(".")] == []


def test_what_another_view_would_judge_is_counted() -> None:
    squat = load_exercise("squat")
    blind = [cue for cue in squat.cue if cue.enabled and not cue.is_of_set and "front" not in cue.views]
    assert describe.unseen_checks(squat, "front") == len(blind) > 0
    assert describe.unseen_checks(squat, "side") == describe.unseen_checks(squat, "unknown") == 0


def test_units_are_known() -> None:
    units = {check.unit for exercise in formcheck.exercises() for cue in exercise.cue for check in cue.check}
    assert all(wording.quantity(math.pi, unit).isascii() or unit.startswith("deg") for unit in units)
    assert units <= set(wording.UNITS)
