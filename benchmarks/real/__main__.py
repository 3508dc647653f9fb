"""Print the tables: ``python -m benchmarks.real``; with ``--explain FOLDER`` also draw what went wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.real import FOOTAGE
from benchmarks.real.curves import explain
from benchmarks.real.measuring import exercise_of, measure
from benchmarks.real.tables import clip_table, missing_table, total_table
from benchmarks.real.truth import clips

NOTES = """\
Peaks are held against moments that were read by eye. "False" are repetitions called out of form in clips labelled
good; "seen" are clips that were looked at while rules were made, which makes them no unseen test.
"""


def main() -> int:
    """Print the tables; 1 where a count is off."""
    options = _options()
    if not FOOTAGE.is_dir():
        print(f"There is no footage in {FOOTAGE}; nothing was measured.")
        return 0
    exercises = {clip: exercise_of(clip) for clip in clips(FOOTAGE)}
    measured = [measure(clip, exercise) for clip, exercise in exercises.items() if exercise]
    missing = [clip for clip, exercise in exercises.items() if not exercise]
    for table in (clip_table(measured), total_table(measured), missing_table(missing)):
        print("\n".join(table) + "\n")
    print(NOTES)
    if options.explain:
        for one in measured:
            if one.is_off or one.missed or one.extra or one.false_faults:
                print(f"Drawn: {explain(one, options.explain)}")
    return int(any(one.is_off for one in measured))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    parser.add_argument(
        "--explain",
        type=Path,
        metavar="FOLDER",
        help="draw a curve of each clip with a wrong count, a repetition elsewhere or a false fault",
    )
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
