"""The process that finds the exercise of a stream."""

from __future__ import annotations

import time

import pytest

from formcheck.errors import FormcheckError
from formcheck.stream.recogniser import RecogniserProcess
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import squat
from tests.support.streams import FPS

_WITHIN_S = 120.0


def answered(process: RecogniserProcess) -> object:
    """Wait for an answer, as a stream does that asks with each frame."""
    end_s = time.monotonic() + _WITHIN_S
    while (answer := process.answer()) is None:
        assert time.monotonic() < end_s
        time.sleep(0.05)
    (found,) = answer
    return found


@pytest.mark.slow
def test_it_answers_once_whatever_it_was_asked_before_and_says_when_it_is_gone() -> None:
    process = RecogniserProcess()
    try:
        assert process.answer() is None
        squats = film(squat(), SetTiming(2, 1.2, 0.1, 1.0, 0.5, 0.5), SIDE, fps=FPS)
        process.ask(squats[:5])
        assert answered(process) is None
        assert process.answer() is None
        process.ask(squats)
        assert getattr(answered(process), "exercise", "") == "squat"
        process._process.kill()
        process.ask(squats)
        with pytest.raises(FormcheckError, match="Choose the exercise yourself"):
            answered(process)
    finally:
        process.close()
        process.close()
