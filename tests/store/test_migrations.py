"""A store of every released form, with rows in all of its tables, comes up to date with all that was in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.store.base import database
from formcheck.store.base.database import Database, known_revisions, upgrade
from formcheck.store.entries import SetFilter
from formcheck.store.places import DATABASE_FILE, place
from formcheck.store.store import Store
from tests.store.released.writing import NOON, RELEASED, insert, rows_of

FORMS = sorted(path.stem for path in RELEASED.glob("*.json"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty(request: pytest.FixtureRequest, home: Path) -> str:
    """Address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{home / DATABASE_FILE}"
    address: str = request.getfixturevalue("server")
    import psycopg

    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("DROP SCHEMA IF EXISTS old CASCADE")
        connection.execute("CREATE SCHEMA old")
    return f"{address}&options=-csearch_path%3Dold"


def make(form: str, home: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a store as the formcheck of that form left it; of its files only their names are known."""
    home.mkdir(mode=0o700, exist_ok=True)
    monkeypatch.setattr(Database, "_upgrade", lambda _: None)
    old = Database(place(home, url))
    monkeypatch.undo()
    with old.engine.begin() as connection:
        upgrade(connection, form)
        insert(connection, json.loads((RELEASED / f"{form}.json").read_text("utf-8")))
    old.close()


def test_every_form_that_was_released_is_tried() -> None:
    assert known_revisions() == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_rows_are_in_every_table_of_that_form(form: str) -> None:
    rows = json.loads((RELEASED / f"{form}.json").read_text("utf-8"))
    assert [name for name, found in rows.items() if not found] == []


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_lost_on_the_way_to_the_newest_form(
    form: str, home: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(form, home, empty, monkeypatch)
    with Store.open(home, empty) as store:
        me = store.local()
        (kept,) = me.sets(SetFilter(overruled=True))
        assert (kept.name, kept.at, kept.faulty, kept.decisions) == ("first.mov", NOON, 1, 1)
        assert sorted(kept.files) == ["annotated.mp4", "report.json"]
        (decision,) = me.decisions(kept.id)
        assert (decision.by, decision.payload["reason"]) == ("therapist", "deep enough")
        assert [row.exercise for version in me.prescriptions() for row in version.prescription.exercises] == ["squat"]
        assert [entry.pain for entry in me.diary()] == [2]
        assert [(job.name, job.state) for job in me.jobs()] == [("second.mov", "waiting")]
        therapist = store.account_of("https://login.example", "t")
        assert therapist is not None
        assert [seen.id for seen in store.acting_as(therapist).sets()] == [kept.id]
        assert {"save", "open", "decide", "prescribe", "treat"} <= {
            entry.action for entry in store.acting_as(store.account_of("https://login.example", "a") or "").audit()
        }
        with store.database.engine.connect() as connection:
            was = json.loads((RELEASED / f"{form}.json").read_text("utf-8"))
            now = rows_of(connection)
        assert {name: len(rows) for name, rows in was.items()} == {name: len(now[name]) for name in was}


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    home: Path, empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: object) -> None:
        upgrade(connection, FORMS[0])  # type: ignore[arg-type]
        msg = "the power fails"
        raise RuntimeError(msg)

    monkeypatch.setattr(database, "upgrade", broken)
    with pytest.raises(RuntimeError):
        Store.open(home, empty)
    monkeypatch.undo()
    with Store.open(home, empty) as store:
        assert store.people() == []
