"""Views, verdicts, severities, reasons, times and quantities of the records -> the words that people read.

Each of these is put into words here alone, so that the terminal, the pages, the overlay and the voice say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, get_args

from formcheck.records import AttemptReason, Reason, Severity, Side, Verdict, ViewLabel

SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""From what matters least to what matters most."""
VERDICTS: Final[tuple[Verdict, ...]] = ("not_judged", "ok", "caution", "fault")
"""From what says least to what is worst."""

SEVERITY_NAMES: Final[Mapping[Severity, str]] = {
    "major": "Fix first", "minor": "Worth fixing", "info": "Good to know",
}  # fmt: skip
VERDICT_NAMES: Final[Mapping[Verdict, str]] = {
    "ok": "OK", "caution": "Caution", "fault": "Fault", "not_judged": "Not judged",
}  # fmt: skip

UNITS: Final[Mapping[str, str]] = {
    "deg": "°", "deg/s": "°/s", "s": " s", "ratio": "", "cm": " cm", "ratio/s": " /s", "count": "",
    "%": " %", "per min": " per min",
}  # fmt: skip
"""What follows a number of each unit."""
_DIGITS: Final[Mapping[str, int]] = {"deg": 0, "deg/s": 0, "count": 0, "per min": 0, "%": 0, "cm": 0, "s": 1}
_MOST_MORE_DIGITS: Final = 3
_MINUS = "\u2212"

REASONS: Final[Mapping[Reason, str]] = {
    "visibility": "Not seen well enough from here: keep the whole body in view, with nothing in front of it.",
    "calibration": "Stand upright and still for a second before the first repetition, so that there is a reference.",
    "looks": "A second look gave a different reading: film closer, in good light, with nothing in front of the body.",
    "occluded": "Something hides the part of the body that shows this: clear the view, or film from the other side.",
    "out_of_picture": "Part of the body that shows this is out of the picture: step back, or turn the camera.",
    "error": "Too uncertain from here: film closer, square on, with the camera level at hip height.",
    "cut": "Part of this was not seen: film the whole set in one go, and stay in the picture from start to end.",
    "too_few": "Too few repetitions to judge this: do some more in one go.",
    "frame_rate": "The clip has too few frames per second for this: film at 30 or more.",
}
"""Why something was not judged, and what to do about it, where that does not depend on the view or the exercise."""


ATTEMPT_REASONS: Final[Mapping[AttemptReason, str]] = {
    "gate": "another movement",
    "cut": "the film begins, ends or is cut within it",
    "hidden": "the person was lost from view before it was complete",
    "too_fast": "faster than a body can fall: the landmarks jumped",
    "too_long": "too long for a repetition; for a slow-motion clip, give the rate at which it was filmed",
    "too_short": "over too soon for a repetition",
    "too_small": "too small to count: go further, or deeper",
}
"""Why a movement was not counted, to stand after a colon, where its exercise does not say it in its own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ViewWords:
    """One view: its name, where it looks from, what the overlay calls it, and how to get it."""

    name: str
    seen_from: str
    title: str
    turn: str = ""
    turn_side: str = ""
    camera: str = ""


_STANDING = "camera at hip height, 2 to 4 m away, whole body in view"
_VIEWS: Final[Mapping[ViewLabel, _ViewWords]] = {
    "side": _ViewWords(
        name="Side", seen_from="from the side", title="side view", turn="Turn sideways to the camera",
        turn_side="Turn your {side} side to the camera", camera=_STANDING,
    ),
    "front": _ViewWords(
        name="Front", seen_from="from the front", title="front view", turn="Face the camera", camera=_STANDING
    ),
    "rear": _ViewWords(
        name="Rear", seen_from="from behind", title="rear view", turn="Turn your back to the camera", camera=_STANDING
    ),
    "oblique": _ViewWords(
        name="Oblique", seen_from="at an angle", title="oblique view", turn="Turn a little to the camera"
    ),
    "floor_side": _ViewWords(
        name="Side, on the floor", seen_from="from the side, on the floor", title="side view, on the floor",
        turn="Lie sideways to the camera", turn_side="Lie with your {side} side to the camera",
        camera="camera on the floor, 2 to 4 m away, whole body in view",
    ),
    "unknown": _ViewWords(name="Unclear", seen_from="from an unclear direction", title="view unclear"),
}  # fmt: skip


def view_name(view: ViewLabel) -> str:
    """Name a view in a word or two, as a choice or beside a label: ``Side``."""
    return _VIEWS[view].name


def view_title(view: ViewLabel) -> str:
    """Name a view in running text: ``side view``."""
    return _VIEWS[view].title


def seen_from(view: ViewLabel) -> str:
    """Say from where the camera looks, as part of a sentence: ``from the side``."""
    return _VIEWS[view].seen_from


def seen_from_any(views: Iterable[ViewLabel]) -> str:
    """List views as part of a sentence: ``from the side or from the front``."""
    return " or ".join(seen_from(view) for view in views if view != "unknown")


def turn_to(view: ViewLabel, side: Side | None = None) -> str:
    """Say how to stand or lie so that the camera has a view; `side` is the one that should face it, if any."""
    words = _VIEWS[view]
    return words.turn_side.format(side=side) if side and words.turn_side else words.turn


def film_from(views: Iterable[ViewLabel]) -> str:
    """Say how to film so that something is judged: from the first of some views for which there is a rule."""
    view = next((view for view in views if _VIEWS[view].camera), None)
    return "" if view is None else f"Film {seen_from(view)} to have this judged: {_VIEWS[view].camera}."


UNSTEADY_VIEW: Final = "The view was not steady enough for this: turn square to the camera, and stay so."
"""What to do where a view is missing that most of the set was seen from."""


def form_counts(in_form: int, not_judged: int, at_fault: int = 0) -> str:
    """Say how many repetitions or holds were in form: ``3 in form, 1 with faults, 1 not judged``.

    What there was none of is left out; ``0 in form`` only stays where nothing else is to be said.
    """
    counts = {"in form": in_form, "with faults": at_fault, "not judged": not_judged}
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "0 in form"


def form_word(in_form: bool | None) -> str:
    """Say whether a repetition or hold was in form."""
    return "not judged" if in_form is None else "in form" if in_form else "to fix"


def severity_rank(severity: Severity) -> int:
    """Rank a severity: 0 matters least."""
    return SEVERITIES.index(severity)


def verdict_rank(verdict: Verdict) -> int:
    """Rank a verdict: 0 says least, the highest is worst."""
    return VERDICTS.index(verdict)


def quantity(value: float | None, unit: str, missing: str = "", more_digits: int = 0) -> str:
    """Write a value with its unit and no more digits than were measured; `missing` where there is no value."""
    if value is None:
        return missing
    return f"{value:.{_DIGITS.get(unit, 2) + more_digits}f}{UNITS.get(unit, f' {unit}')}".replace("-", _MINUS)


def value_and_limit(value: float | None, limit: float | None, unit: str, missing: str = "") -> tuple[str, str]:
    """Write a value and the limit that it is compared with, as `quantity` does.

    Where both would read the same though they differ, both get as many digits more as tell them apart: no limit then
    looks like the value that breaks it.
    """
    texts = quantity(value, unit, missing), quantity(limit, unit, missing)
    if value is None or limit is None:
        return texts
    more = 0
    while texts[0] == texts[1] and value != limit and more < _MOST_MORE_DIGITS:
        more += 1
        texts = quantity(value, unit, missing, more), quantity(limit, unit, missing, more)
    return texts


def digits(unit: str) -> int:
    """Return how many digits after the point a value of a unit is written with."""
    return _DIGITS.get(unit, 2)


def low_to_high(low: float, high: float) -> str:
    """Write a range of numbers: ``8 to 12``, or ``10`` where both are the same."""
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"


def moment(t_s: float | None) -> str:
    """Write a moment of a clip as players do, with tenths: ``0:04.2``; nothing if it is not known."""
    if t_s is None:
        return ""
    tenths = round(t_s * 10)
    return f"{tenths // 600}:{tenths % 600 / 10:04.1f}"


def minutes_and_seconds(seconds: float) -> str:
    """Write a duration or a remaining time in minutes and whole seconds, rounded up: ``1:30``."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def day(at: date) -> str:
    """Write a day: ``6 November 2026``."""
    return f"{at.day} {at:%B %Y}"


def day_and_time(at: datetime) -> str:
    """Write a moment in the time of this machine: ``6 November 2026, 18:30``."""
    here = at.astimezone()
    return f"{day(here)}, {here:%H:%M}"
