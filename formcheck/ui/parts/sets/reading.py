"""A kept set -> its `Analysis`."""

from __future__ import annotations

import os

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.analysis.reading import read_analysis
from formcheck.store.entries import OpenedSet


def analysis_of(opened: OpenedSet) -> Analysis:
    """Read the files of a set, once and not at each click."""
    return _read(opened.kept.id, opened)


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={OpenedSet: lambda opened: dict(opened.kept.files)})
def _read(set_id: str, opened: OpenedSet) -> Analysis:  # noqa: ARG001 - the set is what it is kept under
    return read_analysis(opened.report, opened.paths, os.environ.get("FORMCHECK_EXERCISES") or None)
