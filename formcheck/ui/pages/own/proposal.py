"""A definition that was tried -> what it counts, what it may be confused with, and each of its lines explained."""

from __future__ import annotations

import streamlit as st

from formcheck.analysis.unnamed.explaining import explained
from formcheck.analysis.unnamed.learning import Trial
from formcheck.catalogue.library import load_exercise
from formcheck.motion.measures.registry import MEASURES
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.offering import offer_file


def show_trial(trial: Trial, folder: str | None) -> None:
    """Say how much of its own set the definition counts, and which other exercise comes nearest.

    Parameters
    ----------
    trial : Trial
    folder : str or None
        Existing custom definitions.
    """
    if trial.why_not:
        st.error(plain(trial.why_not), icon=":material/error:")
    else:
        what = plain(MEASURES.find(trial.signal).meaning)
        st.success(
            f"It counts **{trial.counted} of the {trial.found} movements** in this clip, by: {what}",
            icon=":material/check:",
        )
    nearest = [f"{plain(load_exercise(one, folder).name)} ({share:.0%})" for one, share in trial.rivals[:1]]
    if trial.taken_for:
        st.warning(
            f"Where nobody chooses an exercise, this set is taken for {nearest[0]} rather than for the new one "
            f"({trial.share:.0%}). If it is the same movement, you need no new exercise; otherwise choose it by name.",
            icon=":material/compare_arrows:",
        )
    else:
        other = f"; the nearest other exercise is {nearest[0]}" if nearest else ""
        st.info(
            f"It is not confused with another exercise: where nobody chooses one, this set is taken for the new one "
            f"({trial.share:.0%}){other}.",
            icon=":material/compare_arrows:",
        )


def show_proposal(trial: Trial) -> None:
    """Show the definition, each line with what it means, and offer it as a file."""
    with st.expander("The definition, line by line", icon=":material/description:"):
        st.markdown("\n\n".join(_line(one.text, one.means) for one in explained(trial.text)))
        name = f"{trial.exercise_id}.toml"
        offer_file("Download the file", lambda: trial.text, name, "application/toml", key="own_definition")


def _line(text: str, means: str) -> str:
    code = f"`{text.replace('`', chr(39))}`"
    return f"**{code}**  \n{plain(means)}" if text.startswith("[") else f"{code}  \n:gray[{plain(means)}]"
