"""Makes a Markdown page for each exercise definition, and an index, for the documentation site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import get_args

from formcheck.catalogue.exercise import Cue, Exercise, Group, Status
from formcheck.catalogue.library import CATALOGUE, exercises
from formcheck.catalogue.sources import spell_out
from formcheck.report import describe
from formcheck.wording import seen_from_any

IMAGES = CATALOGUE / "_images"
# As seen from docs/exercises, so that the pages show their images in the repository too.
IMAGES_LINK = "../../formcheck/catalogue/data/exercises/_images"
_INDEX = """\
# Exercises

Made from the definitions by `make reference`; do not edit these pages.

Each page says how to film the exercise, what is checked, the limits and their sources, and what no camera can see.
A value in the band *ok* passes, and so does one outside of it by less than about half an error of the reading. A
fault is further from *ok* than a whole error. What is between is a caution. A cue is *tested* when there is a
movement on which it reports a fault and one on which it stays silent; that shows that the cue works, not that its
limit is right for a person. A *deciding* cue must be judged and be no fault for a repetition to be in form, from
every view that shows it. [How a verdict comes about](../verdicts.md) explains the rest.
"""
_DONE = {
    "counting": "Counted in repetitions", "hold": "Timed while held in form", "gait": "Measured over many steps",
    "timer": "Timed, not judged", "log": "Written down, not judged",
}  # fmt: skip
_COUNTED = {
    "counting": "Counts when", "hold": "Held when", "gait": "Measured from", "timer": "Time from",
    "log": "Written down",
}  # fmt: skip


def pages(folder: str | Path | None = None) -> Mapping[str, str]:
    """Write all pages.

    Parameters
    ----------
    folder : str or Path, optional
        Folder of custom definitions, shown beside the built-in ones.

    Returns
    -------
    mapping of str to str
        Markdown by file name: ``index.md`` and ``<id>.md`` for each exercise.
    """
    known = in_order(exercises(folder))
    texts = {"index.md": _index(known)} | {f"{exercise.id}.md": _page(exercise) for exercise in known}
    return {name: "\n".join(lines) + "\n" for name, lines in texts.items()}


def in_order(known: Sequence[Exercise]) -> list[Exercise]:
    """Sort exercises by group, priority and name, as the index lists them."""
    groups = get_args(Group)
    return sorted(known, key=lambda e: (groups.index(e.group), e.priority, e.name))


def status_counts(known: Sequence[Exercise]) -> dict[Status, int]:
    """Count the cues of each status."""
    of_all = [cue.status for exercise in known for cue in exercise.cue]
    return {status: of_all.count(status) for status in get_args(Status)}


def _index(known: Sequence[Exercise]) -> Iterator[str]:
    counts = status_counts(known)
    said = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in counts.items())
    yield _INDEX
    yield f"{len(known)} exercises with {sum(counts.values())} cues: {said}."
    for group, members in groupby(known, key=lambda e: e.group):
        yield from ("", f"## {group.capitalize()}", "")
        yield from ("| exercise | how it is done | film | cues |", "|---|---|---|---|")
        yield from map(_index_row, members)


def _index_row(exercise: Exercise) -> str:
    film = seen_from_any(exercise.views) or "no camera"
    return f"| [{exercise.name}]({exercise.id}.md) | {_DONE[exercise.mode].lower()} | {film} | {len(exercise.cue)} |"


def _page(exercise: Exercise) -> Iterator[str]:
    yield f"# {exercise.name}"
    if (IMAGES / f"{exercise.id}.jpg").exists():
        yield from ("", f"![{exercise.name}: start and end posture]({IMAGES_LINK}/{exercise.id}.jpg)")
    yield from ("", exercise.description, "")
    yield from (f"{number}. {step}" for number, step in enumerate(exercise.steps, 1))
    yield from ("",) if exercise.steps else ()
    yield from _facts(exercise)
    if exercise.cue:
        yield from ("", "## What is checked", "", "| cue | severity | reads | ok | fault |", "|---|---|---|---|---|")
        yield from (row for cue in exercise.cue for row in _rows(cue))
        yield from ("", "## Why, and from where", "")
        yield from map(_reason, exercise.cue)


def _facts(exercise: Exercise) -> Iterator[str]:
    yield f"- **Id:** `{exercise.id}`. {_DONE[exercise.mode]}."
    if exercise.hint:
        yield f"- **Film:** {exercise.hint}"
    yield f"- **Dose:** {describe.dose(exercise)} {describe.basis(exercise.dose)}"
    yield f"- **{_COUNTED[exercise.mode]}:** {describe.basis(exercise.how)}"
    if exercise.unseen:
        yield f"- **Not visible:** {exercise.unseen}"
    yield f"- **Named by:** {spell_out(exercise.articles)}"


def _rows(cue: Cue) -> Iterator[str]:
    """One row for each check; cue and severity stand in the first."""
    for i, check in enumerate(cue.check):
        fine, between, fault = describe.bands(check)
        worst = fault or ("never; a caution at most" if between else "never")
        head = (cue.say, cue.severity) if i == 0 else ("", "")
        yield "| " + " | ".join(cell.replace("|", "/") for cell in (*head, describe.what(check), fine, worst)) + " |"


def _reason(cue: Cue) -> str:
    state = cue.status.replace("_", " ") if cue.enabled else "switched off"
    basis = f"{'Basis: ' if cue.rationale else ''}{describe.basis(cue)}"
    state += ", deciding" if cue.deciding and cue.enabled else ""
    off = "" if cue.enabled else f" Switched off: {cue.disabled_because}"
    return f"- **{cue.say}** (`{cue.id}`, {state}): {cue.why} {basis}{off}"
