"""The figures that count, held against what was aimed at: bodies held out, full model, right view."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.accuracy.agreement import RELIABLE, Row, grouped
from benchmarks.accuracy.case import HELD_OUT, Case
from benchmarks.accuracy.counting import clip_rows, is_exact
from benchmarks.accuracy.values import angle_rows, depth_rows, frame_rows
from benchmarks.accuracy.verdicts import STEPS, Verdict, false_share, spine_rows

SPINE_CUE = "straight_back_proxy"
_MOST_FALSE = 0.02
_ANGLES = (
    ("Knee flexion, near side: mean absolute error", "knee_flexion", "near", "mae", 4.0),
    ("Knee flexion, near side: bias", "knee_flexion", "near", "bias", 2.0),
    ("Hip flexion, near side: mean absolute error", "hip_flexion", "near", "mae", 4.0),
    ("Trunk lean: mean absolute error", "trunk_lean", "", "mae", 2.5),
    ("Frontal knee projection: mean absolute error", "frontal_knee_projection", "", "mae", 3.0),
)


def headline(cases: Sequence[Case], said: Sequence[Verdict]) -> list[Row]:
    """One row for each aim: what, the aim, what was measured, and whether that is enough."""
    cases = [case for case in cases if case.group == HELD_OUT]
    said = [v for v in said if v.group == HELD_OUT]
    return [*_errors(cases), _exact(cases), *_spine(said), *_faults(said), _false(said)]


def _errors(cases: Sequence[Case]) -> list[Row]:
    angles, alike = angle_rows(cases, moving=True), frame_rows(cases, moving=True)
    rows = []
    for what, measure, limb, statistic, limit in _ANGLES:
        row = _at_most(what, limit, "deg", _pick(angles, measure=measure, limb=limb), statistic)
        same = _pick(alike, measure=measure, limb=limb)
        rows.append(row | {"same measure": None if same is None else float(str(same[statistic]))})
    rows += _in_sight(cases)
    depth = _pick(depth_rows(cases), exercise="all", limb="near")
    rows.append(_at_most("Knee flexion at the bottom, near side: mean absolute error", 4.0, "deg", depth, "mae"))
    toe = _pick(alike, measure="knee_past_toe", view="side", limb="near")
    rows.append(_at_most("Knee past toe, near side: mean absolute error", 0.04, "shin lengths", toe, "mae"))
    return rows


def _in_sight(cases: Sequence[Case]) -> list[Row]:
    """Show the same for legs that nothing hides: without the deadlifts, whose plates pass before knee and shin."""
    angles = angle_rows([case for case in cases if not case.clip.movement.prop], moving=True)
    return [
        _at_most(f"{what}; nothing before the leg", limit, "deg", _pick(angles, measure=measure, limb=limb), statistic)
        for what, measure, limb, statistic, limit in _ANGLES
        if limb == "near"
    ]


def _pick(rows: Sequence[Row], **wanted: str) -> Row | None:
    return next((row for row in rows if all(row[name] == value for name, value in wanted.items())), None)


def _at_most(what: str, limit: float, unit: str, row: Row | None, statistic: str) -> Row:
    sign = "+-" if statistic == "bias" else "at most "
    aim = f"{sign}{limit:g} {unit}"
    if row is None:
        return _row(what, aim, "nothing to measure", None)
    value = float(str(row[statistic]))
    form = ".3f" if limit < 1 else ".1f"
    return _row(what, aim, f"{value:{form}} ({row['n']} values)", abs(value) <= limit)


def _row(what: str, aim: str, measured: str, enough: bool | None) -> Row:
    return {"what": what, "aim": aim, "measured": measured, "result": {True: "pass", False: "short", None: "-"}[enough]}


def _exact(cases: Sequence[Case]) -> Row:
    rows = clip_rows(cases)
    exact = sum(is_exact(row) for row in rows)
    enough = exact == len(rows) if rows else None
    return _row("Repetitions exact", "every clip", f"{exact} of {len(rows)} clips", enough)


def _spine(said: Sequence[Verdict]) -> list[Row]:
    rows = spine_rows(said, SPINE_CUE)
    bent, straight = (_pick(rows, bend=bend) for bend in ("30", "0"))
    return [
        _found("Spine bent by about 30 degrees given as a fault", f"{RELIABLE:.0%}", bent, RELIABLE, 1.0),
        _found("Straight spine given as a fault", "none", straight, 0.0, 0.0),
    ]


def _found(what: str, aim: str, row: Row | None, least: float, most: float) -> Row:
    if row is None:
        return _row(what, aim, "nothing to measure", None)
    fault, n = int(str(row["fault"])), int(str(row["repetitions"]))
    return _row(what, aim, f"{fault} of {n} repetitions", least * n <= fault <= most * n)


def _faults(said: Sequence[Verdict]) -> list[Row]:
    """Count the faults drawn at one error beyond warn, give or take a half; what was not counted was not found."""
    drawn = grouped(((v.exercise, v.view, v.fault), v.given) for v in said if v.fault and v.step == STEPS[2])
    return [
        _every("Every fault at warn + error given as a fault", list(drawn.values()), ("fault",)),
        _every("Every fault at warn + error told as caution or fault", list(drawn.values()), ("caution", "fault")),
    ]


def _every(what: str, drawn: Sequence[Sequence[str]], kinds: Sequence[str]) -> Row:
    aim = f"each in {RELIABLE:.0%}"
    hits = [[given in kinds for given in entries] for entries in drawn]
    reached = sum(sum(entries) >= RELIABLE * len(entries) for entries in hits)
    repetitions = f"{sum(map(sum, hits))} of {sum(map(len, hits))} repetitions"
    measured = f"{reached} of {len(drawn)} faults ({repetitions})"
    return _row(what, aim, measured, reached == len(drawn) if drawn else None)


def _false(said: Sequence[Verdict]) -> Row:
    false, counted = false_share(said)
    enough = false <= _MOST_FALSE * counted if counted else None
    return _row("Good repetitions with a false fault", "at most 2 %", f"{false} of {counted}", enough)
