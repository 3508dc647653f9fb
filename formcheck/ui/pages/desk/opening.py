"""A kept set -> its `Analysis` and the decisions about it."""

from __future__ import annotations

import os

import streamlit as st
from pydantic import ValidationError

from formcheck.analysis import Analysis
from formcheck.analysis.reading import read_analysis
from formcheck.desk.decision import Decision
from formcheck.store.entries import OpenedSet
from formcheck.ui.serving.keeping import scope


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
    return read_analysis(opened.report, opened.paths, os.environ.get("FORMCHECK_EXERCISES") or None)
