"""A pose and its view go in; whether the camera sees enough to judge, and what to do if not, come out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from formcheck.catalogue.exercise import Exercise
from formcheck.live.costs import joints_by_cue, lost_from, lost_without
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.posture import how_to_start
from formcheck.motion.body import SIDES, Body
from formcheck.motion.cleaning.perspective import FOCAL_SHARE
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.geometry3d import bend_3d
from formcheck.pose.light import DARKEST
from formcheck.pose.skeleton import LEFT, NOSE, RIGHT, pixels_per_metre
from formcheck.records import Pose, Side, ViewLabel

AdviceId = Literal[
    "person", "alone", "light", "whole_body", "distance", "camera_tilt", "start_posture", "view",
]  # fmt: skip
"""What must be right before a set, in the order in which to put it right."""

STEADY_S: Final = 0.5
"""How long something must be right, or wrong, before it counts as such, in seconds."""
_SHARE: Final = 0.8
"""In how many of the frames of that time: as many as a cue needs (docs/evidence.md)."""
# The rule is 2 to 4 m (docs/evidence.md). The estimate, from the usual focal length and the pose model's own metres, is
# good to about 20 %, so the limits are wider: nobody at a distance that the rule allows is sent elsewhere.
_NEAREST_M, _FURTHEST_M = 1.6, 5.0
# A person who stands upright seems to lean by more than this where the camera is not level. On some forty clips with a
# level camera, real and rendered, they seemed to lean by -17 to 14 degrees to or from it, and by up to 14 aside.
_ROLL_DEG, _PITCH_DEG = 20.0, 25.0
# Brightness of a frame, 0 to 1 (our own estimate), above which the light may be why nobody is found, as it may be below
# `DARKEST`. Where somebody is tracked it does not matter: a white wall is brighter than any of this.
_BRIGHTEST = 0.92
_OUTLINE = [NOSE, *(s[j] for s in (LEFT, RIGHT) for j in ("shoulder", "hip", "knee", "ankle", "heel", "toe"))]
# Hands may be hidden by the body while a person stands and come into view with the movement: no fault of framing.
_HANDS = frozenset({"elbow", "wrist"})
_FEET = frozenset({"ankle", "heel", "toe"})
# Standing straight, by the pose model: share of the legs' full length, and bend between legs and trunk.
_STRAIGHT_LEG, _STRAIGHT_DEG = 0.93, 25.0
_LYING_DEG = 50.0


_STEP_IN: Final = "step_into_view"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing to put right.

    Attributes
    ----------
    id : str
    ok : bool
        Whether it is right.
    say : str
        What to do if it is not, in at most eight words; empty if it is.
    cost : str
        What it costs to begin all the same; empty if it is right, or if a set cannot begin.
    with_cost : str
        Both as one sentence; empty if either is.
    """

    id: AdviceId
    ok: bool
    say: str
    cost: str = ""
    with_cost: str = ""

    @property
    def blocks(self) -> bool:
        """Whether a set does not start automatically until it is right."""
        return not self.ok and not self.cost


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything that must be right, in the order in which to put it right."""

    advices: tuple[Advice, ...]

    @property
    def ready(self) -> bool:
        """Whether everything is right."""
        return bool(self.advices) and all(advice.ok for advice in self.advices)

    @property
    def first(self) -> Advice | None:
        """What to put right first; None if everything is right."""
        return next((advice for advice in self.advices if not advice.ok), None)

    @property
    def can_begin(self) -> bool:
        """Whether a set can begin, with some cost perhaps."""
        return bool(self.advices) and not any(advice.blocks for advice in self.advices)

    @property
    def costs(self) -> str:
        """What it costs to begin now, as a sentence; empty if everything is right."""
        return next((advice.with_cost for advice in self.advices if advice.with_cost), "")


class Framing:
    """Compares what the camera sees with what an exercise needs, with hysteresis, so that advice does not flicker.

    Parameters
    ----------
    exercise : Exercise or None
        One that a camera judges; None if it is not known yet, and any view and posture will do.
    side : {"left", "right"}, optional
        The side to turn to the camera in a side view; by default either will do.
    words : Words, optional
        The language of the advice; by default English.
    """

    def __init__(self, exercise: Exercise | None, side: Side | None = None, words: Words = ENGLISH) -> None:
        self._exercise, self._side, self._words = exercise, side, words
        self._latches: dict[AdviceId, _Latch] = {}

    def push(self, pose: Pose, view: ViewState, brightness: float | None = None, people: int = 1) -> Readiness:
        """Check the next pose.

        Parameters
        ----------
        pose : Pose
            Its time must be later than that of the pose before.
        view : ViewState
            The view that holds.
        brightness : float, optional
            Mean brightness of the frame, from 0 to 1; it matters where nobody is found.
        people : int
            How many people are in view.
        """
        wrong = self._wrong(pose, view, brightness, people)
        return Readiness(tuple(self._steady(pose, i, key, view) for i, key in wrong))

    def _steady(self, pose: Pose, advice: AdviceId, key: str, view: ViewState) -> Advice:
        latch = self._latches.setdefault(advice, _Latch())
        if latch.push(pose.t_s, self._words(key) if key else ""):
            return Advice(advice, True, "")
        # Some people are found in every second frame only: one without them takes nothing back, and they may begin.
        if pose.found:
            latch.cost = self._cost(advice, pose, view)
        if advice in ("person", "light"):
            latch.cost = self._words("cost_inexact") if latch.was_right else ""
        say, cost = latch.say, latch.cost
        return Advice(advice, False, say, cost, self._words("else", say=say, cost=cost) if say and cost else "")

    def _cost(self, advice: AdviceId, pose: Pose, view: ViewState) -> str:
        """Say what it costs to begin without having put this right; empty if a set cannot begin."""
        exercise = self._exercise
        if advice == "alone":
            return self._words("cost_other_person")
        if advice in ("distance", "camera_tilt") or (advice == "whole_body" and exercise is None):
            return self._words("cost_inexact")
        if exercise is None:
            return ""
        if advice == "view":
            return self._lost(*lost_from(exercise, view.label))
        if advice == "whole_body":
            return self._lost(*lost_without(exercise, view.label, _unseen(Body(pose, view.forward), view)))
        is_upright = "floor_side" not in exercise.views and view.label != "floor_side"
        return self._words("cost_first") if advice == "start_posture" and is_upright else ""

    def _lost(self, lost: int, of: int) -> str:
        if not lost:
            return self._words("cost_inexact")
        return self._words("cost_all_cues") if lost == of else self._words("cost_some_cues", lost=lost, of=of)

    def _wrong(
        self, pose: Pose, view: ViewState, brightness: float | None, people: int
    ) -> Iterator[tuple[AdviceId, str]]:
        """Yield each check with the key of what to do, empty if it is right; without a person most are left out."""
        yield "person", "" if pose.found else _STEP_IN
        yield "alone", "one_person" if people > 1 else ""
        yield "light", "" if pose.found else _light(brightness)
        body, exercise = Body(pose, view.forward), self._exercise
        hidden = _hidden(exercise, body, view) if exercise is not None else ""
        yield "whole_body", (_whole(pose) or hidden) if pose.found else _STEP_IN
        yield "distance", _distance(pose) if pose.found else _STEP_IN
        yield "camera_tilt", _tilt(body) if pose.found else _STEP_IN
        if exercise is None:
            return
        posture = how_to_start(exercise, body, view) if pose.found else _STEP_IN
        turned = self._view(exercise, view) if pose.found else _STEP_IN
        order: tuple[tuple[AdviceId, str], ...] = (("view", turned), ("start_posture", posture))
        # A user who has yet to lie down need not turn first; one who stands in the wrong view should turn first.
        yield from reversed(order) if "floor_side" in exercise.views else order

    def _view(self, exercise: Exercise, view: ViewState) -> str:
        views = exercise.views
        if view.label not in views:
            return _turn(views[0], self._side)
        beside = view.label in ("side", "floor_side") and view.near is not None
        return _turn(view.label, self._side) if beside and self._side not in (None, view.near) else ""


class _Latch:
    """A condition that changes only once it has been otherwise for a while."""

    def __init__(self) -> None:
        self._recent: deque[tuple[float, bool]] = deque()
        self._began_s: float | None = None
        self.ok, self.say, self.cost = False, "", ""

    @property
    def was_right(self) -> bool:
        """Whether it was right in some frame of late."""
        return any(ok for _, ok in self._recent)

    def push(self, t_s: float, say: str) -> bool:
        """Take what this frame asks to do, empty if it is right; return whether it has been right steadily."""
        self.say = say or self.say
        self._began_s = t_s if self._began_s is None else self._began_s
        self._recent.append((t_s, not say))
        while self._recent[0][0] < t_s - STEADY_S:
            self._recent.popleft()
        share = sum(ok for _, ok in self._recent) / len(self._recent)
        if t_s - self._began_s >= STEADY_S:
            self.ok = share >= _SHARE or (self.ok and share > 1 - _SHARE)
        return self.ok


def _light(brightness: float | None) -> str:
    if brightness is None or DARKEST <= brightness <= _BRIGHTEST:
        return ""
    return "too_dark" if brightness < DARKEST else "too_bright"


def _whole(pose: Pose) -> str:
    x, y = pose.landmarks[_OUTLINE, 0], pose.landmarks[_OUTLINE, 1]
    if y.min() < 0 or y.max() > pose.height_px or np.ptp(x) > pose.width_px:
        return "step_back_whole"
    return "to_the_middle" if x.min() < 0 or x.max() > pose.width_px else ""


def _distance(pose: Pose) -> str:
    scale = pixels_per_metre(pose)
    distance_m = FOCAL_SHARE * max(pose.width_px, pose.height_px) / scale if scale > 0 else math.nan
    if distance_m < _NEAREST_M:
        return "step_back"
    return "step_closer" if distance_m > _FURTHEST_M else ""


def _tilt(body: Body) -> str:
    """Detect the camera's tilt by a person who stands straight; one who lies, sits or bends does not show it."""
    ankle, hip, shoulder = (body.world_mid(joint) for joint in ("ankle", "hip", "shoulder"))
    leg = float(np.linalg.norm(hip - ankle)) / max(body.world_legs.values())
    if leg < _STRAIGHT_LEG or bend_3d(hip - ankle, shoulder - hip) > _STRAIGHT_DEG:
        return ""
    x, y, z = (shoulder - ankle).tolist()
    roll, pitch = math.degrees(math.atan2(x, -y)), math.degrees(math.atan2(z, -y))
    if abs(roll) > _LYING_DEG or max(abs(roll) - _ROLL_DEG, abs(pitch) - _PITCH_DEG) <= 0:
        return ""
    if abs(roll) > _ROLL_DEG:
        return "camera_level"
    # To a camera that looks down, the head of a person who stands upright is nearer than the feet.
    return "camera_lower" if pitch < 0 else "camera_higher"


def _hidden(exercise: Exercise, body: Body, view: ViewState) -> str:
    """Name the first joint that a cue needs in this view and that is not seen."""
    unseen = _unseen(body, view)
    for joint in _needed(exercise, view.label):
        if joint in unseen:
            return _show(joint, unseen[joint])
    return ""


def _unseen(body: Body, view: ViewState) -> dict[str, list[Side]]:
    """List the joints that are not seen, with their sides; in a side view, only those of the near side."""
    beside = view.label in ("side", "floor_side") and view.near is not None
    sides = [side for side in SIDES if not beside or side == view.near]
    unseen = {joint: [s for s in sides if not math.isfinite(body.at(joint, s).real)] for joint in LEFT}
    return {joint: found for joint, found in unseen.items() if found}


def _needed(exercise: Exercise, view: ViewLabel) -> list[str]:
    """List the joints, without a side, of all cues that this view shows, the shoulders first."""
    joints = set().union(*joints_by_cue(exercise, view)) - _HANDS
    return sorted(joints, key=list(LEFT).index)


def _show(joint: str, sides: list[Side]) -> str:
    if joint == "ear":
        return "show_head"
    return f"show_{sides[0] if len(sides) == 1 else 'both'}_{'foot' if joint in _FEET else joint}"


def _turn(view: ViewLabel, side: Side | None) -> str:
    """Name how to stand or lie so that the camera has a view, with the side that should face it, if any."""
    return f"turn_{view}_{side}" if side and view in ("side", "floor_side") else f"turn_{view}"
