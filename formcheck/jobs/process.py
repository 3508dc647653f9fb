"""The app's handle of a worker: it takes tasks, gives messages, and notices when the process dies."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Sequence
from queue import Empty, Queue
from threading import Thread
from typing import IO, Final

from formcheck.jobs.messages import Message, Task

COMMAND: Final = (sys.executable, "-m", "formcheck.jobs.worker")
_ENDS_WITHIN_S: Final = 5.0


class WorkerDiedError(RuntimeError):
    """A worker process has ended by itself; `how` says how, in words."""

    def __init__(self, how: str) -> None:
        super().__init__(f"A worker has died: {how}.")
        self.how = how


class WorkerProcess:
    """A worker in its own process, which is not forked, because the app has threads.

    Parameters
    ----------
    command : sequence of str
        The command that starts it; a test may start something else.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._messages: Queue[Message | None] = Queue()
        Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    @property
    def pid(self) -> int:
        """Id of the process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process is running."""
        return self._process.poll() is None

    def give(self, task: Task) -> None:
        """Hand over a task.

        Raises
        ------
        WorkerDiedError
            If it has died.
        """
        try:
            self._input.write(task.to_line())
            self._input.flush()
        except OSError:
            raise WorkerDiedError(self._how()) from None

    def message(self, within_s: float) -> Message | None:
        """Wait for the next message; None if there is none within so many seconds.

        Raises
        ------
        WorkerDiedError
            If it has died, after all its messages were read.
        """
        try:
            message = self._messages.get(timeout=within_s)
        except Empty:
            return None
        if message is None:
            raise WorkerDiedError(self._how())
        return message

    def kill(self) -> None:
        """Stop it at once; it leaves nothing incomplete outside the folder of its task."""
        self._process.kill()
        self._process.wait(timeout=_ENDS_WITHIN_S)
        with contextlib.suppress(OSError):
            self._input.close()

    @property
    def _input(self) -> IO[str]:
        if self._process.stdin is None:
            msg = "the worker was started without an input"
            raise RuntimeError(msg)
        return self._process.stdin

    def _listen(self, output: IO[str]) -> None:
        for line in output:
            self._messages.put(Message.from_line(line))
        output.close()
        self._messages.put(None)

    def _how(self) -> str:
        code = self._process.wait(timeout=_ENDS_WITHIN_S)
        return f"the system ended it with signal {-code}" if code < 0 else f"it ended by itself with exit code {code}"
