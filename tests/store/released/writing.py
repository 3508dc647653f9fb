"""Writes the rows of a small store as they are today: ``python -m tests.store.released.writing``, once for each form.

What lies beside this was written by the formcheck of that time, and is never written anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, DateTime, MetaData, select

from benchmarks.store.small_sets import files
from formcheck.store.base.tables import REVISION
from formcheck.store.places import DATABASE_FILE
from formcheck.store.store import Store

RELEASED = Path(__file__).parent
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def fill(store: Store) -> None:
    """Put at least one row into every table."""
    me, issuer = store.local(), "https://login.example"
    therapist = store.add_account("therapist", "therapist", issuer=issuer, subject="t")
    admin = store.add_account("admin", "admin", issuer=issuer, subject="a")
    person = me.account.person_id
    assert person is not None
    store.acting_as(admin).treat(therapist.id, person)
    version = store.acting_as(therapist).prescribe(
        {"exercises": [{"exercise": "squat", "repetitions": 8}]}, person=person
    )
    kept = me.save_set(files("ok", "fault"), source="upload", name="first.mov", at=NOON, prescription=version.id)
    store.acting_as(therapist).open_set(kept.id)
    store.acting_as(therapist).decide(kept.id, {"kind": "overrule_finding", "id": "d1", "reason": "deep enough"})
    me.set_height(None, 178.0)
    me.write_diary({"words": "knee"}, pain=2, at=NOON)
    me.add_job("analyze", {"exercise": "lunge"}, {"clip": b"clip"}, name="second.mov")


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Read all rows, as JSON can hold them."""
    tables = MetaData()
    tables.reflect(connection)
    return {
        table.name: [
            {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row._mapping.items()}
            for row in connection.execute(select(table))
        ]
        for table in tables.sorted_tables
        if table.name != "alembic_version"
    }


def insert(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put rows back into tables of the form that they were read from."""
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        times = {column.name for column in table.columns if isinstance(column.type, DateTime)}
        for row in rows.get(table.name, []):
            read = {
                name: datetime.fromisoformat(value) if name in times and value is not None else value
                for name, value in row.items()
            }
            connection.execute(table.insert().values(read))


def main() -> None:
    """Write the file of today's revision."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "store", f"sqlite:///{folder / 'store' / DATABASE_FILE}") as store:
            fill(store)
            store.backup(folder / "backup")
            with store.database.engine.connect() as connection:
                rows = rows_of(connection)
    rows["backup"][0]["target"] = "/media/disk/formcheck"
    (RELEASED / f"{REVISION}.json").write_text(json.dumps(rows, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
