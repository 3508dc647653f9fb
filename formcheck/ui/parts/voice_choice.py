"""The browser's voice: what it says, how loud, and in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from formcheck.live.phrases import Words, language_of

Mode = Literal["all", "count", "mute"]
"""Everything, numbers alone, or nothing: the filter is in the browser, and what is shown does not change with it."""
_MODES: Final[Mapping[Mode, str]] = {"all": "voice_all", "count": "voice_count", "mute": "voice_mute"}
"""By the text that names them."""
_LANGUAGE: Final = "live_language"
# Which English is a matter of taste, and of what the browser has.
_LANGUAGES: Final = {
    "en-US": "English (American)", "en-GB": "English (British)", "en-AU": "English (Australian)",
    "en-IN": "English (Indian)", "en-IE": "English (Irish)", "de-DE": "Deutsch", "es-ES": "Español (España)",
    "es-MX": "Español (México)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """How the voice speaks: what, how loud from 0 to 1, and in which language, which the page uses too."""

    mode: Mode = "all"
    volume: float = 1.0
    language: str = "en-US"

    @property
    def words(self) -> Words:
        """The words in this language."""
        return Words(language_of(self.language))


def choose_voice(*, disabled: bool = False) -> Choices:
    """Let the user choose what is spoken, how loud, and in which language; the browser's own is the default."""
    say = words_now().on_page
    with st.container(horizontal=True, vertical_alignment="bottom"):
        mode = st.segmented_control(
            say("voice"), list(_MODES), default="all", format_func=lambda mode: say(_MODES[mode]), key="live_voice",
            required=True,
        )  # fmt: skip
        percent = st.slider(say("volume"), 0, 100, 100, step=10, format="%d %%", key="live_volume", width=140)
        language = st.selectbox(
            say("language"), list(_LANGUAGES), nearest(st.context.locale), format_func=_LANGUAGES.__getitem__,
            key=_LANGUAGE, width=190, disabled=disabled,
        )  # fmt: skip
    return Choices(mode, percent / 100, language)


def words_now() -> Words:
    """Return the words in the chosen language, or in the default of `choose_voice` before that is shown."""
    chosen = st.session_state.get(_LANGUAGE) or list(_LANGUAGES)[nearest(st.context.locale)]
    return Words(language_of(chosen))


def nearest(locale: str | None) -> int:
    """Find the language for a browser's locale: the same, or else the first similar one."""
    codes = list(_LANGUAGES)
    alike = [code for code in codes if language_of(code) == language_of(locale)]
    return codes.index(locale if locale in codes else alike[0])
