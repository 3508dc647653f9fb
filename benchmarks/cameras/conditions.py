"""Readings go in; rows come out, a row for each condition and measure: how far off, how often judged, how honest."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.cameras.readings import Reading
from benchmarks.synthetic.movements import MOVEMENTS

AIMS: Mapping[str, float] = {"knee_flexion": 5.0, "hip_flexion": 5.0, "trunk_lean": 3.5}
"""Median error in degrees that is aimed at."""
HONEST = 0.95
"""Share of readings that should lie within the error that they claim."""
LEAST = 20
"""Fewer readings than this say nothing of a share of 95 %."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of the readings of one measure in one condition.

    Attributes
    ----------
    condition, value, measure : str
    n, judged : int
        Readings that had a true value, and those of them that were judged.
    median, error95 : float
        Of the absolute error of those that were judged, NaN without any.
    claimed : float
        Median of the error that they claimed.
    within : float
        Share of them within the error that they claimed, 0..1.
    """

    condition: str
    value: str
    measure: str
    n: int
    judged: int
    median: float
    error95: float
    claimed: float
    within: float

    @property
    def abstained(self) -> float:
        """Share that was not judged, 0..1."""
        return 1.0 - self.judged / self.n if self.n else math.nan

    @property
    def holds(self) -> bool | None:
        """Whether the measure can be trusted here; None where too few readings tell.

        The median is within its aim, where it has one, and 95 % of readings within the error that they claim. As few
        readings scatter, a share that is within one standard error of 95 % is let pass.
        """
        if self.judged < LEAST:
            return None
        slack = math.sqrt(HONEST * (1 - HONEST) / self.judged)
        return self.median <= AIMS.get(self.measure, math.inf) and self.within >= HONEST - slack


def rows(readings: Sequence[Reading]) -> Iterator[Row]:
    """Sum up all readings, and those of each condition by its values."""
    for measure in dict.fromkeys(r.measure for r in readings):
        known = [r for r in readings if r.measure == measure and math.isfinite(r.true)]
        yield row("all", "", measure, known)
        for condition, value_of in CONDITIONS.items():
            values = {value_of(r) for r in known}
            for value in sorted(
                values, key=lambda v: (v[0].isalpha() and v not in _FIRST, v not in _FIRST, _number(v), v)
            ):
                yield row(condition, value, measure, [r for r in known if value_of(r) == value])


def row(condition: str, value: str, measure: str, known: Iterable[Reading]) -> Row:
    """Sum up readings whose truth is known."""
    every = list(known)
    judged = [r for r in every if not r.reason]
    errors, claims = np.abs([r.error for r in judged]), np.array([r.claimed for r in judged])
    if not judged:
        return Row(condition, value, measure, len(every), 0, math.nan, math.nan, math.nan, math.nan)
    return Row(
        condition, value, measure, len(every), len(judged), float(np.median(errors)),
        float(np.percentile(errors, 95)), float(np.median(claims)), float(np.mean(errors <= claims)),
    )  # fmt: skip


def _number(value: str) -> float:
    head = value.split(" ")[0]
    return float(head) if head.replace(".", "").isdigit() else math.inf


def _bins(amount: Callable[[Reading], float], edges: Sequence[float], unit: str) -> Callable[[Reading], str]:
    def value_of(reading: Reading) -> str:
        i = int(np.clip(np.searchsorted(edges, amount(reading), side="right") - 1, 0, len(edges) - 2))
        return f"{edges[i]:g} to {edges[i + 1]:g} {unit}"

    return value_of


def _troubled(reading: Reading) -> str:
    s = reading.scene
    return "some" if s.crop or s.obstacle or s.light or s.exposure or s.crf > 23 or s.loose_m else "none"


def _has_bar(reading: Reading) -> bool:
    return MOVEMENTS[reading.scene.movement].prop == "barbell"


_FIRST = ("none", "ordinary", "close")
CONDITIONS: Mapping[str, Callable[[Reading], str]] = {
    "angle off the view": _bins(lambda r: abs(r.scene.off_deg), (0, 10, 20, 30, 45), "deg"),
    "pitch, up or down": _bins(lambda r: abs(r.pitch_deg), (0, 5, 12, 25), "deg"),
    "roll": _bins(lambda r: abs(r.scene.roll_deg), (0, 2, 4, 8), "deg"),
    "distance": _bins(lambda r: r.distance_m, (1.2, 2.0, 3.0, 6.0), "m"),
    "height of the person": _bins(lambda r: r.height_px, (0, 100, 200, 400, 1000), "px"),
    "anything else wrong": _troubled,
    "before the body": lambda r: r.scene.obstacle or ("small plates" if _has_bar(r) else "none"),
    "out of the picture": lambda r: r.scene.crop or "none",
    "light": lambda r: r.scene.light or "ordinary",
    "motion blur": lambda r: "some" if r.scene.exposure else "none",
    "bit rate": lambda r: "low" if r.scene.crf > 23 else "ordinary",
    "frame rate": _bins(lambda r: r.scene.fps, (8, 12, 20, 61), "a second"),
    "clothes": lambda r: "loose" if r.scene.loose_m else "close",
    "moment": lambda r: r.moment,
    "exercise": lambda r: r.scene.movement,
}
"""For each condition, the value that it has for a reading."""
