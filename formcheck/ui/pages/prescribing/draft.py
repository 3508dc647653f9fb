"""The prescription that is being written: its lines, until it is prescribed or the person changes."""

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
    """What is being written for one person.

    Attributes
    ----------
    given : Prescription
        What it began with.
    key : str
        Names the widgets of this draft: the next one begins anew.
    lines : dict of int to Prescribed
        Each as it began, in the order of the session.
    """

    given: Prescription
    key: str
    lines: dict[int, Prescribed] = field(default_factory=dict)

    def add(self, rows: Iterable[Prescribed]) -> None:
        """Add lines at the end."""
        for row in rows:
            self.lines[max(self.lines, default=-1) + 1] = row

    def remove(self, number: int) -> None:
        """Take a line away."""
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
