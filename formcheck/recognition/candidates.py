"""Definitions in, candidates out: each rule by which something is counted or held, with all exercises that have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercise_ids, load_exercise, lookalikes, without_cues

# Neither where a rule is from, nor what is only said about it, makes another rule.
_NO_RULE = {"source", "rationale", "target_cue", "target_s", "requires"}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What poses may show.

    Attributes
    ----------
    exercise : Exercise
        The definition whose tracker searches for it, without cues. Without an id it is not an exercise: walking.
    ids : tuple of str
        All exercises that are counted or held by the same rule, which the poses cannot tell apart; the first one
        represents them. Empty for what is not an exercise.
    """

    exercise: Exercise
    ids: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether it is something other than an exercise, such as walking."""
        return not self.ids


def candidates(folder: str | Path | None = None) -> tuple[Candidate, ...]:
    """List the candidates: everything in the catalogue that is judged by camera, and walking.

    Parameters
    ----------
    folder : str or Path, optional
        Folder of custom definitions; new ones in it are included.
    """
    return _candidates(folder, tuple(exercise_ids(folder)))


@cache
def _candidates(folder: str | Path | None, ids: tuple[str, ...]) -> tuple[Candidate, ...]:
    return candidates_of(load_exercise(exercise_id, folder) for exercise_id in ids)


def candidates_of(definitions: Iterable[Exercise]) -> tuple[Candidate, ...]:
    """Group definitions by their rule; those that are neither counted, held nor run are left out."""
    rules: dict[str, list[Exercise]] = {}
    for exercise in sorted(definitions, key=lambda exercise: (exercise.priority, len(exercise.name), exercise.id)):
        if exercise.is_judged:
            rules.setdefault(_rule(exercise), []).append(exercise)
    found = [_candidate(same) for same in rules.values()]
    walking = [Candidate(exercise=exercise, ids=()) for _, exercise in lookalikes() if not exercise.id]
    return (*sorted(found, key=lambda candidate: candidate.ids), *walking)


def _candidate(same: Sequence[Exercise]) -> Candidate:
    first = same[0]
    # The cues of a run are what its tracker judges: without any there is nothing to do but to find the steps.
    return Candidate(exercise=without_cues(first), ids=tuple(exercise.id for exercise in same))


def _rule(exercise: Exercise) -> str:
    if exercise.gait is not None:
        return "gait"
    how = exercise.how
    gates = exercise.counting.gates if exercise.counting else exercise.hold.gates if exercise.hold else ()
    return f"{exercise.mode} {how.model_dump_json(exclude=_NO_RULE)} {[gate.model_dump_json() for gate in gates]}"
