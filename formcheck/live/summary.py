"""What all sets came to: how many in form, what to fix first and where it was worst, tempo, range, left and right."""

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


@dataclass(frozen=True, slots=True)
class SetsSummary:
    """All sets together.

    Attributes
    ----------
    sets : int
        Sets in which something was done.
    repetitions, in_form : int
        Repetitions or steps, and those in form.
    hold_s, longest_hold_s : float
        Seconds in form, of all holds and of the longest.
    fix_first : Fix or None
        None where nothing that could be judged was wrong.
    tempo : Tempo
        Means of what was seen whole; None where nothing was.
    range : tuple of float or None
        Least and greatest of the displayed measure at the turning points, in its unit; None where it was not seen.
    range_unit : str
    sides : dict of str to float
        Counts and seconds of the two sides, as in the reports, added up; empty where there are no sides.
    """

    sets: int
    repetitions: int
    in_form: int
    hold_s: float
    longest_hold_s: float
    fix_first: Fix | None
    tempo: Tempo
    range: tuple[float, float] | None
    range_unit: str
    sides: dict[str, float]


def summary_of(exercise: Exercise, reports: Sequence[Report]) -> SetsSummary:
    """Sum up the sets of one exercise.

    Parameters
    ----------
    exercise : Exercise
    reports : sequence of Report
        Of its sets, in order; one without anything in it counts for nothing.
    """
    done = [r.summary for r in reports if r.repetitions or r.holds or (r.gait and any(r.gait.steps.values()))]
    repetitions = [repetition for report in reports for repetition in report.repetitions]
    return SetsSummary(
        len(done), len(repetitions), sum(s.in_form for s in done), sum(s.hold_s for s in done),
        max((s.longest_hold_s for s in done), default=0.0), next(iter(fixes(*reports)), None), _tempo(repetitions),
        _range(exercise, reports), _unit(exercise), _sides(reports),
    )  # fmt: skip


def _tempo(repetitions: Iterable[Repetition]) -> Tempo:
    tempos = [repetition.tempo for repetition in repetitions]
    return Tempo(*(_mean(getattr(tempo, part) for tempo in tempos) for part in ("down_s", "hold_s", "up_s")))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _range(exercise: Exercise, reports: Iterable[Report]) -> tuple[float, float] | None:
    """Span what the displayed measure read at the turning points."""
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
    """Name the columns that the display shows of a repetition."""
    if not MEASURES[measure].sided:
        return [measure]
    lead: Side | None = None if repetition.side == "both" else repetition.side
    near: Side | None = facing if facing in SIDES else None
    return [f"{measure}_{side}" for side in sides_of(limb, lead, near) or SIDES]


def _unit(exercise: Exercise) -> str:
    return MEASURES[exercise.display.measure].unit if exercise.display else ""


def _sides(reports: Iterable[Report]) -> dict[str, float]:
    """Add up what the reports say of the sides, and how many repetitions of each were in form."""
    total: Counter[str] = Counter()
    for report in reports:
        total.update(report.summary.symmetry)
        of_sides = [r for r in report.repetitions if r.side != "both"]
        total.update({f"{side}_in_form": 0 for side in SIDES} if of_sides else {})
        total.update(f"{r.side}_in_form" for r in of_sides if r.in_form)
    return dict(total)
