"""A judged set on the page: what is praised, what is to fix or to watch, what was not judged and not counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.analysis import Analysis
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.safety import WORST_PAIN
from formcheck.live.phrases import Words, language_of, table
from formcheck.records import Attempt, Finding, Report
from formcheck.report.summary import fixes
from formcheck.ui.parts.results import extent
from tests.support.judged import HOLD, found, good, shallow, with_findings

SQUAT = load_exercise("squat")
OK, CAUTION, FAULT = found("heel_down", "ok"), found("depth", "caution", message="Lower"), found("trunk_lean")
UNSEEN = found("heel_down", "not_judged", message="Film it.")


def results(result: object) -> None:
    from formcheck.analysis import Analysis
    from formcheck.ui.parts.results import show_details, show_headline

    assert isinstance(result, Analysis)
    show_headline(result.report)
    show_details(result)


def reviewed(result: object) -> None:
    import streamlit as st

    from formcheck.analysis import Analysis
    from formcheck.ui.parts.results import show_details

    assert isinstance(result, Analysis)
    show_details(result, go_to=lambda at_s: st.session_state.update(gone_to=at_s))


def page_of(report: Report) -> AppTest:
    result = Analysis(report=report, series=good().session.series, exercise=SQUAT)
    page = AppTest.from_function(results, kwargs={"result": result}).run(timeout=30)
    assert not page.exception
    return page


def numbers(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def words(elements: Iterable[Any]) -> str:
    return "\n".join(element.value for element in elements)


def test_a_set_that_was_judged_and_fine_is_praised() -> None:
    page = page_of(with_findings(good().report, [OK], [OK]))
    assert numbers(page)["In form"] == "2 of 2"
    assert "Not judged" not in numbers(page)
    assert numbers(page)["Could be judged"] == "100 %"
    assert words(page.success) == "Nothing to fix in what could be judged."


@pytest.mark.parametrize(("findings", "said"), [([CAUTION, OK], "To watch: **Lower**"), ([FAULT], "trunk_lean")])
def test_nothing_is_praised_beside_a_caution_or_a_fault(findings: list[Finding], said: str) -> None:
    page = page_of(with_findings(good().report, findings, [OK]))
    assert len(page.success) == 0
    assert said in words(page.markdown)


def test_where_nothing_was_judged_it_says_so_and_how_to_film() -> None:
    page = page_of(with_findings(good().report, [UNSEEN], [UNSEEN], [UNSEEN]))
    assert numbers(page) | {"Seen from": ""} == {
        "Repetitions": "3", "In form": "0 of 3", "Not judged": "3", "Seen from": "", "Could be judged": "0 %",
    }  # fmt: skip
    assert len(page.success) == 0
    assert words(page.info) == f"Not judged: none of its cues could be seen from here. {SQUAT.hint}"
    (rows,) = page.dataframe
    assert set(rows.value["Form"]) == {"not judged"}
    assert set(rows.value["To fix"]) == {""}


def test_a_hold_that_was_not_judged_says_so() -> None:
    report = with_findings(good().report)
    page = page_of(replace(report, holds=(HOLD,), summary=replace(report.summary, hold_s=28.5, not_judged=1)))
    assert numbers(page)["On the clock"] == "28 s"
    assert (numbers(page)["In form"], numbers(page)["Not judged"]) == ("0 of 1", "1")


def test_what_was_not_counted_is_one_line_to_unfold() -> None:
    lunge = Attempt(start_s=1.0, peak_s=2.0, end_s=3.0, reason="gate", message="a lunge")
    page = page_of(replace(good().report, attempts=(lunge, replace(lunge, start_s=4.0))))
    assert [expander.label for expander in page.expander] == ["2 movements were not counted"]
    assert "2 movements were not counted: a lunge (at 0:01.0, 0:04.0)." in words(page.markdown)
    assert len(page_of(good().report).expander) == 0


def test_a_fault_is_shown_at_its_worst_moment() -> None:
    report = with_findings(good().report, [replace(FAULT, at_s=1.25)], [OK])
    result = Analysis(report=report, series=good().session.series, exercise=SQUAT)
    page = AppTest.from_function(reviewed, kwargs={"result": result}).run(timeout=30)
    page.button(key="show_fault_trunk_lean").click().run(timeout=30)
    assert not page.exception
    assert page.session_state["gone_to"] == 1.25
    # Where no clip is on the page, nothing offers to go there.
    assert len(page_of(report).button) == 0


def of_live(results: object, language: str) -> None:
    from formcheck.live.phrases import Words, language_of
    from formcheck.ui.pages.live.sets import show_sets

    assert isinstance(results, list)
    show_sets(results, results.clear, results.clear, Words(language_of(language)))


@pytest.mark.parametrize("language", ["de", "es"])
@pytest.mark.parametrize("sets", [1, 2])
def test_the_sets_of_live_are_summed_up_in_the_language_of_the_voice(language: str, sets: int) -> None:
    judged = shallow()
    result = Analysis(report=judged.report, series=judged.session.series, exercise=SQUAT)
    arguments: dict[str, object] = {"results": [result] * sets, "language": language}
    page = AppTest.from_function(of_live, kwargs=arguments).run(timeout=30)
    assert not page.exception
    said = Words(language_of(language))
    assert page.header[0].value == said.on_page("your_set" if sets == 1 else "your_sets")
    assert {said.on_page("in_form"), said.on_page("repetitions")} <= {metric.label for metric in page.metric}
    text = words([*page.markdown, *page.subheader, *page.caption, *page.info])
    assert said.of_exercise("squat", "A little lower, if pain-free") in text
    assert said.on_page("in_repetitions", count=2 * sets, of=2 * sets) in text
    english = {texts["en"] for section in ("page", "report") for texts in table()[section].values()}
    assert {line for line in text.splitlines() if line in english} == set()
    assert [group.proto.label for group in page.get("button_group")] == [said.on_page("worst_pain", most=WORST_PAIN)]


def test_other_languages_tell_values_and_limits_without_english_words() -> None:
    judged = shallow()
    result = Analysis(report=judged.report, series=judged.session.series, exercise=SQUAT)
    first = fixes(judged.report)[0]
    english, german = extent(first, result), extent(first, result, Words("de"))
    numbers_of = re.compile(r"\d+ ?°")
    assert numbers_of.findall(english) == numbers_of.findall(german)
    assert german.startswith("In 2 von 2 Wiederholungen. Am deutlichsten: ")
