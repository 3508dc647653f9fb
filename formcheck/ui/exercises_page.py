"""The page *Exercises*: what is checked, from where to film, the numbers and where they come from."""

from __future__ import annotations

import streamlit as st

from formcheck.coaching.checks import Check, GaitCheck, SetCheck, Tempo
from formcheck.coaching.definition import Cue, Exercise
from formcheck.coaching.sources import references, spell_out
from formcheck.ui import words
from formcheck.ui.choices import choose_exercise

_STATUS = {
    "draft": ("Draft", "gray"),
    "tested": ("Tested on clips", "blue"),
    "clinician_reviewed": ("Reviewed by a clinician", "green"),
}
_WEIGHT = {"major": "Counts most", "minor": "Counts", "info": "For information"}


def page() -> None:
    """Show the page."""
    st.title("Exercises")
    exercise = choose_exercise("shown_exercise")
    _show_head(exercise)
    cues = [cue for cue in exercise.cue if cue.enabled]
    st.subheader(f"{len(cues)} checks")
    st.caption(
        "A value in the first band is fine, in the second it is worth watching, in the third it is a fault. "
        "The fault begins only beyond the error with which a camera measures."
    )
    for cue in cues:
        _show_cue(cue)
    _show_references(exercise)


def _show_references(exercise: Exercise) -> None:
    st.subheader("References")
    st.markdown("\n".join(f"- {_plain(references()[code].full)}" for code in exercise.source_codes))
    st.caption(
        "*Own proposal* marks a number that no study gives: it rests on geometry, on the error of the measure or on "
        "practice. *Own knowledge* marks a work that was not read again for this."
    )


def _show_head(exercise: Exercise) -> None:
    st.markdown(exercise.description)
    st.markdown(f"**How to film.** {exercise.hint}")
    st.markdown(f"**How much.** {exercise.dose.text}. :gray[{_plain(spell_out(exercise.dose.source))}.]")
    st.markdown(f"**When a repetition counts.** :gray[{_plain(spell_out(exercise.how.source))}.]")


def _show_cue(cue: Cue) -> None:
    with st.expander(cue.say):
        label, color = _STATUS[cue.status]
        with st.container(horizontal=True):
            st.badge(label, color=color)  # type: ignore[arg-type]
            st.badge(_WEIGHT[cue.severity], color="gray")
        st.markdown(cue.why)
        for check in cue.check:
            _show_check(check)
        if cue.seed:
            st.markdown(f"In the words of the article: *{_plain(cue.seed)}*")
        st.caption(f"Source: {_plain(spell_out(cue.source))}")


def _show_check(check: Check | Tempo | SetCheck | GaitCheck) -> None:
    named = zip(("Fine", "Watch", "Fault"), words.bands(check), strict=True)
    numbers = " · ".join(f"**{name}** {text}" for name, text in named if text)
    st.markdown(f"{_plain(words.what(check))}  \n{numbers}")


def _plain(text: str) -> str:
    """Keep what Markdown would take for markup as it stands."""
    return "".join("\\" + c if c in "\\`*_[]<>$~|#" else c for c in text)
