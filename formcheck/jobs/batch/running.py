"""Analyses clips in several worker processes: results on disk, and an outcome for each clip."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, Self

from formcheck.catalogue.library import reference
from formcheck.errors import FormcheckError
from formcheck.files import remove_parts
from formcheck.jobs.batch.clips import Clip
from formcheck.jobs.messages import Task
from formcheck.jobs.order import Order
from formcheck.records import Report
from formcheck.report.document import from_json


class Crew(Protocol):
    """Workers that do several tasks at a time; all stop at the end of the block."""

    @property
    def size(self) -> int:
        """Number of tasks that are done at the same time, at least 1."""

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(self, *_: object) -> None:
        """Stop the running tasks, without waiting for them."""

    def attend(self, task: Task, heard: Callable[[float], object]) -> str:
        """Do a task, report the share that is done, and return why it failed, or an empty string; thread-safe."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a clip.

    Attributes
    ----------
    clip : Clip
    state : {"done", "kept", "failed"}
        ``kept`` if the results of an earlier run are still those of this clip, exercise and model.
    report : Report or None
        None if it failed.
    error : str
        Why it failed.
    """

    clip: Clip
    state: Literal["done", "kept", "failed"]
    report: Report | None = None
    error: str = ""


def run(
    clips: Sequence[Clip],
    out: Path,
    order_of: Callable[[Clip], Order],
    crew: Crew,
    progress: Callable[[float], None] | None = None,
) -> list[Outcome]:
    """Analyse clips; those finished by an earlier run are not repeated, and a bad clip does not affect the others.

    Parameters
    ----------
    clips : sequence of Clip
    out : Path
        Folder in which each clip has its own results folder, named like the clip.
    order_of : callable
        Gives the order for a clip.
    crew : Crew
        A `Team` of processes, or a `Cluster`.
    progress : callable, optional
        Called with the share of the clips done, 0..1.

    Returns
    -------
    list of Outcome
        In the order of the clips, however many workers there are.
    """
    shares = dict.fromkeys((clip.name for clip in clips), 0.0)

    def told(clip: Clip, share: float) -> None:
        shares[clip.name] = share
        if progress is not None:
            progress(sum(shares.values()) / len(shares))

    # The crew ends first: where the user interrupts, threads must not wait for workers.
    with ThreadPoolExecutor(crew.size) as pool, crew:

        def work(clip: Clip) -> Outcome:
            outcome = _worked(clip, out / clip.name, order_of(clip), crew, lambda share: told(clip, share))
            told(clip, 1.0)
            return outcome

        return list(pool.map(work, clips))


def _worked(clip: Clip, folder: Path, order: Order, crew: Crew, heard: Callable[[float], object]) -> Outcome:
    """Keep the finished results of an earlier run, or have the clip analysed."""
    if (kept := _kept(clip, folder, order)) is not None:
        return Outcome(clip, "kept", kept)
    remove_parts(folder)
    if error := crew.attend(Task(clip.path, clip.name, folder, order), heard):
        remove_parts(folder)
        return Outcome(clip, "failed", error=error)
    return Outcome(clip, "done", from_json((folder / "report.json").read_text("utf-8")))


def _kept(clip: Clip, folder: Path, order: Order) -> Report | None:
    """Return the report of an earlier run if it is of the same clip, definition and model."""
    try:
        report = from_json((folder / "report.json").read_text("utf-8"))
        with clip.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, UnicodeDecodeError, FormcheckError):
        return None
    is_same = report.source.sha256 == digest and report.model == order.options.model
    return report if is_same and report.exercise == reference(order.definition()) else None
