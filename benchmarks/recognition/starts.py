"""How often does *Live* begin a set that nobody does: ``python -m benchmarks.recognition.starts``.

Nothing is chosen, and the poses are looked at once a second, as *Live* does; a set is begun by the first look that is
sure. Shown are people who walk, talk, box or stand, drawn and real, and clips of exercises, where another name counts.
Of untuned people only totals are printed.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from benchmarks.crossed import drawings, drawn, seen_from
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.agreement import Share
from benchmarks.real.known.people import GROUPS
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.landmarks import landmarks
from benchmarks.real.measuring import in_parallel
from benchmarks.real.tables import head, row_of
from benchmarks.recognition.material import AROUND_DEG, BODIES, LOOKS_UP_DEG, TALKS_UNTIL_S, same_movement
from formcheck.live.unnamed.newest import newest_set
from formcheck.live.unnamed.watch import KEPT_S
from formcheck.recognition.candidates import candidates
from formcheck.records import Pose

_EVERY_S: Final = 1.0
_FAR_S: Final = 1e9


@dataclass(frozen=True, kw_only=True)
class Start:
    """What *Live* began, if anything.

    Attributes
    ----------
    name, group : str
        What was shown, and of whom.
    exercise : str
        What it is; empty where it is no exercise.
    lasts_s : float
    begun : str
        Id of the exercise; empty where nothing was begun.
    at_s : float
        When; the end where nothing was.
    """

    name: str
    group: str
    exercise: str
    lasts_s: float
    begun: str
    at_s: float

    @property
    def is_right(self) -> bool:
        """Whether what was begun is the same movement."""
        return any(self.begun in one.ids and same_movement(self.exercise, one) for one in candidates())


def started(name: str, group: str, exercise: str, poses: Iterable[Pose]) -> Start:
    """Show some poses as *Live* sees them."""
    shown = list(poses)
    first_s, last_s = shown[0].t_s, shown[-1].t_s
    for now_s in np.arange(first_s + _EVERY_S, last_s + _EVERY_S, _EVERY_S).tolist():
        found = newest_set([pose for pose in shown if now_s - KEPT_S <= pose.t_s <= now_s])
        if found is not None and found.recognition.is_sure:
            return Start(
                name=name, group=group, exercise=exercise, lasts_s=last_s - first_s, begun=found.exercise,
                at_s=now_s - first_s,
            )  # fmt: skip
    lasts_s = last_s - first_s
    return Start(name=name, group=group, exercise=exercise, lasts_s=lasts_s, begun="", at_s=lasts_s)


def _of_drawing(task: tuple[str, str, int]) -> Start:
    name, group, number = task
    rng = np.random.default_rng(zlib.crc32(f"{name} {group} {number}".encode()))
    act, _ = drawn(name, BODIES[group])
    yaw, pitch = rng.uniform(*AROUND_DEG), rng.uniform(*LOOKS_UP_DEG)
    return started(name, BODIES[group], "", seen_from(act, yaw, pitch, int(rng.integers(2**31))))


def _of_clip(clip: Clip, group: str) -> Start:
    until_s = TALKS_UNTIL_S.get(clip.path.stem, _FAR_S)
    poses = [pose for pose in landmarks(clip.path, "heavy").poses() if pose.t_s < until_s]
    return started(clip.path.stem, group, clip.exercise if clip.is_exercise else "", poses)


def table(starts: Sequence[Start]) -> Iterator[str]:
    """How often something was begun that is not done, and how often what is done."""
    yield from head("shown", "sets", "minutes", "begun rightly", "begun wrongly")
    for group in dict.fromkeys(one.group for one in starts):
        for kind in ("no exercise", "exercises"):
            mine = [one for one in starts if one.group == group and bool(one.exercise) == (kind == "exercises")]
            if mine:
                right, begun = sum(one.is_right for one in mine), sum(bool(one.begun) for one in mine)
                minutes = f"{sum(one.lasts_s for one in mine) / 60:.1f}"
                cells = (str(Share(right, len(mine))) if kind == "exercises" else "-", Share(begun - right, len(mine)))
                yield row_of(f"{kind}, {group}", len(mine), minutes, *cells)


def main() -> None:
    """Print the table, and what was begun wrongly, except by untuned people."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition.starts", description=__doc__)
    parser.add_argument("--cameras", type=int, default=2, help="from how many places each drawing is seen")
    parser.add_argument("--groups", nargs="+", choices=[*BODIES, *GROUPS], default=[*BODIES, *GROUPS])
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    nothing = [name for name in drawings() if name != "running" and not drawn(name, repetitions=1)[1]]
    clips, starts = all_clips(FOOTAGE, STRANGERS), []
    for group in options.groups:
        if group in BODIES:
            tasks = [(name, group, number) for name in nothing for number in range(options.cameras)]
            starts += in_parallel(_of_drawing, tasks, options.jobs)
        else:
            mine = [clip for clip in clips if clip.group == group]
            starts += in_parallel(partial(_of_clip, group=group), mine, options.jobs)
    for line in table(starts):
        print(line, flush=True)
    for one in starts:
        if one.begun and not one.is_right and one.group != "untuned":
            print(f"{one.name} ({one.group}) {one.exercise or 'no exercise'}: {one.begun} after {one.at_s:.0f} s")


if __name__ == "__main__":
    main()
