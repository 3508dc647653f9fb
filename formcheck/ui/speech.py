"""The voice: what the camera's thread has to say, spoken and captioned by the browser itself, without a network."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, Protocol

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

Mode = Literal["all", "count", "mute"]

_BROWSER: Final = Path(__file__).parent / "browser"
_REMEMBERED = 12
_MODES: Final[Mapping[Mode, str]] = {"all": "Count and cues", "count": "Count only", "mute": "Mute"}
# What is said is English; which English is a matter of taste, and of what the browser has.
_LANGUAGES: Final = {
    "en-US": "American", "en-GB": "British", "en-AU": "Australian", "en-IN": "Indian", "en-IE": "Irish",
}  # fmt: skip


class Speech(Protocol):
    """What is to be said: its words, and what they are."""

    @property
    def text(self) -> str:
        """The words."""

    @property
    def kind(self) -> str:
        """One of count, cue, praise, stage, countdown."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance with its number in the stream, from 1, and when it was published, on the monotonic clock."""

    number: int
    text: str
    kind: str
    published_s: float


@dataclass(frozen=True, slots=True)
class Choices:
    """How the voice speaks: what, how loud from 0 to 1, and in which English."""

    mode: Mode = "all"
    volume: float = 1.0
    language: str = "en-US"


class Mouth:
    """Number what is said in a stream; written by the camera's thread, read by the page's."""

    def __init__(self) -> None:
        self._last: deque[Spoken] = deque(maxlen=_REMEMBERED)
        self._count = 0

    def say(self, utterances: Iterable[Speech]) -> None:
        """Publish utterances, in their order."""
        for utterance in utterances:
            self._count += 1
            self._last.append(Spoken(self._count, utterance.text, utterance.kind, time.monotonic()))

    @property
    def last(self) -> tuple[Spoken, ...]:
        """The last utterances, oldest first."""
        return tuple(self._last)


def choose_voice() -> Choices:
    """Let the user choose what is spoken, how loud, and in which English."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        mode = st.segmented_control(
            "Voice", list(_MODES), default="all", format_func=_MODES.__getitem__, key="live_voice", required=True
        )
        percent = st.slider("Volume", 0, 100, 100, step=10, format="%d %%", key="live_volume", width=180)
        language = st.selectbox(
            "English", list(_LANGUAGES), format_func=_LANGUAGES.__getitem__, key="live_language", width=160
        )
    return Choices(mode, percent / 100, language)


def speak(
    mouth: Mouth | None,
    choices: Choices,
    *,
    run: str,
    running: bool,
    caption: str = "",
    so_far: str = "",
    over: bool = False,
) -> None:
    """Have the browser say what is new.

    Parameters
    ----------
    mouth : Mouth or None
        What was said in the stream; None before there is one.
    choices : Choices
        How to speak.
    run : str
        Tells one stream from the next; each utterance of a run is spoken once.
    running : bool
        Whether the stream runs.
    caption : str
        What to show of what was said.
    so_far : str
        What was done until now, in words; the browser keeps it in case the app goes away.
    over : bool
        Whether a set ended as it should, so that the browser need not keep it any longer.
    """
    now_s = time.monotonic()
    utterances = [
        {"number": s.number, "text": s.text, "kind": s.kind, "age_s": round(now_s - s.published_s, 2)}
        for s in (mouth.last if mouth is not None else ())
    ]
    _component()(
        key="live_speech",
        data={
            "run": run, "running": running, "over": over, "so_far": so_far, "caption": caption,
            "utterances": utterances, "mode": choices.mode, "volume": choices.volume, "language": choices.language,
        },
    )  # fmt: skip


@cache
def _component() -> ComponentRenderer:
    html, css, js = ((_BROWSER / f"voice.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("formcheck_voice", html=html, css=css, js=js)
