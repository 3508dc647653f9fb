"""Puts a line of a prescription into words, and into an item of a session."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.programme import Item
from formcheck.desk.prescription import DAYS, Day, Prescribed
from formcheck.report.listing import item_dose

# What a session and Live take at most.
MOST_SETS, MOST_REPETITIONS, MOST_SECONDS = 20, 200, 600


def item_of(row: Prescribed, exercise: Exercise) -> Item:
    """Convert a line of a prescription into an item of a session."""
    return Item(
        exercise=row.exercise,
        sets=min(row.sets, MOST_SETS),
        repetitions=None if row.repetitions is None else min(row.repetitions, MOST_REPETITIONS),
        seconds=None if row.seconds is None else min(row.seconds, float(MOST_SECONDS)),
        sides="each" if row.side == "both" and exercise.has_sides else "both",
        rest_s=exercise.dose.rest_s or 0.0,
        source=("clinical",),
    )


def prescribed_of(item: Item, exercise: Exercise, days: Sequence[Day]) -> Prescribed | None:
    """Convert an item of a programme into a line of a prescription; None for a log."""
    if item.repetitions is None and item.seconds is None:
        return None
    return Prescribed(
        exercise=exercise.id, sets=item.sets, repetitions=item.repetitions, seconds=item.seconds, days=tuple(days)
    )


def dose(row: Prescribed, exercise: Exercise) -> str:
    """Say how much: ``3 x 10 each side``, ``2 x 30 s, left``."""
    side = f", {row.side}" if row.side != "both" else ""
    return f"{item_dose(item_of(row, exercise))}{side}"


def day_names(days: Sequence[Day]) -> str:
    """Name days in the order of the week: ``every day``, ``Monday, Thursday``."""
    return "every day" if len(days) == len(DAYS) else ", ".join(day.capitalize() for day in DAYS if day in days)
