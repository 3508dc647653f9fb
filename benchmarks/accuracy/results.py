"""From judged clips to all rows of the page, by bodies."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from benchmarks.accuracy.agreement import Row
from benchmarks.accuracy.case import FIT, GROUPS, HELD_OUT, KEPT, Case
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
    verdicts_of,
)
from formcheck.records import ModelName

_SHORT = 12


@dataclass(frozen=True)
class Results:
    """What was measured.

    Attributes
    ----------
    about : dict of str to str
        Date, versions, and the bodies of each group.
    headline : list of Row
    groups : dict
        Sections of rows, by their names, for each group of bodies that has a clip.
    """

    about: dict[str, str]
    headline: list[Row]
    groups: dict[str, dict[str, list[Row]]]


def results(cases: Sequence[Case], known: int, model: ModelName) -> Results:
    """Measure all there is to measure, in cases of so many known clips that a model saw."""
    verdicts = [v for case in cases for v in verdicts_of(case)]
    groups = {
        group: _sections([c for c in cases if c.group == group], [v for v in verdicts if v.group == group])
        for group in (KEPT, HELD_OUT, FIT)
        if any(c.group == group for c in cases)
    }
    return Results(_about(f"{len(cases)} of {known}", model), headline(cases, verdicts), groups)


def _about(count: str, model: ModelName) -> dict[str, str]:
    return {
        "date": date.today().isoformat(),
        "formcheck": version("formcheck"),
        "mediapipe": version("mediapipe"),
        "python": platform.python_version(),
        "model": model,
        "sha256": model_sha256(model)[:_SHORT],
        "clips": count,
        **{group: ", ".join(bodies) for group, bodies in GROUPS.items()},
    }


def _sections(cases: Sequence[Case], verdicts: Sequence[Verdict]) -> dict[str, list[Row]]:
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
        "faults": fault_rows(verdicts),
        "reliable": reliable_rows(verdicts),
        "spine": spine_rows(verdicts, SPINE_CUE),
        "false": false_rows(verdicts),
        "unjudged": unjudged_rows(verdicts),
    }
