"""A pose and the stage of the sets go in; what the browser draws over its video comes out, as data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.coaching.session import Session
from formcheck.live.phrases import ALL_SETS_DONE, KEEP_STILL, ONE_MOMENT
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.pose.people.person import Person
from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose
from formcheck.report.overlay import SEEN, arms_of, bones_of
from formcheck.report.scene import Scene, scene_at

Sketch = dict[str, object]
"""Ready for JSON; all positions are shares of the frame's width and height."""

_DECIMALS: Final = 4


def sketch(pose: Pose, stage: Stage, scene: Scene | None, plan: SetPlan, people: Sequence[Person] = ()) -> Sketch:
    """Describe what to draw over one frame.

    Parameters
    ----------
    pose : Pose
        The person who is coached.
    stage : Stage
        Where the sets are.
    scene : Scene or None
        What is known of the set; None outside a set.
    plan : SetPlan
    people : sequence of Person
        Everyone in view; several people are numbered.

    Returns
    -------
    dict
        ``stage``, ``bones`` (x, y, x, y, far, clear), ``joints`` (x, y, verdict), ``angle``, ``people`` (left, top,
        right, bottom), ``number`` and ``below`` (the count and its target), ``words`` and whether they are ``good``,
        ``cue``.
    """
    text, good = words_of(stage, plan)
    number, below = _number(stage, scene)
    return {
        "stage": stage.name,
        "bones": _bones(pose, scene) if pose.found else [],
        "joints": _joints(pose, scene) if scene is not None and pose.found else [],
        "angle": _angle(pose, scene) if scene is not None and pose.found else None,
        "people": [_outline(person.pose) for person in people] if len(people) > 1 else [],
        "number": number, "below": below, "words": text, "good": good, "cue": _cue(stage, scene),
    }  # fmt: skip


def scene_of(pose: Pose, stage: Stage, session: Session | None) -> Scene | None:
    """Describe what is known of the set under way; None where none is."""
    if stage.name != "working" or session is None:
        return None
    return scene_at(pose.t_s, session.exercise, session.seen, session.series, session.view, set_open=session.is_moving)


def words_of(stage: Stage, plan: SetPlan) -> tuple[str, bool]:
    """Say in a few words what to do outside a set, and whether everything is right."""
    match stage.name:
        case "framing":
            first = stage.readiness.first if stage.readiness is not None else None
            return (KEEP_STILL, True) if first is None else (first.say or ONE_MOMENT, False)
        case "countdown":
            return "Get ready", True
        case "working":
            return "", True
        case "rest":
            return f"Rest. Next: set {stage.set_index + 1} of {plan.sets}", True
        case "done":
            return ALL_SETS_DONE, True


def caption(stage: Stage) -> str:
    """Write what was last said besides numbers, with the side it concerns; empty once it need not be read any more."""
    shown = stage.caption
    if shown is None:
        return ""
    return f"{shown.side.capitalize()}: {shown.text}" if shown.side else shown.text


def _number(stage: Stage, scene: Scene | None) -> tuple[str, str]:
    """Write the count and its target; at rest and in the countdown, the seconds left."""
    if stage.name in ("countdown", "rest") and stage.remaining_s is not None:
        return str(math.ceil(stage.remaining_s)), ""
    if scene is None:
        return "", ""
    if scene.clock is not None:
        of = f"of {stage.target or scene.clock.target_s:.0f} s"
        return f"{stage.count}", of if scene.clock.runs or not scene.clock.why else f"{of}, paused"
    of = f"of {stage.target}" if stage.target else ""
    return f"{stage.count}", ", ".join(filter(None, [of, scene.form if scene.count else ""]))


def _cue(stage: Stage, scene: Scene | None) -> dict[str, str] | None:
    """Choose the one cue to show, for as long as it takes to read: what was last said, with the side it concerns."""
    said = stage.caption
    if stage.name == "working" and said is not None and said.kind in ("cue", "praise"):
        return {"text": caption(stage), "verdict": "fault" if said.kind == "cue" else "ok"}
    if scene is not None and scene.cue_verdict == "not_judged" and scene.cue:
        return {"text": scene.cue, "verdict": "not_judged"}
    return None


def _position(pose: Pose, landmark: int) -> list[float]:
    x, y = pose.landmarks[landmark, :2].tolist()
    return [round(x / pose.width_px, _DECIMALS), round(y / pose.height_px, _DECIMALS)]


def _bones(pose: Pose, scene: Scene | None) -> list[list[float | bool]]:
    found = bones_of(pose, scene.near if scene is not None else None)
    return [[*_position(pose, a), *_position(pose, b), look.is_far, look.is_clear] for a, b, look in found]


def _joints(pose: Pose, scene: Scene) -> list[list[float | str]]:
    verdicts = {NAMES.index(name): verdict for name, verdict in scene.verdicts.items()}
    return [[*_position(pose, i), verdict] for i, verdict in verdicts.items() if pose.landmarks[i, 3] >= SEEN]


def _angle(pose: Pose, scene: Scene) -> Sketch | None:
    if scene.angle is None:
        return None
    name, degrees = scene.angle
    arms = arms_of(pose, name, is_lean=scene.angle_is_lean)
    return {
        "at": _position(pose, NAMES.index(name)),
        "text": f"{degrees:.0f}°",
        "verdict": scene.verdicts.get(name, ""),
        "arms": None if arms is None else [[round(float(v), 3) for v in arm] for arm in arms],
    }


def _outline(pose: Pose) -> list[float]:
    low, high = pose.landmarks[:, :2].min(axis=0), pose.landmarks[:, :2].max(axis=0)
    size = (pose.width_px, pose.height_px)
    return [round(float(v), _DECIMALS) for v in (*(low / size), *(high / size))]
