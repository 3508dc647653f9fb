"""A kept set -> its `Analysis`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.analysis.reading import read_analysis
from formcheck.analysis.results_folder import POSES_NAME
from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Decision, Span
from formcheck.desk.measuring import measured, spans
from formcheck.desk.parts import Part
from formcheck.errors import DefinitionError, UnknownExerciseError, UnreadableRecordingError
from formcheck.jobs.workers import CLIP
from formcheck.pose.recording import PoseTrack
from formcheck.store.entries import KeptSet, OpenedSet
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.own import own_folder


def analysis_of(opened: OpenedSet) -> Analysis:
    """Read the files of a set, once and not at each click; lengths are told for the height of the person."""
    return _read(opened.kept.id, opened.kept.height_cm, opened)


def plain_clip(opened: OpenedSet) -> Path | None:
    """Return the clip as it was filmed; None where it was not kept, as with faces that are to be hidden."""
    return next((path for name, path in opened.paths.items() if Path(name).stem == CLIP), None)


def measured_of(opened: OpenedSet, result: Analysis, decisions: Sequence[Decision]) -> Mapping[Span, Part]:
    """Measure what was moved or added, once for the same places; nothing where the poses were not kept."""
    asked = spans(decisions)
    return _measured(opened.kept.id, asked, opened, result, decisions) if asked else {}


@st.cache_resource(max_entries=16, show_spinner="Measuring what was moved")
def _measured(
    set_id: str,  # noqa: ARG001 - with the places it is what this is kept under
    asked: frozenset[Span],  # noqa: ARG001
    _opened: OpenedSet,
    _result: Analysis,
    _decisions: Sequence[Decision],
) -> Mapping[Span, Part]:
    poses = _opened.paths.get(POSES_NAME)
    try:
        track = PoseTrack.load(poses) if poses is not None else None
    except UnreadableRecordingError:
        return {}  # `formcheck store check` tells of damaged files
    return measured(_result.report, track, _result.exercise, _decisions)


def _definition(kept: KeptSet) -> Exercise | None:
    """Return the exercise as it was prescribed when the set was judged; None where it was judged as usual."""
    if kept.prescription_id is None:
        return None
    versions = scope().prescriptions(kept.person_id)
    version = next((one for one in versions if one.id == kept.prescription_id), None)
    try:
        return None if version is None else version.prescription.resolve(kept.exercise_id, own_folder())
    except (UnknownExerciseError, DefinitionError):
        return None  # the definition has changed since


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={OpenedSet: lambda opened: dict(opened.kept.files)})
def _read(set_id: str, height_cm: float | None, opened: OpenedSet) -> Analysis:  # noqa: ARG001 - kept under the set's id
    result, definition = read_analysis(opened.report, opened.paths, own_folder()), _definition(opened.kept)
    return replace(result, exercise=(definition or result.exercise).for_height(height_cm))
