"""Cycles under other constants of the segmentation: ``python -m benchmarks.sensitivity [--footage] [--page]``.

In: the sample videos through the pose model, and all drawn movements of counted exercises on their true joints. Out: a
table of which cycles are lost, added or moved when one constant is made smaller or larger. A constant that may change
by a third without losing a cycle decides little here; one that may not is a number to find a better source for. Good
sets without a pause half way, and films that begin before the movement, cannot show what the constants for these are
worth: clips of people (``--footage``) do.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import PROJECT, SAMPLES
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.known.truth import all_clips
from benchmarks.real.landmarks import landmarks
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.proof import FPS, QUICK_FPS, is_quick, performed
from benchmarks.synthetic.truth import ideal_pose
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.coaching.session import Session
from formcheck.files import write_whole
from formcheck.motion.measures.registry import columns_of_measure
from formcheck.motion.segmenting import cycle, segmenter
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter
from formcheck.motion.smoothing import DelayedSmoother
from formcheck.records import Pose

PAGE = PROJECT / "benchmarks" / "SENSITIVITY.md"
MODULES: Final = (cycle, segmenter)
CONSTANTS: Final = (
    "EDGE_SHARE", "_RETURN_SHARE", "_REVERSE_SHARE", "_SETTLE_S", "_HALF_SHARE", "_NEW_SHARE", "_STAY_S", "_FIRST_S",
    "_SOON_SHARE", "_REST_MEMORY_S", "_REST_PERCENTILE", "_OPEN_SHARE", "_CONTINUES_SHARE", "_HALF", "_PAUSE_S",
)  # fmt: skip
"""The constants of the two modules that decide where a cycle begins and ends."""
EXCURSION = "min_excursion"
"""Varied as well: the least excursion that each exercise file gives."""
FACTORS: Final = (0.7, 0.85, 1.15, 1.3)
_SAME_PEAK_S = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One counting signal over time.

    Attributes
    ----------
    name : str
        Of the clip or the drawing.
    exercise : Exercise
        The one that is counted by this signal.
    times_s, values : ndarray of float, shape (n,)
        As recorded, before smoothing.
    """

    name: str
    exercise: Exercise
    times_s: NDArray[np.float64]
    values: NDArray[np.float64]


@dataclass(slots=True)
class Change:
    """What a changed constant did to the cycles of all signals."""

    lost: int = 0
    added: int = 0
    moved_s: float = 0.0
    """Furthest that a start or an end moved."""

    def __str__(self) -> str:
        parts = [f"{count} {word}" for count, word in ((self.lost, "lost"), (self.added, "added")) if count]
        return f"{', '.join(parts) or 'same'}; {self.moved_s:.2f} s"


def signals_of(name: str, exercise: Exercise, poses: Iterable[Pose]) -> list[Signal]:
    """Record the counting signals of a film: one, or one for each side."""
    if exercise.counting is None:
        return []
    session = Session(exercise)
    for pose in poses:
        session.push(pose)
    series = session.series
    return [
        Signal(name=name, exercise=exercise, times_s=series.times_s, values=series.column(column))
        for column in columns_of_measure(exercise.counting.signal)
    ]


def samples() -> Iterator[Signal]:
    """Record the signals of the sample videos, through the pose model."""
    listed = tomllib.loads((SAMPLES / "samples.toml").read_text("utf-8"))["sample"]
    for sample in listed:
        exercise = load_exercise(sample["exercise"])
        yield from signals_of(sample["file"], exercise, landmarks(SAMPLES / sample["file"]).poses())


def footage() -> Iterator[Signal]:
    """Record the signals of the clips of tuned people, where they are beside the project."""
    known = {exercise.id: exercise for exercise in exercises()}
    for clip in all_clips(FOOTAGE, STRANGERS):
        if clip.group == "tuned" and clip.repetitions is not None and clip.exercise in known:
            yield from signals_of(clip.path.name, known[clip.exercise], landmarks(clip.path).poses())


def drawings() -> Iterator[Signal]:
    """Record the signals of all drawn movements in good form, on their true joints."""
    for movement in MOVEMENTS.values():
        exercise, view = load_exercise(movement.exercise), movement.views[0]
        performance = performed(exercise, movement, None, in_view=view)
        times_s = np.arange(0.0, performance.duration_s, 1.0 / (QUICK_FPS if is_quick(movement) else FPS)).tolist()
        film = (ideal_pose(performance.at(t_s).points, t_s, view) for t_s in times_s)
        yield from signals_of(movement.id, exercise, film)


def cycles(signal: Signal, excursion_factor: float = 1.0) -> list[Cycle]:
    """Segment a signal as a session would."""
    counting = signal.exercise.counting
    if counting is None:
        return []
    smoother = DelayedSmoother()
    segmenting = Segmenter(excursion_factor * counting.min_excursion, counting.begins_at, counting.max_duration_s)
    pairs = [pair for t, v in zip(signal.times_s, signal.values, strict=True) for pair in smoother.push(t, v)]
    found = [segmenting.push(t_s, value) for t_s, value in [*pairs, *smoother.flush()]]
    return [one for one in [*found, segmenting.finish()] if one is not None]


@contextmanager
def changed(constant: str, factor: float) -> Iterator[None]:
    """Multiply a constant in every module that has it, for the time of a ``with`` statement."""
    homes = [module for module in MODULES if hasattr(module, constant)]
    before = [getattr(module, constant) for module in homes]
    try:
        for module, value in zip(homes, before, strict=True):
            setattr(module, constant, factor * value)
        yield
    finally:
        for module, value in zip(homes, before, strict=True):
            setattr(module, constant, value)


def compare(before: Sequence[Cycle], after: Sequence[Cycle], change: Change) -> None:
    """Match cycles by their peaks and add the differences to a change."""
    rest = list(after)
    for one in before:
        same = min(rest, key=lambda other: abs(other.peak_s - one.peak_s), default=None)
        if same is None or abs(same.peak_s - one.peak_s) > _SAME_PEAK_S:
            change.lost += 1
            continue
        rest.remove(same)
        change.moved_s = max(change.moved_s, abs(same.start_s - one.start_s), abs(same.end_s - one.end_s))
    change.added += len(rest)


def effect(signals: Sequence[Signal], usual: Sequence[Sequence[Cycle]], constant: str, factor: float) -> Change:
    """Segment all signals with one constant changed, and compare with their usual cycles."""
    change = Change()
    for signal, before in zip(signals, usual, strict=True):
        if constant == EXCURSION:
            after = cycles(signal, factor)
        else:
            with changed(constant, factor):
                after = cycles(signal)
        compare(before, after, change)
    return change


def table(signals: Sequence[Signal]) -> Iterator[str]:
    """Write a row for each constant."""
    usual = [cycles(signal) for signal in signals]
    yield f"{sum(map(len, usual))} cycles in {len(signals)} signals."
    yield ""
    yield "| constant | value | " + " | ".join(f"{factor - 1.0:+.0%}" for factor in FACTORS) + " |"
    yield "|---|---|" + "---|" * len(FACTORS)
    for constant in (EXCURSION, *CONSTANTS):
        values = [getattr(module, constant) for module in MODULES if hasattr(module, constant)] or ["by exercise"]
        cells = " | ".join(str(effect(signals, usual, constant, factor)) for factor in FACTORS)
        yield f"| `{constant.lstrip('_')}` | {values[0]} | {cells} |"


Material = Callable[[], Iterator[Signal]]
MATERIAL: Mapping[str, Material] = {"Sample videos, through the pose model": samples, "Drawings, true joints": drawings}
FOOTAGE_TITLE = "Clips of tuned people, through the pose model"


def lines(material: Mapping[str, Material]) -> Iterator[str]:
    """Write the page."""
    yield "# Sensitivity of the segmentation"
    yield ""
    yield from (line for line in (__doc__ or "").split("\n\n", 1)[1].strip().splitlines())
    yield ""
    yield "A cell says how many cycles are lost or added, and how far a start or an end moved at most."
    for title, signals in material.items():
        yield from ("", f"## {title}", "")
        yield from table(list(signals()))


def main() -> None:
    """Print the page, and write it with ``--page``."""
    parser = argparse.ArgumentParser(description="Cycles under other constants of the segmentation.")
    parser.add_argument("--page", action="store_true", help=f"write {PAGE.name} too")
    parser.add_argument("--footage", action="store_true", help="with the clips of tuned people, if they are there")
    options = parser.parse_args()
    written = []
    for line in lines({**MATERIAL, FOOTAGE_TITLE: footage} if options.footage else MATERIAL):
        print(line, flush=True)
        written.append(line)
    if options.page:
        write_whole(PAGE, "\n".join(written) + "\n")


if __name__ == "__main__":
    main()
