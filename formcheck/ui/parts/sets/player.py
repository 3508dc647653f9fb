"""The annotated clip, and going to a moment of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.records import ClipInfo
from formcheck.ui.serving.films import FILMS

_PORTRAIT_WIDTH_PX = 340
_SOUGHT = "player_sought"
# `st.video` starts at whole seconds, and does not go again to where it was sent before.
_SEEK = """
export default function ({ data }) {
  const video = document.querySelector("video");
  if (!video || !data.turn || video.dataset.turn === String(data.turn)) return;
  video.dataset.turn = data.turn;
  video.pause();
  video.currentTime = data.at_s;
  video.focus({ preventScroll: true });  // a key plays it from there
  video.scrollIntoView({ block: "center", behavior: "smooth" });
}
"""


def show_film(clip: Path, source: ClipInfo) -> None:
    """Show an annotated clip; a portrait one as narrow as a phone."""
    is_portrait = (source.height_px or 0) > (source.width_px or 0)
    st.video(film_address(clip, "annotated.mp4") or clip, width=_PORTRAIT_WIDTH_PX if is_portrait else "stretch")
    at_s, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    _seeker()(key="player_seek", data={"at_s": at_s, "turn": turn})


def go_to(at_s: float) -> None:
    """Have the player go to a moment of the clip, in seconds; also to the same one again."""
    _, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    st.session_state[_SOUGHT] = (at_s, turn + 1)


def rewind() -> None:
    """Forget where the player was sent: another clip is shown."""
    st.session_state.pop(_SOUGHT, None)


def film_address(path: Path, name: str, *, download: bool = False) -> str | None:
    """Return the whole address under which the app's server serves a file by range; None where no server runs."""
    page = st.context.url
    if not FILMS.is_served or not page:
        return None
    here = urlsplit(page)
    return f"{here.scheme}://{here.netloc}{FILMS.publish(path, name, download=download)}"


@cache
def _seeker() -> ComponentRenderer:
    return st.components.v2.component("formcheck_seek", js=_SEEK)
