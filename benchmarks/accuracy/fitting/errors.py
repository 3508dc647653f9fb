"""Prints how far judged values are off on the bodies that numbers may be fitted on, check by check.

``python -m benchmarks.accuracy.fitting.errors --only 'squat-side-*'`` reads the clips that ``python -m
benchmarks.synthetic --only squat-side`` renders. The error of a check in an exercise's TOML file comes from here, or
from people, and never from bodies that results are reported for: this command does not open their clips.
"""

from __future__ import annotations

import argparse
import fnmatch
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from benchmarks.accuracy.case import Case
from benchmarks.accuracy.material import announce, find_landmarks, is_rendered, load
from benchmarks.accuracy.page import COLUMNS, table
from benchmarks.accuracy.values import judged_rows
from benchmarks.synthetic.clips import FITTED, FOLDER, clips
from formcheck.records import CLIP_MODEL, ModelName


def main(arguments: Sequence[str] | None = None) -> int:
    """Find landmarks once, judge, and print the errors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.fitting.errors", description=__doc__)
    parser.add_argument("--only", default="*", metavar="PATTERN", help="clips of such names: 'squat-side-*'")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where renders and landmarks are kept")
    parser.add_argument("--model", choices=get_args(ModelName), default=CLIP_MODEL)
    options = parser.parse_args(arguments)
    wanted = [clip for clip in clips() if clip.body in FITTED and fnmatch.fnmatchcase(clip.id, options.only)]
    rendered = [clip for clip in wanted if is_rendered(clip, options.folder)]
    announce(f"{len(rendered)} of {len(wanted)} clips of {', '.join(FITTED)} are rendered in {options.folder}.")
    if not rendered:
        return 1
    find_landmarks(rendered, options.folder, options.model, jobs=1)
    cases = [Case.of(clip, truth, track) for clip, truth, track in load(rendered, options.folder, options.model)]
    sys.stdout.write(table(judged_rows(cases, by_cue=True), COLUMNS["judged by cue"]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
