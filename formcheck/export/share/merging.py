"""Two lists of decisions about one set -> one list, by id."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.desk.decision import Decision
from formcheck.errors import UsageError


def merged(ours: Iterable[Decision], theirs: Iterable[Decision]) -> tuple[Decision, ...]:
    """Merge decisions: the list only grows, and the order in which two people exchange files does not matter.

    Returns
    -------
    tuple of Decision
        In the order of time.

    Raises
    ------
    UsageError
        If two different decisions have the same id: one of the lists was edited by hand.
    """
    by_id: dict[str, Decision] = {}
    for one in (*ours, *theirs):
        known = by_id.setdefault(one.id, one)
        if known != one:
            msg = (
                f"the decision {one.id} by {one.by} differs between this folder and the file. Decisions are never "
                "changed, only added, so one of the two was edited by hand. Nothing was written. Ask for the file "
                "again."
            )
            raise UsageError(msg)
    return tuple(sorted(by_id.values(), key=lambda one: (one.at, one.id)))
