"""An iterable in, the same items out, produced ahead of time in a thread of their own."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    """The end of the source, and the error that ended it, if any."""

    error: BaseException | None


def read_ahead(iterable: Iterable[T], depth: int = 8) -> Generator[T, None, None]:
    """Consume an iterable in a thread, up to `depth` items before they are needed.

    Decoding, inference and encoding release the global interpreter lock, so stages that are joined this way overlap.
    The thread starts with the first item requested, and has ended when the generator is exhausted, closed, or raises.

    Parameters
    ----------
    iterable : iterable
        Used only by the thread until this generator has ended.
    depth : int
        Number of items that may wait, at least 1; each occupies its memory.

    Yields
    ------
    T
        The items, in order. An error of the iterable is raised here after the items before it.
    """
    queue: Queue[T | _End] = Queue(max(depth, 1))
    stopped = Event()
    thread = Thread(target=_fill, args=(iterable, queue, stopped), name="read-ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := queue.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        _join(thread, queue)


def _fill(iterable: Iterable[T], queue: Queue[T | _End], stopped: Event) -> None:
    error: BaseException | None = None
    try:
        for item in iterable:
            queue.put(item)
            if stopped.is_set():
                break
        if isinstance(iterable, Generator):
            iterable.close()  # here, so that what it reads ahead itself has ended when this thread has
    except BaseException as raised:  # noqa: BLE001 - raised again in the consumer
        error = raised
    if not stopped.is_set():
        queue.put(_End(error))


def _join(thread: Thread, queue: Queue[T | _End]) -> None:
    """Empty the queue until the thread has noticed that its consumer is gone."""
    while thread.is_alive():
        with suppress(Empty):
            queue.get(timeout=0.01)
    thread.join()
