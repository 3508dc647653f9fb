"""The database and its transactions. Its tables are brought to the newest schema when it is opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from formcheck.errors import NewerStoreError
from formcheck.store.base.refusals import refusals
from formcheck.store.base.tables import REVISION, Table
from formcheck.store.places import Place

_BUSY_MS = 10_000
# The same for all writers of one server; any number would do.
_WRITERS_LOCK = 7_261_034
_MIGRATIONS: Final = Path(__file__).parents[1] / "migrations"
# FULL: what was said to be saved is on the disk, also when the power fails in the next moment. secure_delete: what
# was deleted is overwritten, not only left to be reused.
_PRAGMAS = (
    f"busy_timeout={_BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)


class Database:
    """The rows of one store.

    Parameters
    ----------
    where : Place
        Where it is. Missing tables are made, older ones are brought to the newest schema.

    Raises
    ------
    NewerStoreError
        If a newer formcheck has written to it.
    StoreError
        If it cannot be used.
    """

    def __init__(self, where: Place) -> None:
        self.where = where
        with refusals(where):
            self.engine = _engine(where)
            self._writer = self.engine.execution_options(writes=True)
            try:
                self._upgrade()
            except BaseException:
                self.engine.dispose()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Provide a transaction that sees a consistent state of the rows."""
        with refusals(self.where), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Provide a transaction that is committed when the block ends; one writer at a time, on a server too.

        Files are removed only within one, so that none vanishes between checking for it and writing the row that names
        it.
        """
        with refusals(self.where), Session(self._writer, expire_on_commit=False) as session, session.begin():
            if not self.where.is_embedded:
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
            yield session

    def all_rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table, to search for data that should not be there."""
        with self.reading() as session:
            tables = Table.metadata.sorted_tables
            return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _upgrade(self) -> None:
        with self._writer.connect() as connection:
            found = _revision(connection)
        if found == REVISION:
            return
        if found is not None and found not in known_revisions():
            msg = (
                f"The store {self.where.shown_url} has schema revision {found!r}; this formcheck supports revisions up "
                f"to {REVISION!r}. A newer formcheck has written to it. Update this one: pip install --upgrade "
                "formcheck"
            )
            raise NewerStoreError(msg)
        with self._writer.begin() as connection:
            if not self.where.is_embedded:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _WRITERS_LOCK})
            upgrade(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the tables of a connection to a schema revision, within its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def known_revisions() -> list[str]:
    """List the schema revisions that this formcheck knows, the oldest first."""
    from alembic.script import ScriptDirectory

    return [script.revision for script in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()][::-1]


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _engine(where: Place) -> Engine:
    engine = create_engine(where.url, pool_pre_ping=not where.is_embedded)
    if where.is_embedded:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own way of beginning transactions would leave out reads and the making of tables.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A writer takes its lock at once: one that read before it writes could not wait for another.
    writes: Any = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def raw_sqlite(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection, for operations that only SQLite has."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
