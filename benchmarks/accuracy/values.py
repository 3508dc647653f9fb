"""Errors of measures: frame by frame, against anatomical angles, at the bottom, and of the values that are judged."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from benchmarks.accuracy.agreement import Array, Row, agreement, grouped, row_of, spread
from benchmarks.accuracy.case import Case, Matched, finding
from benchmarks.accuracy.engine import single_check_cues
from formcheck.catalogue.checks import Check, DurationCheck
from formcheck.catalogue.library import load_exercise
from formcheck.motion.body import SIDES
from formcheck.motion.measures import MEASURES
from formcheck.motion.series import Column
from formcheck.records import Side

ANGLES = {"knee_flexion": "side", "hip_flexion": "side", "trunk_lean": "side", "frontal_knee_projection": "front"}
"""Measures that have a true angle in space to compare with, and the view they are for."""
_POINT_S = 0.075
_OF_MEASURE = ("measure", "view", "limb")
_OF_CUE = ("exercise", "cue", "read")
_Keyed = Iterable[tuple[tuple[str, ...], Array]]


def frame_rows(cases: Sequence[Case], *, moving: bool) -> list[Row]:
    """Measured minus true of every measure in clips from a view for it, over frames within repetitions or over all."""
    return _agreement_rows((item for case in cases for item in _frame_errors(case, moving=moving)), _OF_MEASURE)


def angle_rows(cases: Sequence[Case], *, moving: bool) -> list[Row]:
    """Measures against true angles in space, over frames within repetitions or over all frames."""
    errors = (item for case in cases for item in _angle_errors(case, moving=moving))
    return _agreement_rows(errors, _OF_MEASURE)


def body_rows(cases: Sequence[Case]) -> list[Row]:
    """`angle_rows` within repetitions, body by body."""
    by_body = grouped((case.clip.body, case) for case in cases)
    return [{"body": body, **row} for body, own in by_body.items() for row in angle_rows(own, moving=True)]


def depth_rows(cases: Sequence[Case]) -> list[Row]:
    """Knee flexion at the true bottom against the true angle there, from the side, by exercise and together."""
    found = [item for case in cases if case.clip.view == "side" for item in _depth_errors(case)]
    together = [(("all", limb), errors) for (_, limb), errors in found]
    return _agreement_rows([*together, *found], ("exercise", "limb"))


def _agreement_rows(errors: _Keyed, names: Sequence[str]) -> list[Row]:
    rows: list[Row] = []
    for key, by_clip in grouped(errors).items():
        summed = agreement(by_clip)
        if summed is not None:
            unit = MEASURES[key[0]].unit if key[0] in MEASURES else "deg"
            rows.append({**dict(zip(names, key, strict=True)), "unit": unit, **row_of(summed)})
    return sorted(rows, key=lambda row: [str(row[name]) for name in names])


def _frame_errors(case: Case, *, moving: bool) -> Iterator[tuple[tuple[str, ...], Array]]:
    true_rows, found_rows = (rows[case.moving] if moving else rows for rows in case.frames)
    for column in case.perfect.series.columns:
        if column.measure in MEASURES and case.clip.view in MEASURES[column.measure].views:
            errors = case.measured.series.column(column)[found_rows] - case.perfect.series.column(column)[true_rows]
            yield (column.measure, case.clip.view, case.limb(column.side)), errors


def _angle_errors(case: Case, *, moving: bool) -> Iterator[tuple[tuple[str, ...], Array]]:
    true_rows, found_rows = (rows[case.moving] if moving else rows for rows in case.frames)
    for measure, view in ANGLES.items():
        if case.clip.view != view:
            continue
        sides: Sequence[Side | None] = SIDES if MEASURES[measure].sided else (None,)
        for side in sides:
            true = case.truth.angles[f"{side}_{measure}" if side else measure][true_rows]
            measured = case.measured.series.column(Column(measure, side))[found_rows]
            yield (measure, view, case.limb(side)), measured - true


def _depth_errors(case: Case) -> Iterator[tuple[tuple[str, ...], Array]]:
    true_rows, found_rows = case.frames
    for side in SIDES:
        errors = []
        for r in case.truth.repetitions:
            window = np.abs(case.truth.t_s[true_rows] - r.peak_s) <= _POINT_S
            measured = case.measured.series.column(Column("knee_flexion", side))[found_rows[window]]
            true = case.truth.angles[f"{side}_knee_flexion"][true_rows[window]]
            errors.append(_median(measured) - _median(true) if window.any() else math.nan)
        yield (case.clip.movement.exercise, case.limb(side)), np.array(errors)


def _median(values: Array) -> float:
    finite = values[np.isfinite(values)]
    return float(np.median(finite)) if finite.size else math.nan


def judged_rows(cases: Sequence[Case], *, by_cue: bool) -> list[Row]:
    """Errors of the values that verdicts are made of, for each measure, or for each check of each cue."""
    names = (*_OF_MEASURE, *_OF_CUE) if by_cue else _OF_MEASURE
    errors = (row for case in cases for row in _judged_errors(case))
    found = grouped((tuple(str(row[name]) for name in names), row) for row in errors)
    rows: list[Row] = []
    for key, entries in sorted(found.items()):
        summed = spread([float(str(row["error"])) for row in entries])
        if summed is not None:
            about = {name: entries[0][name] for name in ("unit", "registered")}
            rows.append({**dict(zip(names, key, strict=True)), **about, **row_of(summed)})
    return rows


def _judged_errors(case: Case) -> Iterator[Row]:
    """Yield a row for each value that was judged both as measured and from the true joints, on the same side."""
    exercise = case.clip.movement.exercise
    for name, (cue, check) in single_check_cues(load_exercise(exercise)).items():
        for r in case.repetitions:
            if case.clip.view not in check.views or r.measured is None or r.measured.side != r.true.side:
                continue
            measured, true = finding(r.measured, name), finding(r.perfect, name)
            if measured is None or true is None or measured.value is None or true.value is None:
                continue
            yield {
                "exercise": exercise, "cue": cue.id, "view": case.clip.view, "limb": _limb(case, check, r),
                "unit": check.unit, "error": measured.value - true.value, **_reading(case, check),
            }  # fmt: skip


def _reading(case: Case, check: Check | DurationCheck) -> Row:
    if isinstance(check, DurationCheck):
        return {"measure": check.duration, "read": "", "registered": tempo_error_s(case)}
    speed = " (speed)" if check.reducer == "impact_speed" else ""
    rest = "" if check.baseline == "none" else f", {check.baseline}"
    read = f"{check.reducer} {check.phase}{rest}"
    return {"measure": check.measure + speed, "read": read, "registered": check.error}


def tempo_error_s(case: Case) -> float:
    """Give the error that the engine allows a duration: two frames."""
    return 2.0 * float(np.median(np.diff(case.truth.t_s)))


def _limb(case: Case, check: Check | DurationCheck, r: Matched) -> str:
    limb = check.limb if isinstance(check, Check) else "whole"
    if limb not in ("near", "lead", "trail") or case.clip.view == "front":
        return ""
    if limb == "near":
        return "near"
    lead = case.limb(r.true.side)
    return lead if limb == "lead" else {"near": "far", "far": "near"}.get(lead, "")
