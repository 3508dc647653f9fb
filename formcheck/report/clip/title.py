"""Makes the card with which a clip begins, from an exercise, a day, a view and a camera."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from formcheck.catalogue.checks import may_show
from formcheck.catalogue.exercise import Exercise
from formcheck.motion.cleaning.camera import Camera
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import ViewLabel
from formcheck.report.clip.cards import Card, Line
from formcheck.wording import seen_from

TITLE_S: Final = 2.5
"""How long it stands in the panel, from the first frame on."""
# What is told of a camera in whole degrees is known no better than this.
_LEVEL_DEG: Final = 3.0


def title_card(exercise: Exercise, day: date, view: ViewState, camera: Camera | None, model: str) -> Card:
    """Say what is judged, when, from where, with which model, and what cannot be judged from there.

    Parameters
    ----------
    exercise : Exercise
        What is judged.
    day : date
        When it was judged.
    view : ViewState
        The view of the person.
    camera : Camera or None
        What is known about the camera.
    model : str
        Name of the pose model.
    """
    seen = f"seen {seen_from(view.label)}" if view.label != "unknown" else "view not clear yet"
    told = "; ".join([f"{day:%d %B %Y}".lstrip("0"), seen, *camera_words(view, camera), f"pose model {model}"])
    limits = limits_from(exercise, view.label, is_turned=camera is not None and camera.can_turn)
    return Card(exercise.name, told, lines=(Line(limits),) if limits else ())


def camera_words(view: ViewState, camera: Camera | None) -> list[str]:
    """Describe the direction of the camera: off the side or the front, up or down, tilted; empty if not known."""
    if camera is not None:
        off, pitch, roll = (math.degrees(a) for a in (camera.azimuth_rad, camera.pitch_rad, camera.roll_rad))
        aside = f"camera about {abs(off):.0f}\u00b0 off the side" if abs(off) >= _LEVEL_DEG else "camera square on"
        up = f"looking {'up' if pitch > 0 else 'down'} {abs(pitch):.0f}\u00b0" if abs(pitch) >= _LEVEL_DEG else "level"
        return [", ".join([aside, up, *([f"tilted {abs(roll):.0f}\u00b0"] if abs(roll) >= _LEVEL_DEG else [])])]
    if view.label not in ("front", "rear", "side") or not math.isfinite(view.azimuth_deg):
        return []
    axis = {"front": 0.0, "rear": 180.0, "side": 90.0}[view.label]
    off = abs(abs(view.azimuth_deg) - axis)
    return [f"camera about {off:.0f}\u00b0 off that" if off >= _LEVEL_DEG else "camera square on"]


def limits_from(exercise: Exercise, view: ViewLabel, *, is_turned: bool = False) -> str:
    """Name what cannot be judged from a view; empty if all can, or the view is not known.

    From an oblique view that is turned into the plane of a side view, as it is where the camera is known, what a side
    view shows can be judged.
    """
    cues = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set and cue.views]
    unseen = [cue.say for cue in cues if not (may_show(cue.views, view) if is_turned else view in cue.views)]
    if view == "unknown" or not unseen:
        return ""
    return f"Not judged from here: {'; '.join(dict.fromkeys(unseen))}."
