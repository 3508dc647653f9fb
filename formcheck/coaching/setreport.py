"""The report of a set, from what the session has gathered."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from formcheck.coaching.recorder import Recorder
from formcheck.records import (
    SCHEMA_VERSION,
    ExerciseRef,
    Finding,
    Repetition,
    Report,
    Side,
    Source,
    Summary,
    View,
)


def report_of(
    exercise: ExerciseRef,
    recorder: Recorder,
    repetitions: Sequence[Repetition],
    set_findings: tuple[Finding, ...],
    *,
    cut_off: int,
    model: str,
) -> Report:
    """Put the report together; `cut_off` counts attempts that a gap or the clip's end cut in two."""
    return Report(
        SCHEMA_VERSION, exercise, Source(), _view(recorder, repetitions), model, tuple(repetitions), (), None,
        set_findings, _summary(repetitions, cut_off),
        (*_warnings(repetitions, cut_off), *recorder.plausibility.notes()),
    )  # fmt: skip


def _view(recorder: Recorder, repetitions: Sequence[Repetition]) -> View:
    """Judge the view over the repetitions; over everything where there are none."""
    times = recorder.series.times_s
    spans = [(r.start_s, r.end_s) for r in repetitions] or [(0.0, float(times[-1]) if times.size else 0.0)]
    views = [recorder.view_within(*span) for span in spans]
    labels = [view.label for view in views]
    label = max(dict.fromkeys(labels), key=labels.count)
    facing = next(view.facing for view in views if view.label == label)
    rows = [view for span in spans for view in recorder.views[recorder.series.within(*span)]]
    share = mean(view.label == label for view in rows) if rows else 0.0
    return View(label, facing, float(share))


def _summary(repetitions: Sequence[Repetition], cut_off: int) -> Summary:
    findings = [finding for r in repetitions for finding in r.findings]
    judged = mean(f.verdict != "not_judged" for f in findings) if findings else 0.0
    return Summary(
        len(repetitions), len(repetitions) + cut_off, sum(r.in_form for r in repetitions), 0.0,
        float(judged), _symmetry(repetitions),
    )  # fmt: skip


def _symmetry(repetitions: Sequence[Repetition]) -> dict[str, float]:
    """Counts of the two sides, where an exercise has sides."""
    sides: tuple[Side, Side] = ("left", "right")
    counts = {f"{side}_repetitions": float(sum(r.side == side for r in repetitions)) for side in sides}
    return counts if any(counts.values()) else {}


def _warnings(repetitions: Sequence[Repetition], cut_off: int) -> tuple[str, ...]:
    notes = []
    if not repetitions:
        notes.append("No repetition was counted. Is it the right exercise, and is the whole body in the picture?")
    if cut_off:
        notes.append(
            f"{cut_off} attempt{'s were' if cut_off > 1 else ' was'} not counted: the clip or the view of the person "
            "broke off before the end of the movement."
        )
    return tuple(notes)
