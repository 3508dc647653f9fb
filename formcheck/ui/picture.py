"""The live picture of each stage: where to stand, the countdown, the set, the rest."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from formcheck.coaching.live.conductor import Stage
from formcheck.coaching.live.plan import SetPlan
from formcheck.coaching.session import Session
from formcheck.records import Pose
from formcheck.report.billboard import put_number, put_outline, put_words
from formcheck.report.clock import Clock
from formcheck.report.overlay import draw, draw_person
from formcheck.report.scene import scene_at

_GRAIN = 8


def brightness(image: NDArray[np.uint8]) -> float:
    """Mean of the picture's green channel, 0 (black) to 1 (white), read on every eighth row and column."""
    return float(image[::_GRAIN, ::_GRAIN, 1].mean()) / 255


def paint(image: NDArray[np.uint8], pose: Pose, stage: Stage, session: Session | None, plan: SetPlan) -> Clock | None:
    """Draw what somebody three metres away needs to see now; the picture is changed in place.

    Returns
    -------
    Clock or None
        What the clock of a hold shows.
    """
    if stage.name == "working" and session is not None:
        scene = scene_at(
            pose.t_s, session.exercise, session.seen, session.series, session.view, set_open=session.is_moving
        )
        draw(image, pose, scene, large=True)
        return scene.clock
    draw_person(image, pose)
    if stage.name == "framing":
        put_outline(image, ready=stage.readiness is not None and stage.readiness.ready)
    elif stage.remaining_s is not None and stage.name in ("countdown", "rest"):
        put_number(image, str(math.ceil(stage.remaining_s)))
    text, ready = words_of(stage, plan)
    put_words(image, text, ready=ready)
    return None


def words_of(stage: Stage, plan: SetPlan) -> tuple[str, bool]:
    """Say in a few words what to do now outside a set, and whether it is good news."""
    if stage.name == "framing":
        if stage.readiness is None or stage.readiness.first is None:
            return "Keep still to start", True
        return stage.readiness.first.say, False
    if stage.name == "countdown":
        return "Get ready", True
    if stage.name == "rest":
        return f"Rest. Next: set {stage.set_index + 1} of {plan.sets}", True
    return "All sets done", True
