"""Make the accuracy table: ``make accuracy``, or ``python -m benchmarks.accuracy --only 'squat-*' --no-render``."""

from __future__ import annotations

import argparse
import fnmatch
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.accuracy.case import Case
from benchmarks.accuracy.material import find_landmarks, is_rendered, load, render_missing, tell
from benchmarks.accuracy.page import COLUMNS, page, table
from benchmarks.accuracy.results import results
from benchmarks.synthetic.clips import FOLDER, Clip, clips

EVERY = "*"
PAGE = Path(__file__).parents[1] / "ACCURACY.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Render what is missing, find landmarks once, judge, and write the page and ``accuracy.json``."""
    options = _parser().parse_args(arguments)
    wanted = [clip for clip in clips() if fnmatch.fnmatchcase(clip.id, options.only)]
    if options.render:
        render_missing(wanted, options.folder)
    there = [clip for clip in wanted if is_rendered(clip, options.folder)]
    if not there:
        tell(f"None of {len(wanted)} clips like {options.only!r} is rendered in {options.folder}: nothing to measure.")
        return 1
    if len(there) < len(wanted):
        tell(f"{len(wanted) - len(there)} of {len(wanted)} clips are not rendered and left out.")
    find_landmarks(there, options.folder, options.jobs)
    beside = PAGE if options.only == EVERY else options.folder / PAGE.name
    return _write(there, options.folder, options.page or beside, len(list(clips())))


def _write(there: Sequence[Clip], folder: Path, beside: Path, known: int) -> int:
    tell(f"judging {len(there)} clips")
    cases = [Case.of(clip, truth, track) for clip, truth, track in load(there, folder)]
    measured = results(cases, known)
    (folder / "accuracy.json").write_text(json.dumps(asdict(measured), indent=1, allow_nan=False), encoding="utf-8")
    beside.write_text(page(measured), encoding="utf-8")
    sys.stdout.write(table(measured.headline, COLUMNS["headline"]) + f"\nThe rest is in {beside}.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--only", default=EVERY, metavar="PATTERN", help="clips of such names: 'squat-side-*'")
    parser.add_argument("--no-render", dest="render", action="store_false", help="use only the renders that are there")
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1, help="clips to find landmarks in at once")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where renders and landmarks are kept")
    parser.add_argument("--page", type=Path, help=f"the page to write: {PAGE.name}, or beside the renders with --only")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
