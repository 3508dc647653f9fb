"""A pose and the stage of the sets go in; what the browser draws over its video comes out, as data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.coaching.session import Session
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.pose.people.person import Person
from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose
from formcheck.report.overlay import SEEN, arms_of, bones_of, whole_degrees
from formcheck.report.scene import Scene, scene_at

Sketch = dict[str, object]
"""Ready for JSON; all positions are shares of the frame's width and height."""

_DECIMALS: Final = 4


def sketch(
    pose: Pose,
    stage: Stage,
    scene: Scene | None,
    plan: SetPlan,
    people: Sequence[Person] = (),
    words: Words = ENGLISH,
) -> Sketch:
    """Describe what to draw over one frame.

    Parameters
    ----------
    pose : Pose
        The person who is coached.
    stage : Stage
        Where the sets are.
    scene : Scene or None
        What is known about the set; None outside a set.
    plan : SetPlan
    people : sequence of Person
        Everyone in view; several people are numbered.
    words : Words, optional
        The language; by default English.

    Returns
    -------
    dict
        ``stage``, ``bones`` (x, y, x, y, far, clear), ``joints`` (x, y, verdict), ``angle``, ``people`` (left, top,
        right, bottom), ``number`` and ``below`` (the count and its target), ``words`` and whether they are ``good``,
        ``cue``.
    """
    text, good = words_of(stage, plan, words)
    number, below = _number(stage, scene, words)
    return {
        "stage": stage.name,
        "bones": _bones(pose, scene) if pose.found else [],
        "joints": _joints(pose, scene) if scene is not None and pose.found else [],
        "angle": _angle(pose, scene) if scene is not None and pose.found else None,
        "people": [_outline(person.pose) for person in people] if len(people) > 1 else [],
        "number": number, "below": below, "words": text, "good": good, "cue": _cue(stage, scene, words),
    }  # fmt: skip


def scene_of(pose: Pose, stage: Stage, session: Session | None) -> Scene | None:
    """Describe what is known about the set under way; None if there is none."""
    if stage.name != "working" or session is None:
        return None
    return scene_at(pose.t_s, session.exercise, session.seen, session.series, session.view, set_open=session.is_moving)


def words_of(stage: Stage, plan: SetPlan, words: Words = ENGLISH) -> tuple[str, bool]:
    """Say in a few words what to do outside a set, and whether everything is right."""
    match stage.name:
        case "framing" | "watching":
            first = stage.readiness.first if stage.readiness is not None else None
            right = words("keep_still" if stage.name == "framing" else "begin")
            return (right, True) if first is None else (first.say or words("one_moment"), False)
        case "catching_up":
            return words("one_moment"), True
        case "countdown":
            return words("get_ready"), True
        case "working":
            return "", True
        case "rest":
            return words("rest_next", number=stage.set_index + 1, of=plan.sets), True
        case "done":
            return words("all_sets_done"), True


def caption(stage: Stage, words: Words = ENGLISH) -> str:
    """Write what was last said, numbers aside, with the side it concerns; empty once it has been shown long enough."""
    shown = stage.caption
    if shown is None:
        return ""
    return words(f"side_{shown.side}", text=shown.text) if shown.side else shown.text


def _number(stage: Stage, scene: Scene | None, words: Words) -> tuple[str, str]:
    """Write the count and its target; at rest and in the countdown, the seconds left."""
    if stage.name in ("countdown", "rest") and stage.remaining_s is not None:
        return str(math.ceil(stage.remaining_s)), ""
    if scene is None:
        return "", ""
    if scene.clock is not None:
        of = words("of_seconds", target=f"{stage.target or scene.clock.target_s:.0f}")
        return f"{stage.count}", of if scene.clock.runs or not scene.clock.why else words("paused", of=of)
    of = words("of_target", target=stage.target) if stage.target else ""
    return f"{stage.count}", ", ".join(
        filter(None, [of, form_of(scene.in_form, scene.not_judged, words) if scene.count else ""])
    )


def form_of(in_form: int, not_judged: int, words: Words) -> str:
    """Write how many were in form, and how many were not judged, if any."""
    said = {"in_form": in_form, "not_judged": not_judged}
    return ", ".join(words(key, count=count) for key, count in said.items() if count) or words("in_form", count=0)


def _cue(stage: Stage, scene: Scene | None, words: Words) -> dict[str, str] | None:
    """Choose the one cue to show, for as long as it takes to read: what was last said, with the side it concerns."""
    said = stage.caption
    if stage.name == "working" and said is not None and said.kind in ("cue", "praise"):
        return {"text": caption(stage, words), "verdict": "fault" if said.kind == "cue" else "ok"}
    if scene is not None and scene.cue_verdict == "not_judged" and scene.cue:
        return {"text": words.of_exercise("", scene.cue), "verdict": "not_judged"}
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
        "text": whole_degrees(degrees),
        "verdict": scene.verdicts.get(name, ""),
        "arms": None if arms is None else [[round(float(v), 3) for v in arm] for arm in arms],
    }


def _outline(pose: Pose) -> list[float]:
    low, high = pose.landmarks[:, :2].min(axis=0), pose.landmarks[:, :2].max(axis=0)
    size = (pose.width_px, pose.height_px)
    return [round(float(v), _DECIMALS) for v in (*(low / size), *(high / size))]
