"""Counts how many cues of an exercise cannot be judged from a view, or with some joints hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from formcheck.catalogue.checks import Check, GaitCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.records import ViewLabel


def joints_by_cue(exercise: Exercise, view: ViewLabel) -> list[set[str]]:
    """List the joints, without a side, that each cue needs in a view; cues that it does not show are left out."""
    found = [_joints(cue, view) for cue in _of_body(exercise)]
    return [set().union(*joints) for joints in found if joints]


def lost_from(exercise: Exercise, view: ViewLabel) -> tuple[int, int]:
    """Count the cues that a view does not show, and all cues."""
    cues = list(_of_body(exercise))
    return sum(not _joints(cue, view) for cue in cues), len(cues)


def lost_without(exercise: Exercise, view: ViewLabel, hidden: Collection[str]) -> tuple[int, int]:
    """Count the cues that a view shows but that hidden joints leave unjudged, and all that it shows."""
    shown = [joints for cue in _of_body(exercise) if (joints := _joints(cue, view))]
    return sum(all(needed & set(hidden) for needed in joints) for joints in shown), len(shown)


def _of_body(exercise: Exercise) -> Iterator[Cue]:
    """Yield the cues that are read from joints."""
    return (cue for cue in exercise.cue if cue.enabled and any(isinstance(c, Check | GaitCheck) for c in cue.check))


def _joints(cue: Cue, view: ViewLabel) -> list[set[str]]:
    """List the joints of each check of a cue that a view shows."""
    shown = [c for c in cue.check if isinstance(c, Check | GaitCheck) and view in c.views]
    return [set(check.source_measure.joints) for check in shown]
