"""Reads a .trc or .mot file with OpenSim, and writes what arrived there as JSON.

    python tests/export/motion/opensim_reads.py FILE

In a process of its own: OpenSim brings libraries that formcheck has in other versions, and writes a log where it runs.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import opensim


def read_trc(path: str) -> dict[str, Any]:
    """Read markers as its tools do: the table for the labels and times, and the marker data for places and units."""
    opensim.TimeSeriesTableVec3(path)  # stricter than the one below
    data = opensim.MarkerData(path)
    frames = [data.getFrame(number) for number in range(data.getNumFrames())]
    names, count = data.getMarkerNames(), data.getNumMarkers()
    return {
        "labels": [names.get(number) for number in range(names.getSize())],
        "unit": data.getUnits().getAbbreviation(),
        "rate_hz": data.getDataRate(),
        "times_s": [frame.getFrameTime() for frame in frames],
        "values": [[frame.getMarker(number).to_numpy().tolist() for number in range(count)] for frame in frames],
    }


def read_mot(path: str) -> dict[str, Any]:
    """Read coordinates over time."""
    table, storage = opensim.TimeSeriesTable(path), opensim.Storage(path)
    return {
        "labels": list(table.getColumnLabels()),
        "unit": "deg" if storage.isInDegrees() else "rad",
        "times_s": list(table.getIndependentColumn()),
        "values": table.getMatrix().to_numpy().tolist(),
    }


if __name__ == "__main__":
    opensim.Logger.setLevelString("off")
    read = read_trc if sys.argv[1].endswith(".trc") else read_mot
    sys.stdout.write(json.dumps(read(sys.argv[1])))
