"""Clips in, their results on disk and an outcome for each out; some worker processes share the work."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Literal

from formcheck.catalogue.library import reference
from formcheck.errors import FormcheckError
from formcheck.jobs.batch.clips import Clip
from formcheck.jobs.messages import Task
from formcheck.jobs.order import Order
from formcheck.jobs.process import COMMAND, WorkerDiedError, WorkerProcess
from formcheck.records import Report
from formcheck.report.document import from_json

_LOOKS_S: Final = 0.25
_DIED: Final = (
    "The analysis broke off: {how}. Mostly there was too little memory: close other programs, or use fewer --jobs."
)


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

    with _team(jobs, command) as idle, ThreadPoolExecutor(jobs) as pool:

        def work(clip: Clip) -> Outcome:
            outcome = _worked(clip, out / clip.name, order_of(clip), idle, command, lambda share: told(clip, share))
            told(clip, 1.0)
            return outcome

        return list(pool.map(work, clips))


@contextmanager
def _team(jobs: int, command: Sequence[str]) -> Iterator[SimpleQueue[WorkerProcess]]:
    """Start the workers; all are ended with the block, and what they were writing is not left by half."""
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    team = [WorkerProcess(command) for _ in range(jobs)]
    for worker in team:
        idle.put(worker)
    try:
        yield idle
    finally:
        while not idle.empty():
            idle.get().kill()
        for worker in team:
            worker.kill()


def _worked(
    clip: Clip,
    folder: Path,
    order: Order,
    idle: SimpleQueue[WorkerProcess],
    command: Sequence[str],
    progress: Callable[[float], None],
) -> Outcome:
    if (kept := _kept(clip, folder, order)) is not None:
        return Outcome(clip, "kept", kept)
    worker = idle.get()
    try:
        worker.give(Task(clip.path, clip.name, folder, order))
        error = _watched(worker, progress)
    except WorkerDiedError as died:
        worker.kill()
        worker, error = WorkerProcess(command), _DIED.format(how=died.how)
    finally:
        idle.put(worker)
    if error:
        return Outcome(clip, "failed", error=error)
    return Outcome(clip, "done", from_json((folder / "report.json").read_text("utf-8")))


def _watched(worker: WorkerProcess, progress: Callable[[float], None]) -> str:
    """Wait for the end of a task; return why it failed, or nothing."""
    while True:
        message = worker.message(_LOOKS_S)
        if message is not None and message.kind == "progress":
            progress(message.share)
        elif message is not None and message.kind in ("done", "failed"):
            return message.error


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
