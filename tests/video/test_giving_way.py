"""The priority of a thread: lower than that of the others, which keep theirs."""

import os
import sys
import threading

import pytest

from formcheck.video.giving_way import give_way


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have priorities of their own only there")
def test_a_thread_gives_way_and_the_others_do_not() -> None:
    before, seen = niceness(), list[int]()

    def run() -> None:
        give_way()
        seen.append(niceness())

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [min(before + 5, 19)]
    assert niceness() == before
