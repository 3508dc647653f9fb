"""Gives a task to a worker and returns its last message; stops a worker that hangs or is no longer wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from formcheck.jobs.messages import Message, Task
from formcheck.jobs.process import WorkerDiedError, WorkerProcess

SILENT_S: Final = 600.0
"""A worker that tells nothing for so long is ended: a frame takes a fraction of a second (our own estimate)."""
_LOOKS_S: Final = 0.25
_DIED: Final = "The analysis of {name} broke off: {how}. The usual cause is too little memory: {remedy}, and try again."
_STUCK: Final = (
    "The analysis of {name} was stopped: it made no progress for {limit}. Convert the clip to MP4, and try again."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Watches over workers, whoever gives them their tasks.

    Attributes
    ----------
    remedy : str
        What to do if memory is short, in the imperative.
    silent_s : float
        How many seconds a worker may be silent.
    """

    remedy: str = "close other programs"
    silent_s: float = SILENT_S

    def attend(
        self,
        worker: WorkerProcess,
        task: Task,
        heard: Callable[[float], object],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> Message | None:
        """Have a worker do a task, and wait until it has ended; the worker is then ready again, or dead.

        Parameters
        ----------
        worker : WorkerProcess
        task : Task
        heard : callable
            Called with the share of the work done, 0..1.
        is_wanted : callable, optional
            Called several times a second; returns whether the result is still wanted.

        Returns
        -------
        Message or None
            How it ended, with the reason if it failed; None if it was no longer wanted.
        """
        try:
            worker.give(task)
            last = self._last(worker, heard, is_wanted)
        except WorkerDiedError as error:
            worker.kill()
            return Message("died", error=_DIED.format(name=task.name, how=error.how, remedy=self.remedy))
        except _SilentError:
            worker.kill()
            return Message("failed", error=_STUCK.format(name=task.name, limit=_in_words(self.silent_s)))
        if last is None:
            worker.kill()
        return last

    def _last(
        self, worker: WorkerProcess, heard: Callable[[float], object], is_wanted: Callable[[], bool]
    ) -> Message | None:
        heard_s = time.monotonic()
        while is_wanted():
            message = worker.message(min(_LOOKS_S, self.silent_s))
            if message is not None and message.kind in ("done", "failed"):
                return message
            if message is not None:
                heard_s = time.monotonic()
                heard(message.share)
            elif time.monotonic() - heard_s > self.silent_s:
                raise _SilentError
        return None


class _SilentError(Exception):
    """Nothing was heard for too long."""


def _in_words(seconds: float) -> str:
    return f"{seconds / 60:g} minutes" if seconds >= 120 else f"{seconds:g} seconds"
