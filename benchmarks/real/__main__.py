"""Measure counts and verdicts on clips of real people: ``python -m benchmarks.real``.

Without options it prints counts, cues and abstentions. Clips of untuned people are in the totals alone: nothing prints
or draws one of them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.real import FOOTAGE, PAGE, STRANGERS
from benchmarks.real.curves import explain
from benchmarks.real.known.people import GROUPS, Group
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.measuring import Measured
from benchmarks.real.page import confusions, counts_and_cues, measured_by, page, self_checks, what_is_missing
from formcheck.errors import ModelError
from formcheck.files import write_whole
from formcheck.pose.model.bundle import locate
from formcheck.records import ModelName


def main() -> int:
    """Print the tables."""
    options = _options()
    groups: Sequence[Group] = ("tuned",) if options.tuned_only or options.clips else GROUPS
    clips = [clip for clip in _chosen(options.clips) if clip.group in groups]
    if not clips:
        print(f"There are no clips in {FOOTAGE} and {STRANGERS}; nothing was measured.")
        return 0
    lines: list[str] = []
    for line in _lines(options, clips, groups):
        print(line, flush=True)
        lines.append(line)
    if options.page:
        write_whole(PAGE, page(clips, lines).rstrip() + "\n")
    return 0


def _lines(options: argparse.Namespace, clips: Sequence[Clip], groups: Sequence[Group]) -> Iterator[str]:
    for model in options.model:
        measured = measured_by(clips, model, options.jobs)
        yield from counts_and_cues(measured, model, groups)
        if options.explain:
            yield from (f"Drawn: {path}" for path in _drawn(measured, options.explain))
        if options.confusion and model == options.model[-1]:
            yield from confusions(clips, model, options.jobs, groups)
        if options.self_checks:
            yield from self_checks(clips, model, options.jobs, groups)
        if model == options.model[-1]:
            yield from what_is_missing(measured, clips)


def _drawn(measured: Sequence[Measured], folder: Path) -> Iterator[Path]:
    for one in measured:
        is_wrong = one.miscount or one.missed or one.extra or one.false_faults
        if is_wrong and one.clip.group == "tuned":
            yield explain(one, folder)


def _chosen(stems: Sequence[str]) -> list[Clip]:
    """Take all clips, or those that were named; of untuned people none may be named."""
    clips = all_clips(FOOTAGE, STRANGERS)
    if not stems:
        return clips
    named = [clip for clip in clips if clip.path.stem in stems]
    if unknown := sorted(set(stems) - {clip.path.stem for clip in named}):
        msg = f"There is no clip {', '.join(unknown)}; truth.csv of each folder lists them."
        raise SystemExit(msg)
    if untuned := [clip.path.stem for clip in named if clip.group == "untuned"]:
        msg = (
            f"{', '.join(untuned)}: this person is untuned (benchmarks/real/people.csv), and is seen in totals alone. "
            "Choose a clip of a tuned person."
        )
        raise SystemExit(msg)
    return named


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.real", description=__doc__)
    models = get_args(ModelName)
    parser.add_argument("clips", nargs="*", metavar="CLIP", help="measure only these clips (of tuned people)")
    parser.add_argument(
        "--model",
        nargs="+",
        choices=models,
        default=_installed(),
        help="pose models, one after the other (default: full, and heavy where it is installed)",
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="clips at a time (default: one a core)")
    parser.add_argument("--tuned-only", action="store_true", help="leave untuned people out: for work on rules")
    parser.add_argument(
        "--explain",
        type=Path,
        metavar="FOLDER",
        help="draw a curve of each tuned clip with a wrong count, a repetition elsewhere or a false fault",
    )
    parser.add_argument(
        "--confusion", action="store_true", help="also run every clip under other names, with the last model"
    )
    parser.add_argument("--self-checks", action="store_true", help="also check what is true of everybody")
    parser.add_argument("--page", action="store_true", help=f"write what is printed to {PAGE.name} as well")
    options = parser.parse_args()
    if options.page and (options.tuned_only or options.clips):
        parser.error("--page is of all clips: leave out --tuned-only and the names of clips")
    return options


def _installed() -> list[ModelName]:
    try:
        locate("heavy")
    except ModelError:
        return ["full"]
    return ["full", "heavy"]


if __name__ == "__main__":
    raise SystemExit(main())
