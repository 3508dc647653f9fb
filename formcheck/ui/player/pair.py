"""Two sets side by side, in step by the phase of the repetition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.analysis import Analysis
from formcheck.desk.pairing import in_step
from formcheck.ui.player.browser_files import component, film_address
from formcheck.ui.player.contents import curves


def show_pair(
    ours: Analysis, theirs: Analysis, films: tuple[Path, Path], names: tuple[str, str], first: tuple[int, int]
) -> None:
    """Show two annotated clips that move through their repetitions together; the first one leads.

    Parameters
    ----------
    ours, theirs : Analysis
    films : pair of Path
        Their annotated clips.
    names : pair of str
        What stands below them.
    first : pair of int
        Numbers of the repetitions that belong together, from 1.
    """
    pairs = in_step(ours.report, theirs.report, *first)
    if not pairs:
        st.info("One of the two has no repetition of that number.")
        return
    stamp = f"{films[0]} {films[1]} {first}"
    data = {
        "times": curves(ours)["times"], "columns": [], "pairs": pairs, "names": names, "stamp": stamp,
        "films": [film_address(film, f"pair_{side}") for side, film in enumerate(films)],
    }  # fmt: skip
    _component()(key="pair", data=data)


@cache
def _component() -> ComponentRenderer:
    return component("pair", ("frames", "pair"))
