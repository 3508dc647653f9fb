"""The database as it is opened: its form, its settings, and what it says when it refuses."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from benchmarks.store.small_sets import files
from formcheck.errors import NewerStoreError, OutputError, StoreBusyError, StoreDamagedError, StoreError, UsageError
from formcheck.store.base import database, tables
from formcheck.store.places import DATABASE_FILE, place
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store


def test_the_tables_are_those_of_the_newest_migration(store: Store) -> None:
    assert database.known_revisions()[-1] == tables.REVISION
    with store.database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.Table.metadata) == []


def test_a_commit_waits_for_the_disk_and_deleted_rows_are_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with Store.open(tmp_path, f"sqlite:///{tmp_path / DATABASE_FILE}") as store, store.database.reading() as session:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in names}
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_store_of_a_newer_formcheck_is_not_touched(store: Store, home: Path, url: str) -> None:
    with store.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        with pytest.raises(NewerStoreError, match="pip install --upgrade formcheck"):
            Store.open(home, url)
    finally:
        with store.database.writing() as session:
            session.execute(text("UPDATE alembic_version SET version_num = :known"), {"known": tables.REVISION})


@pytest.mark.slow
def test_two_processes_may_make_the_same_store(tmp_path: Path) -> None:
    program = (
        "import sys; from formcheck.store.store import Store\n"
        "with Store.open(sys.argv[1]) as store: print(store.local().account.person_id)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [process.communicate() for process in running]
    assert len({out for out, _ in told}) == 1, told
    assert all(len(out.strip()) == 32 and not err for out, err in told)


def test_a_locked_store_is_told(home: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_PRAGMAS", ("busy_timeout=50", *database._PRAGMAS[1:]))
    home.mkdir()
    (home / DATABASE_FILE).write_bytes(made.read_bytes())
    with Store.open(home) as store, closing(sqlite3.connect(home / DATABASE_FILE, isolation_level=None)) as other:
        me = store.local()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="another process writes"):
            me.save_set(files("ok"), source="upload")
        other.execute("ROLLBACK")
        assert me.sets() == []
        me.save_set(files("ok"), source="upload")


@pytest.mark.parametrize("damage", ["not a database at all" * 400, "page"])
def test_a_damaged_database_is_told(home: Path, made: Path, damage: str) -> None:
    home.mkdir()
    data = made.read_bytes()
    broken = damage.encode() if damage != "page" else data[:200] + b"\xff" * (len(data) - 200)
    (home / DATABASE_FILE).write_bytes(broken)
    with pytest.raises(StoreDamagedError, match="backup"), Store.open(home) as store:
        store.local()


def save_many(me: Scope, count: int) -> None:
    for _ in range(count):
        me.save_set(files("ok"), source="upload", name="x" * 200)


def test_a_full_disk_is_told_and_nothing_is_listed(home: Path, made: Path) -> None:
    home.mkdir()
    (home / DATABASE_FILE).write_bytes(made.read_bytes())
    with Store.open(home) as store:
        me = store.local()
        with store.database.reading() as session:
            pages = session.execute(text("PRAGMA page_count")).scalar()
            session.execute(text(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(OutputError, match="disk is full"):
            save_many(me, 50)
        listed = me.sets()
        assert [fault for fault in store.check() if fault.kind != "orphan"] == []
        assert len(listed) < 50


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        Store.open(tmp_path / "file" / "store")


def test_a_server_that_is_not_there_is_told_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://me:secret@/none?host={tmp_path}"
    with pytest.raises(StoreError, match="cannot be reached") as error:
        Store.open(tmp_path / "store", url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("url", ["mysql://host/name", "formcheck.db"])
def test_another_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(UsageError, match="unset FORMCHECK_DATABASE"):
        Store.open(tmp_path, url)


def test_the_environment_moves_the_store(tmp_path: Path) -> None:
    environment = {"FORMCHECK_HOME": str(tmp_path), "FORMCHECK_DATABASE": "postgresql://a:b@host/name"}
    moved = place(environment=environment)
    assert (moved.home, moved.url) == (tmp_path, "postgresql+psycopg://a:b@host/name")
    assert moved.shown_url == "postgresql+psycopg://a@host/name"
    assert place(environment={"FORMCHECK_HOME": str(tmp_path)}).url == f"sqlite:///{tmp_path / DATABASE_FILE}"
