"""Every clip under the name of every other exercise: what is counted there is counted wrongly.

A name is wrong for a clip unless it is its exercise's or belongs to the same movement (`SAME`), which landmarks cannot
tell apart. Two shares are given, both of the true repetitions. *Per wrong name* is what a person sees who has chosen
one wrong exercise; *in all* adds up what all wrong names count, as in the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from benchmarks.real.agreement import Share
from benchmarks.real.known.people import GROUPS, Group
from benchmarks.real.known.truth import Clip
from benchmarks.real.landmarks import landmarks
from benchmarks.real.measuring import in_parallel
from benchmarks.real.tables import head, row_of
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.lookalikes import done_together
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.recognition.candidates import candidates
from formcheck.recognition.contest import outdoing
from formcheck.recognition.following import Film, follow, sparse
from formcheck.records import ModelName

NAMES = (
    "squat", "jump_squat", "single_leg_squat", "step_down", "box_jump", "reverse_lunge", "side_lunge", "deadlift",
    "romanian_deadlift", "single_leg_deadlift", "glute_bridge", "single_leg_bridge", "hip_thrust", "clamshell",
    "sidelying_hip_abduction", "standing_hip_abduction", "standing_hip_extension", "high_knees", "butt_kicks",
    "skater_hop", "burpee", "mountain_climber", "bicycle_crunch", "leg_raise", "calf_raise_double",
)  # fmt: skip
"""Exercises that count; of each movement one, so that variants of it do not weigh more."""

SAME: tuple[frozenset[str], ...] = (
    frozenset({"squat", "goblet_squat", "bosu_squat"}),
    # Which foot moved, and whether it comes back, is not what is counted.
    frozenset({"forward_lunge", "reverse_lunge", "walking_lunge", "bosu_lunge"}),
    # From standing or from the floor: the same bend of the hips.
    frozenset({"deadlift", "romanian_deadlift", "eccentric_deadlift"}),
    frozenset({"glute_bridge", "hip_lift", "hip_thrust"}),
    frozenset({"single_leg_deadlift", "single_leg_reach"}),
)

ALSO = {
    # Each lunge ends in a knee that is raised to the hips.
    "s10": frozenset({"high_knees"}),
    # A knee raise out of a lunge: the lunges are there.
    "s38": frozenset({"reverse_lunge"}),
    # He stands on the treadmill of a run: thighs and heels move as in these drills.
    "zzzhushi_male_side": frozenset({"high_knees", "butt_kicks"}),
    "betterforerunner_run": frozenset({"high_knees", "butt_kicks"}),
    # From standing to a seat at the wall and up again.
    "tomnotch_wall_sit": frozenset({"squat"}),
    # Each burpee ends in a jump from a squat.
    "tomnotch_burpees": frozenset({"jump_squat"}),
}
"""Names that are not wrong for single clips, because their movement is in them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many repetitions of an exercise were counted in a clip; `is_right` where the name is not wrong."""

    clip: Clip
    name: str
    counted: int
    is_right: bool


def is_right(clip: Clip, name: str) -> bool:
    """Whether an exercise's name is not wrong for a clip."""
    own = clip.exercise
    return name == own or name in ALSO.get(clip.path.stem, ()) or any(own in same and name in same for same in SAME)


def cells_of(clips: Iterable[Clip], model: ModelName, jobs: int) -> list[Cell]:
    """Run every clip through every exercise."""
    found = in_parallel(partial(_cells, model=model), clips, jobs)
    return [cell for cells in found for cell in cells]


def _cells(clip: Clip, model: ModelName) -> list[Cell]:
    cleaner = PoseCleaner()
    poses = [cleaner.push(pose) for pose in landmarks(clip.path, model).poses()]
    exercises = [without_cues(load_exercise(name)) for name in NAMES]
    outcomes = done_together(exercises, poses)
    film = follow(candidates(), sparse(poses))
    counted = [_stands(film, one, done) for one, done in zip(exercises, outcomes, strict=True)]
    return [Cell(clip, name, number, is_right(clip, name)) for name, number in zip(NAMES, counted, strict=True)]


def _stands(film: Film, exercise: Exercise, done: Outcome) -> int:
    """Count the repetitions that no other exercise explains clearly better."""
    spans = [(one.start_s, one.end_s) for one in done.repetitions]
    return 0 if spans and outdoing(film, exercise, spans) else len(spans)


def confusion_table(cells: Sequence[Cell]) -> Iterator[str]:
    """What was counted in each clip of tuned people under each wrong name; clips and names without any are left out."""
    wrong = [cell for cell in cells if not cell.is_right and cell.counted and cell.clip.group == "tuned"]
    names = [name for name in NAMES if any(cell.name == name for cell in wrong)]
    yield from head("clip", "what it is", "true", *names)
    for clip in dict.fromkeys(cell.clip for cell in wrong):
        counted = {cell.name: cell.counted for cell in wrong if cell.clip == clip}
        true = "-" if clip.repetitions is None else str(clip.repetitions)
        yield row_of(clip.path.stem, clip.exercise or clip.view, true, *(counted.get(name, "") for name in names))


def name_table(cells: Sequence[Cell], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """Repetitions and clips that each name counts wrongly, on each side of the split."""
    yield from head("counted as", *(f"{what}, {group}" for group in groups for what in ("repetitions", "clips")))
    for name in NAMES:
        wrong = [cell for cell in cells if cell.name == name and not cell.is_right and cell.counted]
        sides = [[cell.counted for cell in wrong if cell.clip.group == group] for group in groups]
        if any(sides):
            yield row_of(name, *(number for side in sides for number in (sum(side), len(side))))


def share_table(cells: Sequence[Cell], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """False repetitions under wrong names as a share of the true ones."""
    yield from head("what", "aim", *groups)
    sides = [[cell for cell in cells if cell.clip.group == group] for group in groups]
    yield row_of("false repetitions of true ones, per wrong name", "at most 2 %", *(_per_name(side) for side in sides))
    yield row_of("false repetitions of true ones, in all", "at most 2 %", *(_in_all(side) for side in sides))
    yield row_of("clips and wrong names with any repetition", "-", *(str(_any(side)) for side in sides))


def _per_name(cells: Sequence[Cell]) -> str:
    wrong = [cell for cell in cells if not cell.is_right]
    false, true = sum(cell.counted for cell in wrong), sum(cell.clip.repetitions or 0 for cell in wrong)
    return f"{false} of {true} ({false / true:.1%})" if true else "-"


def _in_all(cells: Sequence[Cell]) -> str:
    false = sum(cell.counted for cell in cells if not cell.is_right)
    true = sum(clip.repetitions or 0 for clip in dict.fromkeys(cell.clip for cell in cells))
    return f"{false} of {true} ({false / true:.0%})" if true else "-"


def _any(cells: Sequence[Cell]) -> Share:
    wrong = [cell for cell in cells if not cell.is_right]
    return Share(sum(cell.counted > 0 for cell in wrong), len(wrong))
