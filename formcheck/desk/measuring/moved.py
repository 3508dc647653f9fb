"""Measures repetitions that a person moved or added, from recorded poses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.trackers.placed import Place, Placed, judged_at
from formcheck.desk.decision import Decision, Span, in_force
from formcheck.desk.parts import Part
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report

NOTHING: Final[Mapping[Span, Part]] = {}


def spans(decisions: Iterable[Decision]) -> frozenset[Span]:
    """Return where repetitions and holds are according to the decisions in force."""
    return frozenset(decision.span for decision in in_force(decisions) if decision.span is not None)


def measured(
    report: Report, track: PoseTrack | None, exercise: Exercise | None, decisions: Iterable[Decision]
) -> Mapping[Span, Part]:
    """Measure what was moved or added, from the poses kept with the set.

    There are no second looks at frames, as there are in the analysis of a clip.

    Parameters
    ----------
    report : Report
        The machine's own.
    track : PoseTrack or None
        The poses; without them nothing can be measured.
    exercise : Exercise or None
        The definition that judged.
    decisions : iterable of Decision

    Returns
    -------
    mapping of Span to Repetition or Hold
        By place; a place at which nothing was seen is left out.
    """
    places = {
        Place(start_s=span.start_s, peak_s=span.peak_s, end_s=span.end_s, side=span.side): span
        for span in spans(decisions)
    }
    if not places or track is None or exercise is None:
        return NOTHING
    found = judged_at(track.poses(), exercise, places)
    if _is_seen_otherwise(report, found):
        found = judged_at(track.poses(), exercise, places, view=report.view.label)
    return {places[one.place]: one.part for one in found if one.part is not None}


def _is_seen_otherwise(report: Report, found: Iterable[Placed]) -> bool:
    """Whether the user chose the view of the report: it covers the whole set, and another one is detected."""
    return report.view.confidence >= 1.0 and any(one.view != report.view.label for one in found)
