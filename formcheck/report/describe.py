"""Exercises, checks and findings -> the words that people read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, SetCheck, fault_free, may_show
from formcheck.catalogue.dose import Dose, Range
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.catalogue.sources import Sourced, spell_out
from formcheck.coaching.judging import LEAST_TIME_ERROR_S
from formcheck.records import Finding, ViewLabel
from formcheck.report.lengths import AS_SAID, OF_HEIGHT, OTHERWISE, pictured
from formcheck.wording import low_to_high, quantity, seen_from_any, value_and_limit

if TYPE_CHECKING:
    from formcheck.report.summary import Fix
AnyCheck = Check | DurationCheck | SetCheck | GaitCheck

_PHASES = {
    "start": "before the movement", "descent": "on the way to the turning point", "bottom": "at the turning point",
    "deep": "in the deepest part", "lift_off": "as the hips begin to rise",
    "early_ascent": "at the start of the way back", "ascent": "on the way back", "top": "at the end",
    "throughout": "throughout",
    "approach": "before take-off", "contact": "on landing", "landing": "after landing", "hold": "while held",
    "arrival": "on arrival",
}  # fmt: skip
_DURATIONS = {
    "down_s": "Time to the turning point", "hold_s": "Time at the turning point", "up_s": "Time back",
    "total_s": "Time of the whole repetition", "in_form_s": "Time held in form",
}  # fmt: skip


_FIRST = re.compile(r"[:;,.]")
_OWNERS = {"axis": "trunk's", "hip": "hips'", "shoulder": "shoulders'"}
_LENGTHS = re.compile(r"in (standing )?(\w+) (length|width)s")


def unseen_checks(exercise: Exercise, view: ViewLabel) -> int:
    """Count the checks that this view leaves unjudged; none if it is the best view for the exercise, or unclear."""
    if not exercise.views or view in (exercise.views[0], "unknown"):
        return 0
    return sum(not cue.is_of_set and view not in cue.views for cue in exercise.cue if cue.enabled)


def band(limits: Band, unit: str) -> str:
    """Write a band: ``at most 8°``, ``0.8 to 1.5``."""
    low, high = (None if math.isinf(edge) else quantity(edge, unit) for edge in (limits.min, limits.max))
    if low is not None and high is not None:
        return f"{low} to {high}"
    if low is not None:
        return f"at least {low}"
    return f"at most {high}" if high is not None else "any"


def what(check: AnyCheck) -> str:
    """Say what a check measures, when, and in which views."""
    if isinstance(check, SetCheck):
        return f"{SET_MEASURES[check.set_measure].meaning.rstrip('.')}. Read over the whole set."
    if isinstance(check, GaitCheck):
        return f"{check.source_measure.meaning.rstrip('.')}. Read over all steps, {seen_from_any(check.views)}."
    if isinstance(check, DurationCheck):
        return f"{_DURATIONS[check.duration]}, in seconds."
    against = "" if check.baseline == "none" else ", compared with standing"
    meaning = check.source_measure.meaning.rstrip(".")
    return f"{meaning}{against}. Read {_PHASES[check.phase]}, {seen_from_any(check.views)}."


def length_of(check: AnyCheck) -> str:
    """Name the length by which a check measures lengths, such as ``foot's length``; empty for any other check."""
    found = _LENGTHS.search(what(check))
    return "" if found is None else _named_length(found, found[2])


def _named_length(found: re.Match[str], part: str) -> str:
    whose = _OWNERS.get(part, f"{part}'s")
    return f"{whose} {found[3]}{' in standing' if found[1] else ''}"


class _Reading(NamedTuple):
    """A reading in words: a text with a place for its value, and the finding in a unit that people can picture."""

    words: str
    finding: Finding
    unit: str
    part: str = ""
    has_error: bool = False


def measured(exercise: Exercise, finding: Finding, view: ViewLabel) -> str:
    """Say in words what was read for a finding, with its unit, and its limit.

    With a known body height lengths are given in centimetres, otherwise as shares of the body.
    """
    read = _reading(exercise, finding, view)
    return "" if read is None else _compared(read.words, read.finding, read.unit, error=read.has_error)


def in_numbers(exercise: Exercise, finding: Finding, view: ViewLabel) -> tuple[str, str, str]:
    """Write the value and its limit, each with its unit, and name the length of which they are shares.

    All three are empty if nothing can be said.
    """
    read = _reading(exercise, finding, view)
    if read is None:
        return "", "", ""
    return *value_and_limit(read.finding.value, read.finding.limit, read.unit), read.part


def _reading(exercise: Exercise, finding: Finding, view: ViewLabel) -> _Reading | None:
    cue = next((cue for cue in exercise.cue if cue.id == finding.cue), None)
    if cue is None or finding.value is None:
        return None
    seen = (check for check in cue.check if may_show(getattr(check, "views", ()), view))
    check = _meant(finding, [check for check in seen if check.unit == finding.unit])
    if check is None:
        return None
    meaning = what(check)
    lengths = _LENGTHS.search(meaning) if finding.unit == "ratio" else None
    if lengths is None:
        # Of a repetition, whose times are as uncertain as the moments at which it leaves rest and comes back.
        error = isinstance(check, DurationCheck) and check.duration != "in_form_s"
        return _Reading(f"{_FIRST.split(meaning)[0]}: {{}}", finding, finding.unit, has_error=error)
    name = f"{_FIRST.split(meaning.replace(f' {lengths[0]}', ''))[0]}: {{}}"
    if isinstance(check, Check) and min(finding.value, finding.limit or 0.0) >= 0.0:
        name = AS_SAID.get(check.measure, name)
    elif isinstance(check, Check) and finding.limit is None and check.measure in OTHERWISE:
        name, finding = OTHERWISE[check.measure], _scaled(finding, -1.0)
    if exercise.height_cm is not None and lengths[2] in OF_HEIGHT:
        scaled = _scaled(finding, OF_HEIGHT[lengths[2]] * exercise.height_cm)
        return _Reading(name.format("about {}"), scaled, "cm")
    part, factor = pictured(lengths[2])
    of = f"{{}} of the {_named_length(lengths, part)}"
    return _Reading(name.format(of), _scaled(finding, 100 * factor), "%", shares_of(check))


def shares_of(check: AnyCheck) -> str:
    """Name the length by which the readings of a check are divided, such as ``foot_length``; empty for other checks."""
    lengths = _LENGTHS.search(what(check)) if check.unit == "ratio" else None
    return "" if lengths is None else f"{pictured(lengths[2])[0]}_{lengths[3]}"


def _meant(finding: Finding, checks: Sequence[AnyCheck]) -> AnyCheck | None:
    """Choose the check that gave a finding: the one with its limit; None if that is not clear.

    The limit of a fault is moved by the error of the reading, so it need only be the nearest.
    """
    if finding.limit is None:
        return checks[0] if len({what(check) for check in checks}) == 1 else None
    return min(checks, key=lambda check: _from_limit(check, finding.limit or 0.0), default=None)


def _from_limit(check: AnyCheck, limit: float) -> float:
    """Say how far a limit is from the nearest edge of a check."""
    outer = fault_free(check.pass_, check.warn, check.error if isinstance(check, Check | GaitCheck) else 0.0)
    edges = (edge for band in (check.pass_, check.warn, outer) for edge in (band.min, band.max))
    return min((abs(edge - limit) for edge in edges if math.isfinite(edge)), default=math.inf)


def _scaled(finding: Finding, factor: float) -> Finding:
    value, limit = ((None if number is None else factor * number) for number in (finding.value, finding.limit))
    return replace(finding, value=value, limit=limit)


def _compared(words: str, finding: Finding, unit: str, *, error: bool = False) -> str:
    """Fill in the value, and add the limit; for a time of a repetition also its error."""
    value, limit = value_and_limit(finding.value, finding.limit, unit)
    about = f" \u00b1 {LEAST_TIME_ERROR_S:g} s" if error else ""
    return f"{words.format(value + about)}{f', limit {limit}' if limit else ''}"


def bands(check: AnyCheck) -> tuple[str, str, str]:
    """Write the three bands of a check: ok, caution, fault; empty if there is none.

    A fault is outside `pass` by at least the error of the measure, so the error may be part of the number here.
    """
    outer = fault_free(check.pass_, check.warn, check.error if isinstance(check, Check | GaitCheck) else 0.0)
    return band(check.pass_, check.unit), _watch(check.pass_, outer, check.unit), _beyond(outer, check.unit)


def _watch(inner: Band, outer: Band, unit: str) -> str:
    edges = ((outer.min, inner.min, "down to"), (inner.max, outer.max, "up to"))
    parts = []
    for low, high, word in edges:
        near, far = (high, low) if word == "down to" else (low, high)
        if math.isinf(near):
            continue
        parts.append("anything beyond" if math.isinf(far) else f"{word} {quantity(far, unit)}")
    return ", ".join(dict.fromkeys(parts))


def _beyond(outer: Band, unit: str) -> str:
    low = "" if math.isinf(outer.min) else f"below {quantity(outer.min, unit)}"
    high = "" if math.isinf(outer.max) else f"above {quantity(outer.max, unit)}"
    return " or ".join(part for part in (low, high) if part)


def dose(exercise: Exercise) -> str:
    """Write the dose of an exercise as sentences: ``3 sets of 10 to 15 for each leg, 3 days a week.``."""
    given = exercise.dose
    timed = given.sets is not None and given.repetitions is None
    parts = (
        _amount(exercise) + _per(given),
        f"{low_to_high(*given.sets)} times" if given.sets and timed else "",
        f"each held for {low_to_high(*given.hold_s)} seconds" if given.hold_s else "",
        _often(given.times_a_day) if given.times_a_day else "",
        _days(given.days_a_week) if given.days_a_week else "",
        f"with {given.rest_s:g} seconds of rest" if given.rest_s else "",
    )
    numbers = ", ".join(part for part in parts if part)
    return " ".join(part for part in (f"{numbers}." if numbers else "", given.note) if part)


def _amount(exercise: Exercise) -> str:
    """Write what is done in a set: ``3 sets of 15``, ``30 seconds``."""
    given = exercise.dose
    if given.repetitions is None:
        seconds = f"{low_to_high(*given.seconds)} seconds" if given.seconds else ""
        return " or ".join(filter(None, (seconds, f"{low_to_high(*given.distance_m)} m" if given.distance_m else "")))
    steps = " steps" if exercise.counting is not None and exercise.counting.counts == "steps" else ""
    if given.sets is None:
        return f"{low_to_high(*given.repetitions)}{steps or ' repetitions'}"
    return f"{low_to_high(*given.sets)} sets of {low_to_high(*given.repetitions)}{steps}"


def _per(given: Dose) -> str:
    if given.per is None:
        return ""
    return " each way" if given.per == "way" else f" for each {given.per}"


def _often(times: Range) -> str:
    return {"1": "once a day", "2": "twice a day"}.get(low_to_high(*times), f"{low_to_high(*times)} times a day")


def _days(days: Range) -> str:
    return "every day" if days.low == 7 else f"{low_to_high(*days)} days a week"


def basis(sourced: Sourced) -> str:
    """Give the basis of a number: the rationale, if there is one, and the sources by name."""
    return f"{sourced.rationale} Source: {spell_out(sourced.source)}.".strip()


def extent(fix: Fix, unit: str, exercise: Exercise, view: ViewLabel) -> str:
    """Say in how many repetitions or holds a fault occurred, and what was read in the worst of them."""
    often = f"In {fix.count} of {fix.of} {unit}{'s' if fix.of != 1 else ''}."
    told = measured(exercise, fix.worst, view)
    return f"{often} At worst: {told[:1].lower()}{told[1:]}." if told else often
