import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from formcheck.catalogue.checks import Band, Check
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.toml.folder import validated
from formcheck.catalogue.toml.located import Located
from formcheck.errors import DefinitionError

CHECK = {"measure": "knee_flexion", "limb": "near", "phase": "bottom", "views": ["side"], "pass": {}, "warn": {}}
CUE = {"id": "deep", "say": "Lower", "why": "Because", "severity": "minor", "source": ["own"], "check": [CHECK]}
OF_SET = {"set_measure": "unequal_sides", "pass": {}, "warn": {}}
EXERCISE: dict[str, Any] = {
    "name": "Squat", "group": "strength", "articles": [], "description": "Down and up.",
    "film": {"views": ["side"], "hint": "From the side."},
    "dose": {"sets": 3, "repetitions": [8, 12], "source": ["own"]},
    "display": {"measure": "knee_flexion", "joint": "knee", "limb": "near"},
    "counting": {"signal": "hip_drop", "working_side": "both", "min_excursion": 0.1, "source": ["own"]},
    "cue": [CUE],
}  # fmt: skip


def changed(place: str, value: object) -> dict[str, Any]:
    """Set, or add, what lies at a dotted place."""
    data = copy.deepcopy(EXERCISE)
    target: Any = data
    *way, last = place.split(".")
    for step in way:
        target = target[int(step)] if step.isdigit() else target[step]
    target[last] = value
    return data


def parse_exercise(data: dict[str, Any]) -> Exercise:
    return validated(Exercise, Located.of(data, Path("mine.toml")), "exercise", "mine")


def refusal(data: dict[str, Any]) -> str:
    with pytest.raises(DefinitionError) as refused:
        parse_exercise(data)
    return str(refused.value)


def test_the_base_of_these_tests_is_valid() -> None:
    assert parse_exercise(EXERCISE).id == "mine"


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        ("descripton", "x", ["unknown key 'descripton'", "Did you mean 'description'"]),
        ("cue.0.severty", "minor", ["cue.0.severty", "Did you mean 'severity'"]),
        ("cue.0.check.0.measure", "knee_flexoin", ["no measure 'knee_flexoin'", "Did you mean 'knee_flexion'"]),
        ("cue.0.check.0.limb", "whole", ["'knee_flexion' needs limb = near, lead, trail, each or both"]),
        ("cue.0.check.0.views", ["front"], ["cannot be read from front; it can from floor_side, side"]),
        ("cue.0.check.0.views", [], ["cue.0.check.0"]),
        ("cue.0.check.0.pass", {"min": 3, "max": 2}, ["min 3.0 is above max 2.0"]),
        ("cue.0.check.0.warn", {"max": 10}, ["the warn band must contain the pass band"]),
        ("cue.0.check.0.phase", "botom", ["cue.0.check.0", "'bottom'"]),
        ("cue.0.check.0.reducer", "mode", ["'median'"]),
        ("cue.0.check", [], ["cue.0.check"]),
        ("cue.0.id", "Deep knees", ["cue.0.id"]),
        ("cue", [CUE, CUE], ["cue ids appear twice: deep"]),
        ("counting.signal", "hip_dorp", ["Did you mean 'hip_drop'"]),
        ("counting.working_side", "foot_ahed", ["Did you mean 'foot_ahead'"]),
        ("counting.target_cue", "deeep", ["Did you mean 'deep'"]),
        ("cue.0.check", [{"set_measure": "unequal_side", "pass": {}, "warn": {}}], ["Did you mean 'unequal_sides'"]),
        ("cue.0.check", [{"duration": "down", "pass": {}, "warn": {}}], ["'down_s'"]),
        ("cue.0.source", ["V999"], ["cue.0.source.0", "there is no source 'V999'", "lists all of them"]),
        ("cue.0.source", [], ["cue.0.source"]),
        ("cue.0.source", "V1", ["cue.0.source: give a list in square brackets, not 'V1'"]),
        ("cue.0.enabled", False, ["a cue with enabled = false says why in disabled_because"]),
        ("cue.0.severity", "major", ["say with deciding = true", "major ones are deep"]),
        ("cue", [CUE | {"deciding": True, "severity": "info"}, CUE | {"id": "slow"}], ["'deep' cannot be deciding"]),
        ("cue", [CUE | {"deciding": True, "check": [OF_SET]}], ["it is not judged on each repetition or hold"]),
        ("dose.repetitions", [12, 8], ["dose.repetitions", "the lower value comes first: [8, 12], not [12, 8]"]),
        ("dose.repetitions", 2.5, ["give whole numbers, not 2.5"]),
        ("dose.sets", 0, ["dose.sets", "give a value above 0, not 0"]),
        ("dose.seconds", 30, ["a set has repetitions, or seconds or distance_m, not both"]),
        ("dose", {"sets": 3, "source": ["own"]}, ["say how much: repetitions, seconds or distance_m, or a note"]),
        ("dose", {"seconds": 30, "hold_s": 5, "source": ["own"]}, ["hold_s is the time of each repetition"]),
    ],
)  # fmt: skip
def test_mistakes_are_refused_with_the_place_and_what_would_be_right(
    place: str, value: object, words: list[str]
) -> None:
    message = refusal(changed(place, value))
    assert message.startswith("mine.toml is not a valid definition:")
    assert all(word in message for word in words), message


@pytest.mark.parametrize("key", ["name", "cue", "counting", "film"])
def test_a_missing_key_is_named(key: str) -> None:
    data = {name: value for name, value in EXERCISE.items() if name != key}
    assert key in refusal(data)


def test_all_mistakes_are_reported_together() -> None:
    message = refusal(changed("cue.0.severty", "minor") | {"nmae": "x"})
    assert "cue.0.severty" in message
    assert "nmae" in message


def test_a_whole_measure_takes_no_side() -> None:
    check = CHECK | {"measure": "trunk_lean", "limb": "near"}
    assert "'trunk_lean' needs limb = whole" in refusal(changed("cue.0.check", [check]))


def test_a_definition_is_frozen() -> None:
    exercise = parse_exercise(EXERCISE)
    with pytest.raises(ValueError, match="frozen"):
        exercise.name = "other"


def test_bands_are_open_where_an_edge_is_missing() -> None:
    assert Band().contains(Band(min=-1e9, max=1e9))
    assert Band(max=5.0).contains(Band(max=5.0))
    assert not Band(max=5.0).contains(Band(max=5.1))
    assert not Band(min=0.0).contains(Band(max=5.0))


def test_a_speed_is_in_units_a_second() -> None:
    check = CHECK | {"measure": "knee_clearance", "limb": "trail", "reducer": "impact_speed"}
    assert Check.model_validate(check).unit == "ratio/s"


def test_one_mistake_in_a_check_is_reported_once() -> None:
    message = refusal(changed("cue.0.check.0.measure", "knee_flexoin"))
    assert len(message.splitlines()) == 2
    assert "unknown key 'measure'" not in message


def test_a_gate_needs_a_limb_where_the_measure_has_sides() -> None:
    gate = {"measure": "knee_flexion", "within": {"max": 90}, "because": "too deep"}
    assert "needs limb" in refusal(changed("counting.gate", [gate]))


def test_a_measure_to_display_must_exist() -> None:
    assert "Did you mean 'knee_flexion'" in refusal(changed("display.measure", "knee_flexoin"))


def deciding(*cues: dict[str, Any], views: Sequence[str] = ("side", "front"), target: str | None = None) -> list[str]:
    data = changed("cue", list(cues)) | {"film": {"views": list(views), "hint": "From the side."}}
    data["counting"]["target_cue"] = target
    exercise = parse_exercise(data)
    return [cue.id for cue in exercise.deciding_cues]


FRONT = CHECK | {"measure": "pelvic_drop", "limb": "lead", "views": ["front"]}
MAJOR_FROM_FRONT = CUE | {"id": "level", "severity": "major", "deciding": True, "check": [FRONT]}


def test_the_most_severe_cue_of_a_view_may_decide() -> None:
    assert deciding(MAJOR_FROM_FRONT, CUE | {"deciding": True}) == ["level", "deep"]


def test_the_target_may_decide_beside_a_major_cue() -> None:
    major = MAJOR_FROM_FRONT | {"check": [CHECK]}
    target = CUE | {"deciding": True, "severity": "info"}
    assert deciding(major, target, target="deep") == ["level", "deep"]
    with pytest.raises(DefinitionError, match="'deep' cannot be deciding"):
        deciding(major, target)


def test_a_duration_does_not_keep_a_cue_of_the_body_from_deciding() -> None:
    slow = CUE | {"id": "slow", "severity": "major", "check": [{"duration": "down_s", "pass": {}, "warn": {}}]}
    assert deciding(slow | {"deciding": True}, CUE | {"deciding": True}) == ["slow", "deep"]


def test_a_cue_that_is_off_decides_nothing() -> None:
    off = MAJOR_FROM_FRONT | {"enabled": False, "disabled_because": "No camera shows it."}
    assert deciding(off, CUE | {"deciding": True}) == ["deep"]


def test_what_is_required_comes_after_an_exercises_own_gates() -> None:
    own = {"measure": "stride", "within": {"max": 0.5}, "because": "a lunge"}
    section = EXERCISE["counting"] | {"gate": [own], "requires": ["both_legs"]}
    counting = parse_exercise(changed("counting", section)).counting
    assert counting is not None
    everywhere, both = ["legs_in_picture"], ["knees_seen_to_differ", "hips_seen_to_differ"]
    assert [gate.measure for gate in counting.gates] == ["stride", *everywhere, *both]


def test_what_is_asked_everywhere_can_be_waived() -> None:
    waiving = parse_exercise(changed("counting.waives", ["legs_in_picture"])).counting
    assert waiving is not None
    assert waiving.gates == ()
    asked = parse_exercise(EXERCISE).counting
    assert asked is not None
    assert [gate.measure for gate in asked.gates] == ["legs_in_picture"]


def test_an_unknown_requirement_names_the_nearest() -> None:
    message = refusal(changed("counting.requires", ["both_leg"]))
    assert "Did you mean 'both_legs'" in message
    assert "_requirements.toml" in message
