"""A report as JSON and as tables: the public formats."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import UsageError
from formcheck.motion.series import Series
from formcheck.records import SCHEMA_VERSION, Finding, Report


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def to_json(report: Report) -> str:
    """Write a report as indented JSON; what is not a number becomes null."""
    return _adapter().dump_json(report, indent=2).decode()


def from_json(text: str) -> Report:
    """Read a report back.

    Raises
    ------
    UsageError
        If the text is not a report of this schema version.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the text"
        msg = (
            f"This is not a report of schema version {SCHEMA_VERSION}: {place}: {first['msg']}. "
            "`formcheck analyze` writes one as report.json."
        )
        raise UsageError(msg) from None


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of ``report.json``, generated from the records themselves."""
    return _adapter().json_schema(mode="serialization")


def repetitions_csv(report: Report) -> str:
    """Write a row for each repetition: times, tempo, measures at the peak, and the verdict and value of each cue."""
    rows = [
        {
            "index": r.index, "side": r.side, "start_s": _time(r.start_s), "peak_s": _time(r.peak_s),
            "end_s": _time(r.end_s), "complete": r.complete, "in_form": r.in_form,
            "down_s": _number(r.tempo.down_s), "hold_s": _number(r.tempo.hold_s), "up_s": _number(r.tempo.up_s),
        }
        | {name: _number(value) for name, value in r.measures.items()}
        | _judged(r.findings)
        for r in report.repetitions
    ]  # fmt: skip
    return _csv(list(rows[0]) if rows else _LEAST_COLUMNS, [list(row.values()) for row in rows])


def holds_csv(report: Report) -> str:
    """Write a row for each hold: times, what the clock showed, its breaks, and the verdict and value of each cue."""
    rows = [
        {
            "index": hold.index, "side": hold.side, "start_s": _time(hold.start_s), "end_s": _time(hold.end_s),
            "in_form_s": _number(hold.in_form_s), "breaks": len(hold.breaks),
        }
        | _judged(hold.findings)
        for hold in report.holds
    ]  # fmt: skip
    return _csv(list(rows[0]) if rows else _HOLD_COLUMNS, [list(row.values()) for row in rows])


def _judged(findings: Sequence[Finding]) -> dict[str, object]:
    verdicts: dict[str, object] = {f"{finding.cue}.verdict": finding.verdict for finding in findings}
    return verdicts | {f"{finding.cue}.value": _number(finding.value) for finding in findings}


def gait_csv(report: Report) -> str:
    """Write a row for each measure of a run, blank where it could not be read."""
    measures = report.gait.measures if report.gait else {}
    return _csv(["measure", "value"], [[name, _number(value)] for name, value in measures.items()])


def measures_csv(series: Series) -> str:
    """Write a row for each frame: the time and all measures, blank where not seen."""
    header = ["t_s", *(column.title for column in series.columns)]
    rows = [[_time(float(t)), *map(_number, row)] for t, row in zip(series.times_s, series.rows, strict=True)]
    return _csv(header, rows)


_LEAST_COLUMNS = ["index", "side", "start_s", "peak_s", "end_s", "complete", "in_form", "down_s", "hold_s", "up_s"]

_HOLD_COLUMNS = ["index", "side", "start_s", "end_s", "in_form_s", "breaks"]


def _time(t_s: float) -> str:
    """Write a time to a tenth of a millisecond, also late in a long clip."""
    return str(round(t_s, 4))


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.5g}" if abs(value) < 1e3 else f"{value:.3f}"


def _csv(header: list[str], rows: list[list[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()
