"""What the browser fetches: the scripts of a component, and clips by their address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.components.v2.types import ComponentRenderer

_BROWSER: Final = Path(__file__).parent / "browser"


def component(name: str, scripts: Sequence[str]) -> ComponentRenderer:
    """Make a component of the page and styles of this name, and of these scripts, the last of which exports it."""
    html, css = ((_BROWSER / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    script = "\n".join((_BROWSER / f"{part}.js").read_text(encoding="utf-8") for part in scripts)
    return st.components.v2.component(f"formcheck_{name}", html=html, css=css, js=script)


def film_address(clip: Path, place: str) -> str:
    """Return the address at which the browser fetches a clip, in ranges; `place` names where it is shown.

    Streamlit keeps it in memory while a page shows it, once however many show it, as `st.video` does.
    """
    if not runtime.exists():
        return ""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    url = runtime.get_instance().media_file_mgr.add(str(clip), "video/mp4", place)
    return f"/{path}{url}" if path else url
