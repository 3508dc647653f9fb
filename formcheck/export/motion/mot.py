"""Curves in, the text of a ``.mot`` file out, as OpenSim reads it: the joint angles in degrees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from formcheck.errors import UsageError
from formcheck.export.results import Curves
from formcheck.export.units import measure_of, unit_of
from formcheck.motion.body import SIDES

_COORDINATES: Final[Mapping[str, str]] = {
    "knee_flexion": "knee_angle", "hip_flexion": "hip_flexion", "elbow_flexion": "elbow_flex",
}  # fmt: skip
"""Measures that have the zero and the sign of a coordinate of OpenSim's full-body model (Rajagopal 2016): 0 with the
limb straight, positive in flexion."""


def mot_text(curves: Curves, name: str) -> str:
    """Write all columns that are angles; a value that was not seen is ``nan``.

    Parameters
    ----------
    curves : Curves
        All measures over time.
    name : str
        For the first line.

    Raises
    ------
    UsageError
        If none of them is an angle.
    """
    if not (chosen := _angles(curves)):
        msg = "no joint angle was measured in this set, so a .mot file would be empty. Try: --format csv"
        raise UsageError(msg)
    return "\n".join(_lines(curves, chosen, name)) + "\n"


def coordinate(column: str) -> str:
    """Name a column as OpenSim does if it is the same angle: ``knee_angle_r`` for ``knee_flexion_right``."""
    measure = measure_of(column)
    known = _COORDINATES.get(measure.name) if measure is not None else None
    side = next((side for side in SIDES if column.endswith(f"_{side}")), None)
    return column if known is None or side is None else f"{known}_{side[0]}"


def has_angles(curves: Curves | None) -> bool:
    """Whether there is an angle to write."""
    return curves is not None and bool(_angles(curves))


def _angles(curves: Curves) -> list[int]:
    return [i for i, column in enumerate(curves.names) if unit_of(column) == "deg" and _is_seen(curves, i)]


def _is_seen(curves: Curves, column: int) -> bool:
    return bool(np.isfinite(curves.values[:, column]).any())


def _lines(curves: Curves, chosen: list[int], name: str) -> Iterator[str]:
    yield name
    yield "version=1"
    yield f"nRows={len(curves.times_s)}"
    yield f"nColumns={len(chosen) + 1}"
    yield "inDegrees=yes"
    yield ""
    yield "Angles in the plane of the picture, measured by formcheck. Units are S.I. units (second, metre)."
    yield "endheader"
    yield "\t".join(["time", *(coordinate(curves.names[i]) for i in chosen)])
    for t_s, row in zip(curves.times_s, curves.values[:, chosen], strict=True):
        yield "\t".join([f"{t_s:.6f}", *("nan" if np.isnan(value) else f"{value:.6f}" for value in row)])
