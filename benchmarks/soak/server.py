"""The app as a process that can be killed and started again, with its workers and its memory."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.live.driving import resident_mb, started

_WORKER: Final = b"formcheck.jobs.worker"


class Server:
    """The app, with what it keeps in ``home`` of a folder.

    Parameters
    ----------
    folder : Path
        Its temporary files and its store; a second start finds what the first one left.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address, self._process = started(folder)

    @property
    def home(self) -> Path:
        """Folder of the store."""
        return self._folder / "home"

    def start(self) -> None:
        """Start the app again, at a new address."""
        self.address, self._process = started(self._folder)

    def kill(self) -> None:
        """End the app at once, as a crash does, and wait until it is gone."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End the app as its user does."""
        self._end(signal.SIGTERM)

    def workers(self) -> list[int]:
        """Return the process ids of its workers."""
        return [pid for pid in _children(self._pid) if _WORKER in _command(pid)]

    def memory_mb(self) -> tuple[float, float]:
        """Return the resident memory of the app, and that of all its workers together, in MB."""
        return resident_mb(self._pid), sum(resident_mb(pid) for pid in self.workers())

    @property
    def _pid(self) -> int:
        return self._process.pid

    def _end(self, how: signal.Signals) -> None:
        self._process.send_signal(how)
        self._process.wait(timeout=30)


def kill_one(workers: list[int]) -> bool:
    """Kill the first of some workers; return whether there was one."""
    for pid in workers:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            return True
    return False


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    with suppress(OSError):
        return [int(child) for task in tasks for child in task.read_text().split()]
    return []


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
