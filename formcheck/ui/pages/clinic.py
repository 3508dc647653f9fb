"""The page *Clinic*: accounts, who treats whom and until when, and who saw and changed what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final, get_args

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from formcheck.errors import FormcheckError
from formcheck.store.entries import Account, Role, Treatment
from formcheck.ui.parts.choices import plain
from formcheck.ui.serving.keeping import scope
from formcheck.wording import day

_MOST_ENTRIES: Final = 500
_DID: Final[Mapping[str, str]] = {
    "add account": "added the account", "add files": "added files to a set", "add person": "added the person",
    "decide": "decided about a set", "discard": "discarded a set", "end account": "ended the account",
    "end treatment": "ended a treatment", "export person": "exported all data", "open": "opened a set",
    "prescribe": "prescribed", "receive": "imported a decision from a file",
    "receive prescription": "imported a prescription from a file", "rename": "renamed the person",
    "save": "saved a set", "set height": "set the body height", "treat": "began a treatment",
    "write diary": "wrote in the diary",
}  # fmt: skip
"""What the trail notes, in words."""
_ROLES: Final[tuple[Role, ...]] = get_args(Role)


def address() -> StreamlitPage:
    """Describe the page for the navigation."""
    return st.Page(page, title="Clinic", icon=":material/groups:", url_path="clinic")


def page() -> None:
    """Show the parts of the page that the account may see."""
    st.title("Clinic")
    try:
        account = scope().account
        if account.is_local:
            st.info("On one machine without sign-in there is one user, who looks after everybody that is kept here.")
            return
        if account.role == "admin":
            _show_accounts()
        _show_treatments(account)
        _show_trail(account)
    except FormcheckError as error:
        st.error(plain(str(error)), icon=":material/error:")


def _show_accounts() -> None:
    st.header("Accounts", anchor=False)
    for each in scope().accounts():
        if each.is_local:
            continue
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(each.name)}** · {each.role}{_until(each.until)}  \n"
                f"{_code(each.subject)} of {_code(each.issuer)}",
                width="stretch",
            )
            if not _is_over(each.until) and each.id != scope().account.id:
                _offer_end("End account", f"account_{each.id}", lambda each=each: scope().end_account(each.id))
    with st.expander("Add an account", icon=":material/person_add:"), st.form("account_new", border=False):
        _ask_account()


def _ask_account() -> None:
    """Ask for the provider's data of somebody who signed in without an account."""
    name = st.text_input("Name", max_chars=200)
    role = st.selectbox("Role", _ROLES)
    issuer = st.text_input("Provider (iss)", placeholder="https://login.clinic.example")
    subject = st.text_input("Subject (sub)", help="formcheck shows both to anybody who signs in without an account.")
    until = st.date_input("Until", None, min_value="today")
    if st.form_submit_button("Add"):
        if not (issuer.strip() and subject.strip()):
            st.error(
                "Give the provider and the subject: formcheck shows both to anybody who signs in without an account."
            )
            return
        scope().add_account(role, name, issuer=issuer.strip(), subject=subject.strip(), until=_end_of(until))
        st.rerun()


def _show_treatments(account: Account) -> None:
    st.header("Who treats whom", anchor=False)
    going = [one for one in scope().treatments() if not _is_over(one.until)]
    if not going:
        st.markdown("Nobody is treated at present.")
    for one in going:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{plain(one.account_name)}** treats **{plain(one.person_name)}** since "
                f"{day(one.since.astimezone())}{_until(one.until)}",
                width="stretch",
            )
            if account.role == "admin" or one.person_id == account.person_id:
                _offer_end(
                    "End treatment", f"treat_{one.account_id}_{one.person_id}",
                    lambda one=one: scope().end_treatment(one.account_id, one.person_id),
                )  # fmt: skip
    if account.role == "admin":
        _ask_treatment(going)


def _ask_treatment(going: list[Treatment]) -> None:
    people = {person.id: person.name for person in scope().people()}
    therapists = {one.id: one.name for one in scope().accounts() if one.role == "therapist" and not _is_over(one.until)}
    if not (people and therapists):
        st.caption("To say who treats whom, add an account of a therapist and one of a runner.")
        return
    with st.form("treat_new"), st.container(horizontal=True, vertical_alignment="bottom"):
        therapist = st.selectbox("Therapist", list(therapists), format_func=therapists.__getitem__, width=200)
        person = st.selectbox("Person", list(people), format_func=people.__getitem__, width=200)
        until = st.date_input("Until", None, min_value="today", width=150)
        if st.form_submit_button("Treats from now on"):
            if any((one.account_id, one.person_id) == (therapist, person) for one in going):
                st.error("They are already under treatment there. To change the end, end this treatment first.")
                return
            scope().treat(therapist, person, until=_end_of(until))
            st.rerun()


def _show_trail(account: Account) -> None:
    st.header("Who saw and changed what", anchor=False)
    names = {person.id: person.name for person in scope().people()}
    person = None
    if len(names) > 1:
        person = st.selectbox(
            "About", list(names), index=None, format_func=names.__getitem__, placeholder="Everybody", width=220,
            key="clinic_about",
        )  # fmt: skip
    entries = scope().audit(person=person, limit=_MOST_ENTRIES)
    rows = [
        {
            "When": one.at.astimezone().replace(tzinfo=None), "Who": one.by, "Did": _DID.get(one.action, one.action),
            "About": _named(one.person_id, names), "Detail": one.detail,
        }
        for one in entries
    ]  # fmt: skip
    if not rows:
        st.markdown("Nothing yet.")
        return
    st.dataframe(rows, hide_index=True, height=400 if len(rows) > 10 else "auto")
    whose = "all accounts" if account.role == "admin" else "what you did, and what others did with what is yours"
    newest = "The newest entry" if len(rows) == 1 else f"The newest {len(rows)} entries"
    st.caption(f"{newest}, of {whose}. Nothing here can be changed.")


def _named(person: str | None, names: Mapping[str, str]) -> str:
    return "" if person is None else names.get(person, "somebody out of your reach")


def _offer_end(label: str, key: str, end: object) -> None:
    with st.popover(plain(label), icon=":material/event_busy:"):
        st.markdown("It ends now, also on pages that are open.")
        st.button("End it", type="primary", key=f"end_{key}", on_click=end)  # type: ignore[arg-type]


def _code(text: str | None) -> str:
    """Write a provider's text literally: Markdown would turn an address into a link."""
    return f"`{(text or '').replace('`', '')}`"


def _until(until: datetime | None) -> str:
    if until is None:
        return ""
    return f", {'ended' if _is_over(until) else 'until'} {day(until.astimezone())}"


def _is_over(until: datetime | None) -> bool:
    return until is not None and until <= datetime.now().astimezone()


def _end_of(day: date | None) -> datetime | None:
    """Return the end of a day on this machine."""
    return None if day is None else datetime.combine(day + timedelta(days=1), time()).astimezone()
