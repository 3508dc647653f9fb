"""A Dask cluster on this machine does what local processes do, and what befalls one clip befalls no other."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

import formcheck
from benchmarks.data import SAMPLES
from formcheck.analysis import AnalysisOptions
from formcheck.errors import MissingPackageError, UsageError
from formcheck.jobs.batch import Clip, Cluster, Team, clips_in, run
from formcheck.jobs.batch.cluster import on_worker
from formcheck.jobs.messages import Task
from formcheck.jobs.order import Order
from tests.jobs.test_batch import command, folder, order

__all__ = ["command", "folder"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scheduler of a cluster of two processes, started by the commands that a user starts one with."""
    file = tmp_path_factory.mktemp("cluster") / "scheduler.json"
    with ExitStack() as stack:
        for arguments in (
            ["scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard"],
            ["worker", "--nworkers", "2", "--nthreads", "1", "--no-dashboard"],
        ):
            command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(file)]
            stack.callback(_stop, subprocess.Popen(command, stderr=subprocess.DEVNULL))
            _wait_for(file)
        yield json.loads(file.read_text("utf-8"))["address"]


def _wait_for(file: Path) -> None:
    ends_s = time.monotonic() + 60.0
    while not (file.exists() and file.stat().st_size):
        assert time.monotonic() < ends_s, "the scheduler did not start"
        time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(30.0)


@pytest.mark.slow
def test_a_cluster_gives_what_local_processes_give(
    address: str, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (folder / "squat" / "killed.mp4").write_bytes(b"killed")
    (folder / "squat" / "dark.mp4").write_bytes(b"empty")
    clips = clips_in(folder, exercise="squat")
    here = run(clips, tmp_path / "here", order, Team(2, command))
    there = run(clips, tmp_path / "there", order, Cluster(address, command))
    assert [(one.clip, one.state, one.report) for one in there] == [(one.clip, one.state, one.report) for one in here]
    assert [one.state for one in there].count("done") == 3
    failed = {one.clip.name: one.error for one in there if one.error}
    assert failed["squat/dark.mp4"] == "It shows nobody."
    assert "signal 9" in failed["squat/killed.mp4"]
    again = run(clips, tmp_path / "there", order, Cluster(address, command))
    assert [one.state for one in again].count("kept") == 3


@pytest.mark.model
def test_a_sample_is_judged_the_same_on_a_cluster(address: str, tmp_path: Path) -> None:
    clips = [Clip(SAMPLES / "squat_too_shallow_side.mp4", "shallow.mp4", "squat")]
    options = AnalysisOptions(model="lite", draw=False)

    def lite(clip: Clip) -> Order:
        return Order(exercise=clip.exercise, options=options)

    here = run(clips, tmp_path / "here", lite, Team(1))
    there = run(clips, tmp_path / "there", lite, Cluster(address))
    assert here[0].report == there[0].report
    assert here[0].report is not None
    reports = [(tmp_path / place / "shallow.mp4" / "report.json").read_bytes() for place in ("here", "there")]
    assert reports[0] == reports[1]


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'formcheck\[cluster\]'"):
        Cluster("tcp://127.0.0.1:1")


@pytest.mark.slow
def test_an_address_where_nobody_answers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.jobs.batch.cluster._CONNECTS_WITHIN_S", 0.5)
    with pytest.raises(UsageError, match=r"No Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        Cluster("tcp://127.0.0.1:9")


def test_a_worker_of_another_version_does_nothing(tmp_path: Path) -> None:
    task = Task(tmp_path / "a.mp4", "a.mp4", tmp_path / "out", Order(exercise="squat"))
    said = on_worker(task.to_line(), (sys.executable, "-c", "raise SystemExit"), "0.0.1")
    assert said == (
        f"The worker runs formcheck {formcheck.__version__}, this machine 0.0.1. Install the same version on all "
        "machines."
    )
    assert json.loads(task.to_line())["name"] == "a.mp4"
