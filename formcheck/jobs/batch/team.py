"""Worker processes of this machine that do the tasks of a batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import SimpleQueue
from threading import Event
from typing import Final, Self

from formcheck.jobs.messages import Task
from formcheck.jobs.process import COMMAND, WorkerProcess
from formcheck.jobs.watching import Watcher

STOPPED: Final = "It was stopped before it was finished. To continue, run the same command again."
_WATCHER: Final = Watcher(remedy="close other programs, or use fewer --jobs")


class Team:
    """Worker processes that take one task after another; all are stopped with the block, and leave no partial results.

    Parameters
    ----------
    count : int
        How many.
    command : sequence of str
        The command that starts a worker.
    watcher : Watcher
        Stops workers that hang.
    """

    def __init__(self, count: int, command: Sequence[str] = COMMAND, watcher: Watcher = _WATCHER) -> None:
        self.size = count
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
        """Have one of them do a task, and return why it failed, or an empty string."""
        worker = self._idle.get()
        try:
            last = self._watcher.attend(worker, task, heard, lambda: not self._ends.is_set())
        finally:
            self._idle.put(worker if worker.is_alive or self._ends.is_set() else self._another())
        return last.error if last is not None else STOPPED

    def _another(self) -> WorkerProcess:
        worker = WorkerProcess(self._command)
        self._all.append(worker)
        return worker
