"""Recognises the set that poses show, in a separate process, so that no frame waits for it.

``python -m formcheck.stream.recogniser [FOLDER]`` is that process. It reads poses from its standard input and writes
what they show to its standard output, and ends when its input does.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Final

from formcheck.errors import FormcheckError
from formcheck.live.unnamed.newest import newest_set
from formcheck.pipes import own_output
from formcheck.recognition.candidates import candidates
from formcheck.recognition.sets import FoundSet
from formcheck.records import Pose

_COMMAND: Final = (sys.executable, "-m", "formcheck.stream.recogniser")
_NICENESS: Final = 5
"""How far it stands back for the pose model, of 19; less than the analysis of a clip, which may wait."""
_ENDS_WITHIN_S: Final = 5.0
_DIED: Final = "The recognition of exercises has stopped. Choose the exercise yourself and start the camera again."


class RecogniserProcess:
    """Recognises the poses of one stream; a `formcheck.live.unnamed.newest.Recogniser`.

    The process is started at once and loads the catalogue while the user gets into place.

    Parameters
    ----------
    folder : str, optional
        Custom definitions, which are considered too.
    """

    def __init__(self, folder: str | None = None) -> None:
        self._process = subprocess.Popen(
            [*_COMMAND, *filter(None, [folder])], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recogniser")
        self._asked: Future[FoundSet | None] | None = None

    def ask(self, poses: Sequence[Pose]) -> None:
        """Start the recognition."""
        self._asked = self._thread.submit(self._exchange, poses)

    def answer(self) -> tuple[FoundSet | None] | None:
        """Return what was recognised, once; None while that is not known.

        Raises
        ------
        FormcheckError
            If the process has ended.
        """
        if self._asked is None or not self._asked.done():
            return None
        asked, self._asked = self._asked, None
        try:
            return (asked.result(),)
        except (OSError, EOFError, pickle.PickleError):
            raise FormcheckError(_DIED) from None

    def close(self) -> None:
        """Stop the process; may be called twice."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_ENDS_WITHIN_S)
        self._thread.shutdown(wait=True, cancel_futures=True)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _exchange(self, poses: Sequence[Pose]) -> FoundSet | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise EOFError
        pickle.dump(list(poses), stdin)
        stdin.flush()
        found: FoundSet | None = pickle.load(stdout)
        return found


def main(folder: str | None) -> None:
    """Recognise the poses that are sent, until the input ends."""
    with suppress(OSError):
        os.nice(_NICENESS)
    out = os.fdopen(own_output(), "wb")
    candidates(folder)
    with suppress(EOFError):
        while True:
            pickle.dump(newest_set(pickle.load(sys.stdin.buffer), folder), out)
            out.flush()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
