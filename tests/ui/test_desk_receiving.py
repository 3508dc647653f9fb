"""On the page Desk, a set that somebody shared is checked, kept and shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.export.results import open_results
from formcheck.export.share import pack
from formcheck.store.store import Store
from tests.export.folders import write_results


def script() -> None:
    from formcheck.ui.pages.desk.page import page

    page()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.delenv("FORMCHECK_DATABASE", raising=False)
    return AppTest.from_function(script).run(timeout=30)


def received(desk: AppTest, name: str, content: bytes) -> AppTest:
    desk.file_uploader[0].set_value((name, content, "application/zip")).run(timeout=30)
    button = next(button for button in desk.button if button.label == "Check and keep it")
    return button.click().run(timeout=30)


def test_a_shared_set_is_kept_and_shown(desk: AppTest, tmp_path: Path) -> None:
    file = tmp_path / "a.formcheck"
    squats = Prescription(exercises=(Prescribed(exercise="squat", sets=3, repetitions=10, words="Slowly."),))
    pack(replace(open_results(write_results(tmp_path / "set")), height_cm=172.0, prescription=squats), file)
    shown = received(desk, file.name, file.read_bytes())
    assert not shown.exception
    # Height and prescription came along.
    assert 172.0 in [field.value for field in shown.number_input]
    assert any("**Prescribed:** 3 x 10" in text.value and "Slowly." in text.value for text in shown.markdown)
    assert "Squat" in [header.value for header in shown.header]
    with Store.open() as store:
        (kept,) = store.local().sets()
    assert kept.source == "file"


def test_a_set_of_somebody_new_gets_a_person_of_its_own(desk: AppTest, tmp_path: Path) -> None:
    file = tmp_path / "a.formcheck"
    pack(open_results(write_results(tmp_path / "set")), file)
    desk.text_input(key="receive_new").set_value("Runner *one*").run(timeout=30)
    shown = received(desk, file.name, file.read_bytes())
    assert not shown.exception
    with Store.open() as store:
        (kept,) = store.local().sets()
    assert kept.person_name == "Runner *one*"


def test_a_file_that_is_none_is_refused(desk: AppTest) -> None:
    shown = received(desk, "a.formcheck", b"no zip at all")
    assert not shown.exception
    assert "cannot be opened" in shown.error[0].value
