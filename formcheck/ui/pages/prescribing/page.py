"""The page *Prescribe*: the person, the version in force, how well it was followed, and the next version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.safety import rules
from formcheck.desk.prescription import Prescription
from formcheck.errors import FormcheckError
from formcheck.store.entries import Person, PrescriptionVersion
from formcheck.ui.pages.prescribing.draft import Draft, draft_for
from formcheck.ui.pages.prescribing.filling import offer_lines
from formcheck.ui.pages.prescribing.rows import edit_row
from formcheck.ui.pages.prescribing.whom import choose_person
from formcheck.ui.parts.choices import catalogue, plain
from formcheck.ui.parts.prescribed.following import show_following
from formcheck.ui.parts.prescribed.sending import offer_prescription
from formcheck.ui.parts.prescribed.words import day_names, dose
from formcheck.ui.parts.sets.signing import ask_name
from formcheck.ui.serving.keeping import scope
from formcheck.ui.serving.own import own_folder
from formcheck.wording import day

_SAID: Final = "rx_said"


def address(*, shown: bool = True) -> StreamlitPage:
    """Describe the page for the navigation, in which it is shown or only linked from other pages."""
    return st.Page(
        page, title="Prescribe", icon=":material/clinical_notes:", url_path="prescribe",
        visibility="visible" if shown else "hidden",
    )  # fmt: skip


def page() -> None:
    """Show the page."""
    st.title("Prescribe")
    try:
        _show()
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show() -> None:
    people = scope().people()
    if not people:
        st.info("You treat nobody yet. An admin of the clinic decides whom you treat.")
        return
    ask_name("rx_name")
    person = choose_person(people)
    versions = scope().prescriptions(person.id)
    if said := st.session_state.pop(_SAID, ""):
        st.success(said, icon=":material/check_circle:")
    known = {exercise.id: exercise for exercise in catalogue()}
    if versions:
        _show_versions(versions, known)
        with st.expander("How well it was followed", icon=":material/checklist:"):
            show_following(person.id)
    st.header("The next version" if versions else "The first version", anchor=False)
    _edit(person, draft_for(person.id, versions[0] if versions else None), known)


def _show_versions(versions: Sequence[PrescriptionVersion], known: Mapping[str, Exercise]) -> None:
    now = datetime.now().astimezone()
    counts = next((one for one in versions if one.starts <= now), None)
    st.header("In force now", anchor=False)
    if counts is None:
        st.markdown("Nothing yet.")
    else:
        _show_version(counts, known)
    others = [one for one in versions if one is not counts]
    if others:
        with st.expander(f"Other versions ({len(others)})", icon=":material/history:"):
            for one in others:
                _show_version(one, known)


def _show_version(version: PrescriptionVersion, known: Mapping[str, Exercise]) -> None:
    written = version.prescription
    notes = [f"Version {version.version}", plain(version.by), f"from {day(version.starts.astimezone())}"]
    notes += ["strict"] if written.is_strict else []
    lines = [
        f"- **{plain(known[row.exercise].name)}** · {dose(row, known[row.exercise])} · {day_names(row.days)}"
        + (f" · {len(row.cues)} cue{'' if len(row.cues) == 1 else 's'} changed" if row.cues else "")
        for row in written.exercises
        if row.exercise in known
    ]
    st.caption(" · ".join(notes))
    st.markdown("\n".join(lines) or "No exercises: there is nothing left to do.")
    offer_prescription(version)


def _edit(person: Person, draft: Draft, known: Mapping[str, Exercise]) -> None:
    rows = [
        edit_row(row, known[row.exercise], f"{draft.key}_{number}", lambda number=number: draft.remove(number))  # type: ignore[misc]
        for number, row in list(draft.lines.items())
        if row.exercise in known
    ]
    offer_lines(draft, known)
    payload = {"exercises": rows, **_edit_whole(draft)}
    starts = st.date_input("From", "today", min_value="today", key=f"{draft.key}_starts", width=160)
    if st.button(f"Prescribe to {person.name}", type="primary", key=f"{draft.key}_save"):
        _prescribe(person, payload, starts)


def _edit_whole(draft: Draft) -> dict[str, Any]:
    """Ask for what applies to all lines."""
    given, key = draft.given, draft.key
    words = st.text_area(
        "Note to the patient", given.words, key=f"{key}_words", max_chars=2000, persist_state="session"
    )
    is_strict = st.toggle(
        "Strict: use the strict severity of each cue that has one", given.is_strict, key=f"{key}_strict",
        persist_state="session",
    )  # fmt: skip
    flags = {rule.id: rule.asks for rule in rules().flag}
    found = st.multiselect(
        "Contraindications", list(flags), list(given.contraindications), format_func=flags.__getitem__,
        key=f"{key}_flags", persist_state="session", placeholder="None",
    )  # fmt: skip
    released = st.multiselect(
        "Released", list(rules().lock.groups), list(given.unlocked), format_func=str.capitalize, key=f"{key}_unlocked",
        persist_state="session", placeholder="None", help=rules().lock.asks,
    )  # fmt: skip
    return {"words": words.strip(), "is_strict": is_strict, "contraindications": found, "unlocked": released}


def _prescribe(person: Person, payload: dict[str, Any], starts: date) -> None:
    """Keep the version if all of it is allowed; the page says what is not."""
    written = Prescription.from_payload(payload)
    written.check(own_folder())
    later = datetime.combine(starts, time()).astimezone() if starts > date.today() else None
    made = scope().prescribe(written.to_payload(), person=person.id, starts=later)
    st.session_state[_SAID] = f"Version {made.version} is prescribed to {plain(person.name)}."
    st.rerun()
