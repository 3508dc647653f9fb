"""The handle of a worker process: takes pieces, gives what was detected in them, and notices when it dies."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Generator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from formcheck.pieces.cutting import Piece
from formcheck.pieces.seen import Ended, Seen

COMMAND: Final = (sys.executable, "-P", "-m", "formcheck.pieces.worker")
_ENDS_WITHIN_S: Final = 5.0


class DiedError(RuntimeError):
    """A worker process has ended by itself; the message says how."""


class WorkerProcess:
    """A process that analyses pieces, started afresh: MediaPipe's threads do not survive a fork.

    Parameters
    ----------
    command : sequence of str
        The command that starts it; a test may start something else.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        # It finds formcheck where this process has found it.
        path = os.pathsep.join(part or str(Path.cwd()) for part in sys.path)
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
        )

    @property
    def pid(self) -> int:
        """Id of the process."""
        return self._process.pid

    def tell(self, message: object) -> None:
        """Send what it needs before the first piece; raise `DiedError` if it has died."""
        self._give(message)

    def detect(self, piece: Piece) -> Generator[Seen | Ended, None, None]:
        """Have it analyse a piece.

        Raises
        ------
        DiedError
            If it has died, after everything that it had sent.
        Exception
            Whatever was raised in the process.
        """
        self._give(piece)
        while True:
            for item in self._batch():
                if isinstance(item, Exception):
                    raise item
                yield item
                if isinstance(item, Ended):
                    return

    def kill(self) -> None:
        """Stop it at once; may be called twice, and from any thread."""
        self._process.kill()

    def close(self) -> None:
        """End it and free its resources; nobody may be waiting for it any more."""
        self.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDS_WITHIN_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _give(self, message: object) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(message, self._process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            raise DiedError(self._how()) from None

    def _batch(self) -> list[Any]:
        assert self._process.stdout is not None
        try:
            batch: list[Any] = pickle.load(self._process.stdout)
        except (EOFError, pickle.UnpicklingError, OSError):
            raise DiedError(self._how()) from None
        return batch

    def _how(self) -> str:
        try:
            code = self._process.wait(_ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            return "it closed its output"
        return f"the system ended it with signal {-code}" if code < 0 else f"it ended with exit code {code}"
