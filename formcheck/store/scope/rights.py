"""The rights of a person: to get everything that is kept about them, and to have it deleted."""

from __future__ import annotations

from pathlib import Path

from formcheck.store.scope.access import Access, Act
from formcheck.store.scope.people import known_person
from formcheck.store.upkeep.erasing import Erased, delete_person
from formcheck.store.upkeep.exporting import export_person


class Rights(Access):
    """Export and deletion of a person."""

    def export_person(self, target: Path, person: str | None = None) -> int:
        """Write everything about a person into a ZIP archive; see `formcheck.store.upkeep.exporting.export_person`.

        Raises
        ------
        NotKeptError
            If there is no such person for this account.
        NotAllowedError
            If the account is neither that person's own nor an admin's.
        OutputError
            If the archive cannot be written.
        """
        with self._writing() as act:
            person_id = _person_id(act, person)
            act.note("export person", person=person_id)
        return export_person(self._database, self._content, person_id, target)

    def delete_person(self, person: str | None = None) -> Erased:
        """Delete everything about a person; see `formcheck.store.upkeep.erasing.delete_person`.

        Raises
        ------
        NotKeptError
            If there is no such person for this account.
        NotAllowedError
            If the account is neither that person's own nor an admin's.
        """
        with self._reading() as act:
            person_id, by = _person_id(act, person), act.account.name
        return delete_person(self._database, self._content, person_id, by=by)


def _person_id(act: Act, person: str | None) -> str:
    if person is not None and act.account.role == "admin" and not act.is_local:
        return known_person(act.session, person).id
    row = act.person(person)
    if row.id != act.account.person_id:
        act.require("admin")
    return row.id
