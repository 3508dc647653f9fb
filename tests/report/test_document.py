"""The public formats: read back what was written."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from formcheck.errors import UsageError
from formcheck.records import Report
from formcheck.report.document import from_json, json_schema, to_json
from tests.support.judged import Judged, empty, found, good, knees_in, lunges, shallow, with_findings

SETS = [good, shallow, knees_in, lunges, empty]


def strictly(text: str) -> Any:
    def refuse(name: str) -> None:
        msg = f"{name} is not JSON"
        raise ValueError(msg)

    return json.loads(text, parse_constant=refuse)


def test_a_number_that_is_none_is_refused_by_this_reader() -> None:
    with pytest.raises(ValueError, match="NaN"):
        strictly("[NaN]")


@pytest.mark.parametrize("make", SETS, ids=lambda make: make.__name__)
def test_a_report_comes_back_from_its_json(make: Callable[[], Judged]) -> None:
    report = make().report
    back = from_json(to_json(report))
    assert to_json(back) == to_json(report)
    # A band without an upper or lower edge has null there.
    assert back == replace(report, exercise=replace(report.exercise, resolved=back.exercise.resolved))
    assert back.exercise.resolved.keys() == report.exercise.resolved.keys()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_not_a_number_is_null(value: float) -> None:
    report = with_findings(good().report, [found("depth", value=value)])
    report = replace(report, repetitions=(replace(report.repetitions[0], measures={"hip_drop": value}),))
    (repetition,) = strictly(to_json(report))["repetitions"]
    assert repetition["findings"][0]["value"] is None
    assert repetition["measures"] == {"hip_drop": None}


def complaints(document: object) -> list[str]:
    schema = json_schema()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return [error.message for error in kind(schema).iter_errors(document)]


@pytest.mark.parametrize("make", SETS, ids=lambda make: make.__name__)
def test_reports_meet_their_schema(make: Callable[[], Judged]) -> None:
    assert complaints(strictly(to_json(make().report))) == []


def test_the_schema_refuses_what_is_no_report() -> None:
    document = strictly(to_json(shallow().report))
    document["repetitions"][0]["findings"][0]["verdict"] = "perfect"
    del document["view"]
    assert sorted(complaints(document)) == [
        "'perfect' is not one of ['ok', 'caution', 'fault', 'not_judged']",
        "'view' is a required property",
    ]


def test_the_schema_names_every_field_of_the_report() -> None:
    assert set(json_schema()["properties"]) == set(Report.__dataclass_fields__)


def test_no_report_is_read_from_something_else() -> None:
    with pytest.raises(UsageError, match="exercise"):
        from_json('{"schema_version": "1"}')
    with pytest.raises(UsageError, match="not a report"):
        from_json("not JSON at all")


def test_no_report_of_another_version_is_read() -> None:
    other = to_json(shallow().report).replace('"schema_version": "2"', '"schema_version": "99"')
    with pytest.raises(UsageError, match="schema_version"):
        from_json(other)


def test_a_report_of_the_first_version_is_read() -> None:
    document = strictly(to_json(shallow().report)) | {"schema_version": "1"}
    del document["summary"]["not_judged"]
    back = from_json(json.dumps(document))
    assert (back.schema_version, back.summary.not_judged) == ("1", 0)
    assert back.repetitions == shallow().report.repetitions
