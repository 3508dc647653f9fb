"""Measure recognition: ``python -m benchmarks.recognition``.

Drawn sets are of another body and other cameras than the weights were fitted to. Of untuned people only totals are
printed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from benchmarks.data import PROJECT
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.known.people import GROUPS
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.landmarks import landmarks
from benchmarks.recognition.joined import joined, session_table
from benchmarks.recognition.material import drawn_cases, real_cases
from benchmarks.recognition.measuring import Answer, answer, calibration_table, confusion_table, share_table
from formcheck.catalogue.library import exercise_ids
from formcheck.files import write_whole
from formcheck.recognition.ranking import provenance
from formcheck.recognition.recognising import recognise

PAGE = PROJECT / "benchmarks" / "RECOGNITION.md"
_ABOUT = """# Which exercise is it?

Written by `make recognition`. No exercise is given; the catalogue is ranked. *Drawn* sets are those of a synthetic
human whose true joints are used, with errors like those of landmarks, from cameras anywhere around, looking up by -15
to 25 degrees; the weights were fitted to another body and other cameras. *Tuned* and *untuned* are clips of real people
(see PEOPLE.md); of untuned people only these totals were looked at. Negatives are drawn walking, talking, boxing and
the like, and clips that show no exercise of the catalogue. Exercises that are the same movement (goblet squat and
squat; forward and reverse lunge; the deadlifts from standing and from the floor; bridge and hip thrust) count as right
for each other in the first row, but not in the second.
"""


def main() -> None:
    """Print the tables, and write them to the page if asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition", description=__doc__)
    parser.add_argument("--cameras", type=int, default=2, help="from how many places each drawn set is seen")
    parser.add_argument("--films", type=int, default=3, help="how many joined films of each side of the split")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--page", action="store_true", help=f"write what is printed to {PAGE.name} as well")
    options = parser.parse_args()
    lines: list[str] = []
    for line in _lines(options):
        print(line, flush=True)
        lines.append(line)
    if options.page:
        write_whole(PAGE, "\n".join([_ABOUT, *lines]).rstrip() + "\n")


def _lines(options: argparse.Namespace) -> Iterator[str]:
    clips = all_clips(FOOTAGE, STRANGERS)
    yield f"Ranked by a {provenance()}."
    yield ""
    groups: dict[str, Sequence[Answer]] = {
        "drawn": [answer(case) for case in drawn_cases("held_out", options.cameras, options.jobs)]
    }
    for group in GROUPS:
        mine = [clip for clip in clips if clip.group == group]
        groups |= {group: [answer(case) for case in real_cases(mine, "heavy", options.jobs)]} if mine else {}
    yield from share_table(groups)
    yield "\n## Is the probability right?\n"
    yield from calibration_table(groups)
    yield "\n## What is taken for what: drawn\n"
    yield from confusion_table(groups["drawn"])
    if "tuned" in groups:
        yield "\n## What is taken for what: tuned people\n"
        yield from confusion_table(groups["tuned"])
        yield "\n## Sessions: clips joined, with pauses, walks and cuts\n"
        sides = {group: _sets_of(clips, group) for group in GROUPS}
        yield from session_table(
            {group: [joined(side, "heavy", seed) for seed in range(options.films)] for group, side in sides.items()}
        )
        yield "\n## What it costs\n"
        yield _cost(sides["tuned"])


def _sets_of(clips: Sequence[Clip], group: str) -> list[Clip]:
    known = exercise_ids()
    return [clip for clip in clips if clip.group == group and clip.exercise in known]


def _cost(clips: Sequence[Clip]) -> str:
    spent_s, frames = 0.0, 0
    for clip in clips[:8]:
        poses = list(landmarks(clip.path, "heavy").poses())
        begun_s = time.process_time()
        recognise(poses)
        spent_s += time.process_time() - begun_s
        frames += len(poses)
    return (
        f"{1000 * spent_s / max(frames, 1):.2f} ms of one core a frame, over {frames} frames of {len(clips[:8])} clips."
    )


if __name__ == "__main__":
    main()
