"""Writes the agreement of raters as a table for the terminal, and as JSON data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

from formcheck.desk.agreement import Agreement

_HEAD = ("exercise", "cue", "pairs", "agreed", "kappa", "95 % interval", "left out")


def agreement_text(found: Sequence[Agreement]) -> str:
    """Lay out a table for each pair of raters."""
    if not found:
        return "Nobody has decided anything about the machine's repetitions yet, so there is nothing to compare."
    tables = []
    for (first, second), group in groupby(found, key=lambda one: (one.first, one.second)):
        rows = [_HEAD, *map(_row, group)]
        widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        tables.append("\n".join([f"{first} and {second}", *(f"  {line}" for line in lines)]))
    return "\n\n".join([*tables, _NOTE])


_NOTE = (
    "kappa: agreement beyond chance, over ok, caution and fault; 1 is full agreement, 0 is chance. A dash: both gave\n"
    "the same verdict throughout. Left out: one of the two did not judge. Below about 20 pairs the interval is too\n"
    "narrow. Anybody who decides at the desk has seen the machine's verdict, so machine and therapist agree more than\n"
    "they would independently."
)


def agreement_document(found: Sequence[Agreement]) -> list[dict[str, Any]]:
    """Write the comparisons as JSON values."""
    return [asdict(one) for one in found]


def _row(one: Agreement) -> tuple[str, ...]:
    kappa = one.kappa
    value = "-" if kappa.value is None else f"{kappa.value:.2f}"
    interval = "-" if kappa.low is None or kappa.high is None else f"{kappa.low:.2f} to {kappa.high:.2f}"
    return one.exercise or "all", one.cue, str(kappa.pairs), str(kappa.agreed), value, interval, str(one.not_judged)
