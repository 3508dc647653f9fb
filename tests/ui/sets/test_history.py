"""What is kept is listed, narrowed down, opened and deleted; what is asked for twice is done once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.analysis.results_folder import results_folder
from formcheck.catalogue.library import load_exercise
from formcheck.jobs.service import JobService
from formcheck.store.entries import KeptSet
from formcheck.ui.parts.samples import samples
from formcheck.ui.parts.sets.opened import file_name
from formcheck.ui.parts.sets.queue import time_left
from formcheck.ui.serving.keeping import scope
from tests.support.judged import Judged, good, lunges


def history() -> None:
    from formcheck.ui.pages.history import page

    page()


def review() -> None:
    from formcheck.ui.pages.review import page

    page()


def run(test: AppTest) -> AppTest:
    ran = test.run(timeout=30)
    assert not ran.exception
    return ran


def keep(judged: Judged, name: str, at: datetime, folder: Path) -> KeptSet:
    with results_folder(folder / name) as write:
        write(judged.report, judged.session.series)
    return scope().save_set(folder / name, source="upload", name=name, at=at)


@pytest.fixture
def kept(tmp_path: Path) -> list[KeptSet]:
    """A squat in March, and a lunge in April."""
    return [
        keep(good(), "squat *1*.mp4", datetime(2026, 3, 1, 12, 0, tzinfo=UTC), tmp_path),
        keep(lunges(), "lunge.mp4", datetime(2026, 4, 1, 12, 0, tzinfo=UTC), tmp_path),
    ]


def rows(page: AppTest) -> list[str]:
    return [element.value for element in page.markdown if " in form" in element.value]


@pytest.mark.usefixtures("kept")
def test_the_newest_comes_first_and_where_it_lies_is_said(home: Path) -> None:
    page = run(AppTest.from_function(history))
    assert ["lunge.mp4" in rows(page)[0], r"squat \*1\*.mp4" in rows(page)[1]] == [True, True]
    assert "1 April 2026" in rows(page)[0]
    assert any(str(home).replace("_", r"\_") in caption.value for caption in page.caption)


@pytest.mark.usefixtures("kept")
def test_the_list_is_narrowed_down() -> None:
    page = run(AppTest.from_function(history))
    page.selectbox(key="history_exercise").select("squat")
    assert len(rows(run(page))) == 1
    page.selectbox(key="history_exercise").select(None)
    page.date_input(key="history_since").set_value(datetime(2026, 4, 1, tzinfo=UTC).date())
    page.date_input(key="history_until").set_value(datetime(2026, 4, 1, tzinfo=UTC).date())
    assert len(rows(run(page))) == 1
    page.selectbox(key="history_source").select("live")
    assert [info.value for info in run(page).info] == ["No set matches."]


def test_a_set_is_opened_as_after_the_review_and_deleted_for_good(kept: list[KeptSet]) -> None:
    page = run(AppTest.from_function(history))
    page.button(key=f"open_{kept[0].id}").click()
    run(page)
    assert [header.value for header in page.header] == ["Squat"]
    assert {metric.label: metric.value for metric in page.metric}["Repetitions"] == "2"
    page.button(key=f"delete_{kept[0].id}").click()
    run(page)
    assert [each.id for each in scope().sets()] == [kept[1].id]
    assert len(rows(page)) == 1


def test_what_was_deleted_meanwhile_is_told(kept: list[KeptSet]) -> None:
    page = AppTest.from_function(history)
    page.query_params["set"] = kept[0].id
    scope().discard(kept[0].id)
    run(page)
    assert "discarded" in page.info[0].value


def test_a_download_is_named_by_exercise_day_and_source(kept: list[KeptSet]) -> None:
    assert file_name(kept[1], "report.json") == "forward_lunge_2026-04-01_lunge_report.json"


@pytest.mark.usefixtures("kept")
def test_long_lists_are_turned_by_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.ui.pages.history._A_PAGE", 1)
    page = run(AppTest.from_function(history))
    assert ["lunge.mp4" in row for row in rows(page)] == [True]
    next(button for button in page.button if button.label == "Older").click()
    assert ["lunge.mp4" in row for row in rows(run(page))] == [False]


def test_a_clip_is_asked_for_once_and_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JobService, "start", lambda _: None)
    page = run(AppTest.from_function(review))
    page.selectbox(key="review_sample").select(samples()[0])
    page.selectbox(key="review_exercise").select(load_exercise("squat"))
    run(page)
    page.button(key="review_analyse").click()
    run(page)
    (job,) = scope().jobs()
    assert page.button(key="review_analyse").disabled
    # The same clip as another exercise is another thing to ask for.
    page.selectbox(key="review_exercise").select(load_exercise("deadlift"))
    run(page)
    assert not page.button(key="review_analyse").disabled
    page.button(key=f"cancel_{job.id}").click()
    run(page)
    assert scope().jobs() == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(None, ""), (0.4, "about 5 s"), (31.0, "about 35 s"), (60.0, "about 1 min"), (61.0, "about 2 min")],
)
def test_the_time_left_is_rounded_up(seconds: float | None, said: str) -> None:
    assert time_left(seconds) == said


def test_what_has_become_of_an_exercise_is_said_with_its_error(tmp_path: Path) -> None:
    for day in (1, 8):
        keep(good(), f"squat {day}.mp4", datetime(2026, 3, day, 12, 0, tzinfo=UTC), tmp_path)
    page = run(AppTest.from_function(history))
    assert not page.selectbox(key="history_exercise").value
    assert "Progress" not in [expander.label for expander in page.expander]
    page.selectbox(key="history_exercise").select("squat")
    run(page)
    assert "Progress" in [expander.label for expander in page.expander]
    assert any("**+0 percentage points**" in text.value and "no change at all" in text.value for text in page.markdown)
    box = page.selectbox(key="progress_figure")
    offered = {"Trunk lean", "Knee flexion left", "Knee flexion, left less right", "Time to the turning point"}
    assert offered <= set(box.options)
    for title in ("Trunk lean", "Knee flexion, left less right"):
        box.select(title)
        run(page)
        assert any("**+0°**" in text.value for text in page.markdown)


def test_pain_and_what_was_prescribed_are_followed_too(tmp_path: Path) -> None:
    today = datetime.now(UTC)
    scope().prescribe(
        {"exercises": [{"exercise": "squat", "sets": 1, "repetitions": 2}]}, starts=today - timedelta(days=15)
    )
    for back, pain in ((14, 5), (0, 3)):
        keep(good(), f"squat {back}.mp4", today - timedelta(days=back), tmp_path)
        scope().write_diary({}, pain=pain, at=today - timedelta(days=back))
    page = run(AppTest.from_function(history))
    page.selectbox(key="history_exercise").select("squat")
    run(page).selectbox(key="progress_figure").select("Worst pain, 0 to 10")
    said = [text.value for text in run(page).markdown]
    assert any("**\u22122 points**" in text and "more than the smallest change that matters" in text for text in said)
    page.selectbox(key="progress_figure").select("Prescribed sets that were done, by week")
    assert any("It was counted" in text.value for text in run(page).markdown)
