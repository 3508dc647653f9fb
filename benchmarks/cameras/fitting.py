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
_RIDGE = 0.02
"""Cost of a slope: one that explains next to nothing stays 0."""


def usable(reading: Reading) -> bool:
    """Whether a reading can be learnt from: it was seen, from a view that shows it."""
    return reading.circumstances is not None and math.isfinite(reading.error) and reading.reason in ("", "error")


def fit(readings: Sequence[Reading]) -> tuple[dict[str, float], dict[str, float]]:
    """Fit the factors of measures and the slopes of circumstances together.

    Parameters
    ----------
    readings : sequence of Reading
        Of the fitted bodies; only those that are `usable` are learnt from.

    Returns
    -------
    tuple of dict
        `FACTORS` and `SLOPES` of the error model.
    """
    used = [r for r in readings if usable(r)]
    names = list(dict.fromkeys(r.measure for r in used))
    known = [r.circumstances.as_dict() for r in used if r.circumstances is not None]
    slopes = np.array([list(one.values()) for one in known])
    own = np.array([[float(r.measure == name) for name in names] for r in used])
    target = np.log([max(abs(r.error) / MEASURES[r.measure].error, _LEAST_SHARE) for r in used])
    solved = _quantile_regression(own, slopes, target)
    factors = {name: round(float(np.exp(max(solved[i], 0.0))), 2) for i, name in enumerate(names)}
    grown = {name: round(float(s), 2) for name, s in zip(known[0], solved[len(names) :], strict=True)}
    return factors, grown


def _quantile_regression(free: Array, rising: Array, target: Array) -> Array:
    """Minimise the tilted absolute error; coefficients of `rising` are 0 or more."""
    n, (p, q) = len(target), (free.shape[1], rising.shape[1])
    cost = np.concatenate([
        np.zeros(p), np.full(q, _RIDGE * n * (1 - _QUANTILE)), np.full(n, _QUANTILE), np.full(n, 1 - _QUANTILE)
    ])  # fmt: skip
    equal = np.hstack([free, rising, np.eye(n), -np.eye(n)])
    bounds = [(None, None)] * p + [(0, None)] * q + [(0, None)] * (2 * n)
    found = linprog(cost, A_eq=equal, b_eq=target, bounds=bounds, method="highs")
    return np.asarray(found.x[: p + q])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the constants and what they were fitted on."""
    options = parser().parse_args(arguments)
    fitted = [scene for scene in scenes(options.count) if scene.split == "fitted"]
    readings = list(readings_of(load(fitted, options.model, options.folder)))
    factors, slopes = fit(readings)
    used = [r for r in readings if usable(r)]
    sys.stdout.write(f"{len(used)} readings of {len({r.scene.number for r in used})} scenes, {options.model} model\n")
    sys.stdout.write(f"SLOPES = {slopes}\nFACTORS = {factors}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
