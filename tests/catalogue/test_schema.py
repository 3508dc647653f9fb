import copy
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from formcheck.catalogue.library import CATALOGUE
from formcheck.catalogue.schema import SCHEMA_FILE, exercise_schema, schema_text
from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.catalogue.toml.located import read_toml
from formcheck.motion.measures.registry import exercise_measures
from formcheck.motion.segmenting.working_side import RULES
from tests.catalogue.test_exercise import EXERCISE, changed

FILES = [path for path in sorted(CATALOGUE.glob("*.toml")) if not path.stem.startswith("_")]
CHANGES: dict[str, Any] = {"based_on": "squat", "cue": [{"id": "depth", "say": "Sink"}], "counting": {"max_hold_s": 3}}


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = exercise_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def test_the_committed_schema_is_current() -> None:
    current = SCHEMA_FILE.is_file() and SCHEMA_FILE.read_text("utf-8") == schema_text()
    assert current, "run `formcheck schema --out formcheck/catalogue/data/exercises/_schema.json` and commit the file"


def test_every_definition_follows_it(validator: Any) -> None:
    mistakes = {path.stem: [error.message for error in validator.iter_errors(read_toml(path))] for path in FILES}
    assert {name: found for name, found in mistakes.items() if found} == {}


@pytest.mark.parametrize(
    "data",
    [
        EXERCISE,
        CHANGES,
        {"based_on": "squat", "without": ["depth"]},
        {"based_on": "squat", "cue": [{"id": "depth", "when": {"within": {"max": 3}}}]},
    ],
)
def test_whole_definitions_and_changes_follow_it(validator: Any, data: dict[str, Any]) -> None:
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    "data",
    [
        changed("nmae", "x"),
        changed("timer", {"seconds": 3.0, "cap_s": 60.0, "places": ["calf"], "source": ["own"]}),
        {key: value for key, value in EXERCISE.items() if key != "counting"},
        changed("id", "squat"),
        changed("cue.0.severty", "minor"),
        changed("cue.0.severity", "grave"),
        changed("cue.0.check.0.measure", "knee_flexoin"),
        changed("counting.signal", "hip_dorp"),
        changed("counting.working_side", "foot_ahed"),
        changed("display.measure", "knee_flexoin"),
        changed("cue.0.check", [{"set_measure": "unequal_side", "pass": {}, "warn": {}}]),
        changed("cue.0.check", [{"measure": "knee_flexion"}]),
        changed("without", ["depth"]),
        {key: value for key, value in EXERCISE.items() if key != "dose"},
        changed("counting", {"signal": "hip_drop"}),
        changed("cue", [{"id": "depth"}]),
        {**CHANGES, "cue": [{"say": "Sink"}]},
        {**CHANGES, "cue": [{"id": "depth", "check": [{"measure": "knee_flexion"}]}]},
        {**CHANGES, "counting": {"max_hold": 3}},
    ],
)
def test_mistakes_do_not(validator: Any, data: dict[str, Any]) -> None:
    assert not validator.is_valid(data)


def enumerations(schema: Any) -> list[list[str]]:
    if isinstance(schema, list):
        return [found for inner in schema for found in enumerations(inner)]
    if not isinstance(schema, dict):
        return []
    own = [schema["enum"]] if isinstance(schema.get("enum"), list) else []
    return own + [found for inner in schema.values() for found in enumerations(inner)]


@pytest.mark.parametrize(
    "names", [exercise_measures(), SET_MEASURES, RULES], ids=["measures", "set measures", "working sides"]
)
def test_all_known_names_are_offered(names: Any) -> None:
    assert sorted(names) in enumerations(exercise_schema())


def test_the_schema_is_made_anew_each_time() -> None:
    first = exercise_schema()
    same = copy.deepcopy(first)
    first["properties"].clear()
    assert exercise_schema() == same
