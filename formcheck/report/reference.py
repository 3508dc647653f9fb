"""The reference: every exercise on one page of Markdown, made from the definitions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import get_args

from formcheck.catalogue.exercise import Cue, Exercise, Group, Status
from formcheck.catalogue.library import CATALOGUE, exercises
from formcheck.catalogue.sources import spell_out
from formcheck.report import describe

PICTURES = CATALOGUE / "_pictures"
_LINK = "formcheck/catalogue/data/exercises/_pictures"
_HEAD = """\
# Exercises

All that formcheck knows of each exercise: how to film it, what is checked, the bands and where they come from, and what
no camera can see. Made from the definitions by `formcheck reference`; do not edit it here.
A value in the band *fine* says nothing, between it and *fault* it is a caution. A fault is beyond the error of the
measure as well. *Tested* means that a motion is known on which the cue fires and one on which it stays silent.
"""
_DONE = {
    "counting": "counted", "hold": "held against a clock", "gait": "read from steps", "timer": "timed, not judged",
    "log": "written down, not judged",
}  # fmt: skip


def markdown(folder: str | Path | None = None) -> str:
    """Write the page.

    Parameters
    ----------
    folder : str or Path, optional
        Of one's own definitions, beside the built-in ones.
    """
    order = get_args(Group)
    known = sorted(exercises(folder), key=lambda e: (order.index(e.group), e.priority, e.name))
    lines = [_HEAD, *_counts(known)]
    for group, members in groupby(known, key=lambda e: e.group):
        lines += ["", f"## {group.capitalize()}"]
        for exercise in members:
            lines += ["", *_exercise(exercise)]
    return "\n".join(lines) + "\n"


def status_counts(known: Sequence[Exercise]) -> dict[Status, int]:
    """Count the cues of each status."""
    of_all = [cue.status for exercise in known for cue in exercise.cue]
    return {status: of_all.count(status) for status in get_args(Status)}


def _counts(known: Sequence[Exercise]) -> Iterator[str]:
    counts = status_counts(known)
    told = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items() if count)
    yield f"{len(known)} exercises, {sum(counts.values())} cues: {told}."


def _exercise(exercise: Exercise) -> Iterator[str]:
    yield f"### {exercise.name} (`{exercise.id}`)"
    yield ""
    if (PICTURES / f"{exercise.id}.jpg").exists():
        yield f"![Start and end posture: {exercise.name}]({_LINK}/{exercise.id}.jpg)"
        yield ""
    yield f"{exercise.description} {_DONE[exercise.kind].capitalize()}. From: {', '.join(exercise.seeds)}."
    yield ""
    if exercise.hint:
        yield f"- **Film:** {exercise.hint}"
    yield f"- **Dose:** {describe.dose(exercise)} ({spell_out(exercise.dose.source)})"
    yield f"- **Counts when:** {spell_out(exercise.how.source)}"
    if exercise.unseen:
        yield f"- **Not seen:** {exercise.unseen}"
    if exercise.cue:
        yield ""
        yield "| cue | weight | reads | fine | fault | source | status |"
        yield "|---|---|---|---|---|---|---|"
        yield from (row for cue in exercise.cue for row in _rows(cue))


def _rows(cue: Cue) -> Iterator[str]:
    for i, check in enumerate(cue.check):
        fine, _, fault = describe.bands(check)
        head = (cue.say, cue.severity) if i == 0 else ("", "")
        tail = (spell_out(cue.source), cue.status.replace("_", " ")) if i == 0 else ("", "")
        cells = (*head, describe.what(check), fine, fault, *tail)
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
