"""The table of proofs: for each rendered clip how large a fault was drawn, what was counted and what each cue said."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TypedDict

from benchmarks.proofs.drawn import drawn_size
from benchmarks.proofs.takes import Filmed
from benchmarks.synthetic.proof import cues_of_form, findings_of, fires, is_silent
from formcheck import assess
from formcheck.catalogue.exercise import Exercise
from formcheck.pose.recording import PoseTrack


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


_PARSED: Mapping[str, Callable[[str], object]] = {
    "true": int, "counted": int, "size": _number, "beyond_warn": _number,
}  # fmt: skip
TABLE = Path(__file__).parents[1] / "proofs.csv"


class _Drawn(TypedDict):
    size: float | None
    unit: str
    beyond_warn: float | None
    enlarged: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """The result of one clip.

    Attributes
    ----------
    exercise, clip, priority : str
    true, counted : int
        Repetitions; of a run, steps a minute.
    held : str
        Of a hold, whether the clock ran; of a run, whether the steps a minute are right within two.
    cue : str
        What the fault should raise; empty in good form.
    size, unit, beyond_warn : float, str, float
        How large the fault was drawn, and how far beyond the edge of `warn` that is in measurement errors: see
        `DrawnSize`. Empty where the exact joints do not show it.
    enlarged : str
        Whether the fault is drawn larger than it was at first, because the cue did not call a fault of that size:
        such a row shows that the cue fires, not how soon.
    fired : str
        Whether the cue called a fault.
    silent : str
        In good form, the cues that were judged and found nothing.
    faults : str
        Cues that called a fault, other than `cue` and than doses, which no clip is long enough for.
    """

    exercise: str
    clip: str
    priority: str
    true: int
    counted: int
    held: str
    cue: str
    size: float | None
    unit: str
    beyond_warn: float | None
    enlarged: str
    fired: str
    silent: str
    faults: str


def judged(take: Filmed, track: PoseTrack) -> Row:
    """Judge a clip with its exercise."""
    exercise, cue, report = take.exercise, take.cue, assess(track, take.exercise)
    ids = [cue.id for cue in exercise.cue]
    wrong = [i for i in cues_of_form(exercise) if any(f.verdict == "fault" for f in findings_of(report, i))]
    return Row(
        exercise=exercise.id,
        clip=take.id,
        priority=exercise.priority,
        true=take.true,
        counted=take.counted(report),
        held=take.held(report),
        cue=cue,
        **_drawn(take),
        fired=_yes(fires(exercise, cue, report)) if cue else "",
        silent="" if cue else " ".join(i for i in ids if is_silent(i, report)),
        faults=" ".join(i for i in wrong if i != cue),
    )


def with_sizes(row: Row, take: Filmed) -> Row:
    """Fill in how large a fault was drawn, without judging the clip again."""
    return replace(row, **_drawn(take))


def _drawn(take: Filmed) -> _Drawn:
    size = drawn_size(take)
    return {
        "size": None if size is None else float(f"{size.size:.3g}"),
        "unit": "" if size is None else size.unit,
        "beyond_warn": None if size is None or size.beyond_warn is None else round(size.beyond_warn, 1),
        "enlarged": _yes(take.is_enlarged) if take.cue else "",
    }


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"


def read() -> list[Row]:
    """Read the table; empty where there is none."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Row(**{name: _PARSED.get(name, str)(cell) for name, cell in row.items()})  # type: ignore[arg-type]
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
    """Sum rows up in a sentence or two."""
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
