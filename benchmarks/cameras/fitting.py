"""Fits how the error of a reading grows with what is known of it: ``python -m benchmarks.cameras.fitting``.

Fitted on the scenes of bodies that constants may be fitted on, by quantile regression: the factor on the registered
error within which 95 % of readings lie is a number for each measure times a power of e for each circumstance, none of
which may fall. What it prints belongs into `formcheck.motion.reading_error`.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from benchmarks.accuracy.agreement import Array
from benchmarks.cameras.__main__ import parser
from benchmarks.cameras.material import load
from benchmarks.cameras.readings import Reading, readings_of
from benchmarks.cameras.scene import scenes
from formcheck.motion.measures import MEASURES

_QUANTILE = 0.95
_LEAST_SHARE = 0.01
"""Errors smaller than this share of the registered one are as good as none."""
_RIDGE = 0.01
"""Cost of a slope, and of a measure that differs from the others: what explains next to nothing stays 0."""


def usable(reading: Reading) -> bool:
    """Whether a reading can be learnt from: it was seen, from a view that shows it."""
    return reading.circumstances is not None and math.isfinite(reading.error) and reading.reason in ("", "error")


def _beyond(reading: Reading) -> float:
    """Give the error, 0 where what the camera leaves open explains it already."""
    return abs(reading.error) if abs(reading.error) > reading.camera else 0.0


Fitted = tuple[dict[str, float], dict[str, float]]
"""`FACTORS` and `SLOPES` of the error model."""


def within_of_others(readings: Sequence[Reading]) -> float:
    """Give the share of readings, 0..1, that lie within errors that were fitted on other bodies."""
    used = [r for r in readings if usable(r)]
    fits = {body: fit([r for r in used if r.scene.body != body]) for body in {r.scene.body for r in used}}
    return float(np.mean([_within(r, fits[r.scene.body]) for r in used]))


def _within(reading: Reading, fitted: Fitted) -> bool:
    factors, slopes = fitted
    assert reading.circumstances is not None
    grown = math.exp(sum(slopes[name] * amount for name, amount in reading.circumstances.as_dict().items()))
    own = MEASURES[reading.measure].error * factors.get(reading.measure, 1.0) * grown
    return abs(reading.error) <= max(own, reading.camera)


def fit(readings: Sequence[Reading]) -> Fitted:
    """Fit the factors of measures and the slopes of circumstances together.

    Parameters
    ----------
    readings : sequence of Reading
        Of the fitted bodies; only those that are `usable` are learnt from.
    """
    used = [r for r in readings if usable(r)]
    names = list(dict.fromkeys(r.measure for r in used))
    known = [r.circumstances.as_dict() for r in used if r.circumstances is not None]
    slopes = np.array([list(one.values()) for one in known])
    own = np.array([[float(r.measure == name) for name in names] for r in used])
    target = np.log([max(_beyond(r) / MEASURES[r.measure].error, _LEAST_SHARE) for r in used])
    common, apart, rising = _quantile_regression(own, slopes, target)
    factors = {name: round(float(np.exp(max(common + d, 0.0))), 2) for name, d in zip(names, apart, strict=True)}
    grown = {name: round(float(s), 2) for name, s in zip(known[0], rising, strict=True)}
    return factors, grown


def _quantile_regression(own: Array, rising: Array, target: Array) -> tuple[float, Array, Array]:
    """Minimise the tilted absolute error.

    Each measure has a factor of its own, drawn towards the common one; coefficients of `rising` are 0 or more.
    """
    n, p, q = len(target), own.shape[1], rising.shape[1]
    drawn = _RIDGE * n * (1 - _QUANTILE)
    cost = np.concatenate([[0.0], np.full(2 * p + q, drawn), np.full(n, _QUANTILE), np.full(n, 1 - _QUANTILE)])
    equal = np.hstack([np.ones((n, 1)), own, -own, rising, np.eye(n), -np.eye(n)])
    bounds = [(None, None), *[(0, None)] * (2 * p + q + 2 * n)]
    found = linprog(cost, A_eq=equal, b_eq=target, bounds=bounds, method="highs").x
    return float(found[0]), found[1 : p + 1] - found[p + 1 : 2 * p + 1], found[2 * p + 1 : 2 * p + q + 1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the constants and what they were fitted on."""
    options = parser().parse_args(arguments)
    fitted = [scene for scene in scenes(options.count) if scene.split == "fitted"]
    readings = list(readings_of(load(fitted, options.model, options.folder)))
    factors, slopes = fit(readings)
    used = [r for r in readings if usable(r)]
    sys.stdout.write(f"{len(used)} readings of {len({r.scene.number for r in used})} scenes, {options.model} model\n")
    sys.stdout.write(f"within errors that were fitted on other bodies: {within_of_others(readings):.1%}\n")
    sys.stdout.write(f"SLOPES = {slopes}\nFACTORS = {factors}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
