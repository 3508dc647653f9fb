"""Let one stage work ahead of the next."""

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
    """The source has no more items, or failed."""

    error: BaseException | None


def read_ahead(iterable: Iterable[T], depth: int = 8) -> Generator[T, None, None]:
    """Take items from an iterable in a thread, up to `depth` items before they are asked for.

    Decoding, inference and encoding release Python's lock, so stages joined in this way overlap. The thread starts with
    the first item asked for and has ended when the generator is exhausted, closed, or has raised.

    Parameters
    ----------
    iterable : iterable
        Used by the thread alone until this generator has ended.
    depth : int
        Items that may wait, at least 1. Each holds its memory.

    Yields
    ------
    T
        The items, in order. What the iterable raises is raised here, behind the items that came before it.
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
    except BaseException as raised:  # noqa: BLE001 - it is raised again where the items are used
        error = raised
    if not stopped.is_set():
        queue.put(_End(error))


def _join(thread: Thread, queue: Queue[T | _End]) -> None:
    """Make room until the thread has noticed that nobody listens any more."""
    while thread.is_alive():
        with suppress(Empty):
            queue.get(timeout=0.01)
    thread.join()
