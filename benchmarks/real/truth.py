"""What is known of the clips: rows of ``truth.csv``, whose cells people wrote for people."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

_NUMBER = r"\d+(?:\.\d+)?"

SEEN = frozenset(Path(__file__).with_name("seen.txt").read_text(encoding="utf-8").split())
"""Clips, without suffix, that were looked at while rules were made: no unseen test. Any other counts as unseen."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A row of ``truth.csv``.

    Attributes
    ----------
    path : Path
        The clip.
    exercise : str
        Id of the exercise, in the catalogue or not; empty where it is none.
    view, form : str
        In words, as written.
    told : str
        What is known of the number, as written.
    repetitions : int or None
        How many there are; None where that is not told, or the clip is a hold.
    is_about : bool
        Whether that number is a rough one, which no count is held against.
    peaks_s : tuple of float
        About when each reaches its lowest point, seconds.
    hold_s : tuple of float or None
        From when until when it is held, seconds.
    steps_per_min : float or None
        Cadence.
    """

    path: Path
    exercise: str
    view: str
    form: str
    told: str
    repetitions: int | None = None
    is_about: bool = False
    peaks_s: tuple[float, ...] = ()
    hold_s: tuple[float, float] | None = None
    steps_per_min: float | None = None

    @property
    def is_seen(self) -> bool:
        """Whether it was looked at while rules were made."""
        return self.path.stem in SEEN

    @property
    def is_bad(self) -> bool:
        """Whether its form is labelled as wrong."""
        return self.form.upper().startswith("BAD")

    @property
    def is_good(self) -> bool:
        """Whether its form is labelled as right; a label may say neither."""
        return not self.is_bad and re.search(r"good|textbook", self.form.lower()) is not None


def clips(folder: Path) -> list[Clip]:
    """Read ``truth.csv`` of a folder."""
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return [clip_of(row, folder) for row in csv.DictReader(file)]


def clip_of(row: dict[str, str], folder: Path) -> Clip:
    """Read one row."""
    told, hold_s = row["repetitions"], hold_of(row["repetitions"])
    count, is_about = (None, False) if hold_s else count_of(told)
    return Clip(
        folder / row["file"], row["exercise_id"], row["view"], row["form"], told,
        count, is_about, peaks_of(row["peak_times_s"]), hold_s, rate_of(told),
    )  # fmt: skip


def count_of(told: str) -> tuple[int | None, bool]:
    """Tell the number that a cell begins with, and whether it is a rough one: ``9 (1st starts at bottom)``, ``~4``."""
    found = re.match(r"(~?)(\d+)\b(?![-.\d])", told.strip())
    return (int(found[2]), bool(found[1])) if found else (None, False)


def peaks_of(told: str) -> tuple[float, ...]:
    """Tell the moments in a cell of numbers, such as ``0.8 3.3 ~6.2``; none where it says anything else."""
    words = told.split()
    if not all(re.fullmatch(f"~?{_NUMBER}", word) for word in words):
        return ()
    return tuple(float(word.lstrip("~")) for word in words)


def hold_of(told: str) -> tuple[float, float] | None:
    """Tell from when until when something is held: ``hold ~11-19 s``."""
    found = re.search(rf"\bhold ~?({_NUMBER})\s*-\s*({_NUMBER}) s", told)
    return (float(found[1]), float(found[2])) if found else None


def rate_of(told: str) -> float | None:
    """Tell the steps in a minute: ``33 steps in 12 s = 168 steps/min``."""
    found = re.search(rf"({_NUMBER}) steps/min", told)
    return float(found[1]) if found else None
