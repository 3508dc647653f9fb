"""Two sets side by side, in step by the phase of the repetition."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from formcheck.analysis import Analysis
from formcheck.desk.pairing import Pairs
from formcheck.ui.player.browser_files import component, film_address
from formcheck.ui.player.contents import curves


def show_pair(
    ours: Analysis, pairs: Pairs, films: tuple[Path, Path], names: tuple[str, str], *, is_open: bool = False,
    is_mirrored: bool = False,
) -> None:  # fmt: skip
    """Show two clips that move through their repetitions together; the first one leads.

    Parameters
    ----------
    ours : Analysis
    pairs : list of pair of float
        Moments of both that belong together; see `formcheck.desk.pairing`.
    films : pair of Path
        Our annotated clip, and the other one.
    names : pair of str
        Captions below them.
    is_open : bool
        Whether everybody may have the other one.
    is_mirrored : bool
        Whether the other one is shown mirrored.
    """
    if not pairs:
        st.info("One of the two has no repetition of that number.")
        return
    stamp = f"{films[0]} {films[1]} {pairs[0]}"
    data = {
        "times": curves(ours)["times"], "columns": [], "pairs": pairs, "names": names, "stamp": stamp,
        "isMirrored": is_mirrored,
        "films": [film_address(films[0], "pair_0"), film_address(films[1], "pair_1", is_open=is_open)],
    }  # fmt: skip
    _component()(key="pair", data=data)


@cache
def _component() -> ComponentRenderer:
    return component("pair", ("frames", "pair"))
