"""Works through the queue and keeps the results: a thread of the app gives each worker jobs and watches it."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Final, Protocol

from formcheck.errors import FormcheckError
from formcheck.jobs.messages import Message, Task
from formcheck.jobs.order import Order
from formcheck.jobs.process import COMMAND, WorkerProcess
from formcheck.jobs.turns import order_of
from formcheck.jobs.watching import Watcher
from formcheck.jobs.worker import UNEXPECTED
from formcheck.store.entries import Job, JobState

WORKERS: Final = "FORMCHECK_WORKERS"
"""Environment variable with the number of workers."""
_IDLE_S: Final = 1.0
_BEAT_S: Final = 1.0
STALE_S: Final = 15.0
"""A job of which nothing was heard for so long was left by an app that is gone; it is told of every second."""
_MOST_STARTS: Final = 3
_MOST_DEATHS: Final = 2
"""Begun so often, a job whose worker dies has failed."""
_AGAIN_AND_AGAIN = (
    "The app stopped {count} times while {name} was being analysed. Convert the clip to MP4, and try again."
)

CLIP: Final = "clip"
"""Name of the clip among the files of a job."""


class Rows(Protocol):
    """The queue, as kept by `formcheck.store.queue.Queue`: any thread may call it, and several apps at once."""

    def all(self) -> list[Job]:
        """Return all jobs, in the order in which they were requested."""

    def get(self, job_id: str) -> Job | None:
        """Return a job, or None if there is none of this id."""

    def claim(self, job_id: str, worker: str) -> bool:
        """Begin a waiting job; False if it is no longer waiting."""

    def beat(self, job_id: str, worker: str, progress: float) -> bool:
        """Report that a job still runs, and its progress; False if it has been cancelled or taken away."""

    def end(self, job_id: str, worker: str, state: JobState, *, error: str = "") -> bool:
        """End a job of this worker, or put it back into the queue; False if it has been cancelled or taken away."""

    def stale(self, seconds: float) -> list[Job]:
        """Return the jobs in the state *running* that have been silent for so many seconds."""

    def take_back(self, job_id: str, state: JobState, error: str = "") -> bool:
        """Take a job from a worker that has gone; False if it is no longer running."""

    def drop_files(self, job_id: str) -> None:
        """Remove the files of a job that is over."""


Keep = Callable[[Job, Path], None]
"""Takes a job and the folder with its results, keeps them, and ends the job as done with the same stroke."""
_WATCHER: Final = Watcher()
logger = logging.getLogger(__name__)


def usual_count() -> int:
    """Return how many clips are analysed at the same time: half as many as there are cores.

    One analysis keeps a core and a half busy, and the app needs the rest.
    """
    named = os.environ.get(WORKERS, "")
    return int(named) if named.isdecimal() and int(named) else max(1, (os.cpu_count() or 1) // 2)


@dataclass(slots=True)
class _Run:
    """A job that runs here: its progress, and whether it was cancelled or taken away."""

    job: Job
    share: float = 0.0
    is_gone: bool = False

    def hear(self, share: float) -> None:
        """Take its progress, which never goes back."""
        self.share = max(self.share, share)


class Workers:
    """Worker processes that take one job after another.

    Parameters
    ----------
    rows : Rows
        The queue.
    keep : callable
        Keeps the results of a job.
    folder : Path
        Where workers write; nothing stays in it after a job.
    count : int, optional
        How many jobs run at the same time; see `usual_count`.
    command : sequence of str
        The command that starts a worker.
    watcher : Watcher
        Stops workers that hang.
    """

    def __init__(
        self,
        rows: Rows,
        keep: Keep,
        folder: Path,
        *,
        count: int | None = None,
        command: Sequence[str] = COMMAND,
        watcher: Watcher = _WATCHER,
    ) -> None:
        self.count = count or usual_count()
        self._rows, self._keep, self._folder, self._command = rows, keep, folder, command
        self._watcher = watcher
        self._stops, self._news = Event(), Event()
        self._runs: dict[str, _Run] = {}
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Begin to take jobs, including those left behind by an app that has ended."""
        names = [secrets.token_hex(8) for _ in range(self.count)]
        self._threads = [Thread(target=self._serve, args=(name,), name="jobs", daemon=True) for name in names]
        self._threads.append(Thread(target=self._pulse, name="jobs pulse", daemon=True))
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop all workers; their jobs wait again, for the next start of the app."""
        self._stops.set()
        self._news.set()
        for thread in self._threads:
            thread.join()

    def wake(self) -> None:
        """Check the queue now."""
        self._news.set()

    def _pulse(self) -> None:
        """Report that the jobs here are running, and take back those that run nowhere."""
        while not self._stops.wait(_BEAT_S):
            with _outlived("The queue cannot be written."):
                for name, run in list(self._runs.items()):
                    run.is_gone = not self._rows.beat(run.job.id, name, run.share)
                self._take_back()

    def _take_back(self) -> None:
        """Put jobs left behind by an app that has ended back into the queue, unless they are what ends it."""
        for job in self._rows.stale(STALE_S):
            self._clear(job)
            if job.starts >= _MOST_STARTS:
                self._rows.take_back(job.id, "failed", _AGAIN_AND_AGAIN.format(count=job.starts, name=job.name))
                self._rows.drop_files(job.id)
            else:
                self._rows.take_back(job.id, "waiting")

    def _serve(self, me: str) -> None:
        process: WorkerProcess | None = None
        while not self._stops.is_set():
            with _outlived("A worker cannot go on."):
                if process is None or not process.is_alive:
                    process = WorkerProcess(self._command)
                job = self._next(me)
                if job is None:
                    self._news.wait(_IDLE_S)
                    self._news.clear()
                else:
                    self._run(process, job, me)
        if process is not None:
            process.kill()

    def _next(self, me: str) -> Job | None:
        for job in order_of(self._rows.all()):
            if self._rows.claim(job.id, me):
                return self._rows.get(job.id)
        return None

    def _run(self, process: WorkerProcess, job: Job, me: str) -> None:
        """Run one job to its end, with its results in a folder that is removed afterwards."""
        out = self._folder / job.id / me
        run = self._runs[me] = _Run(job)
        try:
            self._end(run, me, out, self._worked(process, run, out))
        finally:
            del self._runs[me]
            self._clear(job)

    def _clear(self, job: Job) -> None:
        """Remove what was written for a job, also by an app that has ended."""
        shutil.rmtree(self._folder / job.id, ignore_errors=True)

    def _worked(self, process: WorkerProcess, run: _Run, out: Path) -> Message | None:
        """Give the job to the worker and return its last message; None if it was broken off on purpose."""
        job = run.job
        # Decided when it begins: who comes later finds the cores busy for a while.
        task = Task(job.paths[CLIP], job.name, out, Order.from_payload(job.payload), running=len(self._runs))
        return self._watcher.attend(process, task, run.hear, lambda: not (self._stops.is_set() or run.is_gone))

    def _end(self, run: _Run, me: str, out: Path, last: Message | None) -> None:
        job_id = run.job.id
        if last is None:
            self._rows.end(job_id, me, "waiting")
        elif last.kind == "died" and run.job.starts < _MOST_DEATHS:
            # It need not be the clip: the system kills whoever is large when memory is short.
            self._rows.end(job_id, me, "waiting")
        elif last.kind in ("failed", "died"):
            self._fail(job_id, me, last.error)
        else:
            run.share = 1.0
            self._finish(run.job, me, out)

    def _fail(self, job_id: str, me: str, error: str) -> None:
        """End a job without a result: its clip is removed, and the error stays until the user has read it."""
        if self._rows.end(job_id, me, "failed", error=error):
            self._rows.drop_files(job_id)

    def _finish(self, job: Job, me: str, out: Path) -> None:
        try:
            self._keep(job, out)
        except FormcheckError as error:
            self._fail(job.id, me, str(error))
        except Exception:
            logger.exception("The results of a job could not be kept.")
            self._fail(job.id, me, UNEXPECTED)


@contextmanager
def _outlived(what: str) -> Iterator[None]:
    """Log an error of the queue itself, such as a full disk, and let the thread continue after a pause."""
    try:
        yield
    except Exception:
        logger.exception(what)
        time.sleep(_BEAT_S)
