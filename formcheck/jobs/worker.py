"""A separate process that analyses one clip after another: ``python -m formcheck.jobs.worker``.

It reads one job a line from its standard input, as JSON, and writes its progress and end to its standard output. It
ends when its input does, even in the middle of a clip: then the app that asked is gone.
"""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from queue import Queue
from threading import Thread
from typing import Final, TextIO

from formcheck.errors import FormcheckError, OutputError
from formcheck.files import write_whole
from formcheck.jobs.limits import MEMORY, limit_memory, memory_mb
from formcheck.jobs.messages import Message, Task, Telling
from formcheck.pieces.workers import workers_of
from formcheck.pipes import own_output
from formcheck.report.document import to_json

NICENESS: Final = 10
"""How far a worker stands back for *Live* and for other programs, of 19."""
UNEXPECTED: Final = (
    "An error in formcheck itself stopped this analysis; the terminal in which the app runs shows it. "
    "Try again after converting the clip to MP4, or try another clip."
)
_NOT_WRITTEN: Final = "The results could not be written: {reason}. Free some disk space, then analyse the clip again."
_TOO_MUCH_MEMORY: Final = (
    "The analysis needed more than {limit} MB of memory. Film in 1080p instead of 4K or cut the clip, and analyse it "
    "again; or allow more: {name}=8192 formcheck app"
)
_TELLS_EVERY_S: Final = 0.25

logger = logging.getLogger(__name__)


def main() -> None:
    """Analyse the requested clips until the input ends."""
    with suppress(OSError):
        os.nice(NICENESS)
    limit_memory()
    tell = _telling(os.fdopen(own_output(), "w", encoding="utf-8"))
    tasks: Queue[Task] = Queue()
    Thread(target=_listen, args=(tasks,), daemon=True).start()
    from formcheck.analysis import analyze  # noqa: F401 - loaded before the first clip, which then need not wait

    tell(Message("ready"))
    while True:
        work(tasks.get(), tell)


def work(task: Task, tell: Telling) -> None:
    """Analyse one clip, and report its progress and how it ended.

    Parameters
    ----------
    task : Task
    tell : callable
        Takes each message.
    """
    try:
        _analyse(task, tell)
    except OutputError as error:
        logger.warning("%s", error)
        cause = error.__cause__
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else "the disk refuses to write"
        tell(Message("failed", error=_NOT_WRITTEN.format(reason=reason)))
    except FormcheckError as error:
        tell(Message("failed", error=str(error).replace(str(task.clip), task.name)))
    except MemoryError:
        tell(Message("failed", error=_TOO_MUCH_MEMORY.format(limit=memory_mb(), name=MEMORY)))
    except Exception:
        logger.exception("A clip could not be analysed.")
        tell(Message("failed", error=UNEXPECTED))
    else:
        tell(Message("done"))


def _analyse(task: Task, tell: Telling) -> None:
    from formcheck.analysis import analyze, analyze_unnamed
    from formcheck.analysis.annotate import FILE_NAME
    from formcheck.analysis.worst import write_worst

    order, workers = task.order, share_of_cores(task.running)
    options = replace(order.options, out=task.out, progress=_steps(tell), workers=workers)
    if order.is_to_be_found:
        found = analyze_unnamed(task.clip, options, folder=order.folder, definition=order.definition_of)
    else:
        found = analyze(task.clip, order.definition(), options)
    report = found.report
    # The clip lies somewhere in the store; the report names it as the user does.
    named = replace(report, source=replace(report.source, path=task.name))
    write_whole(task.out / "report.json", to_json(named))
    if options.draw:
        write_worst(report, task.out / FILE_NAME, task.out, found.exercise)


def share_of_cores(running: int | None) -> int:
    """Return how many workers analyse a clip: its share of those for a lone clip. The number changes no result.

    Parameters
    ----------
    running : int or None
        Clips being analysed at the same time, including this one; None if others keep all other cores busy.

    Raises
    ------
    UsageError
        If the environment does not name a whole number.
    """
    return 1 if running is None else max(1, workers_of(None) // running)


def _steps(tell: Telling) -> Callable[[float], None]:
    """Report the share that is done, several times a second."""
    told_s = 0.0

    def step(share: float) -> None:
        nonlocal told_s
        if share >= 1.0 or time.monotonic() - told_s >= _TELLS_EVERY_S:
            told_s = time.monotonic()
            tell(Message("progress", share=share))

    return step


def _telling(out: TextIO) -> Telling:
    def tell(message: Message) -> None:
        out.write(message.to_line())
        out.flush()

    return tell


def _listen(tasks: Queue[Task]) -> None:
    for line in _lines(sys.stdin):
        tasks.put(Task.from_line(line))
    # Not `sys.exit`, which would end this thread alone.
    os._exit(0)


def _lines(text: TextIO) -> Iterator[str]:
    yield from iter(text.readline, "")


if __name__ == "__main__":
    logging.basicConfig(format="%(levelname)s formcheck worker: %(message)s")
    main()
