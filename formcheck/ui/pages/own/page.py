"""The page *Record your own*: a clip and a name, the proposal that was tried on the clip, and saving it."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.analysis import record
from formcheck.analysis.unnamed.learning import LEAST, ShownSet, Trial, id_of, keep, refuse_known, shown, tried
from formcheck.errors import FormcheckError
from formcheck.records import CLIP_MODEL, ModelName
from formcheck.ui.pages.own.proposal import show_proposal, show_trial
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.sets.clips import ChosenClip, choose_clip
from formcheck.ui.serving.own import folder_to_write, own_folder

_HOW: Final = (
    "Film one good set of an exercise that is not in the list: three repetitions or more, the whole body in the "
    "picture, a second of rest before the first one. formcheck proposes how it is counted and judged."
)
_SHOWN: Final = "own_shown"
_SAVED: Final = "own_saved"
_MOST_PERCENT: Final = 100


def address() -> StreamlitPage:
    """Describe the page for the navigation; *Exercises* links to it."""
    return st.Page(page, title="Record your own", icon=":material/add_circle:", url_path="own", visibility="hidden")


def page() -> None:
    """Show the page."""
    st.title("Record your own")
    st.caption(_HOW)
    if saved := st.session_state.pop(_SAVED, ""):
        st.success(f"*{plain(saved)}* is saved. It is in every list of exercises now.", icon=":material/check:")
    clip = choose_clip("Clip of one good set", "own_upload")
    name = st.text_input("Name of the exercise", key="own_name", max_chars=60, placeholder="Wall slide").strip()
    model: ModelName = "full" if st.toggle("Quicker, less exact pose model", key="own_quick") else CLIP_MODEL
    if clip is None or not name:
        return
    try:
        _propose(clip, name, model)
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _propose(clip: ChosenClip, name: str, model: ModelName) -> None:
    exercise_id = id_of(name)
    refuse_known(exercise_id, folder_to_write(), own_folder())
    of = _shown(clip, model)
    percent = st.slider(
        "The least movement that counts, as a share of the usual movement in this set",
        10, _MOST_PERCENT, round(100 * LEAST), 5, format="%d %%", key="own_least",
    )  # fmt: skip
    trial = tried(of, name, exercise_id, percent / 100)
    show_trial(trial, own_folder())
    st.button(
        "Save it", type="primary", icon=":material/save:", disabled=bool(trial.why_not), on_click=_save,
        args=(trial, name),
    )  # fmt: skip
    show_proposal(trial)


def _shown(clip: ChosenClip, model: ModelName) -> ShownSet:
    """Analyse a clip once, however often the proposal is changed afterwards."""
    key = (clip.id, model, own_folder())
    known: tuple[object, ShownSet] | None = st.session_state.get(_SHOWN)
    if known is None or known[0] != key:
        bar = st.progress(0.0, "Analysing the clip")

        def tell(share: float) -> None:
            bar.progress(share, "Analysing the clip")

        track = record(clip.path, model=model, progress=tell)
        known = (key, shown(track.poses(), own_folder()))
        st.session_state[_SHOWN] = known
        bar.empty()
    return known[1]


def _save(trial: Trial, name: str) -> None:
    try:
        keep(trial, folder_to_write(), own_folder())
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state[_SAVED], st.session_state["own_name"] = name, ""
