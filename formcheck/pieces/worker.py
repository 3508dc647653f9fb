"""A separate process that analyses pieces of one clip: ``python -m formcheck.pieces.worker``.

It reads pickled messages from its standard input: a `Model`, a `Task`, then one piece after the other. For each piece
it writes lists of what it detected to its standard output, the last one ending with an `Ended` or with the error. It
ends when its input does, even in the middle of a piece: then the process that asked is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from formcheck.pipes import own_output

if TYPE_CHECKING:
    from formcheck.pose.model.comparison import MasklessBundle
    from formcheck.records import ModelName

_BATCH: Final = 8


@dataclass(frozen=True, slots=True)
class Model:
    """What is needed to load the pose model, before it is known whom to follow."""

    name: ModelName
    with_dorsal: bool
    bundle: Path
    compared: MasklessBundle


def main() -> None:
    """Analyse the requested pieces until the input ends."""
    # A terminal sends Ctrl-C to all of its processes; the one that asked ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(own_output(), "wb")
    messages: SimpleQueue[Any] = SimpleQueue()
    # Loaded before anything is asked; the one who asks has its own to load meanwhile.
    from formcheck.pieces.detecting import detect, fresh_follower
    from formcheck.pose.model import comparison

    Thread(target=_listen, args=(messages,), daemon=True).start()
    model = messages.get()
    comparison.take_over(model.bundle, model.compared)
    follower = fresh_follower(model.name, with_dorsal=model.with_dorsal)
    task = messages.get()
    while True:
        piece = messages.get()
        for batch in _batches(_with_error(detect(task, piece, follower))):
            _send(batch, out)
        if follower is not None:
            follower.close()
            follower = None


def _with_error(seen: Iterable[Any]) -> Iterator[Any]:
    try:
        yield from seen
    except Exception as error:  # noqa: BLE001 - raised again in the process that asked
        error.add_note("".join(traceback.format_exception(error)))
        yield error


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _send(batch: list[Any], out: BinaryIO) -> None:
    pickle.dump(batch, out, protocol=pickle.HIGHEST_PROTOCOL)
    out.flush()


def _listen(messages: SimpleQueue[Any]) -> None:
    with suppress(EOFError, OSError):
        while True:
            messages.put(pickle.load(sys.stdin.buffer))
    # Not `sys.exit`, which would end this thread alone.
    os._exit(0)


if __name__ == "__main__":
    main()
