"""Lists the sets that match a filter, with one query for the sets and one for their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select

from formcheck.store.base.tables import DecisionRow, PersonRow, SeenRow, SetRow
from formcheck.store.entries import KeptSet, Order, SetFilter
from formcheck.store.scope.access import Act
from formcheck.store.scope.attaching import shas_by_set

_MOST_IDS = 1000
_OVERRULES = ("overrule_finding", "overrule_verdict", "add_repetition", "remove_repetition", "move_repetition")
# A comment, or a joint that was put elsewhere, leaves open what is to be decided.
_REMARKS = ("comment", "correct_landmark", "withdraw")
_ORDERS: Mapping[Order, tuple[Any, ...]] = {
    "newest": (SetRow.at.desc(),),
    "oldest": (SetRow.at.asc(),),
    "doubtful": ((SetRow.not_judged + SetRow.cautions).desc(), SetRow.at.desc()),
    "exercise": (SetRow.exercise_name, SetRow.at.desc()),
    "person": (PersonRow.name, SetRow.at.desc()),
}
_COPIED = (
    "id", "person_id", "exercise_id", "exercise_name", "at", "saved_at", "source", "name", "model", "view",
    "repetitions", "in_form", "faulty", "cautions", "not_judged", "hold_s", "duration_s", "numbers", "engine",
    "definition_sha256", "prescription_id",
)  # fmt: skip


def ids_of(act: Act, wanted: SetFilter, order: Order, *, limit: int, offset: int = 0) -> list[str]:
    """List the ids alone, to go through the sets one by one."""
    chosen = select(SetRow.id).join(PersonRow, PersonRow.id == SetRow.person_id).where(*_conditions(act, wanted))
    ordered = chosen.order_by(*_ORDERS[order], SetRow.id)
    return list(act.session.scalars(ordered.limit(limit).offset(offset)))


def listed(act: Act, wanted: SetFilter, order: Order, *, limit: int, offset: int) -> list[KeptSet]:
    """List the sets within reach that match a filter.

    The page is selected first; otherwise the counts would be computed for all sets that are sorted.
    """
    ids = ids_of(act, wanted, order, limit=limit, offset=offset)
    found = {row.SetRow.id: row for part in _parts(ids) for row in act.session.execute(_select(act, part))}
    shas = {name: files for part in _parts(ids) for name, files in shas_by_set(act.session, part).items()}
    # On a server a set may be discarded between the two queries.
    return [_entry(found[set_id], shas[set_id]) for set_id in ids if set_id in found]


def one(act: Act, set_id: str) -> KeptSet:
    """Return one set that is known to be within reach."""
    row = act.session.execute(_select(act, [set_id])).one()
    return _entry(row, shas_by_set(act.session, [set_id])[set_id])


def count(act: Act, wanted: SetFilter) -> int:
    """Count the sets within reach that match a filter."""
    return act.session.scalar(select(func.count()).select_from(SetRow).where(*_conditions(act, wanted))) or 0


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a list into parts that every database takes in one query."""
    return (ids[start : start + _MOST_IDS] for start in range(0, len(ids), _MOST_IDS))


def _select(act: Act, ids: Sequence[str]) -> Select[Any]:
    decisions = select(func.count()).where(DecisionRow.set_id == SetRow.id).correlate(SetRow).scalar_subquery()
    columns = (
        SetRow, PersonRow.name.label("person_name"), PersonRow.height_cm, decisions.label("decisions"),
        _decided(*_OVERRULES).label("is_overruled"), _seen_by(act.account.id).label("is_seen"),
    )  # fmt: skip
    return select(*columns).join(PersonRow, PersonRow.id == SetRow.person_id).where(SetRow.id.in_(ids))


def _conditions(act: Act, wanted: SetFilter) -> list[ColumnElement[bool]]:
    return [SetRow.person_id.in_(act.reached()), *_of_the_set(wanted), *_of_the_work(act, wanted)]


def _of_the_set(wanted: SetFilter) -> list[ColumnElement[bool]]:
    found = []
    if wanted.person is not None:
        found.append(SetRow.person_id == wanted.person)
    if wanted.exercise is not None:
        found.append(SetRow.exercise_id == wanted.exercise)
    if wanted.source is not None:
        found.append(SetRow.source == wanted.source)
    if wanted.since is not None:
        found.append(SetRow.at >= wanted.since)
    if wanted.until is not None:
        found.append(SetRow.at < wanted.until)
    return found


def _of_the_work(act: Act, wanted: SetFilter) -> list[ColumnElement[bool]]:
    """Return the conditions of a work list: what was found, seen and decided."""
    asked = (
        (wanted.faulty, SetRow.faulty > 0),
        (wanted.doubtful, (SetRow.cautions > 0) | (SetRow.not_judged > 0)),
        # Found once for all sets: to look for each set by itself takes three times as long with thousands of them.
        (wanted.overruled, SetRow.id.in_(select(DecisionRow.set_id).where(DecisionRow.kind.in_(_OVERRULES)))),
        (wanted.undecided, SetRow.id.not_in(select(DecisionRow.set_id).where(DecisionRow.kind.not_in(_REMARKS)))),
        (wanted.unseen, ~_seen_by(act.account.id)),
    )
    return [condition for is_asked, condition in asked if is_asked]


def _decided(*kinds: str) -> ColumnElement[bool]:
    return exists().where(DecisionRow.set_id == SetRow.id, DecisionRow.kind.in_(kinds))


def _seen_by(account_id: str) -> ColumnElement[bool]:
    return exists().where(SeenRow.set_id == SetRow.id, SeenRow.account_id == account_id)


def _entry(row: Row[Any], shas: Mapping[str, str]) -> KeptSet:
    columns = {name: getattr(row.SetRow, name) for name in _COPIED}
    return KeptSet(
        **columns, person_name=row.person_name, height_cm=row.height_cm, decisions=row.decisions,
        is_overruled=row.is_overruled, is_seen=row.is_seen, files=shas,
    )  # fmt: skip
