"""What the browser fetches: the scripts of a component, and clips by their address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import streamlit as st
from streamlit import runtime
from streamlit.components.v2.types import ComponentRenderer

from formcheck.ui.serving.films import FILMS

_BROWSER: Final = Path(__file__).parent / "browser"


def component(name: str, scripts: Sequence[str]) -> ComponentRenderer:
    """Make a component of the HTML and CSS file of this name, and of these scripts, the last of which exports it."""
    html, css = ((_BROWSER / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    script = "\n".join((_BROWSER / f"{part}.js").read_text(encoding="utf-8") for part in scripts)
    return st.components.v2.component(f"formcheck_{name}", html=html, css=css, js=script)


def film_address(clip: Path, place: str, *, is_open: bool = False) -> str:
    """Return the address at which the browser fetches a clip, in ranges; `place` names where it is shown.

    The app's own server reads it from the disk, for those who may see its set, or for everybody if it `is_open`.
    Without that server, Streamlit keeps it in memory.
    """
    served = whole_address(FILMS.publish(clip, "annotated.mp4", is_open=is_open))
    if served is not None or not runtime.exists():
        return served or ""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    url = runtime.get_instance().media_file_mgr.add(str(clip), "video/mp4", place)
    return f"/{path}{url}" if path else url


def kept_address(path: Path, name: str, *, download: bool = False) -> str | None:
    """Return the full URL under which the app's server serves a file in ranges; None if no server runs."""
    return whole_address(FILMS.publish(path, name, download=download))


def whole_address(address: str) -> str | None:
    """Return the full URL of an address of the app's server; None if no server runs."""
    page = st.context.url
    if not FILMS.is_served or not page:
        return None
    here = urlsplit(page)
    return f"{here.scheme}://{here.netloc}{address}"
