"""The page on which an exercise of one's own is made of one set."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.catalogue.library import load_exercise
from formcheck.pose.recording import PoseTrack
from formcheck.ui.parts.sets.clips import ChosenClip
from formcheck.ui.serving.own import folder_to_write, own_folder
from tests.recognition.test_learning import poses_of

CLIP = ChosenClip("a", "set.mp4", Path("set.mp4"))


def own() -> None:
    from formcheck.ui.pages.own.page import page

    page()


def run(page: AppTest) -> AppTest:
    ran = page.run(timeout=120)
    assert not ran.exception
    return ran


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.delenv("FORMCHECK_EXERCISES", raising=False)
    monkeypatch.setattr("formcheck.ui.pages.own.page.choose_clip", lambda *_: CLIP)
    looked: list[Path] = []

    def record(path: Path, **_: object) -> PoseTrack:
        looked.append(path)
        assert len(looked) == 1, "a clip is looked at once"
        return PoseTrack.from_poses(poses_of("squat"))

    monkeypatch.setattr("formcheck.ui.pages.own.page.record", record)
    return run(AppTest.from_function(own))


@pytest.mark.slow
def test_a_set_becomes_an_exercise_that_every_list_has(page: AppTest) -> None:
    assert not page.button
    assert own_folder() is None
    page.text_input(key="own_name").set_value("Deep squat")
    run(page)
    assert page.success[0].value.startswith("It counts **2 of the 2 movements** in this clip, by: ")
    nearest = (*page.warning, *page.info)[0].value
    assert "Squat" in nearest
    lines = next(one.value for one in page.markdown if "min_excursion" in one.value)
    assert "How far the movement must go to count" in lines
    page.slider(key="own_least").set_value(90)
    run(page)
    assert next(one.value for one in page.markdown if "min_excursion" in one.value) != lines
    (save,) = page.button
    save.click()
    run(page)
    assert page.success[0].value == "*Deep squat* is saved. It is in every list of exercises now."
    assert page.text_input(key="own_name").value == ""
    assert own_folder() == str(folder_to_write())
    assert load_exercise("deep_squat", own_folder()).name == "Deep squat"


@pytest.mark.parametrize(
    ("name", "says"), [("Squat", "There is an exercise 'squat' already"), ("2 legs", "Begin it with a letter")]
)
def test_a_name_that_cannot_be_is_refused_before_the_clip_is_looked_at(page: AppTest, name: str, says: str) -> None:
    page.text_input(key="own_name").set_value(name)
    run(page)
    assert says in page.error[0].value
    assert not page.button


def test_the_folder_that_the_app_was_started_with_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_EXERCISES", str(tmp_path))
    assert (folder_to_write(), own_folder()) == (tmp_path, str(tmp_path))
