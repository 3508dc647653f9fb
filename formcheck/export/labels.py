"""Turns reviewed sets into a data set: the machine's findings, the therapist's verdicts, and the poses. No pictures."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
from collections.abc import Iterator, Sequence
from typing import Final

from formcheck.desk.decision import Decision, in_force
from formcheck.desk.measuring.corrected import corrections, row_of
from formcheck.errors import UsageError
from formcheck.export.results import Results
from formcheck.pose.skeleton import NAMES
from formcheck.records import Finding, Hold, Repetition, Report, Verdict
from formcheck.report.document import to_json
from formcheck.report.summary import parts

_COLUMNS: Final = (
    "poses", "exercise", "definition_sha256", "view", "facing", "model", "part", "number", "start_s", "peak_s", "end_s",
    "cue", "value", "unit", "machine", "therapist", "rater", "reason",
)  # fmt: skip
_JOINT_COLUMNS: Final = ("poses", "t_s", "landmark", "machine_x_px", "machine_y_px", "x_px", "y_px", "rater")
WHOLE: Final = "whole"
"""In place of a cue: whether the repetition or hold is in form."""
README: Final = """\
Findings of formcheck that a therapist agreed with or overruled, and the poses they are about. No pictures, no names.

labels.csv   a row for each finding: machine is the verdict of formcheck, therapist that of the person. rater counts the
             people of one export; part is repetition, hold or set; cue is "whole" for a repetition as a whole; times
             are seconds of the recording. reason is in the therapist's words: read it before you pass it on.
landmarks.csv  a row for each joint that a therapist put elsewhere, where there is one: t_s of the frame, machine_x_px
             and machine_y_px of the landmark as the pose model gave it, x_px and y_px of the joint's centre as the
             person put it; pixels of the upright frame, y down.
poses/*.npz  a recording for each set, named by the SHA-256 of its report: t_s, landmarks (pixels), world (metres),
             width_px, height_px. formcheck assess reads it.
"""


def label_files(sets: Sequence[Results]) -> dict[str, bytes]:
    """Return the files of the data set by their names.

    Raises
    ------
    UsageError
        If nothing was overruled or agreed with.
    """
    raters = _Raters()
    with_poses = [one for one in sets if one.track is not None]
    rows = [row for one in with_poses for row in _rows(one, raters)]
    marked = [row for one in with_poses for row in _landmarks(one, raters)]
    if not rows and not marked:
        msg = (
            "there are no labels: in the sets with poses nobody has agreed with a finding, overruled one or moved a "
            "joint. Review them first, on the page Desk of `formcheck app`."
        )
        raise UsageError(msg)
    named = {str(row[0]) for row in (*rows, *marked)}
    poses = {name: _poses(one) for one in with_poses if (name := _name(one)) in named}
    joints = {"landmarks.csv": _csv(_JOINT_COLUMNS, marked)} if marked else {}
    return {"labels.csv": _csv(_COLUMNS, rows), "README.txt": README.encode()} | joints | poses


def _csv(header: Sequence[str], rows: Sequence[tuple[object, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *rows])
    return text.getvalue().encode()


class _Raters:
    """Numbers the people, so that no name is exported."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, name: str) -> int:
        return self._numbers.setdefault(name, len(self._numbers) + 1)


def _name(results: Results) -> str:
    return f"poses/{hashlib.sha256(to_json(results.report).encode()).hexdigest()[:16]}.npz"


def _poses(results: Results) -> bytes:
    assert results.track is not None
    return dataclasses.replace(results.track, source=None).to_bytes()


def _rows(results: Results, raters: _Raters) -> Iterator[tuple[object, ...]]:
    report = results.report
    of_set = (
        _name(results), report.exercise.id, report.exercise.definition_sha256, report.view.label, report.view.facing,
        report.model,
    )  # fmt: skip
    for decision in _last_words(in_force(results.decisions)):
        for part, finding, said in _labels(report, decision):
            cue = (WHOLE, None, "") if finding is None else (finding.cue, finding.value, finding.unit)
            machine = _form(part) if finding is None else finding.verdict
            rated = (machine, said, raters.number(decision.by), decision.reason)
            yield (*of_set, *_place(part), *cue, *rated)


def _landmarks(results: Results, raters: _Raters) -> Iterator[tuple[object, ...]]:
    assert results.track is not None
    for one in corrections(results.decisions):
        row = row_of(results.track.t_s, one.target.at_s or 0.0)
        if one.landmark is not None and row is not None:
            machine = results.track.landmarks[row, NAMES.index(one.landmark.name), :2].round(1).tolist()
            put = (one.landmark.x_px, one.landmark.y_px)
            yield (
                _name(results),
                float(results.track.t_s[row]),
                one.landmark.name,
                *machine,
                *put,
                raters.number(one.by),
            )


def _last_words(decisions: Sequence[Decision]) -> list[Decision]:
    """Keep the last decision of each person about each thing."""
    return list({(d.by, d.target.repetition, d.target.cue): d for d in decisions if _is_rating(d)}.values())


def _is_rating(decision: Decision) -> bool:
    return decision.kind in ("agree", "overrule_finding", "overrule_verdict")


def _labels(
    report: Report, decision: Decision
) -> Iterator[tuple[Repetition | Hold | None, Finding | None, Verdict | None]]:
    """Yield what a decision rates: a part, one of its findings, and the therapist's verdict."""
    target = decision.target
    part = next((p for p in parts(report) if p.index == target.repetition), None)
    if part is None and target.repetition is not None:
        return
    of_set = (*report.set_findings, *(report.gait.findings if report.gait is not None else ()))
    findings = part.findings if part is not None else of_set
    if target.cue is not None:
        yield from ((part, f, decision.verdict or f.verdict) for f in findings if f.cue == target.cue)
    elif part is not None and decision.verdict is not None:
        yield part, None, decision.verdict
    elif part is not None:
        yield from ((part, f, f.verdict) for f in findings)


def _form(part: Repetition | Hold | None) -> str:
    in_form = part.in_form if part is not None else None
    return "not_judged" if in_form is None else "ok" if in_form else "fault"


def _place(part: Repetition | Hold | None) -> tuple[object, ...]:
    match part:
        case Repetition():
            return "repetition", part.index, part.start_s, part.peak_s, part.end_s
        case Hold():
            return "hold", part.index, part.start_s, None, part.end_s
        case None:
            return "set", None, None, None, None
