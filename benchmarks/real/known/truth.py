"""What is known of each clip: rows of the two ``truth.csv``, whose cells people wrote for people."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from benchmarks.real.known.labels import CueLabel, labels
from benchmarks.real.known.people import Group, person_of

_NUMBER = r"\d+(?:\.\d+)?"
_NONE = "none"
Turn = Literal["lowest", "top"]
_TURNS: Mapping[str, Turn] = {"": "lowest", "low": "lowest", "floor": "lowest", "lift-off": "lowest", "top": "top"}

MENDED: Mapping[str, tuple[str, str]] = {
    "s38": (
        "none of the catalogue: from a split stance to a knee raise, standing on the other leg",
        "truth.csv says lying; she stands at 5.8, 7.7, 9.5, 11.4, 13.3 and 15.1 s",
    ),
}
"""Exercises that the frames of a clip disprove: what they show, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """What is known of a clip.

    Attributes
    ----------
    path : Path
        The clip.
    exercise : str
        Id of the exercise, in the catalogue or not; empty, or beginning with ``none``, where it is none.
    view, form : str
        In words, as written; empty where nothing was.
    known : str
        What is known of the number of repetitions, as written.
    repetitions : int or None
        How many there are; None where that is not known, or the clip is a hold.
    tolerance : int
        How many more or fewer are as right, where the ends of a set can be read in two ways.
    is_about : bool
        Whether that number is a rough one, which no count is compared with.
    peaks_s : tuple of float
        One moment of each repetition, seconds; of `turn`.
    turn : {"lowest", "top"}
        Which moment: the lowest, or the top of a lift.
    hold_s : tuple of float or None
        From when until when it is held, seconds.
    steps_per_min : float or None
        Cadence.
    labels : tuple of CueLabel
        What raters saw, cue by cue.
    """

    path: Path
    exercise: str
    view: str = ""
    form: str = ""
    known: str = ""
    repetitions: int | None = None
    tolerance: int = 0
    is_about: bool = False
    peaks_s: tuple[float, ...] = ()
    turn: Turn = "lowest"
    hold_s: tuple[float, float] | None = None
    steps_per_min: float | None = None
    labels: tuple[CueLabel, ...] = ()

    @property
    def group(self) -> Group:
        """On which side of the split the person is."""
        return person_of(self.path.stem).group

    @property
    def is_bad(self) -> bool:
        """Whether the form of the whole clip is labelled as wrong."""
        return self.form.upper().startswith("BAD")

    @property
    def is_good(self) -> bool:
        """Whether the form of the whole clip is labelled as right; a label may say neither."""
        return not self.is_bad and re.search(r"good|textbook", self.form.lower()) is not None

    @property
    def is_exercise(self) -> bool:
        """Whether an exercise is done at all."""
        return bool(self.exercise) and not self.exercise.startswith(_NONE)


def all_clips(footage: Path, strangers: Path) -> list[Clip]:
    """Read both folders; one that is missing has no clips."""
    return [
        *(clip_of(row, footage) for row in _rows(footage / "truth.csv")),
        *strangers_in(strangers),
    ]


def clip_of(row: Mapping[str, str], folder: Path) -> Clip:
    """Read one row of ``real/truth.csv``."""
    known, hold_s = row["repetitions"], hold_of(row["repetitions"])
    count, is_about = (None, False) if hold_s else count_of(known)
    return Clip(
        path=folder / row["file"],
        exercise=row["exercise_id"],
        view=row["view"],
        form=row["form"],
        known=known,
        repetitions=count,
        is_about=is_about,
        peaks_s=peaks_of(row["peak_times_s"]),
        hold_s=hold_s,
        steps_per_min=rate_of(known),
    )


def strangers_in(folder: Path) -> list[Clip]:
    """Read ``strangers/truth.csv`` and ``strangers/labels.csv``."""
    by_clip = labels(_rows(folder / "labels.csv"))
    clips = (stranger_of(row, folder / "clips") for row in _rows(folder / "truth.csv"))
    return [replace(clip, labels=by_clip.get(clip.path.stem, ())) for clip in clips]


def stranger_of(row: Mapping[str, str], folder: Path) -> Clip:
    """Read one row of ``strangers/truth.csv``."""
    stem, count = row["clip"], int(row["repetitions"]) if row["repetitions"] else None
    turn, peaks_s = turns_of(row["turning_points_s"], count or 0)
    return Clip(
        path=folder / f"{stem}.mp4",
        exercise=MENDED[stem][0] if stem in MENDED else row["exercise"],
        view=row["camera"],
        known=row["repetitions"],
        repetitions=count,
        tolerance=int(row["tolerance"]),
        peaks_s=peaks_s,
        turn=turn,
    )


def turns_of(text: str, repetitions: int) -> tuple[Turn, tuple[float, ...]]:
    """Choose the turning points that occur once for each repetition: the lowest, else the tops of lifts.

    Parameters
    ----------
    text : str
        Moments in seconds with a word for what they are, such as ``0.4-1.2 floor;2.55 top;3.8 floor``. Of a stretch
        in which the weight rests on the floor its end counts: there the lift begins.
    repetitions : int
        How many there are.

    Returns
    -------
    turn : {"lowest", "top"}
    moments : tuple of float
        Seconds; the lowest, however many, where neither kind occurs once for each repetition.
    """
    found: dict[Turn, list[float]] = {"lowest": [], "top": []}
    for start_s, end_s, word in re.findall(rf"({_NUMBER})(?:-({_NUMBER}))?\s*([a-z-]*)[^;]*", text):
        turn = _TURNS.get(word)
        if turn is not None:
            found[turn].append(float(end_s or start_s))
    chosen: Turn = "top" if len(found["top"]) == repetitions != len(found["lowest"]) else "lowest"
    return chosen, tuple(found[chosen])


def count_of(text: str) -> tuple[int | None, bool]:
    """Read the number that a cell begins with, and whether it is a rough one: ``9 (1st starts at bottom)``, ``~4``."""
    found = re.match(r"(~?)(\d+)\b(?![-.\d])", text.strip())
    return (int(found[2]), bool(found[1])) if found else (None, False)


def peaks_of(text: str) -> tuple[float, ...]:
    """Read the moments in a cell of numbers, such as ``0.8 3.3 ~6.2``; none where it says anything else."""
    words = text.split()
    if not all(re.fullmatch(f"~?{_NUMBER}", word) for word in words):
        return ()
    return tuple(float(word.lstrip("~")) for word in words)


def hold_of(text: str) -> tuple[float, float] | None:
    """Read from when until when something is held: ``hold ~11-19 s``."""
    found = re.search(rf"\bhold ~?({_NUMBER})\s*-\s*({_NUMBER}) s", text)
    return (float(found[1]), float(found[2])) if found else None


def rate_of(text: str) -> float | None:
    """Read the steps in a minute: ``33 steps in 12 s = 168 steps/min``."""
    found = re.search(rf"({_NUMBER}) steps/min", text)
    return float(found[1]) if found else None


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
