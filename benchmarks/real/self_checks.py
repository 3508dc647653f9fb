"""What is true of everybody and needs no label: how far landmarks and readings depart from it, clip by clip.

- Who stands upright has straight knees and a vertical trunk.
- Bones keep their length, in space and, seen from the side, in the frame.
- Feet that are planted do not slide.
- A mirrored frame gives the mirrored pose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.real.known.people import GROUPS, Group
from benchmarks.real.known.truth import Clip
from benchmarks.real.landmarks import landmarks
from benchmarks.real.measuring import in_parallel, measure
from benchmarks.real.mirrored import Differences, mirror_differences
from benchmarks.real.tables import head, row_of
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.recorder import Recorder
from formcheck.motion.body import SIDES, Body
from formcheck.motion.geometry import UP, angle_deg, turn_deg
from formcheck.records import ModelName, Side, ViewLabel

STANDING = frozenset({
    "squat", "goblet_squat", "forward_lunge", "reverse_lunge", "walking_lunge", "side_lunge", "deadlift",
    "romanian_deadlift", "single_leg_deadlift", "standing_hip_abduction",
})  # fmt: skip
"""Exercises in which the person stands upright at some time."""
PLANTED = frozenset({"squat", "goblet_squat", "deadlift", "romanian_deadlift", "glute_bridge"})
"""Exercises in which neither foot moves within a repetition."""
_NOT_UPRIGHT = frozenset({"lockout", "full_stand"})

# Upright is who is within 2 % of the greatest height of the clip, moves less than a leg's length in 8 s, and, where the
# view would show it, has the feet within a third of a leg of each other (the project's own estimates).
_TALL_SHARE, _STILL_LEGS_PER_S, _FEET_TOGETHER_LEGS = 0.98, 0.12, 0.33
_STILL_S = 0.2
_LEAST_FRAMES = 5
_NAN = math.nan


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """One frame as the measures see it."""

    t_s: float
    body: Body
    view: ViewLabel
    near: Side | None


@dataclass(frozen=True, slots=True)
class Departures:
    """How far one clip departs from what is true of everybody; NaN where it cannot be told.

    Attributes
    ----------
    stem : str
        The clip.
    group : {"tuned", "untuned"}
        The person's side of the split.
    values : mapping of str to float
        By the names in `COLUMNS`.
    """

    stem: str
    group: Group
    values: Mapping[str, float]


COLUMNS = (
    "standing: knee, deg", "spread", "standing: trunk, deg", "spread ",
    "thigh in space, %", "shank in space, %", "trunk in space, %", "thigh in the frame, %", "shank in the frame, %",
    "planted feet slide, shanks", "mirrored: joints, shanks", "95th", "knee, deg", "95th ", "trunk, deg", "95th  ",
)  # fmt: skip


def departures_of(clips: Iterable[Clip], model: ModelName, jobs: int) -> list[Departures]:
    """Check clips, several at a time."""
    return in_parallel(partial(departures, model=model), clips, jobs)


def departures(clip: Clip, model: ModelName) -> Departures:
    """Check one clip."""
    moments = moments_of(clip, model)
    found = (*standing(clip, moments), *bones(moments), feet(clip, moments, model))
    mirrored = mirror_differences(clip.path, model)
    numbers = (*found, *_of_mirrored(mirrored))
    return Departures(clip.path.stem, clip.group, dict(zip(COLUMNS, numbers, strict=True)))


def moments_of(clip: Clip, model: ModelName) -> list[Moment]:
    """Clean the landmarks of a clip as the engine does; frames without a person are left out."""
    recorder = Recorder(load_exercise("squat"), None, None)
    moments = []
    for pose in landmarks(clip.path, model).poses():
        frame = recorder.push(pose)
        if pose.found:
            moments.append(Moment(pose.t_s, frame.body, frame.view.label, frame.view.near))
    return moments


def standing(clip: Clip, moments: Sequence[Moment]) -> tuple[float, float, float, float]:
    """Read knee and trunk while the person stands upright and still: median and spread of each, degrees.

    The spread is from the 5th to the 95th percentile. A clip whose labels say that nobody straightens up in it tells
    nothing, nor does one in which the person lies.
    """
    ends_bent = any(label.cue in _NOT_UPRIGHT and label.seen == "fault" for label in clip.labels)
    if clip.exercise not in STANDING or ends_bent:
        return _NAN, _NAN, _NAN, _NAN
    upright = [moment for moment in _still(_tall(moments)) if _feet_are_together(moment)]
    if len(upright) < _LEAST_FRAMES:
        return _NAN, _NAN, _NAN, _NAN
    knees = np.array([_knee(moment) for moment in upright])
    trunks = np.array([_trunk(moment) for moment in upright])
    return _median(knees), _spread(knees), _median(trunks), _spread(trunks)


def bones(moments: Sequence[Moment]) -> tuple[float, ...]:
    """Spread of the lengths of thigh, shank and trunk in space, and of thigh and shank in the frame, % of the median.

    In the frame, of the near side and where the view is from the side. Of two sides the one that spreads more.
    """
    if not moments:
        return (_NAN,) * 5
    space = [
        max(_relative([m.body.world_length(a, b, side) for m in moments]) for side in SIDES)
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    trunk = _relative([float(np.linalg.norm(m.body.world_mid("shoulder") - m.body.world_mid("hip"))) for m in moments])
    level = [m for m in moments if m.view == "side" and m.near is not None]
    frame = [
        _relative([_length(m, a, b) for m in level]) if len(level) >= _LEAST_FRAMES else _NAN
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return (*space, trunk, *frame)


def feet(clip: Clip, moments: Sequence[Moment], model: ModelName) -> float:
    """How far heels and toes move within repetitions: median over the repetitions of the largest spread, in shanks."""
    if clip.exercise not in PLANTED:
        return _NAN
    shank = _median(np.array([abs(_at(m, "knee", s) - _at(m, "ankle", s)) for m in moments for s in SIDES]))
    slides = []
    for r in measure(clip, model).report.repetitions:
        within = [m for m in moments if r.start_s <= m.t_s <= r.end_s]
        if len(within) >= _LEAST_FRAMES:
            slides.append(max(_wander([_at(m, joint, s) for m in within]) for joint in ("heel", "toe") for s in SIDES))
    return float(np.median(slides)) / shank if slides else _NAN


def check_table(found: Sequence[Departures], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """One row for each clip of tuned people, and the middle and the tenth worst clip of each side of the split."""
    yield from head("clip", *COLUMNS)
    for one in found:
        if one.group == "tuned":
            yield row_of(one.stem, *(_number(one.values[name]) for name in COLUMNS))
    for group in groups:
        of_group = [one for one in found if one.group == group]
        for what, percent in (("median", 50.0), ("90th percentile", 90.0)):
            columns = [np.abs([one.values[name] for one in of_group]) for name in COLUMNS]
            yield row_of(f"**{group}, {what}**", *(_number(_percentile(column, percent)) for column in columns))


def _of_mirrored(found: Differences) -> Iterator[float]:
    for values in (found.joints, found.knee_deg, found.trunk_deg):
        yield _percentile(values, 50.0)
        yield _percentile(values, 95.0)


def _tall(moments: Sequence[Moment]) -> list[Moment]:
    heights = np.array([_mid(m, "shoulder").imag - _mid(m, "ankle").imag for m in moments])
    limit = _TALL_SHARE * _percentile(heights, 95.0)
    return [moment for moment, height in zip(moments, heights, strict=True) if height >= limit]


def _still(moments: Sequence[Moment]) -> list[Moment]:
    """Keep those whose hips are where they were a little before."""
    kept, first = [], 0
    for i, moment in enumerate(moments):
        while moment.t_s - moments[first].t_s > _STILL_S:
            first += 1
        before = moments[first]
        leg = abs(_mid(moment, "hip") - _mid(moment, "ankle"))
        moved = abs(_mid(moment, "hip") - _mid(before, "hip"))
        if i > first and moved <= _STILL_LEGS_PER_S * leg * (moment.t_s - before.t_s):
            kept.append(moment)
    return kept


def _feet_are_together(moment: Moment) -> bool:
    """Whether it is no split stance; from the front the stance is as wide as it likes."""
    if moment.view in ("front", "rear"):
        return True
    leg = abs(_mid(moment, "hip") - _mid(moment, "ankle"))
    apart = abs(_at(moment, "ankle", "left") - _at(moment, "ankle", "right"))
    return moment.view != "floor_side" and apart <= _FEET_TOGETHER_LEGS * leg


def _knee(moment: Moment) -> float:
    sides = (moment.near,) if moment.view == "side" and moment.near else SIDES
    return max(180.0 - angle_deg(*(_at(moment, joint, side) for joint in ("hip", "knee", "ankle"))) for side in sides)


def _trunk(moment: Moment) -> float:
    """Lean in the frame: forward is positive where the person faces a side, the left of the frame where not."""
    if moment.view == "side" and moment.near:
        lean = _at(moment, "shoulder", moment.near) - _at(moment, "hip", moment.near)
        return -moment.body.forward * turn_deg(UP, lean)
    return turn_deg(UP, _mid(moment, "shoulder") - _mid(moment, "hip"))


def _length(moment: Moment, a: str, b: str) -> float:
    return abs(_at(moment, a, moment.near or "left") - _at(moment, b, moment.near or "left"))


def _at(moment: Moment, joint: str, side: Side) -> complex:
    return moment.body.at(joint, side, guess=True)


def _mid(moment: Moment, joint: str) -> complex:
    return moment.body.mid(joint, guess=True)


def _wander(points: Sequence[complex]) -> float:
    """Length of the diagonal of the box that holds nine tenths of the points each way."""
    array = np.array(points)
    return math.hypot(_spread(array.real), _spread(array.imag))


def _relative(lengths: Sequence[float]) -> float:
    array = np.array(lengths)
    return 100.0 * _spread(array) / _median(array) if _median(array) > 0 else _NAN


def _median(values: NDArray[np.float64]) -> float:
    return _percentile(values, 50.0)


def _spread(values: NDArray[np.float64]) -> float:
    return _percentile(values, 95.0) - _percentile(values, 5.0)


def _percentile(values: NDArray[np.float64], percent: float) -> float:
    finite = values[np.isfinite(values)]
    return float(np.percentile(finite, percent)) if finite.size else _NAN


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "-"
    return f"{value:.2f}" if abs(value) < 1.0 else f"{value:.1f}"
