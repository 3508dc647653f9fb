"""Measure the whole chain on sampled cameras and write benchmarks/CAMERAS.md: ``python -m benchmarks.cameras``.

What is missing is rendered and detected first, which can be stopped and resumed at any time; see `--count`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cameras import COUNT, FOLDER
from benchmarks.cameras.material import load, make
from benchmarks.cameras.page import page
from benchmarks.cameras.readings import readings_of
from benchmarks.cameras.scene import scenes

PAGE = Path(__file__).parents[1] / "CAMERAS.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is missing, read it, and write the page."""
    options = parser().parse_args(arguments)
    wanted = [scene for scene in scenes(options.count) if scene.split == "held out"]
    if options.render:
        make(scenes(options.count), options.model, options.folder)
    readings = list(readings_of(load(wanted, options.model, options.folder)))
    if not readings:
        sys.stderr.write(f"No scene is rendered in {options.folder}: nothing to measure.\n")
        return 1
    options.page.write_text(page(readings, options.model), encoding="utf-8")
    sys.stdout.write(f"{options.page}\n")
    return 0


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line, which the fit shares."""
    found = argparse.ArgumentParser(prog="python -m benchmarks.cameras", description=__doc__)
    found.add_argument("--count", type=int, default=COUNT, help="how many scenes to sample (about 10 s each)")
    found.add_argument("--model", choices=("lite", "full", "heavy"), default="heavy")
    found.add_argument("--no-render", dest="render", action="store_false", help="use only what is there")
    found.add_argument("--folder", type=Path, default=FOLDER, help="where renders and landmarks are kept")
    found.add_argument("--page", type=Path, default=PAGE)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
