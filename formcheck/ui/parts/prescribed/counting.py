"""The current user's prescription, and exercises as they are judged by it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.safety import SafetyProfile, with_caps
from formcheck.errors import FormcheckError
from formcheck.store.entries import PrescriptionVersion
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.own import own_folder

_OUTDATED: Final = "The prescription no longer fits this exercise, which is judged as usual. Tell your therapist: {why}"


def counting_now() -> PrescriptionVersion | None:
    """Return the version of the prescription in force; None if nothing is prescribed, or there is no store."""
    try:
        own = scope()
        return own.prescription() if own.account.person_id is not None else None
    except FormcheckError:
        return None  # pages that need the store say why


def known_of_person(said: SafetyProfile) -> SafetyProfile:
    """Add a therapist's flags and releases to what people said about themselves."""
    version = counting_now()
    if version is None:
        return said
    found = version.prescription.person
    return SafetyProfile(
        flags=tuple(dict.fromkeys((*said.flags, *found.flags))),
        unlocked=tuple(dict.fromkeys((*said.unlocked, *found.unlocked))),
    )


def as_judged(exercise: Exercise, who: SafetyProfile) -> Exercise:
    """Return an exercise adjusted to a person: with caps and as prescribed."""
    version = counting_now()
    if version is None:
        return with_caps(exercise, who)
    try:
        return version.prescription.resolve(exercise.id, own_folder(), person=who)
    except FormcheckError as error:
        st.warning(_OUTDATED.format(why=error), icon=":material/warning:")
        return with_caps(exercise, who)
