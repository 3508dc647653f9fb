"""Turns results into tables as plain data, each column with its unit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.desk.measuring.corrected import CorrectedFrame, row_of
from formcheck.export.results import Results
from formcheck.export.units import unit_of
from formcheck.records import Finding, Report

CORRECTED: Final = "corrected_by_hand"
"""The column of a series that names the joints which were put elsewhere in a frame, and who did it."""
Cell = str | float | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Name of a column, and its unit by UCUM; empty for words, counts and truth values."""

    name: str
    unit: str = ""

    @property
    def title(self) -> str:
        """Title in the header: ``knee_flexion_left [deg]``."""
        return f"{self.name} [{self.unit}]" if self.unit else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(results: Results) -> tuple[Sheet, ...]:
    """Return the tables: repetitions or holds, cues, the run where there is one, and the series."""
    report = results.decided
    made = [_repetitions(report), _cues(report)]
    made += [_holds(report)] if report.holds else []
    made += [_run(report)] if report.gait is not None else []
    made += [_series(results)] if results.curves is not None else []
    return tuple(made)


def about(results: Results) -> Mapping[str, Cell]:
    """Describe what the tables contain, and how it was measured."""
    report = results.decided
    return {
        "exercise": report.exercise.name,
        "exercise_id": report.exercise.id,
        "analysed_utc": results.analysed.isoformat(timespec="seconds"),
        "view": report.view.label,
        "facing": report.view.facing,
        "pose_model": report.model,
        "frames_per_second": report.source.fps,
        "width_px": report.source.width_px,
        "height_px": report.source.height_px,
        "definition_sha256": report.exercise.definition_sha256,
        "decisions_by_hand": len(results.decisions),
        "note": (
            "Not a medical device. Angles are in the plane of the picture; docs/exports.md says what each column means."
        ),
    }


def _repetitions(report: Report) -> Sheet:
    measures = list(dict.fromkeys(name for r in report.repetitions for name in r.measures))
    times = [Column(name=f"{name}_s", unit="s") for name in ("start", "peak", "end", "down", "hold", "up")]
    columns = [Column(name="number"), Column(name="side"), *times, Column(name="complete"), Column(name="in_form")]
    rows = [
        (
            r.index, r.side, r.start_s, r.peak_s, r.end_s, r.tempo.down_s, r.tempo.hold_s, r.tempo.up_s, r.complete,
            r.in_form, *(_finite(r.measures.get(name)) for name in measures),
        )
        for r in report.repetitions
    ]  # fmt: skip
    return _sheet("repetitions", [*columns, *(Column(name=name, unit=unit_of(name)) for name in measures)], rows)


def _holds(report: Report) -> Sheet:
    names = ("start_s", "end_s", "in_form_s")
    columns = [Column(name="number"), Column(name="side"), *(Column(name=name, unit="s") for name in names)]
    rows = [(h.index, h.side, h.start_s, h.end_s, h.in_form_s, h.in_form) for h in report.holds]
    return _sheet("holds", [*columns, Column(name="in_form")], rows)


def _cues(report: Report) -> Sheet:
    """A row for each finding; its unit has a column, since cues are of different kinds."""
    names = ("part", "number", "cue", "verdict", "severity", "value", "limit", "unit", "reason", "message", "source")
    columns = [*(Column(name=name) for name in names), Column(name="at_s", unit="s")]
    return _sheet("cues", columns, [_finding(part, number, f) for part, number, f in _findings(report)])


def _findings(report: Report) -> Iterator[tuple[str, int | None, Finding]]:
    yield from (("repetition", r.index, f) for r in report.repetitions for f in r.findings)
    yield from (("hold", h.index, f) for h in report.holds for f in h.findings)
    yield from (("run", None, f) for f in (report.gait.findings if report.gait is not None else ()))
    yield from (("set", None, f) for f in report.set_findings)


def _finding(part: str, number: int | None, f: Finding) -> tuple[Cell, ...]:
    values = (_finite(f.value), _finite(f.limit))
    return (part, number, f.cue, f.verdict, f.severity, *values, f.unit, f.reason, f.message, f.source, f.at_s)


def _run(report: Report) -> Sheet:
    measures = report.gait.measures if report.gait is not None else {}
    rows = [(name, _finite(value), unit_of(name)) for name, value in measures.items()]
    return _sheet("run", [Column(name="measure"), Column(name="value"), Column(name="unit")], rows)


def _series(results: Results) -> Sheet:
    """A row for each frame; if joints were moved by hand, a last column says so."""
    curves = results.decided_curves
    assert curves is not None
    columns = [Column(name="t_s", unit="s"), *(Column(name=name, unit=unit_of(name)) for name in curves.names)]
    columns += [Column(name=CORRECTED)] if results.corrected else []
    put = {row_of(curves.times_s, frame.t_s): _put(frame) for frame in results.corrected}
    rows: list[tuple[Cell, ...]] = []
    for row, (t_s, values) in enumerate(zip(curves.times_s.tolist(), curves.values.tolist(), strict=True)):
        rows.append((t_s, *map(_finite, values), *((put.get(row, ""),) if put else ())))
    return _sheet("series", columns, rows)


def _put(frame: CorrectedFrame) -> str:
    return f"{', '.join(landmark.name for landmark in frame.landmarks)} by {', '.join(frame.by)}"


def _sheet(name: str, columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    return Sheet(name=name, columns=tuple(columns), rows=tuple(rows))


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
