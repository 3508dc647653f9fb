from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from formcheck.video import read_ahead


def names() -> list[str]:
    return [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize("depth", [0, 1, 3, 100])
def test_items_come_in_order(depth: int) -> None:
    assert list(read_ahead(range(50), depth)) == list(range(50))
    assert "read-ahead" not in names()


def test_an_empty_source_ends_at_once() -> None:
    assert list(read_ahead([])) == []


def test_an_error_comes_after_the_items_before_it() -> None:
    def source() -> Iterator[int]:
        yield 1
        yield 2
        msg = "broken"
        raise KeyError(msg)

    ahead = read_ahead(source())
    assert [next(ahead), next(ahead)] == [1, 2]
    with pytest.raises(KeyError, match="broken"):
        next(ahead)
    assert "read-ahead" not in names()


def test_no_more_than_depth_items_wait() -> None:
    taken: list[int] = []

    def source() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    ahead = read_ahead(source(), depth=3)
    next(ahead)
    time.sleep(0.1)
    # One was used, three wait, and one is in the thread's hand.
    assert len(taken) == 5
    ahead.close()
    assert len(taken) < 20


@pytest.mark.parametrize("used", [1, 5])
def test_stopping_early_ends_the_thread(used: int) -> None:
    ahead = read_ahead(iter(int, 1), depth=2)
    for _ in range(used):
        next(ahead)
    assert "read-ahead" in names()
    ahead.close()
    assert "read-ahead" not in names()


def test_an_error_of_the_user_ends_the_thread() -> None:
    def use() -> None:
        for _ in read_ahead(iter(int, 1)):
            msg = "mine"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError, match="mine"):
        use()
    deadline_s = time.monotonic() + 2
    while "read-ahead" in names() and time.monotonic() < deadline_s:
        time.sleep(0.01)
    assert "read-ahead" not in names()


def test_two_stages_work_at_the_same_time() -> None:
    def slow() -> Iterator[int]:
        for number in range(10):
            time.sleep(0.02)
            yield number

    start_s = time.monotonic()
    for _ in read_ahead(slow()):
        time.sleep(0.02)
    assert time.monotonic() - start_s < 0.36


def test_what_a_source_reads_ahead_itself_has_ended_too() -> None:
    ended: list[str] = []

    def source() -> Iterator[int]:
        try:
            yield from iter(int, 1)
        finally:
            ended.append(threading.current_thread().name)

    ahead = read_ahead(source(), depth=2)
    next(ahead)
    ahead.close()
    assert ended == ["read-ahead"]
