"""Counted against true repetitions and findings on clips of real people: ``make real``.

The clips and ``truth.csv`` lie in ``../shared/real``, beside the project; they belong to others and are not part of it.
Landmarks are found once and kept in ``.cache/real``, so that a second run takes seconds; the engine is the same.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from formcheck.analysis import assess, record
from formcheck.coaching.library import exercise_ids
from formcheck.pose.bundle import locate
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report

FOOTAGE = Path(__file__).parents[2] / "shared" / "real"
CACHE = Path(__file__).parents[1] / ".cache" / "real"
SAME_AS = {"goblet_squat": "squat"}
"""Exercises that are read as another while they have no definition of their own."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A row of ``truth.csv`` that has a definition."""

    path: Path
    exercise: str
    repetitions: int
    form: str


def clips() -> list[Clip]:
    """List the clips whose exercise is in the catalogue and whose truth is a number of repetitions."""
    with (FOOTAGE / "truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = exercise_ids()
    found = []
    for row in rows:
        exercise = row["exercise_id"] if row["exercise_id"] in known else SAME_AS.get(row["exercise_id"], "")
        count = row["repetitions"].split()[:1]
        if exercise in known and count and count[0].isdigit():
            found.append(Clip(FOOTAGE / row["file"], exercise, int(count[0]), row["form"]))
    return found


def landmarks(path: Path) -> PoseTrack:
    """Landmarks of a clip, from the cache where the clip and the model are the same as then."""
    key = hashlib.sha256(path.read_bytes() + locate("full").read_bytes()).hexdigest()[:16]
    kept = CACHE / f"{path.stem}-{key}.npz"
    if not kept.exists():
        record(path).save(kept)
    return PoseTrack.load(kept)


def faults(report: Report) -> str:
    """Faults of a report as ``cue x repetitions``, most frequent first; information in brackets."""
    found: dict[str, int] = {}
    for repetition in report.repetitions:
        for finding in repetition.findings:
            if finding.verdict == "fault":
                name = f"({finding.cue})" if finding.severity == "info" else finding.cue
                found[name] = found.get(name, 0) + 1
    return ", ".join(f"{cue} x{n}" for cue, n in sorted(found.items(), key=lambda item: -item[1])) or "-"


def main() -> int:
    """Print the table; 1 where a count is off."""
    if not FOOTAGE.is_dir():
        sys.stdout.write(f"There is no footage in {FOOTAGE}; nothing was measured.\n")
        return 0
    rows = [(clip, assess(landmarks(clip.path), clip.exercise)) for clip in clips()]
    sys.stdout.write("| clip | exercise | view | true | counted | in form | judged | faults | labelled |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|---|---|\n")
    for clip, report in rows:
        summary = report.summary
        sys.stdout.write(
            f"| {clip.path.name} | {clip.exercise} | {report.view.label} | {clip.repetitions} | {summary.repetitions} "
            f"| {summary.in_form} | {summary.judged_share:.0%} | {faults(report)} | {clip.form} |\n"
        )
    exact = sum(clip.repetitions == report.summary.repetitions for clip, report in rows)
    sys.stdout.write(f"\nExact in {exact} of {len(rows)} clips.\n")
    return 0 if exact == len(rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
