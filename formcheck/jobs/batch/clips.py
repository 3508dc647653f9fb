"""A folder, or a table that lists clips -> the clips, each with the exercise that it shows."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.catalogue.library import exercise_ids, load_exercise
from formcheck.errors import UnreadableInputError, UsageError
from formcheck.records import HEIGHTS_CM
from formcheck.video.opening import CLIP_KINDS

_COLUMNS: Final = "clip,exercise"
_NO_EXERCISE = (
    "Nothing says which exercise {clip} shows. Name it for all clips with --exercise, put the clips of each exercise "
    "into a folder named by its id (formcheck exercises lists them), or list them in a CSV file with the columns "
    "{columns}."
)


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip of a batch.

    Attributes
    ----------
    path : Path
        The file.
    name : str
        Its path within the folder, or as in the table, with ``/``; its results have the same name.
    exercise : str
        Id of the exercise.
    height_cm : float or None
        Body height of the person in centimetres, if the table gives it.
    """

    path: Path
    name: str
    exercise: str
    height_cm: float | None = None


def clips_in(
    source: Path, *, exercise: str | None = None, folder: Path | None = None, except_in: Path | None = None
) -> list[Clip]:
    """Find the clips of a batch, and check that each has an exercise that exists.

    Parameters
    ----------
    source : Path
        A folder, searched with all its subfolders; or a CSV file with a column ``clip`` and optionally
        ``exercise`` and ``height_cm``, whose paths start at the file's folder.
    exercise : str, optional
        Exercise of all clips for which nothing else names one. In a folder it is the one by which a folder above
        the clip is named, the nearest first.
    folder : Path, optional
        Custom definitions.
    except_in : Path, optional
        A folder within `source` to leave out: that of the results.

    Returns
    -------
    list of Clip
        By name.

    Raises
    ------
    UsageError
        If there is no clip, or one without an exercise, or with one that is not known.
    UnreadableInputError
        If `source` does not exist, or the table cannot be read, or names a clip that does not exist.
    """
    if not source.exists():
        msg = f"{source} does not exist. Give a folder of clips, or a CSV file with the columns {_COLUMNS}."
        raise UnreadableInputError(msg)
    found = _found_in(source, folder, except_in) if source.is_dir() else _listed_in(source)
    clips = [Clip(path, name, named or exercise or "", height_cm) for path, name, named, height_cm in found]
    if not clips:
        msg = f"There is no clip in {source}. The names of clips end in {', '.join(CLIP_KINDS)}."
        raise UsageError(msg)
    for clip in clips:
        if not clip.exercise:
            raise UsageError(_NO_EXERCISE.format(clip=clip.path, columns=_COLUMNS))
    for name in {clip.exercise for clip in clips}:
        load_exercise(name, folder)
    return sorted(clips, key=lambda clip: clip.name)


_Found = Iterator[tuple[Path, str, str | None, float | None]]
"""Path, name, and what is known of the exercise and of the body height."""


def _found_in(source: Path, folder: Path | None, except_in: Path | None) -> _Found:
    known = set(exercise_ids(folder))
    left_out = except_in.resolve() if except_in is not None else None
    for path in source.rglob("*"):
        is_result = left_out is not None and left_out in path.resolve().parents
        if path.suffix.lower().removeprefix(".") in CLIP_KINDS and path.is_file() and not is_result:
            within = path.relative_to(source)
            above = [source.resolve().name, *within.parts[:-1]]
            yield path, within.as_posix(), next((name for name in reversed(above) if name in known), None), None


def _listed_in(table: Path) -> _Found:
    try:
        with table.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        msg = f"{table} cannot be read as a CSV file ({error}). Give one with the columns {_COLUMNS}."
        raise UnreadableInputError(msg) from None
    if rows and "clip" not in rows[0]:
        msg = f"{table} has no column named clip; it has {', '.join(rows[0])}. The columns are {_COLUMNS}."
        raise UsageError(msg)
    for row in rows:
        path = table.parent / row["clip"]
        if not path.is_file():
            msg = (
                f"{table} lists {row['clip']}, but there is no such file: paths start at its folder. Correct it and "
                "try again."
            )
            raise UnreadableInputError(msg)
        yield path, _name_of(row["clip"]), (row.get("exercise") or "").strip() or None, _height(row, table)


def _height(row: Mapping[str, str], table: Path) -> float | None:
    said = (row.get("height_cm") or "").strip()
    if not said:
        return None
    with suppress(ValueError):
        if HEIGHTS_CM[0] <= float(said) <= HEIGHTS_CM[1]:
            return float(said)
    known = "a number from {:g} to {:g}".format(*HEIGHTS_CM)
    msg = f"{table} has {said!r} in the column height_cm. It must be {known}, or empty."
    raise UsageError(msg)


def _name_of(listed: str) -> str:
    """Name the results of a listed clip: within their folder, wherever the clip lies."""
    return "/".join(part for part in Path(listed).parts if part not in (Path(listed).anchor, ".."))
