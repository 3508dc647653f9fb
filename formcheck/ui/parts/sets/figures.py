"""Figures that can be followed over the weeks: of the sets of an exercise, and of the person who does them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from formcheck.catalogue.checks import Check, GaitCheck
from formcheck.catalogue.exercise import Exercise
from formcheck.desk.progress import Point, of_difference, of_number, rated, share_in_form, tempo_error
from formcheck.export.units import error_of, measure_of
from formcheck.motion.gait import GAIT_MEASURES
from formcheck.store.entries import KeptSet
from formcheck.store.following import followed
from formcheck.ui.parts.choices import catalogue
from formcheck.ui.serving.keeping import scope

_PREFIX: Final = "measure."
_DURATIONS: Final = {
    "longest_hold_s": "Longest hold",
    "tempo.down_s": "Time to the turning point",
    "tempo.up_s": "Time back",
}
_CADENCE: Final = "rate_per_min"
_WEEK: Final = timedelta(days=7)
_WEEKS: Final = 12
# The smallest change of pain that matters is 1 point of 10 (docs/evidence.md, Pain: V63).
_PAIN_CHANGE: Final = 1.0
_LEFT, _RIGHT = "_left", "_right"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure to follow.

    Attributes
    ----------
    title : str
    unit : str
        Of `formcheck.wording.UNITS`; ``share`` is one of 0..1.
    points : tuple of Point
        Its value in each set, day or week.
    blame : {"measurement error", "chance", "rating", "counting"}
        What makes it vary although nothing has changed; counted figures do not vary.
    """

    title: str
    unit: str
    points: tuple[Point, ...]
    blame: Literal["measurement error", "chance", "rating", "counting"] = "measurement error"


def figures(exercise: Exercise, sets: Sequence[KeptSet]) -> list[Figure]:
    """List the figures of the sets of an exercise.

    The share in form; what its cues read, and its range: what it is counted and displayed by; the difference of left
    and right of each of these; durations and cadence.
    """
    names = sorted({name for one in sets for name in one.numbers})
    found = [Figure("In form", "share", tuple(share_in_form(sets)), "chance")]
    for name, (unit, error) in _read(exercise, names).items():
        found.append(Figure(_title(name), unit, tuple(of_number(sets, name, error))))
        other = name.removesuffix(_LEFT) + _RIGHT
        if name.endswith(_LEFT) and other in names:
            title = f"{_title(name.removesuffix(_LEFT))}, left less right"
            found.append(Figure(title, unit, tuple(of_difference(sets, (name, other), error))))
    found += [Figure(_DURATIONS[n], "s", tuple(of_number(sets, n, tempo_error()))) for n in names if n in _DURATIONS]
    if _CADENCE in names:
        found.append(Figure("Cadence", "per min", tuple(of_number(sets, _CADENCE, GAIT_MEASURES["cadence"].error))))
    return found


def of_person(person: str) -> Mapping[str, Callable[[], Figure]]:
    """Return the figures of a person that do not depend on the exercise; each is read on request."""
    own = scope()
    found: dict[str, Callable[[], Figure]] = {}
    if any(entry.pain is not None for entry in own.diary(person)):
        found["Worst pain, 0 to 10"] = lambda: _pain(person)
    if own.prescriptions(person):
        found["Prescribed sets that were done, by week"] = lambda: _adherence(person)
    return found


def _read(exercise: Exercise, names: Sequence[str]) -> Mapping[str, tuple[str, float]]:
    """Return unit and error of each number that the exercise is judged, counted or displayed by."""
    read = {check.measure for cue in exercise.cue for check in cue.check if isinstance(check, Check)}
    read |= {exercise.counting.signal} if exercise.counting is not None else set()
    read |= {exercise.display.measure} if exercise.display is not None else set()
    steps = {check.gait_measure for cue in exercise.cue for check in cue.check if isinstance(check, GaitCheck)}
    found: dict[str, tuple[str, float]] = {}
    for name in names:
        plain = name.removeprefix(_PREFIX)
        measure = measure_of(plain) if plain != name else None
        if measure is not None and measure.name in read:
            found[name] = measure.unit, error_of(measure)
        elif plain != name and plain.removesuffix(_LEFT).removesuffix(_RIGHT) in steps:
            gait = GAIT_MEASURES[plain.removesuffix(_LEFT).removesuffix(_RIGHT)]
            found[name] = gait.unit, gait.error
    return found


def _title(name: str) -> str:
    return name.removeprefix(_PREFIX).replace("_", " ").capitalize()


def _pain(person: str) -> Figure:
    """Take the worst of each day."""
    worst: dict[date, int] = {}
    for entry in scope().diary(person):
        if entry.pain is not None:
            day = entry.at.astimezone().date()
            worst[day] = max(entry.pain, worst.get(day, 0))
    points = rated(((_noon(day), float(pain)) for day, pain in worst.items()), smallest=_PAIN_CHANGE, most=10.0)
    return Figure("Worst pain, 0 to 10", "points", tuple(points), "rating")


def _adherence(person: str) -> Figure:
    sided = [exercise.id for exercise in catalogue() if exercise.has_sides]
    points = rated(_weeks(person, sided), smallest=0.0, most=1.0)
    return Figure("Prescribed sets that were done, by week", "share", tuple(points), "counting")


def _weeks(person: str, sided: Sequence[str]) -> Iterator[tuple[datetime, float]]:
    today = date.today()
    monday = today - timedelta(days=today.weekday())
    for back in reversed(range(_WEEKS)):
        week = monday - back * _WEEK
        share = followed(scope(), week, min(week + _WEEK, today + timedelta(days=1)), person, sided=sided).share
        if share is not None:
            yield _noon(week), share


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12)).astimezone()
