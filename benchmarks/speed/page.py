"""Costs go in; the tables of the page come out."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import median

from benchmarks.speed.programs import Cost
from formcheck.records import ModelName

Costs = Mapping[str, Sequence[Cost]]
"""By the name of the program, one for each run."""

INTRO = """\
# Speed

Made by `make bench` on {day}, with formcheck {formcheck}, MediaPipe {mediapipe} and the {model} model, on a machine
with {cores} cores ({machine}). Every run is a process of its own; runs of the programs alternate, and a figure is the
median of {runs}. Ratios are of medians of one size.

*Inference* is the pose model alone on decoded frames, kept to one core; MediaPipe runs a network in one thread. The
*naive loop* decodes, finds, draws and encodes one after the other, with the same encoder and settings. *Judged* is
`formcheck analyze` without the annotated clip, *drawn* with it, both with a worker for each core.
*Limit* is the processor time of *drawn* over the number of cores: it could take no less on this machine.
"""

TRIED = """\
## What was tried

- **Kept.** The pose model is the only stage that others wait for. It runs in a thread of its own; judging and second
  looks follow in another, drawing and encoding in two more of lower priority. Before, each second look held the model
  up. No landmark changed by a bit.
- **Kept: pieces** (record 29). A clip of more than ten seconds is analysed in pieces of the same length, each with a
  warm-up of 1.5 s, by several workers at once. This clip has two pieces, so that the warm-up alone costs an eighth; of
  a longer clip it costs a seventh, and what starting costs weighs less.
- **Kept: no comparison at each start.** The pruned pose model was compared with the whole one whenever a process loaded
  it (1.1 s of processor time). For the models, the release of MediaPipe and the processors of the tests the result is
  listed now.
- **Kept: no plots.** MediaPipe loads matplotlib, which nobody here draws with: half of what importing it took (0.7 of
  1.5 s of processor time). It is loaded at its first use now.
- **Other settings of the encoder.** At the same quality (45 dB) `superfast` saves a sixth of the encoder's time, and
  the file is 2.7 times as large; `ultrafast` saves half, and it is four times as large. `veryfast` stays. A key frame
  every two seconds makes files of real clips 4 % larger, and halves what it costs to read a still at the end.
"""


def intro(model: ModelName, runs: int) -> str:
    """Say what was measured, and on what."""
    return INTRO.format(
        day=datetime.now(tz=UTC).date(), formcheck=version("formcheck"), mediapipe=version("mediapipe"), model=model,
        cores=os.cpu_count(), machine=platform.processor() or platform.machine(), runs=runs,
    )  # fmt: skip


def size_table(by_size: Mapping[str, Costs], film_s: float) -> Iterator[str]:
    """One row for each size of the picture."""
    yield (
        "| picture | inference | naive loop | judged | drawn | limit "
        "| judged / inference | naive / drawn | limit / drawn | drawn / film |"
    )
    yield "|---" * 10 + "|"
    for size, costs in by_size.items():
        took = {name: median(cost.wall_s for cost in runs) for name, runs in costs.items()}
        limit_s = median(cost.cpu_s for cost in costs["drawn"]) / (os.cpu_count() or 1)
        seconds = (took["inference"], took["naive"], took["judged"], took["drawn"], limit_s)
        ratios = (
            took["judged"] / took["inference"], took["naive"] / took["drawn"], limit_s / took["drawn"],
            took["drawn"] / film_s,
        )  # fmt: skip
        cells = [*(f"{s:.1f} s" for s in seconds), *(f"{ratio:.2f}" for ratio in ratios)]
        yield f"| {size} | {' | '.join(cells)} |"


def memory_table(by_length: Mapping[str, Cost]) -> Iterator[str]:
    """One row for each length of the clip."""
    yield "| film | largest resident memory |"
    yield "|---|---|"
    for length, cost in by_length.items():
        yield f"| {length} | {cost.peak_mb:.0f} MB |"


def first_table(costs: Costs) -> Iterator[str]:
    """How long until the first frame is done."""
    yield "| program | first frame done after |"
    yield "|---|---|"
    for name, runs in costs.items():
        yield f"| {name} | {median(cost.first_s for cost in runs):.2f} s |"


def seconds_table(head: str, seconds: Mapping[str, float]) -> Iterator[str]:
    """Durations by name."""
    yield f"| {head} | seconds |"
    yield "|---|---|"
    for name, took_s in seconds.items():
        yield f"| {name} | {took_s:.2f} |"
