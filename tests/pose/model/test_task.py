"""The terminal while MediaPipe's native code runs: silent, and back when the last thread has ended."""

import os
import threading

import pytest

from formcheck.pose.model.task import quiet_stderr


def said(number: int) -> None:
    os.write(2, f"{number}\n".encode())


def test_the_terminal_is_silent_until_the_last_of_two_threads_has_ended(capfd: pytest.CaptureFixture[str]) -> None:
    silenced, may_end = threading.Event(), threading.Event()

    def silence() -> None:
        with quiet_stderr():
            silenced.set()
            may_end.wait(10.0)

    other = threading.Thread(target=silence)
    with quiet_stderr():
        other.start()
        assert silenced.wait(10.0), "one thread does not wait for the other"
        said(1)
    said(2)
    may_end.set()
    other.join()
    said(3)
    assert capfd.readouterr().err == "3\n"


def test_the_terminal_is_back_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    msg = "mine"
    with pytest.raises(KeyError), quiet_stderr():
        raise KeyError(msg)
    said(1)
    assert capfd.readouterr().err == "1\n"
