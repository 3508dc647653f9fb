"""Each page runs, without a browser and without a pose model."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.analysis import Analysis
from formcheck.analysis.results_folder import results_folder
from formcheck.catalogue.library import exercise_ids, load_exercise
from formcheck.catalogue.sources import spell_out
from formcheck.live.phrases import Words
from formcheck.ui.pages.live.sets import packed
from formcheck.ui.parts.how_to import faults_to_avoid, steps_text
from formcheck.ui.serving.server import SCRIPT
from formcheck.wording import severity_rank
from tests.support.judged import GAIT, HOLD, good


def review() -> None:
    from formcheck.ui.pages.review import page

    page()


def exercises() -> None:
    from formcheck.ui.pages.exercises import page

    page()


def live() -> None:
    from formcheck.ui.pages.live.page import page

    page()


def run(test: AppTest) -> AppTest:
    ran = test.run(timeout=30)
    assert not ran.exception
    return ran


def test_the_app_opens_with_one_sentence_and_three_doors() -> None:
    app = run(AppTest.from_file(str(SCRIPT)))
    assert [title.value for title in app.title] == ["formcheck"]
    assert [button.label for button in app.button] == ["Try a sample", "Use the camera", "Upload a clip"]
    assert any("not a medical device" in caption.value for caption in app.caption)


def test_live_finds_the_exercise_unless_one_is_chosen() -> None:
    page = run(AppTest.from_function(live))
    box = page.selectbox(key="live_exercise")
    assert (box.value, box.options[0]) == (None, "Find it for me")
    choice = page.session_state["live_stream"].choice
    assert (choice.exercise, choice.plan.repetitions, choice.needs_dorsal) == (None, None, True)
    squat = choice.definition("squat")
    assert squat is not None
    assert squat.id == "squat"
    assert choice.definition("a_skip") is not None
    assert choice.definition("box_jump") is None, "jumps are not unlocked"


def test_the_live_hint_follows_the_exercise() -> None:
    app = run(AppTest.from_function(live))
    deadlift = load_exercise("deadlift")
    app.selectbox(key="live_exercise").select(deadlift)
    run(app)
    assert deadlift.hint in [caption.value for caption in app.caption]


def test_live_shows_how_the_chosen_exercise_is_done_until_the_camera_runs() -> None:
    app = run(AppTest.from_function(live))
    app.selectbox(key="live_exercise").select(load_exercise("squat"))
    run(app)
    (picture,) = [html.proto.body for html in app.get("html")]
    assert 'aria-label="Squat: start and end posture in turn"' in picture
    assert any(load_exercise("squat").steps[0] in element.value for element in app.markdown)
    app.selectbox(key="live_exercise").select(load_exercise("front_plank"))
    run(app)
    assert "Front plank" in app.get("html")[0].proto.body


def test_the_language_of_live_is_chosen_among_those_of_the_table() -> None:
    app = run(AppTest.from_function(live))
    box = app.selectbox(key="live_language")
    assert {"Deutsch", "Español (España)", "English (British)"} <= set(box.options)
    box.select("de-DE")
    run(app)
    assert app.session_state["live_stream"].words == Words("de")


def test_one_s_own_exercises_are_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "squat.toml").write_text('based_on = "squat"\nname = "Our squat"\n', encoding="utf-8")
    monkeypatch.setenv("FORMCHECK_EXERCISES", str(tmp_path))
    app = run(AppTest.from_function(live))
    offered = app.selectbox(key="live_exercise")
    assert "Our squat" in offered.options
    assert "Squat" not in offered.options


def test_review_waits_for_a_clip() -> None:
    page = run(AppTest.from_function(review))
    assert page.button[0].disabled


@cache
def opened() -> AppTest:
    """The page *Exercises*, opened once: one exercise after the other is chosen on it."""
    return run(AppTest.from_function(exercises))


@pytest.mark.parametrize("exercise_id", exercise_ids())
def test_an_exercise_shows_every_check_with_its_words_and_source(exercise_id: str) -> None:
    page = opened()
    chosen = load_exercise(exercise_id)
    page.selectbox(key="shown_exercise").select(chosen)
    run(page)
    cues = [cue for cue in chosen.cue if cue.enabled]
    (numbers,) = page.expander
    headings = [element.value.strip("*") for element in numbers.markdown]
    assert [cue.id for cue in cues if cue.say not in headings] == []
    shown = "\n".join(element.value for element in [*page.markdown, *page.caption]).replace("\\", "")
    assert [cue.id for cue in cues if cue.why not in shown] == []
    assert [cue.id for cue in cues if spell_out(cue.source) not in shown] == []
    assert [cue.rationale for cue in cues if cue.rationale not in shown] == []
    off = [cue for cue in chosen.cue if not cue.enabled]
    assert [cue.id for cue in off if cue.disabled_because not in shown] == []
    assert [cue.quote for cue in cues if cue.quote and cue.quote not in shown] == []


@pytest.mark.parametrize("exercise_id", ["squat", "walking_lunge", "front_plank", "foam_roll"])
def test_an_exercise_says_how_it_is_done_before_any_number(exercise_id: str) -> None:
    page = run(AppTest.from_function(exercises))
    chosen = load_exercise(exercise_id)
    page.selectbox(key="shown_exercise").select(chosen)
    run(page)
    (numbers,) = page.expander
    folded = {element.value for element in numbers.markdown}
    open_ = "\n".join(element.value for element in page.markdown if element.value not in folded).replace("\\", "")
    assert [step for step in (chosen.description, *chosen.steps) if step not in open_] == []
    assert [cue.id for cue in faults_to_avoid(chosen) if cue.why not in open_] == []
    pictures = [html.proto.body for html in page.get("html")]
    assert len(pictures) == (exercise_id != "foam_roll")
    assert ["prefers-reduced-motion" in picture for picture in pictures] == [chosen.hold is None] * len(pictures)


def test_the_faults_to_avoid_are_few_and_the_worst_come_first() -> None:
    for exercise_id in exercise_ids():
        ranks = [severity_rank(cue.severity) for cue in faults_to_avoid(load_exercise(exercise_id))]
        assert ranks == sorted(ranks, reverse=True)
        assert len(ranks) <= 5
        assert severity_rank("info") not in ranks


def test_without_steps_the_description_and_the_cues_tell_how_it_is_done() -> None:
    leaps = load_exercise("box_jump").model_copy(update={"steps": ()})
    text = steps_text(leaps).replace("\\", "")
    assert text.startswith(leaps.description)
    assert f"- {faults_to_avoid(leaps)[0].say}." in text


def test_the_archive_of_a_live_set_holds_the_same_tables_as_a_results_folder(tmp_path: Path) -> None:
    exercise, series = load_exercise("squat"), good().session.series
    reports = [good().report, replace(good().report, repetitions=(), holds=(HOLD,)), replace(good().report, gait=GAIT)]
    archive = packed([Analysis(report=report, series=series, exercise=exercise) for report in reports])
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        inside = {name: files.read(name) for name in files.namelist()}
    written: dict[str, bytes] = {}
    for number, report in enumerate(reports, 1):
        with results_folder(tmp_path / f"set_{number}") as write:
            write(report, series)
        written |= {f"set_{number}/{path.name}": path.read_bytes() for path in (tmp_path / f"set_{number}").iterdir()}
    assert inside == written
    assert {"set_2/holds.csv", "set_3/gait.csv"} <= inside.keys()


def test_review_asks_at_which_rate_slow_motion_was_filmed() -> None:
    page = run(AppTest.from_function(review))
    assert [field.key for field in page.number_input] == ["body_height_cm"]
    page.toggle(key="review_slow").set_value(True)
    assert run(page).number_input(key="review_slow_fps").value == 240
