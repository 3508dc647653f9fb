"""One user cannot fill the queue, and a clip that lasts too long is refused before anybody looks at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck.analysis import AnalysisOptions, analyze
from formcheck.catalogue.library import load_exercise
from formcheck.errors import UsageError
from formcheck.jobs import worker
from formcheck.jobs.limits import MEMORY, MINUTES, WAITING, Limits
from formcheck.jobs.messages import Message, Task
from formcheck.jobs.order import Order
from tests.support import clips

SQUAT = Order(exercise="squat")


def test_an_order_is_taken_with_the_limit_of_length_until_there_are_too_many() -> None:
    limits = Limits(waiting=3, minutes=2.0)
    assert limits.admit(SQUAT, 2).options.longest_s == 120.0
    with pytest.raises(UsageError, match=r"3 of your clips .* at most 3 are allowed at a time.*Cancel"):
        limits.admit(SQUAT, 3)


def test_limits_are_named_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAITING, "5")
    monkeypatch.setenv(MINUTES, "many")
    assert Limits.named() == Limits(waiting=5)


def test_a_clip_that_lasts_too_long_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    clip = clips.write_clip(tmp_path / "long.mp4", times_s=[0.0, 150.0, 300.0])
    options = AnalysisOptions(out=tmp_path / "out", longest_s=240.0)
    with pytest.raises(UsageError, match=r"long\.mp4' lasts [5-8] minutes, but at most 4 are allowed"):
        analyze(clip, load_exercise("squat"), options)
    assert not (tmp_path / "out").exists()


def test_a_worker_gets_no_more_memory_than_is_allowed() -> None:
    script = (
        "import numpy as np\n"
        "from formcheck.jobs.limits import limit_memory\n"
        "limit_memory()\n"
        "np.ones(40 * 2**20, dtype=np.uint8)\n"
        "try:\n"
        "    np.ones(2**31, dtype=np.uint8)\n"
        "except MemoryError:\n"
        "    print('refused')\n"
    )
    limited = {**os.environ, MEMORY: "1024"}
    done = subprocess.run([sys.executable, "-c", script], env=limited, capture_output=True, text=True, check=True)
    assert done.stdout.split() == (["refused"] if sys.platform == "linux" else [])


def test_what_needs_too_much_memory_fails_with_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def needs_too_much(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(worker, "_analyse", needs_too_much)
    monkeypatch.setenv(MEMORY, "512")
    told: list[Message] = []
    worker.work(Task(clip=tmp_path / "a.mp4", name="a.mp4", out=tmp_path, order=SQUAT), told.append)
    assert [message.kind for message in told] == ["failed"]
    assert "more than 512 MB" in told[0].error
    assert f"{MEMORY}=8192" in told[0].error
