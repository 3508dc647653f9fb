"""The draft of a prescription: its lines, until it is prescribed or the person changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import streamlit as st

from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.store.entries import PrescriptionVersion

_DRAFTS: Final = "rx_drafts"


@dataclass(slots=True)
class Draft:
    """The draft for one person.

    Attributes
    ----------
    given : Prescription
        The version that it is based on.
    key : str
        Prefix of the keys of its widgets; another draft has another one.
    lines : dict of int to Prescribed
        The lines as they began, in the order of the session.
    """

    given: Prescription
    key: str
    lines: dict[int, Prescribed] = field(default_factory=dict)

    def add(self, rows: Iterable[Prescribed]) -> None:
        """Add lines at the end."""
        for row in rows:
            self.lines[max(self.lines, default=-1) + 1] = row

    def remove(self, number: int) -> None:
        """Remove a line."""
        self.lines.pop(number, None)


def draft_for(person: str, newest: PrescriptionVersion | None) -> Draft:
    """Return the draft for a person, which begins with the newest version."""
    drafts: dict[str, Draft] = st.session_state.setdefault(_DRAFTS, {})
    key = f"rx_{person}_{newest.version if newest is not None else 0}"
    if person not in drafts or drafts[person].key != key:
        given = newest.prescription if newest is not None else Prescription()
        drafts[person] = Draft(given, key)
        drafts[person].add(given.exercises)
    return drafts[person]
