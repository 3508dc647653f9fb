"""The camera's picture, its buttons, captions and notices: what runs in the browser, and what it sends back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.errors import FormcheckError
from formcheck.report.overlay import VERDICT_COLOURS
from formcheck.stream import BROWSER, ice
from formcheck.ui.pages.live.choice import Choice
from formcheck.ui.parts.voice_choice import Choices

_SCRIPTS: Final = ("texts", "panel", "draw", "voice", "link", "wake", "live")
_KEY: Final = "live_picture"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app answers to the offer of this name, as SDP; empty if it cannot."""

    name: str
    sdp: str


def show_picture(
    choice: Choice,
    voice: Choices,
    answer: Answer | None,
    over: str,
    *,
    is_led: bool,
    on_offer: Callable[[str, str], None],
    on_stop: Callable[[], None],
) -> None:
    """Show the picture and its buttons, always at the same place of the page, so that the component persists.

    Parameters
    ----------
    choice : Choice
        The choices, for the outline of where to stand.
    voice : Choices
        How to speak, and in which language to write.
    answer : Answer or None
        The answer to the browser's newest offer.
    over : str
        Name of the last offer whose stream has ended, and whose results are on the page.
    is_led : bool
        Whether the user came from a session led by keys; then the button that starts the camera has the focus.
    on_offer : callable
        Called with the browser's offer and its name.
    on_stop : callable
        Called when the user ends the stream.
    """

    def offered() -> None:
        offer = st.session_state[_KEY].offer
        on_offer(str(offer["sdp"]), str(offer["id"]))

    _component()(
        key=_KEY,
        data={
            "ice": _servers(), "colours": _colours(), "posture": _posture(choice), "voice": asdict(voice), "over": over,
            "texts": voice.words.of_browser, "focus": is_led,
            "answer": None if answer is None else {"id": answer.name, "sdp": answer.sdp},
        },
        on_offer_change=offered,
        on_stop_change=on_stop,
    )  # fmt: skip


def _servers() -> list[dict[str, object]]:
    """List the servers for the browser; errors in the setting are reported when it connects."""
    try:
        return [server.model_dump(exclude_none=True) for server in ice.servers()]
    except FormcheckError:
        return []


def _colours() -> Mapping[str, str]:
    return {verdict: f"rgb({r} {g} {b})" for verdict, (r, g, b) in VERDICT_COLOURS.items()}


def _posture(choice: Choice) -> str:
    first = choice.exercise.views[0] if choice.exercise is not None else "front"
    return {"floor_side": "lying", "side": "sideways"}.get(first, "standing")


@cache
def _component() -> ComponentRenderer:
    html, css = ((BROWSER / f"live.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    script = "\n".join((BROWSER / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    return st.components.v2.component("formcheck_live", html=html, css=css, js=script)
