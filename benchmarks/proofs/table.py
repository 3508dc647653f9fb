"""The table of proofs: a row for each rendered clip, what was counted, and what each cue said."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks.proofs.takes import Filmed
from benchmarks.synthetic.proof import cues_of_form, findings_of, fires, is_silent
from formcheck import assess
from formcheck.catalogue.exercise import Exercise
from formcheck.pose.recording import PoseTrack

TABLE = Path(__file__).parents[1] / "proofs.csv"


@dataclass(frozen=True)
class Row:
    """What became of one clip.

    `true` and `counted` are repetitions, or of a run steps a minute; `held` says of a hold whether the clock ran, and
    of a run whether the steps a minute are right within two.
    `cue` is what the fault should raise, empty in good form; `silent` lists the cues that were judged and said nothing;
    `faults` those that called a fault, beside `cue` and beside doses, which no clip is long enough for.
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


def judged(take: Filmed, track: PoseTrack) -> Row:
    """Judge a clip with its exercise."""
    exercise, cue, report = take.exercise, take.cue, assess(track, take.exercise)
    ids = [cue.id for cue in exercise.cue]
    wrong = [i for i in cues_of_form(exercise) if any(f.verdict == "fault" for f in findings_of(report, i))]
    return Row(
        exercise.id, take.id, exercise.priority, take.true, take.counted(report), take.held(report),
        cue, ("yes" if fires(exercise, cue, report) else "no") if cue else "",
        "" if cue else " ".join(i for i in ids if is_silent(i, report)),
        " ".join(i for i in wrong if i != cue),
    )  # fmt: skip


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


def summary(rows: Sequence[Row]) -> str:
    """Say what rows come to."""
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
