"""How an exercise is done: its two postures in turn, its steps in plain words, and the faults to avoid."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from html import escape
from typing import Final

import streamlit as st

from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.live.phrases import ENGLISH, Words
from formcheck.report.reference import IMAGES
from formcheck.ui.parts.choices import plain
from formcheck.wording import severity_rank

_MOST_FAULTS: Final = 5
"""As many as one reads before a set; the rest stands with the numbers."""
_STILL: Final = '<img alt="{name}: the posture" src="{picture}" style="height:{height}px;max-width:100%;{look}">'
# Both halves of the picture show the same part of the room, so that one fades into the other. Whoever asked the system
# for less motion sees them side by side, and a pointer or the focus stops them.
_MOVING: Final = """
<style>
.fc-example { position: relative; height: var(--height); max-width: 100%; aspect-ratio: var(--half); }
.fc-example div { position: absolute; inset: 0; background: var(--picture) 0 0 / 200% 100%; }
.fc-example div + div { background-position: 100% 0; animation: fc-example 5s ease-in-out infinite; }
.fc-example:hover div, .fc-example:focus div { animation-play-state: paused; }
@keyframes fc-example { 0%, 25%, 100% { opacity: 0; } 45%, 80% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) {
  .fc-example { aspect-ratio: var(--whole); }
  .fc-example div { right: 50%; }
  .fc-example div + div { left: 50%; right: 0; animation: none; }
}
</style>
"""
_ONE: Final = """
<div class="fc-example" role="img" tabindex="0" aria-label="{name}: start and end posture in turn"
 title="Point at it to stop it" style="--picture: url('{picture}'); --height: {height}px; --half: {half:.3f};
 --whole: {whole:.3f}; {look}"><div></div><div></div></div>
"""
_STEPS_PX: Final = 380
_LOOK: Final = "border-radius: 0.5rem; overflow: hidden;"


def show_example(exercise: Exercise, height_px: int = 200) -> None:
    """Show the start and the end posture in turn, or the one posture of a hold; nothing if there is no picture."""
    found = _picture(exercise.id)
    if found is None:
        return
    picture, ratio = found
    filled = {"picture": picture, "name": escape(exercise.name), "height": height_px, "look": _LOOK}
    # A hold has one posture; in the pictures of all others the start is the left half and the end the right one.
    if exercise.hold is not None:
        st.html(_STILL.format(**filled))
    else:
        st.html(_MOVING + _ONE.format(**filled, half=ratio / 2, whole=ratio))


def show_how_to(exercise: Exercise, height_px: int = 200, words: Words = ENGLISH) -> None:
    """Show the picture and the short steps, side by side if there is room."""
    with st.container(horizontal=True, gap="medium"):
        if (IMAGES / f"{exercise.id}.jpg").exists():
            with st.container(width="content"):
                show_example(exercise, height_px)
        with st.container(width=_STEPS_PX):
            st.markdown(steps_text(exercise, words))


@cache
def _picture(exercise_id: str) -> tuple[str, float] | None:
    """Return a picture as an address that needs no server, and its width as a share of its height."""
    path = IMAGES / f"{exercise_id}.jpg"
    if not path.exists():
        return None
    data = path.read_bytes()
    width, height = _size(data)
    return f"data:image/jpeg;base64,{b64encode(data).decode()}", width / height


def _size(jpeg: bytes) -> tuple[int, int]:
    """Read width and height from the header of a JPEG."""
    at = 2
    while jpeg[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])
    return int.from_bytes(jpeg[at + 7 : at + 9]), int.from_bytes(jpeg[at + 5 : at + 7])


def steps_text(exercise: Exercise, words: Words = ENGLISH) -> str:
    """Write the steps as Markdown; if the definition has none, its description and the deciding cues."""
    if exercise.steps:
        return "\n".join(
            f"{number}. {plain(words.of_exercise(exercise.id, step))}" for number, step in enumerate(exercise.steps, 1)
        )
    minded = [f"- {plain(cue.say)}." for cue in faults_to_avoid(exercise)]
    return plain(exercise.description) + "".join(f"\n{line}" for line in ["\n", *minded] if minded)


def steps_in_short(exercise: Exercise) -> str:
    """Describe how it is done in a line or two."""
    return plain(exercise.description)


def faults_to_avoid(exercise: Exercise) -> list[Cue]:
    """List the cues to know before a set, the most severe first, without those of severity info."""
    told = [cue for cue in exercise.cue if cue.enabled and cue.severity != "info"]
    return sorted(told, key=lambda cue: -severity_rank(cue.severity))[:_MOST_FAULTS]
