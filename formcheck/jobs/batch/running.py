"""Clips in, their results on disk and an outcome for each out; some worker processes share the work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Final, Literal, Self

from formcheck.catalogue.library import reference
from formcheck.errors import FormcheckError
from formcheck.files import remove_parts
from formcheck.jobs.batch.clips import Clip
from formcheck.jobs.messages import Task
from formcheck.jobs.order import Order
from formcheck.jobs.process import COMMAND, WorkerProcess
from formcheck.jobs.watching import Watcher
from formcheck.records import Report
from formcheck.report.document import from_json

_STOPPED: Final = "It was stopped before it was done. The same command goes on from there."
_WATCHER: Final = Watcher(remedy="close other programs, or use fewer --jobs")


Attend = Callable[[Task, Callable[[float], object]], str]
"""Does a task, calls back with the share that is done, and returns why it failed, or nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a clip.

    Attributes
    ----------
    clip : Clip
    state : {"done", "kept", "failed"}
        ``kept`` where the results of an earlier run are still those of this clip, exercise and model.
    report : Report or None
        None where it failed.
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
    *,
    jobs: int,
    progress: Callable[[float], None] | None = None,
    command: Sequence[str] = COMMAND,
    watcher: Watcher = _WATCHER,
) -> list[Outcome]:
    """Analyse clips; what an earlier run has finished is not done again, and a bad clip harms no other.

    Parameters
    ----------
    clips : sequence of Clip
    out : Path
        Each clip has its results in a folder of its name there.
    order_of : callable
        Says what is to be done with a clip.
    jobs : int
        How many worker processes, at least 1.
    progress : callable, optional
        Called with the share of all clips that is done, 0..1.
    command : sequence of str
        What starts a worker.
    watcher : Watcher
        Ends workers that hang.

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

    # The team ends first: where the user interrupts, threads must not wait for workers.
    with ThreadPoolExecutor(jobs) as pool, Team(jobs, command, watcher) as team:

        def work(clip: Clip) -> Outcome:
            outcome = worked(clip, out / clip.name, order_of(clip), team.attend, lambda share: told(clip, share))
            told(clip, 1.0)
            return outcome

        return list(pool.map(work, clips))


class Team:
    """Worker processes that take one task after another; all are ended with the block, and write nothing by half.

    Parameters
    ----------
    count : int
        How many.
    command : sequence of str
        What starts a worker.
    watcher : Watcher
    """

    def __init__(self, count: int, command: Sequence[str], watcher: Watcher) -> None:
        self._command, self._watcher, self._ends = command, watcher, Event()
        self._idle: SimpleQueue[WorkerProcess] = SimpleQueue()
        self._all = [WorkerProcess(command) for _ in range(count)]
        for worker in self._all:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        for worker in self._all:
            worker.kill()

    def attend(self, task: Task, heard: Callable[[float], object]) -> str:
        """Have one of them do a task; return why it failed, or nothing."""
        worker = self._idle.get()
        try:
            last = self._watcher.attend(worker, task, heard, lambda: not self._ends.is_set())
        finally:
            self._idle.put(worker if worker.is_alive or self._ends.is_set() else self._another())
        return last.error if last is not None else _STOPPED

    def _another(self) -> WorkerProcess:
        worker = WorkerProcess(self._command)
        self._all.append(worker)
        return worker


def worked(clip: Clip, folder: Path, order: Order, attend: Attend, heard: Callable[[float], object]) -> Outcome:
    """Keep what an earlier run has finished of a clip, or have it done."""
    if (kept := _kept(clip, folder, order)) is not None:
        return Outcome(clip, "kept", kept)
    remove_parts(folder)
    if error := attend(Task(clip.path, clip.name, folder, order), heard):
        remove_parts(folder)
        return Outcome(clip, "failed", error=error)
    return Outcome(clip, "done", from_json((folder / "report.json").read_text("utf-8")))


def _kept(clip: Clip, folder: Path, order: Order) -> Report | None:
    """Return the report of an earlier run if it is that of the same clip, definition and model."""
    try:
        report = from_json((folder / "report.json").read_text("utf-8"))
        with clip.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, UnicodeDecodeError, FormcheckError):
        return None
    is_same = report.source.sha256 == digest and report.model == order.options.model
    return report if is_same and report.exercise == reference(order.definition()) else None
