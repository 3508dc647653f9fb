"""Count other people's sets by what was recorded of one: ``python -m benchmarks.recognition.recorded``.

A definition is proposed from one set of a tuned person, as *Record your own* does, and counts the sets of all other
tuned people who do the same movement, and those of other movements, where it should count nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.agreement import Share
from benchmarks.real.confusion import SAME
from benchmarks.real.known.people import person_of
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.landmarks import landmarks
from benchmarks.real.measuring import in_parallel
from benchmarks.real.tables import head, row_of
from formcheck.analysis.unnamed.learning import shown, tried
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.coaching.session import Session
from formcheck.errors import UsageError
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner

_LEAST: Final = 3
"""Repetitions of a set that is worth recording."""
_ID: Final = "recorded_here"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a recorded definition counts.

    Attributes
    ----------
    clip, exercise : str
        Where it was recorded.
    signal : str
        What counts; empty where nothing was proposed.
    own : int
        Counted of its own set.
    same : sequence of (str, int, int)
        Clips of the same movement by other people: what was counted, and what is known.
    others : sequence of (str, int)
        Clips of other movements, and what was counted.
    """

    clip: Clip
    signal: str
    own: int = 0
    same: Sequence[tuple[str, int, int]] = ()
    others: Sequence[tuple[str, int]] = ()


def recorded(clip: Clip, among: Sequence[Clip]) -> Recorded:
    """Record one set, and count the sets of other people by it."""
    try:
        trial = tried(shown(landmarks(clip.path, "heavy").poses()), "Recorded here", _ID)
    except UsageError:
        return Recorded(clip=clip, signal="")
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{_ID}.toml").write_text(trial.text, encoding="utf-8")
        exercise = without_cues(load_exercise(_ID, folder))
    strangers = [one for one in among if person_of(one.path.stem) != person_of(clip.path.stem)]
    counted = [(one, _counted(exercise, one)) for one in strangers]
    return Recorded(
        clip=clip, signal=trial.signal, own=trial.counted,
        same=[(one.path.stem, n, one.repetitions or 0) for one, n in counted if _is_same(one, clip)],
        others=[(one.path.stem, n) for one, n in counted if not _is_same(one, clip)],
    )  # fmt: skip


def _counted(exercise: Exercise, clip: Clip) -> int:
    session = Session(exercise)
    for pose in _clean(clip.path):
        session.push(pose)
    return session.finish().summary.repetitions


@cache
def _clean(clip: Path) -> list[CleanPose]:
    cleaner = PoseCleaner()
    return [cleaner.push(pose) for pose in landmarks(clip, "heavy").poses()]


def _is_same(one: Clip, other: Clip) -> bool:
    alike = any({one.exercise, other.exercise} <= same for same in SAME)
    return alike or one.exercise == other.exercise


def table(found: Sequence[Recorded]) -> Iterator[str]:
    """What each recorded definition counts of its own set, of others, and of other movements."""
    yield from head("recorded", "exercise", "signal", "its own", "other people exactly", "other movements")
    for one in found:
        near = sum(n == known for _, n, known in one.same)
        wrong = [f"{name} {n}" for name, n in one.others if n]
        own = f"{one.own} of {one.clip.repetitions}"
        yield row_of(
            one.clip.path.stem, one.clip.exercise, one.signal or "none", own, Share(near, len(one.same)),
            ", ".join(wrong) or "none",
        )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition.recorded", description=__doc__)
    parser.add_argument("--each", type=int, default=3, help="how many sets of each movement are recorded")
    parser.add_argument("--jobs", type=int, default=1)
    clips = [
        clip for clip in all_clips(FOOTAGE, STRANGERS)
        if clip.group == "tuned" and clip.is_exercise and clip.repetitions and not clip.is_about
        and load_exercise(clip.exercise).counting is not None
    ]  # fmt: skip
    sets = [one for one in clips if (one.repetitions or 0) >= _LEAST]
    worth = [one for one in sets if any(_is_same(one, other) and other is not one for other in clips)]
    options = parser.parse_args()
    chosen = [one for i, one in enumerate(worth) if sum(_is_same(one, other) for other in worth[:i]) < options.each]
    found = in_parallel(partial(recorded, among=clips), chosen, options.jobs)
    for line in table(found):
        print(line, flush=True)
    for one in found:
        print(f"{one.clip.path.stem}: {', '.join(f'{name} {n} of {known}' for name, n, known in one.same)}")


if __name__ == "__main__":
    main()
