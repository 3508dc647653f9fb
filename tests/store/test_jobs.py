"""Jobs: asked for by an account, begun and ended by workers, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.store.small_sets import files
from formcheck.errors import NotKeptError
from formcheck.store.base.tables import JobRow
from formcheck.store.entries import Job
from formcheck.store.store import Store

ORDER = {"exercise": "squat"}


def ask(store: Store, name: str = "a.mov") -> Job:
    return store.local().add_job("analyze", ORDER, {"clip": b"clip of " + name.encode()}, name=name, asker="a browser")


def test_a_job_waits_with_its_clip(store: Store) -> None:
    asked = ask(store)
    (found,) = store.queue.all()
    assert found == asked == store.local().job(asked.id) == store.queue.get(asked.id)
    assert (found.state, found.name, found.asker, found.payload) == ("waiting", "a.mov", "a browser", ORDER)
    assert found.paths["clip"].read_bytes() == b"clip of a.mov"


def test_only_one_worker_gets_a_job(store: Store) -> None:
    asked = ask(store)
    assert [store.queue.claim(asked.id, worker) for worker in ("one", "other")] == [True, False]
    assert [store.queue.beat(asked.id, worker, 0.5) for worker in ("one", "other")] == [True, False]
    found = store.local().job(asked.id)
    assert (found.state, found.worker, found.progress, found.starts) == ("running", "one", 0.5, 1)


def test_a_set_that_is_saved_ends_its_job(store: Store) -> None:
    asked = ask(store)
    store.queue.claim(asked.id, "one")
    kept = store.local().save_set(files("ok"), source="upload", job=asked.id)
    found = store.local().job(asked.id)
    assert (found.state, found.progress, found.set_id) == ("done", 1.0, kept.id)


def test_what_came_of_a_cancelled_job_is_not_kept(store: Store) -> None:
    asked = ask(store)
    store.queue.claim(asked.id, "one")
    assert store.local().cancel_job(asked.id)
    assert not store.queue.beat(asked.id, "one", 0.9)
    with pytest.raises(NotKeptError, match="cancelled"):
        store.local().save_set(files("ok"), source="upload", job=asked.id)
    assert store.local().sets() == []
    assert not store.local().cancel_job(asked.id), "it is over"


def test_a_job_fails_with_a_reason(store: Store) -> None:
    asked = ask(store)
    store.queue.claim(asked.id, "one")
    assert not store.queue.end(asked.id, "other", "failed", error="not mine")
    assert store.queue.end(asked.id, "one", "failed", error="The clip is empty.")
    (found,) = store.local().jobs(["failed"])
    assert (found.error, found.ended_at is not None) == ("The clip is empty.", True)


def test_a_job_of_a_silent_worker_is_done_anew(store: Store) -> None:
    asked = ask(store)
    store.queue.claim(asked.id, "gone")
    assert store.queue.stale(60.0) == []
    with store.database.writing() as session:
        row = session.get(JobRow, asked.id)
        assert row is not None
        row.beat_at = datetime.now(UTC) - timedelta(minutes=2)
    assert [job.id for job in store.queue.stale(60.0)] == [asked.id]
    assert store.queue.take_back(asked.id, "waiting")
    assert not store.queue.beat(asked.id, "gone", 0.9)
    assert store.queue.claim(asked.id, "new")
    assert store.local().job(asked.id).starts == 2


def test_a_removed_job_leaves_no_file_and_a_dropped_clip_leaves_the_job(store: Store) -> None:
    first, second = ask(store, "a.mov"), ask(store, "b.mov")
    store.queue.drop_files(second.id)
    assert not second.paths["clip"].exists()
    store.local().remove_job(first.id)
    assert not first.paths["clip"].exists()
    assert [(job.id, job.paths) for job in store.local().jobs()] == [(second.id, {})]
