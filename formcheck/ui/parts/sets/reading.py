"""Reads the `Analysis` of a kept set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.analysis.reading import read_analysis
from formcheck.analysis.results_folder import POSES_NAME
from formcheck.analysis.worst import worst_frames
from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Decision, Span
from formcheck.desk.measuring.corrected import CorrectedFrame, corrected, corrections
from formcheck.desk.measuring.moved import measured, spans
from formcheck.desk.parts import Part
from formcheck.desk.prescription import Prescription
from formcheck.errors import DefinitionError, UnknownExerciseError, UnreadableInputError, UnreadableRecordingError
from formcheck.export.results import read_person
from formcheck.jobs.workers import CLIP
from formcheck.pose.recording import PoseTrack
from formcheck.store.entries import OpenedSet
from formcheck.ui.player.correcting import joints
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.own import own_folder


def analysis_of(opened: OpenedSet) -> Analysis:
    """Read the files of a set once, not at each click; lengths are given for the height of the person."""
    return _read(opened.kept.id, opened.kept.height_cm, opened)


def plain_clip(opened: OpenedSet) -> Path | None:
    """Return the clip as it was filmed; None if it was not kept, as with faces that are to be hidden."""
    return next((path for name, path in opened.paths.items() if Path(name).stem == CLIP), None)


def measured_of(opened: OpenedSet, result: Analysis, decisions: Sequence[Decision]) -> Mapping[Span, Part]:
    """Measure what was moved or added, cached by place; nothing if the poses were not kept."""
    asked = spans(decisions)
    return _measured(opened.kept.id, asked, opened, result, decisions) if asked else {}


@st.cache_resource(max_entries=16, show_spinner="Measuring the repetition again")
def _measured(
    set_id: str,  # noqa: ARG001 - with the places it is what this is kept under
    asked: frozenset[Span],  # noqa: ARG001
    _opened: OpenedSet,
    _result: Analysis,
    _decisions: Sequence[Decision],
) -> Mapping[Span, Part]:
    return measured(_result.report, _track(_opened), _result.exercise, _decisions)


def corrected_of(opened: OpenedSet, result: Analysis, decisions: Sequence[Decision]) -> tuple[CorrectedFrame, ...]:
    """Read the frames in which joints were moved, cached by corrections."""
    asked = corrections(decisions)
    return _corrected(opened.kept.id, tuple(one.id for one in asked), opened, result, asked) if asked else ()


@st.cache_resource(max_entries=16, show_spinner="Measuring the frame again")
def _corrected(
    set_id: str,  # noqa: ARG001 - with the corrections it is what this is kept under
    asked: tuple[str, ...],  # noqa: ARG001
    _opened: OpenedSet,
    _result: Analysis,
    _decisions: Sequence[Decision],
) -> tuple[CorrectedFrame, ...]:
    return corrected(_result.report, _track(_opened), _result.exercise, _decisions)


def joints_of(opened: OpenedSet) -> Callable[[], Mapping[str, Any] | None] | None:
    """Return a function that reads the joints in each frame; None if the poses were not kept."""
    return partial(_joints, opened.kept.id, opened) if POSES_NAME in opened.paths else None


@st.cache_data(max_entries=4, show_spinner="Loading the joints")
def _joints(set_id: str, _opened: OpenedSet) -> Mapping[str, Any] | None:  # noqa: ARG001 - kept under the set's id
    view, track = _opened.report.view, _track(_opened)
    return None if track is None else joints(track, view.label if view.confidence >= 1.0 else None)


def _track(opened: OpenedSet) -> PoseTrack | None:
    poses = opened.paths.get(POSES_NAME)
    try:
        return PoseTrack.load(poses) if poses is not None else None
    except UnreadableRecordingError:
        return None  # `formcheck store check` tells of damaged files


def prescription_of(opened: OpenedSet) -> Prescription | None:
    """Return the prescription of a set: the version that is kept here, or the one from a share file."""
    kept = opened.kept
    if kept.prescription_id is not None:
        versions = scope().prescriptions(kept.person_id)
        return next((one.prescription for one in versions if one.id == kept.prescription_id), None)
    try:
        return read_person(opened.paths).prescription
    except (UnreadableInputError, OSError):
        return None  # `formcheck store check` tells of damaged files


def _definition(opened: OpenedSet) -> Exercise | None:
    """Return the exercise as it was prescribed when the set was judged; None if it was judged as usual."""
    prescription = prescription_of(opened)
    try:
        return None if prescription is None else prescription.resolve(opened.kept.exercise_id, own_folder())
    except (UnknownExerciseError, DefinitionError):
        return None  # the definition has changed since


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs={OpenedSet: lambda opened: dict(opened.kept.files)})
def _read(set_id: str, height_cm: float | None, opened: OpenedSet) -> Analysis:  # noqa: ARG001 - kept under the set's id
    result, definition = read_analysis(opened.report, opened.paths, own_folder()), _definition(opened)
    exercise = (definition or result.exercise).for_height(height_cm)
    clip = opened.paths.get("annotated.mp4")
    if clip is None or result.worst_frames:
        return replace(result, exercise=exercise)
    # What came in a share file has a clip, and no pictures of its faults.
    return replace(result, exercise=exercise, worst_frames=worst_frames(opened.report, clip, exercise))
