"""Decisions about sets: added, signed with name, role and time, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from formcheck.errors import UsageError
from formcheck.store.base.tables import DecisionRow, SetRow
from formcheck.store.entries import Decision, Payload
from formcheck.store.scope.access import LONGEST_NAME, Access, Act, new_id

_LONGEST_ID = 64
_GUEST = "guest"


class Decisions(Access):
    """The decisions of an account, and those that it may see."""

    def decide(self, set_id: str, payload: Payload) -> Decision:
        """Add a decision to a set, signed with this account's name and role, and the time.

        Parameters
        ----------
        set_id : str
        payload : mapping
            What was decided: ``payload["kind"]`` is what lists filter by, and ``payload["id"]``, where there is one,
            its id; adding the same one again changes nothing. ``by`` and ``at`` in it are replaced by the signature.

        Raises
        ------
        NotKeptError
            If there is no such set for this account.
        """
        with self._writing() as act:
            row = act.set(set_id)
            decision_id = str(payload.get("id") or new_id())
            if (known := act.session.get(DecisionRow, (set_id, decision_id))) is not None:
                return _entry(known)
            signed = {name: value for name, value in _signature(act).items() if name in payload}
            made = _add(
                act, set_id, {**payload, **signed}, decision_id, act.now, act.account.name, act.account.role,
                act.account.id,
            )  # fmt: skip
            act.note("decide", person=row.person_id, subject=set_id, detail=made.kind)
        return made

    def receive(self, set_id: str, decision_id: str, payload: Payload, *, by: str, at: datetime) -> Decision | None:
        """Add a decision that came in a file; return None if it is known already.

        Parameters
        ----------
        set_id, decision_id : str
            The set here, and the id that the decision has in the file.
        payload : mapping
        by, at : str, datetime
            Who signed it, and when. It is marked as a guest's: nobody here can vouch for the name.
        """
        with self._writing() as act:
            row = act.set(set_id)
            if act.session.get(DecisionRow, (set_id, decision_id)) is not None:
                return None
            made = _add(act, set_id, payload, decision_id, at, by[:LONGEST_NAME], _GUEST, None)
            act.note("receive", person=row.person_id, subject=set_id, detail=made.kind)
        return made

    def decisions(self, set_id: str) -> list[Decision]:
        """List the decisions about a set, the first one first."""
        with self._reading() as act:
            act.set(set_id)
            rows = act.session.scalars(
                select(DecisionRow).where(DecisionRow.set_id == set_id).order_by(DecisionRow.number)
            )
            return [_entry(row) for row in rows]

    def decisions_of(self, set_ids: Sequence[str]) -> dict[str, list[Decision]]:
        """List the decisions about several sets at once; sets out of reach have none."""
        with self._reading() as act:
            rows = act.session.scalars(
                select(DecisionRow)
                .join(SetRow, SetRow.id == DecisionRow.set_id)
                .where(SetRow.id.in_(set_ids), SetRow.person_id.in_(act.reached()))
                .order_by(DecisionRow.set_id, DecisionRow.number)
            )
            found: dict[str, list[Decision]] = {set_id: [] for set_id in set_ids}
            for row in rows:
                found[row.set_id].append(_entry(row))
            return found


def _signature(act: Act) -> dict[str, str]:
    return {"by": act.account.name, "at": act.now.isoformat()}


def _add(
    act: Act, set_id: str, payload: Payload, decision_id: str, at: datetime, by: str, role: str, account: str | None
) -> Decision:
    last = act.session.scalar(select(func.max(DecisionRow.number)).where(DecisionRow.set_id == set_id)) or 0
    if not 0 < len(decision_id) <= _LONGEST_ID:
        msg = f"The id of a decision has up to {_LONGEST_ID} characters; found {len(decision_id)}."
        raise UsageError(msg)
    row = DecisionRow(
        id=decision_id, set_id=set_id, number=last + 1, at=at, by=by, role=role, account_id=account,
        kind=str(payload.get("kind", ""))[:40], payload=dict(payload),
    )  # fmt: skip
    act.session.add(row)
    return _entry(row)


def _entry(row: DecisionRow) -> Decision:
    return Decision(
        id=row.id, set_id=row.set_id, number=row.number, at=row.at, by=row.by, role=row.role,
        account_id=row.account_id, kind=row.kind, payload=row.payload,
    )  # fmt: skip
