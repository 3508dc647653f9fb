"""Reads marker positions of recorded movements as labelled episodes."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled import DATA

FPS = 25.0
MOVEMENTS = {"01": ("deep squat", "squat"), "03": ("inline lunge", "forward_lunge"), "04": ("side lunge", "side_lunge")}
"""Number of a movement in the data: its name there, and the exercise whose definition judges it."""


@dataclass(frozen=True, slots=True, eq=False)
class Episode:
    """One repetition as the labels cut it.

    Attributes
    ----------
    movement, subject : str
        Numbers in the data.
    correct : bool
        Done as it should be, or wrong on purpose.
    number : int
        Position in the recording, from 1.
    markers : dict of str to ndarray of float, shape (n, 3)
        Positions in metres, z up, by the marker's Plug-in Gait name; gaps are bridged.
    """

    movement: str
    subject: str
    correct: bool
    number: int
    markers: dict[str, NDArray[np.float64]]

    @property
    def frames(self) -> int:
        """How many frames it has."""
        return len(next(iter(self.markers.values())))


def recordings() -> list[list[Episode]]:
    """Read the recordings of the movements that have a definition, each cut into its episodes.

    A recording is one person and one movement, all right or all wrong; its episodes follow on each other without a gap.
    """
    with np.load(DATA / "ui_prmd" / "markers_m01_m06_25hz_mm.npz") as archive:
        xyz, names = archive["xyz"].astype(np.float64) / 1000.0, [str(name) for name in archive["markers"]]
    with (DATA / "ui_prmd" / "index.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["movement"] in MOVEMENTS]
    return [_cut(list(group), xyz, names) for _, group in groupby(rows, itemgetter("movement", "subject", "correct"))]


def _cut(rows: list[dict[str, str]], xyz: NDArray[np.float64], names: list[str]) -> list[Episode]:
    first = int(rows[0]["start"])
    positions = _bridged(xyz[first : int(rows[-1]["start"]) + int(rows[-1]["n_frames"])])
    found = []
    for row in rows:
        start = int(row["start"]) - first
        of_episode = positions[start : start + int(row["n_frames"])]
        markers = {name: of_episode[:, i] for i, name in enumerate(names)}
        found.append(Episode(row["movement"], row["subject"], row["correct"] == "1", int(row["episode"]), markers))
    return found


def joined(of: list[Episode]) -> Episode:
    """Give a recording as one long episode."""
    markers = {name: np.concatenate([episode.markers[name] for episode in of]) for name in of[0].markers}
    return replace(of[0], markers=markers)


def _bridged(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lay a line over frames in which a marker was lost: the data hold zeros there."""
    bridged, times = positions.copy(), np.arange(len(positions))
    for marker in range(positions.shape[1]):
        seen = positions[:, marker].any(axis=1)
        if seen.any() and not seen.all():
            for axis in range(3):
                bridged[:, marker, axis] = np.interp(times, times[seen], positions[seen, marker, axis])
    return bridged
