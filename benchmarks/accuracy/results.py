"""All rows of the table, by bodies."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from benchmarks.accuracy.agreement import Row
from benchmarks.accuracy.case import FIT, HELD_OUT, Case
from benchmarks.accuracy.counting import boundary_rows, clip_rows
from benchmarks.accuracy.headline import SPINE_CUE, headline
from benchmarks.accuracy.material import model_sha256
from benchmarks.accuracy.values import angle_rows, body_rows, depth_rows, frame_rows, judged_rows
from benchmarks.accuracy.verdicts import (
    Verdict,
    false_rows,
    fault_rows,
    reliable_rows,
    spine_rows,
    unjudged_rows,
    verdicts,
)
from benchmarks.synthetic import clips

_SHORT = 12


@dataclass(frozen=True)
class Results:
    """What was measured.

    Attributes
    ----------
    about : dict of str to str
        Date, versions and bodies.
    headline : list of Row
    groups : dict
        Sections of rows, by their names, for bodies held out and for bodies that anything may be fitted on.
    """

    about: dict[str, str]
    headline: list[Row]
    groups: dict[str, dict[str, list[Row]]]


def results(cases: Sequence[Case], known: int) -> Results:
    """Measure all there is to measure, in cases of so many known clips."""
    said = [v for case in cases for v in verdicts(case)]
    groups = {
        group: _sections([c for c in cases if c.group == group], [v for v in said if v.group == group])
        for group in (HELD_OUT, FIT)
    }
    return Results(_about(f"{len(cases)} of {known}"), headline(cases, said), groups)


def _about(count: str) -> dict[str, str]:
    return {
        "date": date.today().isoformat(),
        "formcheck": version("formcheck"),
        "mediapipe": version("mediapipe"),
        "python": platform.python_version(),
        "model": model_sha256()[:_SHORT],
        "clips": count,
        "held_out": ", ".join(clips.HELD_OUT),
        "fitted": ", ".join(clips.FITTED),
    }


def _sections(cases: Sequence[Case], said: Sequence[Verdict]) -> dict[str, list[Row]]:
    return {
        "judged": judged_rows(cases, by_cue=False),
        "judged by cue": judged_rows(cases, by_cue=True),
        "frames": frame_rows(cases, moving=False),
        "angles": angle_rows(cases, moving=False),
        "angles moving": angle_rows(cases, moving=True),
        "angles by body": body_rows(cases),
        "depth": depth_rows(cases),
        "clips": clip_rows(cases),
        "boundaries": boundary_rows(cases),
        "faults": fault_rows(said),
        "reliable": reliable_rows(said),
        "spine": spine_rows(said, SPINE_CUE),
        "false": false_rows(said),
        "unjudged": unjudged_rows(said),
    }
