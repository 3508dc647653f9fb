"""Workers take jobs, and what befalls one of them befalls no other: a worker here does what its clip's name says."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from formcheck.errors import OutputError
from formcheck.jobs.messages import Message, Task
from formcheck.jobs.order import Order
from formcheck.jobs.process import WorkerDiedError, WorkerProcess
from formcheck.jobs.watching import SILENT_S, Watcher
from formcheck.jobs.workers import WORKERS, Workers, usual_count
from formcheck.store.entries import Job
from tests.jobs.rows import COMMAND, SOON_S, MemoryRows, job, wait_for

Start = Callable[..., Workers]


class Kept:
    """Keeps what a worker wrote, and ends the job, as the store does."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.rows = MemoryRows()

    def __call__(self, job: Job, folder: Path) -> None:
        if job.name == "too large":
            msg = "The disk is full."
            raise OutputError(msg)
        self.texts[job.id] = (folder / "report.json").read_text("utf-8")
        self.rows.done(job.id)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def start(tmp_path: Path, kept: Kept) -> Iterator[Start]:
    """Start workers on a queue; they are stopped at the end."""
    with ExitStack() as stack:

        def begin(rows: MemoryRows, count: int = 1, silent_s: float = SILENT_S) -> Workers:
            kept.rows = rows
            watcher = Watcher(silent_s=silent_s)
            workers = Workers(rows, kept, tmp_path / "work", count=count, command=COMMAND, watcher=watcher)
            stack.callback(workers.stop)
            workers.start()
            return workers

        yield begin


def over(rows: MemoryRows, job: Job) -> Job:
    """The job once it neither waits nor runs."""
    wait_for(lambda: now(rows, job).state not in ("waiting", "running"))
    return now(rows, job)


def begun(rows: MemoryRows, job: Job) -> bool:
    """Whether a job is half done, or over."""
    return now(rows, job).progress == 0.5 or now(rows, job).state == "done"


def now(rows: MemoryRows, job: Job) -> Job:
    found = rows.get(job.id)
    assert found is not None
    return found


def test_what_is_analysed_is_kept_and_nothing_else_stays(start: Start, kept: Kept, tmp_path: Path) -> None:
    jobs = [job(1, name="one"), job(2, name="two")]
    rows = MemoryRows(*jobs)
    start(rows)
    assert [over(rows, each).state for each in jobs] == ["done", "done"]
    assert list(kept.texts.values()) == ["one", "two"]
    wait_for(lambda: list((tmp_path / "work").iterdir()) == [])


def test_a_clip_that_cannot_be_judged_says_why(start: Start, kept: Kept) -> None:
    rows = MemoryRows(empty := job(1, name="empty"), too_large := job(2, name="too large"))
    start(rows)
    assert (over(rows, empty).state, now(rows, empty).error) == ("failed", "It shows nobody.")
    assert (over(rows, too_large).state, now(rows, too_large).error) == ("failed", "The disk is full.")
    assert kept.texts == {}
    wait_for(lambda: not now(rows, empty).paths and not now(rows, too_large).paths)


def test_a_job_whose_worker_was_killed_is_done_by_the_next(start: Start, kept: Kept) -> None:
    rows = MemoryRows(innocent := job(1, name="innocent"))
    start(rows)
    assert over(rows, innocent).state == "done"
    assert now(rows, innocent).starts == 2
    assert list(kept.texts.values()) == ["innocent"]


def test_a_worker_that_dies_again_fails_its_job_with_a_reason_and_no_other(start: Start) -> None:
    rows = MemoryRows(deadly := job(1, name="deadly"), next_one := job(2, name="next"))
    start(rows)
    failed = over(rows, deadly)
    assert failed.state == "failed"
    assert "deadly" in failed.error
    assert f"signal {signal.SIGABRT.value}" in failed.error
    assert failed.starts == 2
    assert over(rows, next_one).state == "done"


@pytest.mark.slow
def test_a_worker_that_hangs_is_ended_and_the_next_job_has_another(start: Start, kept: Kept) -> None:
    rows = MemoryRows(slow := job(1, name="slow"), next_one := job(2, name="next"))
    start(rows, silent_s=2.0)
    assert "it made no progress for 2 seconds" in over(rows, slow).error
    assert over(rows, next_one).state == "done"
    assert list(kept.texts) == [next_one.id]


@pytest.mark.slow
def test_a_job_that_runs_is_cancelled_at_once_and_leaves_nothing(start: Start, kept: Kept, tmp_path: Path) -> None:
    rows = MemoryRows(slow := job(1, name="slow"), next_one := job(2, name="next"))
    start(rows)
    wait_for(lambda: now(rows, slow).progress == 0.5)
    rows.cancel(slow.id)
    assert over(rows, next_one).state == "done"
    assert now(rows, slow).state == "cancelled"
    assert list(kept.texts) == [next_one.id]
    wait_for(lambda: list((tmp_path / "work").iterdir()) == [])


def test_a_job_that_waits_is_cancelled_without_being_begun(start: Start) -> None:
    rows = MemoryRows(job(1, name="slow"), second := job(2, name="second"))
    start(rows)
    rows.cancel(second.id)
    assert now(rows, second).starts == 0


def test_two_workers_analyse_two_clips_at_once(start: Start) -> None:
    jobs = [job(1, name="slow"), job(2, name="slow")]
    rows = MemoryRows(*jobs)
    start(rows, 2)
    wait_for(lambda: [now(rows, each).progress for each in jobs] == [0.5, 0.5])


def test_a_job_is_told_how_many_run_when_it_begins(start: Start, kept: Kept) -> None:
    alone, slow, beside = job(1, name="running"), job(2, name="slow"), job(3, name="running")
    rows = MemoryRows(alone)
    start(rows, count=2)
    for each in (alone, slow, beside):
        rows.add(each)
        wait_for(partial(begun, rows, each))
    over(rows, beside)
    assert kept.texts == {alone.id: "1", beside.id: "2"}


def test_what_runs_when_the_app_ends_waits_for_the_next_app(start: Start) -> None:
    rows = MemoryRows(slow := job(1, name="slow"))
    first = start(rows)
    wait_for(lambda: now(rows, slow).state == "running")
    first.stop()
    assert now(rows, slow).state == "waiting"
    start(rows)
    wait_for(lambda: now(rows, slow).starts == 2)


def test_what_a_killed_app_left_running_is_begun_again_but_not_for_ever(start: Start) -> None:
    # Nothing was ever heard of these: the app that ran them is gone.
    lost, doomed = job(1, state="running", starts=1, name="one"), job(2, state="running", starts=3, name="big.mp4")
    rows = MemoryRows(lost, doomed)
    start(rows)
    assert (over(rows, lost).state, now(rows, lost).starts) == ("done", 2)
    assert "3 times while big.mp4" in over(rows, doomed).error


@pytest.mark.slow
def test_a_queue_that_cannot_be_read_for_a_while_ends_no_worker(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = MemoryRows(one := job(1, name="one"))
    asked = iter([OSError("the disk is full"), OSError("the disk is full")])
    whole = rows.all

    def all_() -> list[Job]:
        for error in asked:
            raise error
        return whole()

    monkeypatch.setattr(rows, "all", all_)
    start(rows)
    assert over(rows, one).state == "done"


def test_the_number_of_workers_is_half_that_of_the_cores_or_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 8)
    monkeypatch.delenv(WORKERS, raising=False)
    assert usual_count() == 4
    monkeypatch.setenv(WORKERS, "3")
    assert usual_count() == 3
    monkeypatch.setenv(WORKERS, "none")
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert usual_count() == 1


@pytest.mark.slow
def test_a_real_worker_refuses_what_is_no_film_and_lives_on_until_it_is_killed(tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_text("This is no film.\n" * 50)
    worker = WorkerProcess()
    try:
        for _ in range(2):
            worker.give(Task(clip, "my squat.mp4", tmp_path / "out", Order(exercise="squat")))
            told = last_of(worker)
            assert told.kind == "failed"
            assert "my squat.mp4" in told.error
            assert str(tmp_path) not in told.error
        os.kill(worker.pid, signal.SIGKILL)
        with pytest.raises(WorkerDiedError, match="signal 9"):
            last_of(worker)
    finally:
        worker.kill()


def last_of(worker: WorkerProcess) -> Message:
    """The message that says how it ended; a worker that says nothing fails the test."""
    while (message := worker.message(SOON_S)) is not None:
        if message.kind in ("done", "failed"):
            return message
    pytest.fail("the worker said nothing")
