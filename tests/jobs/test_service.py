"""From a clip that is handed in to a set that is kept, with a real store and a worker that has its results ready."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from formcheck.analysis.options import AnalysisOptions
from formcheck.analysis.results_folder import results_folder
from formcheck.errors import UsageError
from formcheck.jobs.limits import Limits
from formcheck.jobs.order import Order
from formcheck.jobs.service import JobService
from formcheck.jobs.workers import Workers
from formcheck.pose.privacy import Privacy
from formcheck.store.store import Store
from tests.jobs.rows import wait_for
from tests.support.judged import good

_COPIES = """
import json, shutil, sys
for line in sys.stdin:
    task = json.loads(line)
    if task["name"] == "slow.mp4":
        continue
    shutil.copytree(sys.argv[1], task["out"])
    print(json.dumps({"kind": "done"}), flush=True)
"""
SQUAT = Order(exercise="squat")
Start = Callable[[], JobService]


class Idle(Workers):
    """Workers that never begin."""

    def start(self) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "home", f"sqlite:///{tmp_path / 'sets.db'}") as store:
        yield store


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(b"film" * 1000)
    return path


@pytest.fixture
def start(tmp_path: Path, store: Store) -> Iterator[Start]:
    """Make the queue of an app; a second one is that of the app after it."""
    ready = tmp_path / "ready"
    with results_folder(ready) as write:
        write(good().report, good().session.series)
    command = (sys.executable, "-I", "-S", "-c", _COPIES, str(ready))
    with ExitStack() as stack:

        def begin() -> JobService:
            service = JobService(store, partial(Workers, count=1, command=command))
            stack.callback(service.stop)
            return service

        yield begin


def sizes(store: Store) -> list[int]:
    return sorted(path.stat().st_size for path in store.content.all())


def test_a_clip_becomes_a_set_with_its_clip_and_its_name(store: Store, start: Start, clip: Path) -> None:
    service, scope = start(), store.local()
    job = service.ask(scope, clip, "My squat.MP4", SQUAT)
    wait_for(lambda: scope.job(job.id).state == "done")
    (kept,) = scope.sets()
    assert (kept.name, kept.source, kept.repetitions) == ("My squat.MP4", "upload", 2)
    opened = scope.open_set(kept.id)
    assert {"clip.mp4", "report.json", "measures.csv", "repetitions.csv"} <= set(opened.paths)
    assert opened.paths["clip.mp4"].read_bytes() == clip.read_bytes()
    assert scope.job(job.id).set_id == kept.id
    wait_for(lambda: not scope.job(job.id).paths)


@pytest.mark.parametrize("name", ["../../../etc/passwd", "a.mp4\r\nX: y", "<script>.m%70", "\u202e4pm.exe", "x" * 500])
def test_a_clip_named_as_an_attack_is_kept_under_a_plain_name(
    store: Store, start: Start, clip: Path, name: str
) -> None:
    service, scope = start(), store.local()
    job = service.ask(scope, clip, name, SQUAT)
    wait_for(lambda: scope.job(job.id).state == "done")
    (kept,) = scope.sets()
    assert kept.name == name[:200]
    assert all(path.is_relative_to(store.content.folder) for path in scope.open_set(kept.id).paths.values())
    assert [file for file in kept.files if file.startswith("clip")] in (["clip"], ["clip.exe"])


def test_one_user_cannot_fill_the_queue(store: Store, clip: Path) -> None:
    service, scope = JobService(store, partial(Idle, count=1), Limits(waiting=2)), store.local()
    for _ in range(2):
        service.ask(scope, clip, "squat.mp4", SQUAT)
    before = sizes(store)
    with pytest.raises(UsageError, match="2 of your clips"):
        service.ask(scope, clip, "squat.mp4", SQUAT)
    assert sizes(store) == before
    assert len(scope.jobs()) == 2


@pytest.mark.parametrize("privacy", ["blur", "skeleton"])
def test_a_clip_whose_faces_are_to_be_hidden_is_not_kept(
    privacy: Privacy, store: Store, start: Start, clip: Path
) -> None:
    service, scope = start(), store.local()
    order = Order(exercise="squat", options=AnalysisOptions(privacy=privacy))
    job = service.ask(scope, clip, "squat.mp4", order)
    wait_for(lambda: scope.job(job.id).state == "done")
    wait_for(lambda: clip.stat().st_size not in sizes(store))
    assert "clip.mp4" not in scope.sets()[0].files


def test_a_set_names_the_prescription_that_it_was_judged_by(store: Store, start: Start, clip: Path) -> None:
    service, scope = start(), store.local()
    version = scope.prescribe({"exercises": [{"exercise": "squat", "repetitions": 3}], "is_strict": True})
    order = SQUAT.model_copy(update={"prescribed": dict(version.payload), "prescription_id": version.id})
    job = service.ask(scope, clip, "squat.mp4", order)
    wait_for(lambda: scope.job(job.id).state == "done")
    assert [kept.prescription_id for kept in scope.sets()] == [version.id]


def test_what_is_cancelled_leaves_no_clip(store: Store, start: Start, clip: Path) -> None:
    service, scope = start(), store.local()
    running, waiting = (service.ask(scope, clip, "slow.mp4", SQUAT) for _ in range(2))
    wait_for(lambda: scope.job(running.id).state == "running")
    told = service.standings(scope)
    assert [(standing.job.id, standing.ahead) for standing in told] == [(running.id, 0), (waiting.id, 1)]
    service.cancel(scope, waiting.id)
    service.cancel(scope, running.id)
    assert service.standings(scope) == []
    assert sizes(store) == []
    assert scope.sets() == []
    # What is gone already, in another tab say, is no error.
    service.cancel(scope, running.id)


def test_what_waits_when_the_app_ends_is_done_by_the_next(store: Store, start: Start, clip: Path) -> None:
    first, scope = start(), store.local()
    slow = first.ask(scope, clip, "slow.mp4", SQUAT)
    wait_for(lambda: scope.job(slow.id).state == "running")
    waiting = first.ask(scope, clip, "squat.mp4", SQUAT)
    first.stop()
    assert scope.job(slow.id).state == "waiting"
    start().cancel(scope, slow.id)
    start().start()
    wait_for(lambda: scope.job(waiting.id).state == "done")


def test_two_who_ask_take_turns(store: Store, start: Start, clip: Path) -> None:
    service, scope = start(), store.local()
    service.ask(scope, clip, "slow.mp4", SQUAT, asker="ann")
    second = service.ask(scope, clip, "slow.mp4", SQUAT, asker="ann")
    wait_for(lambda: [job for job in scope.jobs() if job.state == "running"])
    third = service.ask(scope, clip, "slow.mp4", SQUAT, asker="ben")
    waiting = [standing.job.id for standing in service.standings(scope) if standing.job.state == "waiting"]
    assert waiting == [third.id, second.id]


def test_a_set_that_was_saved_is_opened_as_it_was(store: Store) -> None:
    from formcheck.analysis.reading import read_analysis

    report = replace(good().report, source=replace(good().report.source, path="squat.mp4"))
    with results_folder(store.where.home / "out") as write:
        write(report, good().session.series)
    kept = store.local().save_set(store.where.home / "out", source="upload")
    opened = store.local().open_set(kept.id)
    result = read_analysis(opened.report, opened.paths)
    assert result.report == report
    assert result.exercise.id == "squat"
    assert result.series.columns == good().session.series.columns
