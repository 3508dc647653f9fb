"""Nothing that was said to be saved is lost when the process is killed, and what is left is found."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.data import PROJECT
from benchmarks.store.kills import Told, remains_of
from benchmarks.store.small_sets import files
from formcheck.store.places import DATABASE_FILE
from formcheck.store.store import Store

KILLS = int(os.environ.get("FORMCHECK_TEST_KILLS", "20"))


@pytest.mark.slow
# Two hundred take longer than the usual limit of a test.
@pytest.mark.timeout(1_800)
def test_kills_at_random_moments_lose_nothing() -> None:
    """Twenty of them; FORMCHECK_TEST_KILLS=200 asks for more, at other moments."""
    command = [sys.executable, "-m", "benchmarks.store", "--kills", str(KILLS)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = re.search(r"kills: (\d+), sets said to be saved: (\d+)", done.stdout)
    assert counts is not None
    assert int(counts[1]) == KILLS
    assert int(counts[2]) >= KILLS // 2, "most writers live long enough to save something"


@pytest.fixture
def told(home: Path, made: Path) -> Told:
    """A store with one set of each kind, as its writer told of it."""
    home.mkdir(mode=0o700)
    (home / DATABASE_FILE).write_bytes(made.read_bytes())
    heard = Told()
    with Store.open(home) as store:
        me = store.local()
        for mark in ("first", "second"):
            kept = me.save_set(files("fault", warning=mark, clip=mark.encode() * 500), source="upload")
            me.decide(kept.id, {"kind": "agree"})
            heard.hear(f"saved {kept.id} {mark}\ndecided {kept.id}\n")
        job = me.add_job("analyze", {}, {"clip": b"clip"})
        heard.hear(f"asked {job.id}\nsaved broken-o")
    return heard


def test_a_whole_store_is_as_it_was_said(home: Path, told: Told) -> None:
    assert remains_of(home, told) == ({}, [])


def test_what_was_lost_would_be_noticed(home: Path, told: Told) -> None:
    first, second = told.saved
    with Store.open(home) as store:
        me = store.local()
        store.content.path(me.open_set(second).kept.files["annotated.mp4"]).write_bytes(b"damaged")
        me.discard(first)
        (job,) = me.jobs()
        me.remove_job(job.id)
    told.discarded.add(second)
    wrong = "\n".join(remains_of(home, told)[1])
    for part in ("first was said to be saved, and is gone", "damaged ", "job .* is gone", "second was said to be disc"):
        assert re.search(part, wrong), part


def test_what_a_kill_leaves_is_counted_and_mended(home: Path, told: Told) -> None:
    (home / "files" / "aa").mkdir()
    (home / "files" / "aa" / ("aa" * 32)).write_bytes(b"left")
    assert remains_of(home, told) == ({"orphan": 1}, [])
    assert remains_of(home, told) == ({}, [])
