"""Small results to keep: a report with as many good, faulty and doubtful repetitions as asked for."""

from __future__ import annotations

from pathlib import Path

from formcheck.records import ClipInfo, ExerciseRef, Finding, Repetition, Report, Summary, Tempo, Verdict, View
from formcheck.report.document import to_json


def finding(verdict: Verdict) -> Finding:
    """Return what the one cue found."""
    return Finding(
        cue="depth", verdict=verdict, severity="major", value=100.0, limit=90.0, unit="deg", at_s=1.0,
        reason="view" if verdict == "not_judged" else None, message="Go deeper.", source="S",
    )  # fmt: skip


def repetition(index: int, verdict: Verdict) -> Repetition:
    """Return a repetition in which the one cue found this."""
    in_form = {"ok": True, "caution": True, "fault": False, "not_judged": None}[verdict]
    start_s = 3.0 * index
    return Repetition(
        index=index, side="both", start_s=start_s, peak_s=start_s + 1.0, end_s=start_s + 2.0, complete=True,
        in_form=in_form, tempo=Tempo(1.0, 0.2, 0.8), measures={"knee_flexion_deg": 90.0 + index, "trunk_deg": None},
        findings=(finding(verdict),),
    )  # fmt: skip


def report(*verdicts: Verdict, exercise: str = "squat", warning: str = "") -> Report:
    """Return a report with a repetition for each verdict of its one cue."""
    done = tuple(repetition(index, verdict) for index, verdict in enumerate(verdicts, 1))
    summary = Summary(
        repetitions=len(done), attempts=len(done), in_form=sum(r.in_form is True for r in done), hold_s=0.0,
        judged_share=1.0, symmetry={"depth": 0.9}, not_judged=sum(r.in_form is None for r in done),
    )  # fmt: skip
    return Report(
        schema_version="2", exercise=ExerciseRef(id=exercise, name=exercise.capitalize(), definition_sha256="0" * 64),
        source=ClipInfo(duration_s=20.0), view=View("side", "left", 1.0), model="full", repetitions=done, holds=(),
        gait=None, set_findings=(), summary=summary, warnings=(warning,) if warning else (),
    )  # fmt: skip


def files(*verdicts: Verdict, exercise: str = "squat", warning: str = "", clip: bytes = b"clip") -> dict[str, bytes]:
    """Return what is kept of such a set; a warning makes the report one of its kind."""
    judged = report(*verdicts, exercise=exercise, warning=warning)
    return {"report.json": to_json(judged).encode(), "annotated.mp4": clip}


def bytes_below(folder: Path) -> dict[Path, bytes]:
    """Read every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
