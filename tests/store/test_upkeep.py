"""What is wrong with a store is found, mended and copied, on both databases."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from benchmarks.store.small_sets import files
from formcheck.errors import OutputError
from formcheck.store.entries import KeptSet
from formcheck.store.places import DATABASE_FILE
from formcheck.store.store import Store

ORPHAN = "ab" * 32


@pytest.fixture
def kept(store: Store) -> KeptSet:
    return store.local().save_set(files("ok"), source="upload")


def kinds(store: Store, *, is_deep: bool = True) -> list[str]:
    return sorted(fault.kind for fault in store.check(is_deep=is_deep))


def leave(path: Path, *, age_s: float = 0.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"left")
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def clip_of(store: Store, kept: KeptSet) -> Path:
    return store.content.path(kept.files["annotated.mp4"])


@pytest.mark.usefixtures("kept")
def test_a_whole_store_has_no_faults(store: Store) -> None:
    shares: list[float] = []
    assert store.check(progress=shares.append) == []
    assert shares == [0.5, 1.0]


def test_each_kind_of_damage_is_found_and_told_apart(store: Store, kept: KeptSet) -> None:
    clip, report = clip_of(store, kept), store.content.path(kept.files["report.json"])
    clip.write_bytes(b"CLIP")
    assert kinds(store) == ["damaged"]
    assert kinds(store, is_deep=False) == [], "its size is right"
    clip.write_bytes(b"longer than it was")
    assert kinds(store, is_deep=False) == ["damaged"]
    report.unlink()
    leave(store.content.folder / "ab" / ORPHAN)
    leave(store.content.folder / "stray.txt")
    leave(store.content.incoming / "half")
    assert kinds(store) == ["damaged", "leftover", "missing", "orphan", "orphan"]


def test_files_without_rows_are_moved_aside_and_not_deleted(store: Store, kept: KeptSet) -> None:
    leave(store.content.folder / "ab" / ORPHAN)
    old, new = leave(store.content.incoming / "old", age_s=7200.0), leave(store.content.incoming / "new")
    done = store.repair()
    assert done.aside is not None
    assert sorted(path.name for path in done.aside.iterdir()) == sorted([ORPHAN, "old"])
    assert (old.exists(), new.exists()) == (False, True), "what is less than an hour old may just be written"
    assert [fault.name for fault in done.left] == ["new"]
    assert store.local().open_set(kept.id).kept.id == kept.id


def test_what_was_moved_aside_comes_back_where_it_is_missed(store: Store, kept: KeptSet) -> None:
    clip = clip_of(store, kept)
    leave(clip).unlink()
    aside = store.content.aside / "before" / clip.name
    leave(aside).write_bytes(b"clip")
    assert kinds(store) == ["missing"]
    assert [fault.kind for fault in store.repair().mended] == ["missing"]
    assert clip.read_bytes() == b"clip"


def test_damaged_and_missing_files_are_taken_from_a_backup(store: Store, kept: KeptSet, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    clip_of(store, kept).write_bytes(b"CLIP")
    store.content.path(kept.files["report.json"]).unlink()
    assert sorted(fault.kind for fault in store.repair().left) == ["damaged", "missing"]
    assert store.repair(tmp_path / "backup").left == ()
    assert kinds(store) == []


def test_a_removal_that_was_broken_off_is_finished_when_the_store_is_opened(
    home: Path, url: str, kept: KeptSet, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.store.scope.sets.sweep", lambda *_: 0)
    store.local().discard(kept.id)
    assert kinds(store) == ["unused", "unused"]
    with Store.open(home, url) as again:
        assert kinds(again) == []
        assert list(again.content.all()) == []


def test_a_backup_is_a_store(store: Store, kept: KeptSet, tmp_path: Path) -> None:
    made = store.backup(tmp_path / "backup")
    assert (made.files, made.missing) == (2, ())
    if not store.where.is_embedded:
        assert (tmp_path / "backup" / "formcheck.pgdump").read_bytes().startswith(b"PGDMP")
        return
    with Store.open(tmp_path / "backup", f"sqlite:///{tmp_path / 'backup' / DATABASE_FILE}") as copy:
        assert kinds(copy) == []
        assert copy.local().open_set(kept.id).paths["annotated.mp4"].read_bytes() == b"clip"


def test_a_backup_is_brought_up_to_date(store: Store, kept: KeptSet, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    clip = tmp_path / "backup" / clip_of(store, kept).relative_to(store.where.home)
    assert clip.is_file()
    store.local().discard(kept.id)
    store.local().save_set(files("fault", clip=b"another"), source="upload")
    assert store.backup(tmp_path / "backup").files == 2
    assert not clip.exists(), "a discarded set is gone from there too"


def test_a_damaged_store_is_copied_as_far_as_it_is_whole(store: Store, kept: KeptSet, tmp_path: Path) -> None:
    clip_of(store, kept).write_bytes(b"CLIP")
    made = store.backup(tmp_path / "backup")
    assert (made.files, made.missing) == (1, (kept.files["annotated.mp4"],))


def test_a_set_that_is_discarded_while_it_is_copied_is_no_fault(
    store: Store, kept: KeptSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from formcheck.store.upkeep import backup

    copy_rows, rounds = backup._copy_rows, []

    def and_discard(*given: object) -> dict[str, int]:
        named = copy_rows(*given)  # type: ignore[arg-type]
        rounds.append(named)
        if len(rounds) == 1:
            store.local().discard(kept.id)
        return named

    monkeypatch.setattr(backup, "_copy_rows", and_discard)
    made = store.backup(tmp_path / "backup")
    assert [len(named) for named in rounds] == [2, 0]
    assert (made.files, made.missing) == (0, ())


@pytest.mark.parametrize("place", ["full", "inside"])
def test_a_backup_overwrites_nothing_else(store: Store, tmp_path: Path, place: str) -> None:
    target = {"full": tmp_path / "full", "inside": store.where.home / "backup"}[place]
    leave(tmp_path / "full" / "letter.txt")
    with pytest.raises(OutputError, match=r"nor a backup by formcheck|inside the store itself"):
        store.backup(target)


def test_the_folder_of_the_store_is_closed_to_others(store: Store, kept: KeptSet) -> None:
    assert store.where.home.stat().st_mode & 0o077 == 0
    assert clip_of(store, kept).stat().st_mode & 0o077 == 0


def test_a_store_that_is_moved_is_the_same(home: Path, made: Path, tmp_path: Path) -> None:
    home.mkdir(mode=0o700)
    shutil.copyfile(made, home / DATABASE_FILE)
    with Store.open(home) as store:
        saved = store.local().save_set(files("ok"), source="live")
    moved = home.rename(tmp_path / "elsewhere")
    with Store.open(moved) as store:
        assert store.local().open_set(saved.id).paths["annotated.mp4"].read_bytes() == b"clip"
