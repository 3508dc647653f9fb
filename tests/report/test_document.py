"""The public formats: read back what was written."""

import csv
import io
import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.records import Report
from formcheck.report.document import from_json, json_schema, measures_csv, repetitions_csv, to_json
from tests.support.judged import Judged, empty, found, good, knees_in, lunges, shallow, with_findings

SETS = [good, shallow, knees_in, lunges, empty]
BASIC = ["index", "side", "start_s", "peak_s", "end_s", "complete", "in_form", "down_s", "hold_s", "up_s"]


def table(text: str) -> list[dict[str, str]]:
    """Read a table; a row that is too long or too short would hold None."""
    rows = list(csv.DictReader(io.StringIO(text)))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


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
    other = to_json(shallow().report).replace('"schema_version": "1"', '"schema_version": "99"')
    with pytest.raises(UsageError, match="schema_version"):
        from_json(other)


@pytest.mark.parametrize("make", [shallow, lunges], ids=lambda make: make.__name__)
def test_the_table_of_repetitions_has_a_row_for_each(make: Callable[[], Judged]) -> None:
    rows, repetitions = table(repetitions_csv(make().report)), make().report.repetitions
    cues, measures = [f.cue for f in repetitions[0].findings], list(repetitions[0].measures)
    assert list(rows[0]) == [*BASIC, *measures, *(f"{c}.verdict" for c in cues), *(f"{c}.value" for c in cues)]
    assert [row["index"] for row in rows] == ["1", "2"]
    for row, repetition in zip(rows, repetitions, strict=True):
        assert row["side"] == repetition.side
        assert row["in_form"] == str(repetition.in_form)
        assert float(row["peak_s"]) == pytest.approx(repetition.peak_s, abs=1e-3)
        for f in repetition.findings:
            assert row[f"{f.cue}.verdict"] == f.verdict
            assert row[f"{f.cue}.value"] == ("" if f.value is None else f"{f.value:.5g}")


def test_a_time_late_in_a_long_clip_keeps_its_milliseconds() -> None:
    late = replace(good().repetition, start_s=123.456, end_s=12345.678)
    (row,) = table(repetitions_csv(replace(good().report, repetitions=(late,))))
    assert (row["start_s"], row["end_s"]) == ("123.456", "12345.678")


def test_without_repetitions_there_is_still_a_header() -> None:
    assert repetitions_csv(empty().report) == ",".join(BASIC) + "\n"
    assert len(table(measures_csv(empty().session.series))) == 0
    assert measures_csv(empty().session.series).startswith("t_s,standing_leg,hip_drop,")


def test_the_table_of_measures_has_a_row_for_each_frame() -> None:
    series = good().session.series
    rows = table(measures_csv(series))
    assert list(rows[0]) == ["t_s", *(column.title for column in series.columns)]
    values = [[float(row[c.title] or "nan") for c in series.columns] for row in rows]
    np.testing.assert_allclose(values, series.rows, rtol=1e-4, atol=1e-9)
    np.testing.assert_allclose([float(row["t_s"]) for row in rows], [pose.t_s for pose in good().poses], atol=1e-4)


def test_what_was_not_seen_is_blank() -> None:
    first = table(measures_csv(good().session.series))[0]
    assert np.isnan(good().session.series.rows[0, 0])
    assert first["standing_leg"] == ""
