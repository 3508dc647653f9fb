"""A store on each of the two databases."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.store.base import database
from formcheck.store.entries import Role
from formcheck.store.places import DATABASE_FILE
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from tests.store.postgres import find_postgres, postgres, postgres_is_required

NO_SERVER = "No PostgreSQL server was found: install one (Debian: sudo apt install postgresql)."


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the flushing: nothing here cuts the power, and it is most of what the tests would take."""
    quick = [pragma.replace("synchronous=FULL", "synchronous=OFF") for pragma in database._PRAGMAS]
    monkeypatch.setattr(database, "_PRAGMAS", tuple(quick))
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a server of its own."""
    programs = find_postgres()
    if programs is None:
        if postgres_is_required():
            pytest.fail(f"{NO_SERVER} The tests of the store must run on it here.", pytrace=False)
        pytest.skip(NO_SERVER)
    with postgres(programs) as url:
        yield url


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database in a file: making the tables takes longer than most tests."""
    home = tmp_path_factory.mktemp("made")
    Store.open(home, f"sqlite:///{home / DATABASE_FILE}").close()
    return home / DATABASE_FILE


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Folder of the store."""
    return tmp_path / "store"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, home: Path) -> str:
    """Address of an empty database, a file in the store's folder or on a server."""
    if request.param == "sqlite":
        home.mkdir(mode=0o700)
        shutil.copyfile(request.getfixturevalue("made"), home / DATABASE_FILE)
        return f"sqlite:///{home / DATABASE_FILE}"
    address: str = request.getfixturevalue("server")
    _empty(address)
    return address


def _empty(address: str) -> None:
    # The quick tests need no server: they do not wait for its package.
    import psycopg
    from psycopg import sql

    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        there = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = sql.SQL(", ").join(sql.Identifier(name) for (name,) in there if name != "alembic_version")
        if there:
            connection.execute(sql.SQL("TRUNCATE {}").format(names))


@pytest.fixture
def store(home: Path, url: str) -> Iterator[Store]:
    """An empty store, on each of the two databases."""
    with Store.open(home, url) as opened:
        yield opened


class Clinic:
    """An admin, two therapists and two runners; the first therapist treats the first runner."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids = {name: self._add(name, role) for name, role in _STAFF.items()}
        self.first, self.second = (self.scope(name).account.person_id or "" for name in ("runner", "other runner"))
        self.admin.treat(self.ids["therapist"], self.first)

    def _add(self, name: str, role: Role) -> str:
        return self.store.add_account(role, name, issuer="https://login.example", subject=name).id

    def scope(self, name: str) -> Scope:
        return self.store.acting_as(self.ids[name])

    @property
    def admin(self) -> Scope:
        return self.scope("admin")


_STAFF: dict[str, Role] = {
    "admin": "admin",
    "therapist": "therapist",
    "other therapist": "therapist",
    "runner": "runner",
    "other runner": "runner",
}


@pytest.fixture
def clinic(store: Store) -> Clinic:
    """Five accounts in the store."""
    return Clinic(store)
