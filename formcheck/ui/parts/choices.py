"""The choices that several pages offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

import streamlit as st

from formcheck.catalogue.exercise import Exercise, Group
from formcheck.catalogue.library import exercises
from formcheck.catalogue.safety import hidden_because
from formcheck.live.phrases import ENGLISH, Words
from formcheck.pose.privacy import Privacy
from formcheck.records import ViewLabel
from formcheck.ui.parts.prescribed.counting import as_judged
from formcheck.ui.parts.safety_questions import safety_profile
from formcheck.ui.serving.own import own_folder

_VIEWS: tuple[ViewLabel | None, ...] = (None, "side", "front", "rear")
_SLOW_MOTION_FPS, _MOST_FPS = 240, 1000
GROUPS: tuple[Group, ...] = get_args(Group)
_PICTURES: Final[Mapping[Privacy, str]] = {
    "none": "as filmed", "blur": "face and surroundings blurred", "skeleton": "skeleton only",
}  # fmt: skip
_PRIVACY_HELP: Final = "Applies to every picture of the result. The pose is found first, in the clip as it was filmed."


def catalogue() -> list[Exercise]:
    """List the exercises, including those of the folder given to ``formcheck app --exercises``."""
    return exercises(own_folder())


def by_group(offered: list[Exercise]) -> list[Exercise]:
    """Sort exercises by group, in the order in which the articles have them, and by name."""
    return sorted(offered, key=lambda exercise: (GROUPS.index(exercise.group), exercise.name))


def choose_exercise_or_find(
    key: str, *, label: str | None = None, words: Words = ENGLISH, disabled: bool = False
) -> Exercise | None:
    """Let the user choose an exercise that is judged by camera and not hidden by flags, or None to have it found.

    Caps from flags are applied.
    """
    shown, hidden = _offered()
    find_it = words.on_page("find_it")
    chosen = st.selectbox(
        label or words.on_page("exercise"), [None, *shown], key=key, disabled=disabled,
        format_func=lambda e: words.of_exercise(e.id, e.name) if e else find_it, placeholder=find_it,
    )  # fmt: skip
    _say_hidden(hidden, words)
    return as_judged(chosen, safety_profile()) if chosen is not None else None


def offered() -> list[Exercise]:
    """List the exercises that `choose_exercise_or_find` offers to this person."""
    return _offered()[0]


def _offered() -> tuple[list[Exercise], list[Exercise]]:
    """List the exercises judged by camera, and those of them that this person's flags hide."""
    flags = set(safety_profile().flags)
    judged = by_group([exercise for exercise in catalogue() if exercise.is_judged])
    hidden = [exercise for exercise in judged if set(exercise.hidden_if) & flags]
    return [exercise for exercise in judged if exercise not in hidden], hidden


def _say_hidden(hidden: list[Exercise], words: Words) -> None:
    if hidden:
        names = " · ".join(plain(words.of_exercise(exercise.id, exercise.name)) for exercise in hidden)
        because = hidden_because(hidden[0], safety_profile())
        left_out, set_on_plan = words.on_page("left_out", names=names), words.on_page("set_on_plan")
        st.caption(f"{left_out}  \n{because} {set_on_plan}")


def choose_view(key: str, *, words: Words = ENGLISH, disabled: bool = False) -> ViewLabel | None:
    """Let the user choose the view; None means to detect it."""
    return st.selectbox(
        words.on_page("view"), _VIEWS, key=key, disabled=disabled, help=words.on_page("view_help"),
        format_func=lambda view: words.on_page(f"view_{view}" if view else "view_detected"),
        # Streamlit takes None for nothing chosen once the page was run again.
        placeholder=words.on_page("view_detected"),
    )  # fmt: skip


def choose_capture_fps(key: str) -> float | None:
    """Ask for the rate at which a clip in slow motion was filmed, in frames per second; None for any other clip."""
    is_slow = st.toggle(
        "Filmed in slow motion", key=key,
        help="Times and speeds are judged, so formcheck must know how much slower the clip plays than you moved.",
    )  # fmt: skip
    if not is_slow:
        return None
    return float(
        st.number_input(
            "Frames per second of the camera", min_value=1, max_value=_MOST_FPS, value=_SLOW_MOTION_FPS, step=1,
            key=f"{key}_fps", help="120 or 240 with most phones: the camera's settings say it.",
        )
    )  # fmt: skip


def choose_mirrored(key: str) -> bool:
    """Ask whether a clip shows left and right exchanged."""
    return st.toggle(
        "Mirrored, like a selfie", key=key,
        help="Some front cameras store what a mirror shows: writing in the picture reads backwards. The clip is then "
        "mirrored back, so that left and right are your own.",
    )  # fmt: skip


def choose_privacy(key: str, help_: str = _PRIVACY_HELP) -> Privacy:
    """Let the user choose what pictures show of the person."""
    kinds = list(_PICTURES)
    return st.radio("Pictures", kinds, format_func=_PICTURES.__getitem__, key=key, horizontal=True, help=help_)


def plain(text: str) -> str:
    """Escape what Markdown would take for markup."""
    return "".join("\\" + c if c in "\\`*_[]<>$~|#" else c for c in text)
