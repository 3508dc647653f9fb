"""What raters saw in the clips of strangers, cue by cue: rows of ``labels.csv``, with the catalogue's cues for theirs.

A row speaks for one cue of one clip, and for the repetitions that its ``which`` names (all where it names none); of the
repetitions that it leaves out nothing is known. Rows that are *unsure* are no truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, TypeVar, get_args

from formcheck.catalogue.library import exercise_ids, load_exercise

Seen = Literal["fine", "fault", "unseen"]
Certainty = Literal["sure", "likely", "unsure"]
_Word = TypeVar("_Word", bound=str)

CUES: Final[Mapping[tuple[str, str], str]] = {
    ("deadlift", "straight_back"): "straight_back_proxy",
    ("deadlift", "bar_close"): "bar_path",
    ("deadlift", "knees_bent_at_start"): "bend_knees_at_start",
    ("romanian_deadlift", "straight_back"): "straight_back_proxy",
    ("romanian_deadlift", "hips_back"): "hinge",
    ("reverse_lunge", "knee_past_ankle_toe"): "knee_past_ankle",
    ("reverse_lunge", "knee_in_line"): "knee_valgus",
    ("glute_bridge", "overarch"): "no_overarch",
    ("glute_bridge", "knee_90"): "knee_angle",
    ("glute_bridge", "slow_lower"): "slow",
    ("standing_hip_abduction", "trunk_lean"): "no_trunk_lean",
    ("standing_hip_abduction", "swing"): "no_swing",
    ("bicycle_crunch", "elbow_to_knee"): "opposite",
    ("bicycle_crunch", "leg_extended"): "leg_extension",
}
"""The catalogue's cue for a rater's, by exercise, where the names differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLabel:
    """A row of ``labels.csv``.

    Attributes
    ----------
    exercise, cue : str
        As the rater named them.
    seen : {"fine", "fault", "unseen"}
        What the rater saw; ``unseen`` where nobody could see it from there.
    certainty : {"sure", "likely", "unsure"}
        How certain the rater was.
    repetitions : frozenset of int or None
        Which true repetitions it speaks for, from 1; None for all.
    estimate : str
        What the rater measured, in words.
    """

    exercise: str
    cue: str
    seen: Seen
    certainty: Certainty
    repetitions: frozenset[int] | None = None
    estimate: str = ""

    @property
    def is_truth(self) -> bool:
        """Whether anything is compared with it."""
        return self.certainty != "unsure"

    @property
    def cue_id(self) -> str | None:
        """The cue of the catalogue that judges the same; None where there is none, or it is off."""
        return cue_of(self.exercise, self.cue)

    def covers(self, repetition: int | None) -> bool:
        """Whether it speaks for a true repetition; for a counted one that is none (None) only where it is of all."""
        return self.repetitions is None or repetition in self.repetitions


def labels(rows: Iterable[Mapping[str, str]]) -> dict[str, tuple[CueLabel, ...]]:
    """Read rows, and group them by clip."""
    by_clip: dict[str, tuple[CueLabel, ...]] = {}
    for row in rows:
        by_clip[row["clip"]] = (*by_clip.get(row["clip"], ()), label_of(row))
    return by_clip


def label_of(row: Mapping[str, str]) -> CueLabel:
    """Read one row.

    Raises
    ------
    ValueError
        If the label or the certainty is no known word.
    """
    return CueLabel(
        exercise=row["exercise"],
        cue=row["cue"],
        seen=_one_of(get_args(Seen), row["label"]),
        certainty=_one_of(get_args(Certainty), row["certainty"]),
        repetitions=repetitions_of(row["which"]),
        estimate=row["estimate"],
    )


def repetitions_of(text: str) -> frozenset[int] | None:
    """Read which repetitions a row speaks for: ``1-3 7-10``, ``2,4,6``, ``2-3 (1 borderline)``; None for all."""
    found = re.findall(r"(\d+)(?:-(\d+))?", re.sub(r"\(.*?\)", "", text))
    numbers = frozenset(i for first, last in found for i in range(int(first), int(last or first) + 1))
    return numbers or None


@cache
def cue_of(exercise: str, cue: str) -> str | None:
    """Find the catalogue's cue for a rater's; None where the exercise has none, or has it switched off."""
    if exercise not in exercise_ids():
        return None
    wanted = CUES.get((exercise, cue), cue)
    return wanted if any(c.id == wanted and c.enabled for c in load_exercise(exercise).cue) else None


def _one_of(words: Iterable[_Word], found: str) -> _Word:
    word = next((word for word in words if word == found), None)
    if word is None:
        msg = f"labels.csv: found {found!r}, expected one of {', '.join(words)}"
        raise ValueError(msg)
    return word
