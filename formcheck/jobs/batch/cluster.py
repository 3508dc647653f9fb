"""A Dask cluster that does the tasks of a batch; clips and results must be where all of its machines can read them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import metadata
from queue import Empty, SimpleQueue
from typing import Any, Final, Self

from formcheck.errors import MissingPackageError, UsageError
from formcheck.jobs.batch.team import STOPPED
from formcheck.jobs.messages import Task
from formcheck.jobs.process import COMMAND, WorkerProcess
from formcheck.jobs.watching import SILENT_S, Watcher

INSTALL: Final = "pip install 'formcheck[cluster]'"
_CONNECTS_WITHIN_S: Final = 30
_BROKE_OFF: Final = (
    "The cluster did not analyse this clip ({kind}: {error}). Check its scheduler and workers, then run the same "
    "command again: finished clips are kept."
)
_OTHER_VERSION: Final = (
    "The worker runs formcheck {theirs}, this machine {ours}. Install the same version on all machines."
)
_NO_WORKERS: Final = "The cluster has had no worker for ten minutes. Start some, then run the same command again."
_LOOKS_S: Final = 5.0
_WATCHER: Final = Watcher(remedy="give the workers more memory, or fewer threads each")
_IDLE: defaultdict[Sequence[str], SimpleQueue[WorkerProcess]] = defaultdict(SimpleQueue)
"""Worker processes of this machine of the cluster that have nothing to do, by command; their libraries stay loaded."""


class Cluster:
    """The workers of a Dask cluster; each of their threads has its own process, which can die or hang alone.

    Parameters
    ----------
    address : str
        Address of the scheduler, such as ``tcp://10.0.0.1:8786``.
    command : sequence of str, optional
        The command that starts a worker process; by default the worker of formcheck, with each machine's own Python.

    Raises
    ------
    MissingPackageError
        If dask.distributed is not installed.
    UsageError
        If no scheduler answers there.
    """

    def __init__(self, address: str, command: Sequence[str] = ()) -> None:
        self._command = tuple(command)
        self._client = _connected(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    @property
    def size(self) -> int:
        """Number of tasks that it does at the same time, at least 1: the threads of all its workers."""
        return max(1, int(sum(self._client.nthreads().values())))

    def attend(self, task: Task, heard: Callable[[float], object]) -> str:
        """Run a task, and return why it failed, or an empty string."""
        del heard  # Only that it is done is told from afar.
        away = Task(task.clip.absolute(), task.name, task.out.absolute(), task.order)
        try:
            future = self._client.submit(on_worker, away.to_line(), self._command, _version(), pure=False, retries=0)
            return self._result(future)
        except Exception as error:  # noqa: BLE001 - whatever befalls the cluster, the other clips go on
            kind = type(error).__name__
            return STOPPED if kind == "FutureCancelledError" else _BROKE_OFF.format(kind=kind, error=error)

    def _result(self, future: Any) -> str:
        """Wait for a result as long as the cluster has a worker."""
        heard_s = time.monotonic()
        while True:
            try:
                return str(future.result(timeout=_LOOKS_S))
            except TimeoutError:
                if self._client.nthreads():
                    heard_s = time.monotonic()
                elif time.monotonic() - heard_s > SILENT_S:
                    return _NO_WORKERS


def _version() -> str:
    return metadata.version("formcheck")


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        msg = (
            f"--dask needs dask.distributed, which is not installed: {INSTALL}. Without --dask this machine analyses "
            "all clips."
        )
        raise MissingPackageError(msg) from None
    try:
        return Client(address, timeout=_CONNECTS_WITHIN_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        msg = (
            f"No Dask scheduler answers at {address!r} ({error}). Start one with `dask scheduler`, and on each machine "
            "`dask worker ADDRESS --nthreads 1`, with the address that it prints."
        )
        raise UsageError(msg) from None


def on_worker(line: str, command: Sequence[str], version: str) -> str:
    """Run a task on a machine of the cluster, and return why it failed, or an empty string.

    Parameters
    ----------
    line : str
        The task.
    command : sequence of str
        The command that starts a worker process; empty for that of formcheck.
    version : str
        The version of the machine that asks.
    """
    if version != (own := _version()):
        return _OTHER_VERSION.format(theirs=own, ours=version)
    idle = _IDLE[tuple(command) or COMMAND]
    worker = _one_of(idle) or WorkerProcess(command or COMMAND)
    last = _WATCHER.attend(worker, Task.from_line(line), lambda _: None)
    if worker.is_alive:
        idle.put(worker)
    return last.error if last is not None else STOPPED


def _one_of(idle: SimpleQueue[WorkerProcess]) -> WorkerProcess | None:
    """Take an idle worker process that is alive; it ends with the cluster's worker, whose pipe it reads."""
    with suppress(Empty):
        while not (worker := idle.get_nowait()).is_alive:
            pass
        return worker
    return None
