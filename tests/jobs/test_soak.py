"""What a soak calls lost: jobs without an end, uploads or sets that were accepted and are not kept, a broken store."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak.__main__ import lost, memory, row
from benchmarks.soak.faults import is_small
from benchmarks.soak.rounds import Round
from formcheck.report.document import to_json
from formcheck.store.store import Store
from tests.jobs.rows import job
from tests.support.judged import good


def played(fault: str = "none", *, app_mb: float = 600.0) -> Round:
    return Round(fault, True, 15.0, 1, 1, 0, app_mb, 700.0)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A store with one set of Live and one upload."""
    with Store.open(tmp_path / "home") as store:
        files = {"report.json": to_json(good().report).encode()}
        store.local().save_set(files, source="live", name="squat")
        store.local().save_set(files, source="upload", name="squat")
    return tmp_path / "home"


def test_nothing_is_lost_where_all_that_was_accepted_is_kept_or_refused_with_a_reason(home: Path) -> None:
    jobs = {"a": job(1, state="done"), "b": job(2, state="failed", error="The disk is full.")}
    assert lost([played(), played("app killed")], jobs, home) == []


def test_what_is_not_kept_never_ended_or_failed_in_silence_is_said(home: Path, tmp_path: Path) -> None:
    (clip := tmp_path / "squat.mp4").write_bytes(b"film")
    with Store.open(home) as store:
        store.local().add_job("analyze", {}, {"clip": clip})
    jobs = {
        "a": job(1, state="done"),
        "b": job(2, state="done"),
        "c": job(3, state="running"),
        "d": job(4, state="failed"),
    }
    found = lost([played()] * 6, jobs, home)
    for words in ("never ended", "without a reason", "3 uploads should be kept, and 1 are", "6 sets were ended"):
        assert any(words in line for line in found), words
    assert "6 clips were uploaded, and 5 accepted." in found


def test_a_file_that_is_gone_is_a_broken_store(home: Path) -> None:
    for path in (home / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert [line for line in lost([played()], {"a": job(1, state="done")}, home) if line.startswith("The store: ")]


def test_the_thirds_of_a_soak_are_compared_without_its_first_round() -> None:
    rounds = [played(app_mb=mb) for mb in (300.0, 600.0, 610.0, 605.0, 700.0, 900.0, 910.0)]
    assert memory(rounds) == "Memory of the app: 605 MB in the first third of the rounds, 905 MB in the last."
    assert "Too few" in memory(rounds[:3])
    assert row(1.2, rounds[0]) == "| 1 | none | yes | 15 | 1 | 1 | 0 | 300 | 700 |\n"


def test_only_a_small_disk_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Disk:
        f_blocks, f_frsize = 2 << 20, 4096

    monkeypatch.setattr("os.statvfs", lambda _: Disk)
    assert not is_small(tmp_path)
    Disk.f_blocks = 1000
    assert is_small(tmp_path)
