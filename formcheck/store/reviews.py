"""Reads all reviewed sets of a store, for the owner of this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import groupby

from pydantic import ValidationError
from sqlalchemy import select

from formcheck.desk.decision import Decision
from formcheck.desk.reviewed import Reviewed
from formcheck.report.document import from_json
from formcheck.store.base.tables import DecisionRow
from formcheck.store.scope.attaching import shas_by_set
from formcheck.store.scope.sets import REPORT
from formcheck.store.store import Store


def reviews(store: Store) -> list[Reviewed]:
    """Read the reports and decisions of all reviewed sets, with the signatures of the store.

    Raises
    ------
    StoreDamagedError
        If a report is missing or damaged.
    """
    with store.database.reading() as session:
        rows = list(session.scalars(select(DecisionRow).order_by(DecisionRow.set_id, DecisionRow.number)))
        by_set = {set_id: tuple(_decisions(of_set)) for set_id, of_set in groupby(rows, key=lambda row: row.set_id)}
        files = shas_by_set(session, list(by_set))
    return [
        Reviewed(report=from_json(store.content.read(files[set_id][REPORT]).decode()), decisions=decisions)
        for set_id, decisions in by_set.items()
    ]


def _decisions(rows: Iterator[DecisionRow]) -> Iterator[Decision]:
    for row in rows:
        with suppress(ValidationError):  # what is no decision of the desk
            yield Decision.model_validate({**row.payload, "id": row.id, "by": row.by, "at": row.at})
