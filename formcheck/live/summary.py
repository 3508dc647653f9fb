"""The reports of all sets go in; totals, what to fix first, tempo, range and the two sides come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from formcheck.catalogue.checks import Limb
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.phases import sides_of
from formcheck.motion.body import SIDES
from formcheck.motion.measures import MEASURES
from formcheck.records import Repetition, Report, Side, Tempo
from formcheck.report.summary import Fix, fixes


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsSummary:
    """All sets together.

    Attributes
    ----------
    sets : int
        Sets in which something was done.
    repetitions, in_form, not_judged : int
        Repetitions or steps, those in form, and those of which that is not known.
    hold_s, longest_hold_s : float
        Seconds in form, of all holds and of the longest.
    fix_first : Fix or None
        None if no fault was found.
    tempo : Tempo
        Means over the repetitions whose durations were seen; None if none were.
    range : tuple of float or None
        Smallest and largest value of the displayed measure at the turning points; None if it was not seen.
    range_unit : str
    sides : dict of str to float
        Counts and seconds of the two sides, added up over the reports; empty if there are no sides.
    """

    sets: int
    repetitions: int
    in_form: int
    not_judged: int
    hold_s: float
    longest_hold_s: float
    fix_first: Fix | None
    tempo: Tempo
    range: tuple[float, float] | None
    range_unit: str
    sides: dict[str, float]


def summary_of(exercise: Exercise, reports: Sequence[Report]) -> SetsSummary:
    """Summarise the sets of one exercise.

    Parameters
    ----------
    exercise : Exercise
    reports : sequence of Report
        Of its sets, in order; an empty one does not count as a set.
    """
    done = [r.summary for r in reports if r.repetitions or r.holds or (r.gait and any(r.gait.steps.values()))]
    repetitions = [repetition for report in reports for repetition in report.repetitions]
    return SetsSummary(
        sets=len(done),
        repetitions=len(repetitions),
        in_form=sum(s.in_form for s in done),
        not_judged=sum(s.not_judged for s in done),
        hold_s=sum(s.hold_s for s in done),
        longest_hold_s=max((s.longest_hold_s for s in done), default=0.0),
        fix_first=next(iter(fixes(*reports)), None),
        tempo=_tempo(repetitions),
        range=_range(exercise, reports),
        range_unit=_unit(exercise),
        sides=_sides(reports),
    )


def _tempo(repetitions: Iterable[Repetition]) -> Tempo:
    tempos = [repetition.tempo for repetition in repetitions]
    return Tempo(*(_mean(getattr(tempo, part) for tempo in tempos) for part in ("down_s", "hold_s", "up_s")))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _range(exercise: Exercise, reports: Iterable[Report]) -> tuple[float, float] | None:
    """Range of the displayed measure at the turning points."""
    display = exercise.display
    if display is None:
        return None
    read = (
        value
        for report in reports
        for repetition in report.repetitions
        for title in _titles(display.measure, display.limb, repetition, report.view.facing)
        if (value := repetition.measures.get(title)) is not None
    )
    values = list(read)
    return (min(values), max(values)) if values else None


def _titles(measure: str, limb: Limb, repetition: Repetition, facing: str) -> list[str]:
    """Titles of the columns that the display shows of a repetition."""
    if not MEASURES[measure].sided:
        return [measure]
    lead: Side | None = None if repetition.side == "both" else repetition.side
    near: Side | None = facing if facing in SIDES else None
    return [f"{measure}_{side}" for side in sides_of(limb, lead, near) or SIDES]


def _unit(exercise: Exercise) -> str:
    return MEASURES[exercise.display.measure].unit if exercise.display else ""


def _sides(reports: Iterable[Report]) -> dict[str, float]:
    """Add up the sides of the reports, and how many repetitions of each were in form."""
    total: Counter[str] = Counter()
    for report in reports:
        total.update(report.summary.symmetry)
        of_sides = [r for r in report.repetitions if r.side != "both"]
        total.update({f"{side}_in_form": 0 for side in SIDES} if of_sides else {})
        total.update(f"{r.side}_in_form" for r in of_sides if r.in_form)
    return dict(total)
