"""Make the accuracy table: ``make accuracy``, or ``python -m benchmarks.accuracy --only 'squat-*' --no-render``.

``--release`` measures the bodies, looks and cameras that are kept for a release, and writes a page of its own. Run it
once, with the code that is released: what is seen there must not change a number afterwards.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import get_args

from benchmarks.accuracy.case import Case
from benchmarks.accuracy.material import announce, find_landmarks, is_rendered, load, render_missing
from benchmarks.accuracy.page import COLUMNS, page, table
from benchmarks.accuracy.results import results
from benchmarks.synthetic.clips import FOLDER, Clip, clips, for_release
from formcheck.records import CLIP_MODEL, ModelName

EVERY = "*"
PAGE = Path(__file__).parents[1] / "ACCURACY.md"
RELEASE_PAGE = Path(__file__).parents[1] / "ACCURACY_RELEASE.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Render what is missing, find landmarks once, judge, and write the page and ``accuracy.json``."""
    options = _parser().parse_args(arguments)
    known = list(for_release() if options.release else clips())
    wanted = [clip for clip in known if fnmatch.fnmatchcase(clip.id, options.only)]
    if options.render:
        render_missing(wanted, options.folder)
    rendered = [clip for clip in wanted if is_rendered(clip, options.folder)]
    if not rendered:
        announce(f"No clip like {options.only!r} is rendered in {options.folder}: nothing to measure.")
        return 1
    if len(rendered) < len(wanted):
        announce(f"{len(wanted) - len(rendered)} of {len(wanted)} clips are not rendered and left out.")
    find_landmarks(rendered, options.folder, options.model, options.jobs)
    return _write(rendered, options, len(known))


def _page_path(options: argparse.Namespace) -> Path:
    """Write a page of some clips beside the renders: the committed page is of all."""
    path = RELEASE_PAGE if options.release else PAGE
    return path if options.only == EVERY else Path(options.folder) / path.name


def _write(rendered: Sequence[Clip], options: argparse.Namespace, known: int) -> int:
    folder, page_path = options.folder, options.page or _page_path(options)
    announce(f"judging {len(rendered)} clips")
    cases = [Case.of(clip, truth, track) for clip, truth, track in load(rendered, folder, options.model)]
    measured = results(cases, known, options.model)
    (folder / "accuracy.json").write_text(json.dumps(asdict(measured), indent=1, allow_nan=False), encoding="utf-8")
    page_path.write_text(page(measured), encoding="utf-8")
    sys.stdout.write(table(measured.headline, COLUMNS["headline"]) + f"\nThe rest is in {page_path}.\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--only", default=EVERY, metavar="PATTERN", help="clips of such names: 'squat-side-*'")
    parser.add_argument("--release", action="store_true", help="the clips that are kept for a release")
    parser.add_argument("--no-render", dest="render", action="store_false", help="use only the existing renders")
    parser.add_argument("--model", choices=get_args(ModelName), default=CLIP_MODEL)
    parser.add_argument("--jobs", type=int, choices=(1, 2), default=1, help="clips to find landmarks in at once")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where renders and landmarks are kept")
    parser.add_argument("--page", type=Path, help=f"the page to write: {PAGE.name}, or with --only beside the renders")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
