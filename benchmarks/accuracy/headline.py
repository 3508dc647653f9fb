"""The figures that count, compared with what was aimed at: bodies that nothing was fitted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.accuracy.agreement import RELIABLE, Row, grouped
from benchmarks.accuracy.case import FIT, Case
from benchmarks.accuracy.counting import clip_rows, is_exact
from benchmarks.accuracy.values import angle_rows, depth_rows, frame_rows
from benchmarks.accuracy.verdicts import STEPS, Verdict, false_share, spine_rows
from benchmarks.synthetic.clips import RELEASE

SPINE_CUE = "straight_back_proxy"
LEAST_REPETITIONS, LEAST_BODIES = 20, 3
"""What a figure must rest on before it is compared with its aim. There are only so many bodies of a release."""
_MOST_FALSE = 0.02
_ANGLES = (
    ("Knee flexion, near side: mean absolute error", "knee_flexion", "near", "mae", 4.0),
    ("Knee flexion, near side: bias", "knee_flexion", "near", "bias", 2.0),
    ("Hip flexion, near side: mean absolute error", "hip_flexion", "near", "mae", 4.0),
    ("Trunk lean: mean absolute error", "trunk_lean", "", "mae", 2.5),
    ("Frontal knee projection: mean absolute error", "frontal_knee_projection", "", "mae", 3.0),
)


@dataclass(frozen=True)
class Basis:
    """What a figure rests on.

    Attributes
    ----------
    repetitions : int
    bodies : frozenset of str
    """

    repetitions: int
    bodies: frozenset[str]

    @classmethod
    def of_cases(cls, cases: Sequence[Case]) -> Basis:
        """All true repetitions of clips."""
        return cls(sum(len(case.truth.repetitions) for case in cases), frozenset(case.clip.body for case in cases))

    @classmethod
    def of_verdicts(cls, verdicts: Iterable[Verdict], repetitions: int) -> Basis:
        """So many repetitions of the bodies that verdicts are of."""
        return cls(repetitions, frozenset(v.body for v in verdicts))

    @property
    def is_enough(self) -> bool:
        """Whether there are repetitions and bodies enough for a statement."""
        least = min(LEAST_BODIES, len(RELEASE)) if self.bodies <= set(RELEASE) else LEAST_BODIES
        return self.repetitions >= LEAST_REPETITIONS and len(self.bodies) >= least


def headline(cases: Sequence[Case], verdicts: Sequence[Verdict]) -> list[Row]:
    """One row for each aim: what, the aim, what was measured, and whether that is enough."""
    cases = [case for case in cases if case.group != FIT]
    verdicts = [v for v in verdicts if v.group != FIT]
    return [*_errors(cases), _exact(cases), *_spine(verdicts), *_faults(verdicts), _false(verdicts)]


def _errors(cases: Sequence[Case]) -> list[Row]:
    angles, alike = angle_rows(cases, moving=True), frame_rows(cases, moving=True)
    side, front = ([case for case in cases if case.clip.view == view] for view in ("side", "front"))
    rows = []
    for what, measure, limb, statistic, limit in _ANGLES:
        basis = Basis.of_cases(front if measure == "frontal_knee_projection" else side)
        row = _at_most(what, limit, "deg", _pick(angles, measure=measure, limb=limb), statistic, basis)
        same = _pick(alike, measure=measure, limb=limb)
        rows.append(row | {"same measure": None if same is None else float(str(same[statistic]))})
    rows += _in_sight(side)
    depth, basis = _pick(depth_rows(cases), exercise="all", limb="near"), Basis.of_cases(side)
    rows.append(_at_most("Knee flexion at the bottom, near side: mean absolute error", 4.0, "deg", depth, "mae", basis))
    toe = _pick(alike, measure="knee_past_toe", view="side", limb="near")
    rows.append(_at_most("Knee past toe, near side: mean absolute error", 0.04, "shin lengths", toe, "mae", basis))
    return rows


def _in_sight(cases: Sequence[Case]) -> list[Row]:
    """Show the same for legs that nothing hides: without the deadlifts, whose plates pass before knee and shin."""
    cases = [case for case in cases if not case.clip.movement.prop]
    angles, basis = angle_rows(cases, moving=True), Basis.of_cases(cases)
    return [
        _at_most(
            f"{what}; nothing before the leg", limit, "deg", _pick(angles, measure=measure, limb=limb), statistic, basis
        )
        for what, measure, limb, statistic, limit in _ANGLES
        if limb == "near"
    ]


def _pick(rows: Sequence[Row], **wanted: str) -> Row | None:
    return next((row for row in rows if all(row[name] == value for name, value in wanted.items())), None)


def _at_most(what: str, limit: float, unit: str, row: Row | None, statistic: str, basis: Basis) -> Row:
    sign = "+-" if statistic == "bias" else "at most "
    aim = f"{sign}{limit:g} {unit}"
    if row is None:
        return _unmeasured(what, aim)
    value = float(str(row[statistic]))
    form = ".3f" if limit < 1 else ".1f"
    return _row(what, aim, f"{value:{form}} ({row['n']} values)", abs(value) <= limit, basis)


def _row(what: str, aim: str, measured: str, reached: bool, basis: Basis) -> Row:
    result = ("pass" if reached else "short") if basis.is_enough else "too few"
    return {"what": what, "aim": aim, "measured": measured, "result": result}


def _unmeasured(what: str, aim: str) -> Row:
    return {"what": what, "aim": aim, "measured": "nothing to measure", "result": "-"}


def _exact(cases: Sequence[Case]) -> Row:
    what, aim, rows = "Repetitions exact", "every clip", clip_rows(cases)
    if not rows:
        return _unmeasured(what, aim)
    exact = sum(is_exact(row) for row in rows)
    return _row(what, aim, f"{exact} of {len(rows)} clips", exact == len(rows), Basis.of_cases(cases))


def _spine(verdicts: Sequence[Verdict]) -> list[Row]:
    rows = spine_rows(verdicts, SPINE_CUE)
    bent, straight = (_pick(rows, bend=bend) for bend in ("30", "0"))
    lifts = [v for v in verdicts if v.cue == SPINE_CUE]
    return [
        _found("Spine bent by about 30 degrees classified as a fault", f"{RELIABLE:.0%}", bent, (RELIABLE, 1.0), lifts),
        _found("Straight spine classified as a fault", "none", straight, (0.0, 0.0), lifts),
    ]


def _found(what: str, aim: str, row: Row | None, shares: tuple[float, float], verdicts: Sequence[Verdict]) -> Row:
    """Compare the share of faults with the least and the most that it may be."""
    if row is None:
        return _unmeasured(what, aim)
    fault, n = int(str(row["fault"])), int(str(row["repetitions"]))
    reached = shares[0] * n <= fault <= shares[1] * n
    return _row(what, aim, f"{fault} of {n} repetitions", reached, Basis.of_verdicts(verdicts, n))


def _faults(verdicts: Sequence[Verdict]) -> list[Row]:
    """Count the faults drawn at one error beyond warn, give or take a half; what was not counted was not found."""
    drawn = [v for v in verdicts if v.fault and v.step == STEPS[2]]
    return [
        _every("Every fault at warn + error classified as a fault", drawn, ("fault",)),
        _every("Every fault at warn + error reported as caution or fault", drawn, ("caution", "fault")),
    ]


def _every(what: str, drawn: Sequence[Verdict], kinds: Sequence[str]) -> Row:
    aim = f"each in {RELIABLE:.0%}"
    if not drawn:
        return _unmeasured(what, aim)
    by_fault = grouped(((v.exercise, v.view, v.fault), v.given in kinds) for v in drawn)
    reached = sum(sum(hits) >= RELIABLE * len(hits) for hits in by_fault.values())
    repetitions = f"{sum(map(sum, by_fault.values()))} of {len(drawn)} repetitions"
    measured = f"{reached} of {len(by_fault)} faults ({repetitions})"
    return _row(what, aim, measured, reached == len(by_fault), Basis.of_verdicts(drawn, len(drawn)))


def _false(verdicts: Sequence[Verdict]) -> Row:
    what, aim = "Good repetitions with a false fault", "at most 2 %"
    false, counted = false_share(verdicts)
    if not counted:
        return _unmeasured(what, aim)
    basis = Basis.of_verdicts((v for v in verdicts if v.good), counted)
    return _row(what, aim, f"{false} of {counted}", false <= _MOST_FALSE * counted, basis)
