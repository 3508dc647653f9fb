"""Whether the person was detected, from where, and whether repetitions were counted and segmented right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.accuracy.agreement import Row, grouped
from benchmarks.accuracy.case import Case

EDGES = ("start", "peak", "end")


def clip_rows(cases: Sequence[Case]) -> list[Row]:
    """One row for each clip: who was seen, what was counted."""
    return [_clip_row(case) for case in cases]


def _clip_row(case: Case) -> Row:
    report, matched = case.measured.report, [r for r in case.repetitions if r.measured]
    found = int(np.isfinite(case.track.landmarks[:, 0, 0]).sum())
    return {
        "clip": case.clip.id,
        "bodies": case.group,
        "exercise": case.clip.movement.exercise,
        "view": case.clip.view,
        "frames": len(case.track.t_s),
        "found": found,
        "repetitions": len(case.truth.repetitions),
        "counted": len(report.repetitions),
        "counted on true joints": len(case.perfect.report.repetitions),
        "matched": len(matched),
        "side right": sum(r.measured is not None and r.measured.side == r.true.side for r in matched),
        "view reported": report.view.label,
        "facing right": int(case.clip.view == "front" or report.view.facing == case.near),
    }


def is_exact(row: Row) -> bool:
    """Whether all repetitions of a clip were counted and no other."""
    return row["counted"] == row["repetitions"] == row["matched"]


def boundary_rows(cases: Sequence[Case]) -> list[Row]:
    """Errors of start, peak and end in ms, against the motion as drawn and against the true joints judged alike."""
    rows: list[Row] = []
    for (exercise, edge, against), errors in grouped(item for case in cases for item in _boundaries(case)).items():
        size = np.abs(errors)
        rows.append(
            {
                "exercise": exercise, "edge": edge, "against": against, "n": len(errors),
                "median": float(np.median(size)), "p95": float(np.percentile(size, 95)), "bias": float(np.mean(errors)),
            }
        )  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["exercise"]), EDGES.index(str(row["edge"])), str(row["against"])))


def _boundaries(case: Case) -> Iterator[tuple[tuple[str, str, str], float]]:
    exercise = case.clip.movement.exercise
    for r in case.repetitions:
        for edge in EDGES:
            # A deadlift begins with the bar on the floor; how it got there is not part of it.
            if r.measured is None or (edge == "start" and exercise == "deadlift"):
                continue
            measured_s = getattr(r.measured, f"{edge}_s")
            for against, true in (("the motion", r.true), ("the true joints", r.perfect)):
                if true is not None:
                    error_ms = 1000.0 * (measured_s - getattr(true, f"{edge}_s"))
                    yield from (((name, edge, against), error_ms) for name in ("all", exercise))
