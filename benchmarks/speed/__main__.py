"""Measure the speed of formcheck: ``python -m benchmarks.speed``; ``--page`` writes SPEED.md as well."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

from benchmarks.data import SAMPLES
from benchmarks.speed import PAGE
from benchmarks.speed.clips import resized
from benchmarks.speed.page import TRIED, Costs, first_table, intro, memory_table, seconds_table, size_table
from benchmarks.speed.programs import PROGRAMS, Cost, cost_of
from formcheck.files import write_whole
from formcheck.records import CLIP_MODEL, ModelName
from formcheck.video.reader import VideoReader

DEFAULT_CLIP = SAMPLES / "squat_too_shallow_side.mp4"
HEIGHTS_PX = (480, 720, 1080, 2160)
_BATCH = {
    "squat_too_shallow_side": "squat",
    "deadlift_straight_knees_side": "deadlift",
    "forward_lunge_good_side": "forward_lunge",
    "deadlift_rounded_back_side": "deadlift",
}


def main() -> None:
    """Print the tables."""
    options = _options()
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for line in _lines(options, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    if options.page:
        write_whole(PAGE, "\n".join(lines).rstrip() + "\n")


def _lines(options: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield intro(options.model, options.runs)
    with VideoReader(options.clip) as reader:
        times = [frame.t_s for frame in reader]
    film_s = times[-1] - times[0]
    yield f"## One clip of {film_s:.0f} s, {len(times)} frames\n"
    by_size = {f"{height}p": _costs(options, resized(options.clip, height, folder)) for height in options.heights}
    yield from (*size_table(by_size, film_s), "")
    yield "## Until the first frame\n"
    yield from (*first_table(next(iter(by_size.values()))), "", *seconds_table("command", {"--help": _help_s()}), "")
    yield f"## Memory, at {options.heights[0]}p with the lite model\n"
    yield from (*memory_table(_memory(options, folder, film_s)), "")
    if not options.no_batch:
        yield f"## Batch of {len(_BATCH)} clips, {options.model} model\n"
        yield from (*seconds_table("clips at a time", _batch(options.model, folder)), "")
    yield TRIED


def _costs(options: argparse.Namespace, clip: Path) -> Costs:
    runs = [{name: cost_of(name, clip, options.model) for name in PROGRAMS} for _ in range(options.runs)]
    return {name: [run[name] for run in runs] for name in PROGRAMS}


def _memory(options: argparse.Namespace, folder: Path, film_s: float) -> Mapping[str, Cost]:
    clips = {
        f"{minutes:g} min": resized(options.clip, options.heights[0], folder, times=round(minutes * 60 / film_s))
        for minutes in options.minutes
    }
    return {length: cost_of("drawn", clip, "lite") for length, clip in clips.items()}


def _help_s() -> float:
    return min(_timed([sys.executable, "-m", "formcheck.cli", "--help"]) for _ in range(5))


def _batch(model: ModelName, folder: Path) -> Mapping[str, float]:
    clips = folder / "batch"
    clips.mkdir()
    for name in _BATCH:
        shutil.copy(SAMPLES / f"{name}.mp4", clips)
    table = clips / "clips.csv"
    rows = [f"{name}.mp4,{exercise}" for name, exercise in _BATCH.items()]
    table.write_text("\n".join(["clip,exercise", *rows]), encoding="utf-8")
    return {
        str(jobs): _timed([
            sys.executable, "-m", "formcheck.cli", "batch", str(table), "--out", str(folder / f"out{jobs}"),
            "--jobs", str(jobs), "--model", model,
        ])
        for jobs in (1, 2)
    }  # fmt: skip


def _timed(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("clip", type=Path, nargs="?", default=DEFAULT_CLIP, help="a clip of squats (default: a sample)")
    parser.add_argument("--model", choices=get_args(ModelName), default=CLIP_MODEL)
    parser.add_argument("--runs", type=int, default=3, help="runs of each program at each size")
    parser.add_argument(
        "--heights", type=int, nargs="+", default=HEIGHTS_PX, metavar="PX", help="heights of the picture"
    )
    parser.add_argument(
        "--minutes", type=float, nargs="+", default=(1.0, 5.0), help="lengths of film to read the memory of"
    )
    parser.add_argument("--no-batch", action="store_true", help="leave the folder of clips out")
    parser.add_argument("--page", action="store_true", help=f"write what is printed to {PAGE.name} as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
