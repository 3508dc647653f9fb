"""A kept set -> its `Analysis` and the decisions about it."""

from __future__ import annotations

import os
from functools import cache

import streamlit as st
from pydantic import ValidationError

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.desk.decision import Decision
from formcheck.errors import DefinitionError, UnknownExerciseError
from formcheck.motion.series import Series
from formcheck.records import ExerciseRef
from formcheck.report.tables import series_from_csv
from formcheck.store.entries import OpenedSet
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from formcheck.ui import account


@cache
def _store() -> Store:
    return Store.open()


def scope() -> Scope:
    """Return what the one who looks at the page may reach.

    Raises
    ------
    NotAllowedError
        If nobody is signed in where people sign in, or the sign-in has ended.
    """
    return account.scope(_store())


def analysis_of(opened: OpenedSet) -> Analysis:
    """Read the files of a set, once and not at each click."""
    return _read(opened.kept.id, opened)


def decisions_of(set_id: str) -> list[Decision]:
    """Return the decisions about a set, signed as the store keeps them; what is no decision of the desk is left out."""
    found = []
    for kept in scope().decisions(set_id):
        signed = {**kept.payload, "id": kept.id, "by": kept.by, "at": kept.at}
        try:
            found.append(Decision.model_validate(signed))
        except ValidationError:
            continue
    return found


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={OpenedSet: lambda opened: dict(opened.kept.files)})
def _read(set_id: str, opened: OpenedSet) -> Analysis:  # noqa: ARG001 - the set is what it is kept under
    table = opened.paths.get("measures.csv")
    series = Series([]) if table is None else series_from_csv(table.read_text("utf-8"))
    return Analysis(report=opened.report, series=series, exercise=_exercise(opened.report.exercise))


def _exercise(named: ExerciseRef) -> Exercise:
    """Load the definition; one that is gone leaves the name, and what the report itself says."""
    try:
        return load_exercise(named.id, os.environ.get("FORMCHECK_EXERCISES") or None)
    except (UnknownExerciseError, DefinitionError):
        plain = without_cues(load_exercise("squat"))
        return plain.model_copy(update={"id": named.id, "name": named.name, "steps": ()})
