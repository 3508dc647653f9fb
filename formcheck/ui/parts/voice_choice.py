"""The voice, which is the browser's own: what it says, how loud, and in which English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

Mode = Literal["all", "count", "mute"]
"""Everything, numbers alone, or nothing: the filter is in the browser, and what is shown does not change with it."""
_MODES: Final[Mapping[Mode, str]] = {"all": "Count and cues", "count": "Count only", "mute": "Mute"}
# What is said is English; which English is a matter of taste, and of what the browser has.
_LANGUAGES: Final = {
    "en-US": "American", "en-GB": "British", "en-AU": "Australian", "en-IN": "Indian", "en-IE": "Irish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """How the voice speaks: what, how loud from 0 to 1, and in which English."""

    mode: Mode = "all"
    volume: float = 1.0
    language: str = "en-US"


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
