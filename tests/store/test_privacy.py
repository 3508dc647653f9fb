"""Everything of a person goes out as one archive, and nothing of it stays where it is deleted."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.store.small_sets import bytes_below, files
from formcheck.errors import NotKeptError
from formcheck.store.places import KEEP_DAYS
from formcheck.store.store import Store
from tests.store.conftest import Clinic

MARK = "zanzibar"
"""A word that stands in everything of the person, in rows and in files."""
NOW = datetime.now(UTC)


@pytest.fixture
def marked(clinic: Clinic) -> str:
    """A person with the mark in every kind of row and file; returns the id."""
    therapist, runner = clinic.scope("therapist"), clinic.scope("runner")
    runner.rename_person(None, f"{MARK} the runner")
    clip = f"clip {MARK}".encode()
    kept = runner.save_set(
        {**files("fault", warning=MARK, clip=clip), "moments.png": b"picture of " + clip}, source="upload", name=MARK
    )
    therapist.open_set(kept.id)
    therapist.decide(kept.id, {"kind": "comment", "reason": MARK})
    therapist.prescribe({"words": MARK}, person=clinic.first)
    runner.write_diary({"words": MARK}, pain=3)
    runner.add_job("analyze", {"words": MARK}, {"clip": b"upload of " + clip}, name=MARK)
    clinic.scope("other runner").save_set(files("ok", clip=b"somebody else"), source="upload", name="other")
    return clinic.first


def holding(folder: Path, word: str) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path, data in bytes_below(folder).items() if word.encode() in data)


def test_deleting_a_person_leaves_nothing_of_them(store: Store, clinic: Clinic, marked: str) -> None:
    assert len(holding(store.where.home, MARK)) >= (5 if store.where.is_embedded else 4), "the test would find it"
    gone = clinic.admin.delete_person(marked)
    assert (gone.sets, gone.jobs, gone.prescriptions, gone.diary_entries, gone.files) == (1, 1, 1, 1, 4)
    assert holding(store.where.home, MARK) == []
    assert store.check() == []
    assert clinic.scope("other runner").count_sets() == 1
    assert [entry.action for entry in clinic.admin.audit()][0] == "delete person"  # noqa: RUF015
    assert marked not in {entry.person_id for entry in clinic.admin.audit(limit=1000)}


def test_no_row_of_a_deleted_person_is_left(store: Store, clinic: Clinic, marked: str) -> None:
    account = clinic.scope("runner").account.id
    clinic.scope("runner").delete_person()
    for name, rows in store.database.all_rows().items():
        assert not [row for row in rows if {marked, account} & set(map(str, row))], name
        assert MARK not in str(rows), name


def test_a_deletion_reaches_backups_and_names_those_that_it_cannot_reach(
    store: Store, marked: str, tmp_path: Path
) -> None:
    for name in ("here", "unplugged"):
        store.backup(tmp_path / name)
    (tmp_path / "unplugged").rename(tmp_path / "elsewhere")
    others = {path.name for path in (tmp_path / "here").rglob("*") if b"somebody else" in _bytes(path)}
    gone = store.delete_person(marked)
    if store.where.is_embedded:
        assert [copy.target for copy in gone.cleaned] == [tmp_path / "here"]
        assert [copy.target for copy in gone.backups] == [tmp_path / "unplugged"]
        assert holding(tmp_path / "here", MARK) == []
    else:
        assert [copy.target for copy in gone.backups] == [tmp_path / "here", tmp_path / "unplugged"]
    assert holding(tmp_path / "elsewhere", MARK), "the test would find it"
    assert others <= {path.name for path in (tmp_path / "here").rglob("*")}


def test_a_backup_that_a_person_was_deleted_in_is_a_whole_store(
    store: Store, clinic: Clinic, marked: str, tmp_path: Path
) -> None:
    store.backup(tmp_path / "backup")
    gone = clinic.admin.delete_person(marked)
    if not store.where.is_embedded:
        assert gone.cleaned == [], "a server's backup is a file of its own program"
        return
    assert sorted(path.suffix for path in (tmp_path / "backup").iterdir() if path.is_file()) == [".db"]
    with Store.open(tmp_path / "backup") as copy:
        assert copy.check(is_deep=True) == []
        assert copy.acting_as(clinic.scope("other runner").account.id).count_sets() == 1


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_an_export_holds_all_rows_and_files_of_one_person(store: Store, marked: str, tmp_path: Path) -> None:
    assert store.export_person(marked, tmp_path / "all.zip") == 4
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        rows = json.loads(archive.read("person.json"))
        contents = [archive.read(name) for name in archive.namelist() if name != "person.json"]
    assert rows["person"]["name"] == f"{MARK} the runner"
    counts = {name: len(found) for name, found in rows.items() if isinstance(found, list)}
    assert counts == {
        "set": 1, "job": 1, "prescription": 1, "diary": 1, "treats": 1, "account": 1, "decision": 1,
        "audit": len(rows["audit"]), "missing_files": 0,
    }  # fmt: skip
    assert {"save", "open", "decide", "prescribe"} <= {row["action"] for row in rows["audit"]}
    assert all(MARK.encode() in content for content in contents)
    assert b"somebody else" not in b"".join(contents)


def test_an_id_from_elsewhere_is_no_path_in_an_export(store: Store, tmp_path: Path) -> None:
    me = store.local()
    me.save_set(files("ok", exercise="../../evil"), source="file")
    me.export_person(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert not [name for name in archive.namelist() if ".." in name]


def test_nobody_is_deleted_or_exported_twice(store: Store, marked: str, tmp_path: Path) -> None:
    store.delete_person(marked)
    with pytest.raises(NotKeptError, match="formcheck store people"):
        store.delete_person(marked)
    with pytest.raises(NotKeptError, match="formcheck store people"):
        store.export_person(marked, tmp_path / "all.zip")
    assert not (tmp_path / "all.zip").exists()


def test_the_only_user_of_a_machine_begins_anew_after_being_deleted(store: Store) -> None:
    me = store.local()
    me.save_set(files("ok"), source="upload")
    patient = me.add_person("somebody else")
    me.save_set(files("fault"), source="file", person=patient.id)
    me.delete_person()
    again = store.local()
    assert [kept.person_name for kept in again.sets()] == ["somebody else"]
    assert again.save_set(files("ok"), source="upload").person_name == "Me"


def test_sets_are_kept_no_longer_than_is_said(store: Store, clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    runner, other = clinic.scope("runner"), clinic.scope("other runner")
    for scope in (runner, other):
        for days in (5, 50):
            scope.save_set(files("ok"), source="upload", name=f"{days}", at=NOW - timedelta(days=days))
            scope.write_diary({"words": "x"}, at=NOW - timedelta(days=days))
    assert store.expire() == 0, "nothing is said"
    monkeypatch.setenv(KEEP_DAYS, "30")
    assert store.expire() == 2
    assert [[kept.name for kept in scope.sets()] for scope in (runner, other)] == [["5"], ["5"]]
    assert [len(scope.diary()) for scope in (runner, other)] == [1, 1]


def test_a_person_can_be_kept_shorter_than_the_others(store: Store) -> None:
    me = store.local()
    brief = me.add_person("brief", keep_days=3)
    for person in (None, brief.id):
        me.save_set(files("ok"), source="upload", person=person, at=NOW - timedelta(days=5))
    assert store.expire() == 1
    assert [kept.person_name for kept in me.sets()] == ["Me"]
