"""Markers in, the text of a ``.trc`` file out, as OpenSim reads it: tab-separated, metres."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from formcheck.export.motion.markers import Markers


def trc_text(markers: Markers, file_name: str) -> str:
    """Write the markers; a point that was not seen is left blank.

    Lines of the table end with a tab, like those that OpenSim writes: it drops empty cells at the end of a line, and
    would miss one if the last point was not seen.

    Parameters
    ----------
    markers : Markers
        In metres, y up.
    file_name : str
        For the first line.
    """
    return "\n".join(_lines(markers, file_name)) + "\n"


def _lines(markers: Markers, file_name: str) -> Iterator[str]:
    frames, count = len(markers.points_m), len(markers.names)
    rate = f"{markers.rate_hz:.2f}"
    yield "\t".join(["PathFileType", "4", "(X/Y/Z)", file_name])
    yield "\t".join(
        ["DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate", "OrigDataStartFrame",
         "OrigNumFrames"]
    )  # fmt: skip
    yield "\t".join([rate, rate, str(frames), str(count), "m", rate, "1", str(frames)])
    yield "\t".join(["Frame#", "Time", *(cell for name in markers.names for cell in (name, "", "")), ""])
    yield "\t".join(["", "", *(f"{axis}{i}" for i in range(1, count + 1) for axis in "XYZ"), ""])
    yield ""
    for number, (t_s, points) in enumerate(zip(markers.times_s, markers.points_m, strict=True), 1):
        cells = ("" if np.isnan(value) else f"{value:.5f}" for value in points.ravel())
        yield "\t".join([str(number), f"{t_s:.5f}", *cells, ""])
