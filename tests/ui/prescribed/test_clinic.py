"""The page *Clinic*: an admin sets up accounts and treatments, and everybody sees what was done with what is theirs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.store.entries import Account
from formcheck.ui import account
from formcheck.ui.pages.clinic import _DID
from formcheck.ui.serving.keeping import store

STORE = Path(__file__).parents[3] / "formcheck" / "store"
ISSUER = "https://login.example"


def clinic() -> None:
    from formcheck.ui.pages.clinic import page

    page()


@pytest.fixture
def staff() -> dict[str, Account]:
    """An admin, a therapist and a runner."""
    return {
        role: store().add_account(role, f"the {role}", issuer=ISSUER, subject=role)
        for role in ("admin", "therapist", "runner")
    }


def shown_to(role: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    user = {"is_logged_in": True, "iss": ISSUER, "sub": role, "exp": time.time() + 600.0}
    monkeypatch.setattr(account, "_user", lambda: user)
    return run(AppTest.from_function(clinic))


def run(test: AppTest) -> AppTest:
    ran = test.run(timeout=60)
    assert not ran.exception
    return ran


def shown(page: AppTest) -> str:
    return "\n".join(element.value for kind in (page.markdown, page.caption, page.info) for element in kind)


def test_on_one_machine_there_is_nothing_to_set_up() -> None:
    assert "one user" in shown(run(AppTest.from_function(clinic)))


def test_an_admin_says_who_treats_whom_and_ends_it(staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown_to("admin", monkeypatch)
    assert "**the therapist** · therapist" in shown(page)
    next(button for button in page.button if button.label == "Treats from now on").click()
    assert "**the therapist** treats **the runner**" in shown(run(page))
    (treatment,) = store().acting_as(staff["therapist"]).treatments()
    assert treatment.person_id == staff["runner"].person_id
    page.button(key=f"end_treat_{staff['therapist'].id}_{staff['runner'].person_id}").click()
    assert "Nobody is treated at present." in shown(run(page))
    page.button(key=f"end_account_{staff['therapist'].id}").click()
    assert "therapist, ended" in shown(run(page))


def test_an_account_is_added(staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown_to("admin", monkeypatch)
    for label, text in (("Name", "somebody new"), ("Provider (iss)", ISSUER), ("Subject (sub)", "new")):
        next(field for field in page.text_input if field.label == label).set_value(text)
    next(button for button in page.button if button.label == "Add").click()
    assert "**somebody new** · runner" in shown(run(page))
    assert store().account_of(ISSUER, "new") is not None
    assert staff["admin"].id in {one.id for one in store().acting_as(staff["admin"]).accounts()}


def test_a_runner_sees_who_treats_them_and_may_end_it(
    staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    person = staff["runner"].person_id
    assert person is not None
    store().acting_as(staff["admin"]).treat(staff["therapist"].id, person)
    page = shown_to("runner", monkeypatch)
    assert "**the therapist** treats **the runner**" in shown(page)
    assert "Add an account" not in [box.label for box in page.expander]
    (trail,) = page.dataframe
    assert "began a treatment" in list(trail.value["Did"])
    page.button(key=f"end_treat_{staff['therapist'].id}_{person}").click()
    assert "Nobody is treated at present." in shown(run(page))


def test_all_that_the_trail_notes_has_words() -> None:
    written = "".join(path.read_text("utf-8") for path in STORE.rglob("*.py"))
    noted = set(re.findall(r'act\.note\(\s*"([a-z ]+)"', written))
    assert len(noted) > 10
    assert noted <= set(_DID)


def test_where_nothing_happened_the_trail_says_so(staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch) -> None:
    assert staff
    page = shown_to("therapist", monkeypatch)
    assert "Nothing yet." in shown(page)
    assert not page.dataframe


def test_a_therapist_sees_whom_they_treat_and_ends_nothing(
    staff: dict[str, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    store().acting_as(staff["admin"]).treat(staff["therapist"].id, staff["runner"].person_id or "")
    page = shown_to("therapist", monkeypatch)
    assert "**the therapist** treats **the runner**" in shown(page)
    assert [button.key for button in page.button if str(button.key).startswith("end_")] == []
    assert "Accounts" not in [head.value for head in page.header]
