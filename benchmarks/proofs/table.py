"""The table of proofs: a row for each rendered clip, what was counted, and what each cue said."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks.proofs.filming import Take
from benchmarks.synthetic.proof import cues_of_form, findings_of, fires, is_silent
from formcheck.analysis import assess
from formcheck.coaching.definition import Exercise
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report

PRIORITIES = ("P0", "P1")
"""Which exercises are proven through the pose model; the others on true joints."""

TABLE = Path(__file__).parents[1] / "proofs.csv"
_LEAST_HELD = 0.8
"""Share of a hold that the clock must show: the first moments find the posture."""


@dataclass(frozen=True)
class Row:
    """What became of one clip.

    `cue` is what the fault should raise, empty in good form; `silent` lists the cues that were judged and said nothing;
    `faults` those that called a fault, beside `cue`.
    """

    exercise: str
    clip: str
    priority: str
    true: int
    counted: int
    held: str
    cue: str
    fired: str
    silent: str
    faults: str


def judged(take: Take, track: PoseTrack) -> Row:
    """Judge a clip with its exercise."""
    exercise, report = take.exercise, assess(track, take.exercise)
    fault = take.fault
    true = len(take.performance().repetitions())
    ids = cues_of_form(exercise)
    wrong = [i for i in ids if any(f.verdict == "fault" for f in findings_of(report, i))]
    return Row(
        exercise.id, take.id, exercise.priority, true, len(report.repetitions), _held(take, report),
        fault.cue if fault else "", ("yes" if fires(exercise, fault.cue, report) else "no") if fault else "",
        "" if fault else " ".join(i for i in ids if is_silent(i, report)),
        " ".join(i for i in wrong if fault is None or i != fault.cue),
    )  # fmt: skip


def _held(take: Take, report: Report) -> str:
    if take.movement.keys or take.fault is not None:
        return ""
    return "yes" if report.summary.hold_s >= _LEAST_HELD * take.performance().duration_s else "no"


def read() -> list[Row]:
    """Read the table; empty where there is none."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(**{**row, "true": int(row["true"]), "counted": int(row["counted"])})  # type: ignore[arg-type]
            for row in csv.DictReader(file)
        ]


def write(rows: Sequence[Row], *, whole: bool) -> None:
    """Write the table; rows of other clips are kept unless it is made as a whole."""
    fresh = {row.clip: row for row in rows}
    kept = [] if whole else [row for row in read() if row.clip not in fresh]
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Row)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in sorted([*kept, *fresh.values()], key=lambda row: (row.exercise, row.clip)))
    TABLE.write_text(text.getvalue(), encoding="utf-8")


def proven(exercise: Exercise, rows: Sequence[Row]) -> set[str]:
    """Cues of an exercise that fired on a rendered fault of theirs and were silent in all good clips that show them."""
    own = [row for row in rows if row.exercise == exercise.id]
    fired = {row.cue for row in own if row.fired == "yes"}
    silent = {cue for row in own if not row.cue for cue in row.silent.split()}
    wrong = {cue for row in own if not row.cue for cue in row.faults.split()}
    return (fired & silent) - wrong


def summary() -> str:
    """Say what the table comes to."""
    rows = read()
    good, faulty = [r for r in rows if not r.cue], [r for r in rows if r.cue]
    right = sum(r.held == "yes" if r.held else r.true == r.counted for r in good)
    false = sum(bool(r.faults) for r in good)
    cues = {(r.exercise, r.cue) for r in faulty}
    found = {(r.exercise, r.cue) for r in faulty if r.fired == "yes"}
    return (
        f"{len({r.exercise for r in rows})} exercises, {len(rows)} clips. Good form: counted or held right in "
        f"{right} of {len(good)} clips, a false fault in {false}. Faults found for {len(found)} of {len(cues)} cues "
        f"({sum(r.fired == 'yes' for r in faulty)} of {len(faulty)} clips)."
    )
