"""Several threads at once: the same content is saved and discarded, and no row is ever without its file."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from benchmarks.store.small_sets import files
from formcheck.store.store import Store

THREADS, ROUNDS = 4, 6


def save_and_discard(store: Store, keeps: bool) -> list[str]:
    """Save the same content again and again, and discard it or not; each time all of it must be there."""
    me, kept = store.local(), []
    for _ in range(ROUNDS):
        saved = me.save_set(files("ok", clip=b"the same for all"), source="upload")
        assert me.open_set(saved.id).paths["annotated.mp4"].read_bytes() == b"the same for all"
        if keeps:
            kept.append(saved.id)
        else:
            me.discard(saved.id)
    return kept


def test_content_that_one_discards_and_another_saves_is_there(store: Store) -> None:
    store.local()
    with ThreadPoolExecutor(THREADS) as pool:
        told = list(pool.map(lambda number: save_and_discard(store, keeps=number == 0), range(THREADS)))
    assert sorted(kept.id for kept in store.local().sets()) == sorted(name for names in told for name in names)
    assert store.check() == []


def test_when_all_have_discarded_it_the_content_is_gone(store: Store) -> None:
    store.local()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda _: save_and_discard(store, keeps=False), range(THREADS)))
    assert store.local().sets() == []
    assert store.check() == []
    assert list(store.content.all()) == []


def test_each_job_is_begun_by_one_worker_alone(store: Store) -> None:
    job = store.local().add_job("analyze", {}, {"clip": b"clip"})
    with ThreadPoolExecutor(THREADS) as pool:
        begun = list(pool.map(lambda number: store.queue.claim(job.id, f"worker {number}"), range(THREADS)))
    assert begun.count(True) == 1
