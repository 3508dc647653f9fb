"""Compares what each cue says of each repetition with what was drawn: faults found, false faults, and abstentions."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from benchmarks.accuracy.agreement import Row, grouped, reliable_from, share
from benchmarks.accuracy.case import Case, Matched, finding
from benchmarks.accuracy.engine import single_id
from benchmarks.accuracy.values import tempo_error_s
from benchmarks.synthetic.movement import Fault
from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, SetCheck
from formcheck.catalogue.exercise import Cue
from formcheck.catalogue.library import load_exercise

MISSED = "not counted"
_OUTLINE = "back_curvature"
_UNSIZED = (math.nan, math.nan, "")
STEPS = ("below warn", "warn", "warn + 1", "warn + 2")
"""Sizes of a fault: at the edge of warn, and so many measurement errors beyond it, each give or take half of one."""
SPINE_STEPS = {"0": (-math.inf, 10.0), "20": (10.0, 26.0), "30": (26.0, 38.0), "45": (38.0, math.inf)}
"""Bends of the spine in degrees, and from where to where they reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What one cue says of one true repetition.

    Attributes
    ----------
    group, body, exercise, view, clip, cue : str
        Of which clip, and of what.
    fault : str
        The fault that was drawn in this clip, where it is this cue's; empty otherwise.
    good : bool
        Whether the clip was drawn in good form.
    given, true : str
        Verdict on the landmarks and on the true joints; `MISSED` where the repetition was not counted.
    reason : str
        Why it was not judged.
    rightly : bool
        Whether it could not be judged from a perfect view from there either.
    size, excess : float
        True size of the fault in `unit`, and how far that is beyond the edge of warn in measurement errors.
    spine_deg : float
        Bend of the spine at the bottom.
    outline : float
        The curvature of the back's outline that was judged; NaN where it was not, or not of this cue.
    """

    group: str
    body: str
    exercise: str
    view: str
    clip: str
    cue: str
    fault: str
    good: bool
    given: str
    true: str
    reason: str
    rightly: bool
    size: float
    excess: float
    unit: str
    spine_deg: float
    outline: float

    @property
    def judged(self) -> bool:
        """Whether there is a verdict."""
        return self.given in ("ok", "caution", "fault")

    @property
    def step(self) -> str:
        """Size of the fault in words."""
        if not math.isfinite(self.excess):
            return "unknown"
        return STEPS[min(max(math.floor(self.excess + 0.5), -1), 2) + 1]

    @property
    def is_false(self) -> bool:
        """Whether it is a fault that the true joints do not show."""
        return self.given == "fault" and self.true != "fault"


def verdicts_of(case: Case) -> Iterator[Verdict]:
    """Yield what each cue of the catalogue says of each repetition of a clip."""
    for cue in load_exercise(case.clip.movement.exercise).cue:
        if cue.enabled and not cue.is_of_set:
            yield from (_verdict(case, cue, r) for r in case.repetitions)


def _verdict(case: Case, cue: Cue, r: Matched) -> Verdict:
    fault = case.clip.fault if case.clip.fault and case.clip.fault.cue == cue.id else None
    given, true = finding(r.measured, cue.id), finding(r.perfect, cue.id)
    unseen = case.clip.view not in cue.views or (true is not None and true.verdict == "not_judged")
    size, excess, unit = fault_size(case, cue, fault, r) if fault else _UNSIZED
    return Verdict(
        group=case.group,
        body=case.clip.body,
        exercise=case.clip.movement.exercise,
        view=case.clip.view,
        clip=case.clip.id,
        cue=cue.id,
        fault=case.clip.fault_id if fault else "",
        good=not case.clip.fault_id,
        given=given.verdict if given else MISSED,
        true=true.verdict if true else MISSED,
        reason=(given.reason or "") if given else "",
        rightly=unseen,
        size=size,
        excess=excess,
        unit=unit,
        spine_deg=float(np.interp(r.true.peak_s, case.truth.t_s, case.truth.spine_flexion_deg)),
        outline=_outline(cue, r),
    )


def _outline(cue: Cue, r: Matched) -> float:
    names = [single_id(cue.id, i) for i, c in enumerate(cue.check) if isinstance(c, Check) and c.measure == _OUTLINE]
    found = [finding(r.measured, name) for name in names]
    return next((f.value for f in found if f is not None and f.value is not None), math.nan)


def fault_size(case: Case, cue: Cue, fault: Fault, r: Matched) -> tuple[float, float, str]:
    """Give the true size of a drawn fault, how far beyond warn it is in errors, and its unit.

    NaN where true joints do not show it: the bend of a spine is reported by itself.
    """
    for i, check in enumerate(cue.check):
        if (
            fault.spine
            or isinstance(check, SetCheck | GaitCheck)
            or case.clip.view not in check.views
            or not _shows(check, fault)
        ):
            continue
        true = finding(r.perfect, single_id(cue.id, i))
        if true is None or true.value is None:
            return _UNSIZED
        error = check.error if isinstance(check, Check) else tempo_error_s(case)
        return true.value, beyond(true.value, check.warn, error), check.unit
    return _UNSIZED


def _shows(check: Check | DurationCheck, fault: Fault) -> bool:
    if isinstance(check, DurationCheck):
        return fault.down_s is not None
    return fault.measure in ("", check.measure)


def beyond(value: float, warn: Band, error: float) -> float:
    """How far a value is beyond a band in errors; negative within."""
    return max(value - warn.max, warn.min - value) / error


def fault_rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """How often each drawn fault was found, by its true size; see `STEPS`."""
    rows: list[Row] = []
    drawn = grouped(((v.exercise, v.view, v.fault, v.cue), v) for v in verdicts if v.fault)
    for (exercise, view, fault, cue), entries in sorted(drawn.items()):
        by_step = grouped((v.step, v) for v in entries)
        row: Row = {"exercise": exercise, "view": view, "drawn": fault, "cue": cue}
        rows += [{**row, "size": step, **_found(by_step[step])} for step in (*STEPS, "unknown") if step in by_step]
    return rows


def reliable_rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """Smallest true size from which on 95 % of the judged repetitions are found, in units and in errors beyond warn."""
    rows: list[Row] = []
    drawn = grouped(((v.exercise, v.view, v.fault, v.cue), v) for v in verdicts if v.fault and math.isfinite(v.excess))
    for (exercise, view, fault, cue), entries in sorted(drawn.items()):
        judged = [v for v in entries if v.judged]
        sizes = {v.excess: v.size for v in judged}
        row: Row = {
            "exercise": exercise,
            "view": view,
            "drawn": fault,
            "cue": cue,
            "unit": entries[0].unit,
            "judged": len(judged),
        }
        row["largest drawn"] = max((v.excess for v in entries), default=None)
        for name, kinds in (("fault", ("fault",)), ("noticed", ("caution", "fault"))):
            excess = reliable_from([v.excess for v in judged], [v.given in kinds for v in judged])
            row |= {f"{name} from": excess, f"{name} from size": None if excess is None else sizes[excess]}
        rows.append(row)
    return rows


def spine_rows(verdicts: Sequence[Verdict], cue: str) -> list[Row]:
    """How often a bent spine was found, and a straight one taken for bent, by its true bend."""
    seen = [v for v in verdicts if v.cue == cue and v.view == "side"]
    rows: list[Row] = []
    for name, (low, high) in SPINE_STEPS.items():
        entries = [v for v in seen if low <= v.spine_deg < high]
        if entries:
            rows.append({"bend": name, **_found(entries), **_range([v.outline for v in entries])})
    return rows


def _range(values: Sequence[float]) -> Row:
    finite = sorted(value for value in values if math.isfinite(value))
    if not finite:
        return {"outlines": 0}
    return {"outlines": len(finite), "lowest": finite[0], "median": median(finite), "highest": finite[-1]}


def false_rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """Faults in clips of good form, and faults of another cue than the drawn one that the true joints do not show."""
    rows: list[Row] = []
    for (exercise, view, cue), entries in sorted(grouped(((v.exercise, v.view, v.cue), v) for v in verdicts).items()):
        good = [v for v in entries if v.good and v.judged]
        others = [v for v in entries if not v.good and not v.fault and v.true == "ok" and v.judged]
        row: Row = {
            "exercise": exercise, "view": view, "cue": cue, "good": len(good),
            "caution": sum(v.given == "caution" for v in good), "fault": sum(v.is_false for v in good),
            "true fault": sum(v.true == "fault" for v in good),
            "other cues": len(others), "false fault": sum(v.is_false for v in others),
            "where": ", ".join(dict.fromkeys(v.clip for v in (*good, *others) if v.is_false)),
        }  # fmt: skip
        if good or others:
            rows.append(row)
    return rows


def false_share(verdicts: Sequence[Verdict]) -> tuple[int, int]:
    """Count the repetitions of good clips with at least one false fault, and all that were counted."""
    counted = grouped(((v.clip, i), v) for v, i in _numbered(verdicts) if v.good and v.given != MISSED)
    return sum(any(v.is_false for v in entries) for entries in counted.values()), len(counted)


def _numbered(verdicts: Sequence[Verdict]) -> Iterator[tuple[Verdict, int]]:
    seen: Counter[tuple[str, str]] = Counter()
    for v in verdicts:
        yield v, seen[v.clip, v.cue]
        seen[v.clip, v.cue] += 1


def unjudged_rows(verdicts: Sequence[Verdict]) -> list[Row]:
    """What was not judged, why, and whether a perfect view from there could have judged it."""
    rows: list[Row] = []
    for (exercise, view, cue), entries in sorted(grouped(((v.exercise, v.view, v.cue), v) for v in verdicts).items()):
        counted = [v for v in entries if v.given != MISSED]
        reasons = grouped((v.reason, v) for v in counted if v.given == "not_judged")
        for reason, silent in reasons.items():
            rightly = sum(v.rightly for v in silent)
            rows.append(
                {
                    "exercise": exercise, "view": view, "cue": cue, "repetitions": len(counted), "reason": reason,
                    "not judged": len(silent), "share": share(len(silent), len(counted)), "rightly": rightly,
                    "wrongly": len(silent) - rightly,
                }
            )  # fmt: skip
    return rows


def _found(entries: Sequence[Verdict]) -> Row:
    given = Counter(v.given for v in entries)
    judged = sum(v.judged for v in entries)
    return {
        "repetitions": len(entries), "judged": judged, "ok": given["ok"], "caution": given["caution"],
        "fault": given["fault"], "sensitivity": share(given["fault"], judged),
        "noticed": share(given["fault"] + given["caution"], judged),
    }  # fmt: skip
