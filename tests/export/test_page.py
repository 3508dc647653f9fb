"""The page for a patient's file: what it says, on one page, in letters of many languages."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from formcheck.desk.decision import Decision
from formcheck.export.page.content import DISCLAIMER, Labels, Page, page
from formcheck.export.page.html import html_bytes
from formcheck.export.page.pdf import pdf_bytes
from formcheck.export.results import Results, open_results
from tests.export.folders import write_results
from tests.support.judged import GAIT, HOLD

COMMENT = Decision(by="Therapist", kind="comment", reason="Heels <stay> down; well done.")
LABELS = Labels(patient="Łukasz Ångström Иванов Παπαδόπουλος", by="Therapist", words="Twice a week.")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    folder = write_results(tmp_path_factory.mktemp("page") / "set", with_clip=True)
    return replace(open_results(folder), decisions=(COMMENT,))


@pytest.fixture(scope="module")
def made(results: Results) -> Page:
    earlier = replace(results, analysed=results.analysed - timedelta(days=7), decisions=())
    return page(results, LABELS, [earlier])


def pdf_text(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)


def test_long_words_make_pictures_smaller_before_they_need_a_second_page(results: Results) -> None:
    earlier = [replace(results, analysed=results.analysed - timedelta(days=7 * n), decisions=()) for n in range(1, 4)]
    written = page(results, replace(LABELS, words="Three sets every other day. " * 20), earlier)
    assert written.pictures
    assert len(PdfReader(io.BytesIO(pdf_bytes(written))).pages) == 1


def test_the_page_says_who_what_when_how_and_how_well(made: Page) -> None:
    facts = dict(made.facts)
    assert facts["Patient"] == LABELS.patient
    assert facts["Reviewed by"] == "Therapist"
    assert "from the side, facing right" in facts["Filmed"]
    assert "pose model" in facts["Measured by"]
    assert made.headline == "2 repetitions: 2 with faults"
    assert made.to_do[0].endswith(": 2 of 2")
    assert made.words == (
        "Twice a week. (Therapist)",
        f"{COMMENT.reason} (Therapist, {COMMENT.at.day} {COMMENT.at:%b %Y})",
    )


def test_figures_stand_with_their_error_and_the_worst_come_first(made: Page) -> None:
    depth = made.figures[0]
    assert (depth.name, depth.verdicts, depth.verdict) == ("Depth", "2 faults", "fault")
    assert re.fullmatch(r"± \d+°", depth.error)
    assert depth.fine == "at most 8°"
    # Lengths are told in percent of what they are measured by, and the worst of what is fine is the highest.
    heel, lean = (next(one for one in made.figures if one.name == name) for name in ("Heel down", "Trunk lean"))
    assert heel.fine.endswith(" % of the foot's length")
    assert float(lean.worst.removesuffix("°")) >= float(lean.usual.removesuffix("°"))


def test_the_worst_and_the_best_moment_are_shown(made: Page) -> None:
    worst, best = made.pictures
    assert worst.title.startswith("Worst: no. ")
    assert best.title.startswith("Best: no. ")
    assert worst.jpeg[:2] == b"\xff\xd8"


def test_a_trend_is_in_the_order_of_days(results: Results, made: Page) -> None:
    assert [past.day for past in made.trend] == [
        f"{day.day} {day:%b %Y}" for day in (results.analysed - timedelta(days=7), results.analysed)
    ]
    assert [past.in_form for past in made.trend] == ["0 of 2", "0 of 2"]
    assert page(results, LABELS).trend == ()
    assert page(results, LABELS).lines == ()


def test_figures_over_time_are_drawn_on_the_band_of_their_error(made: Page) -> None:
    depth = made.lines[0]
    assert depth.name.startswith("Depth ± ")
    assert len(depth.points) == 2
    assert len(depth.band) == 4
    html = html_bytes(made).decode()
    assert html.count("<polygon") == sum(bool(one.band) for one in made.lines)
    without = replace(made, lines=())
    assert len(pdf_bytes(made)) > len(pdf_bytes(without))
    assert depth.last in " ".join(pdf_text(pdf_bytes(made)).split())


def test_the_pdf_is_one_page_with_all_of_it(made: Page) -> None:
    content = pdf_bytes(made)
    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    text = " ".join(pdf_text(content).split())
    for part in (made.title, LABELS.patient, made.headline, COMMENT.reason, DISCLAIMER, "Over time", "Limits"):
        assert part in text
    assert len(content) < 2_000_000


def test_the_html_is_whole_in_itself_and_takes_no_text_for_markup(made: Page) -> None:
    text = html_bytes(made).decode()
    for part in (made.title, LABELS.patient, made.headline, COMMENT.reason, DISCLAIMER):
        assert part in unescape(text)
    assert "<stay>" not in text
    assert "<script" not in text
    assert not re.findall(r"(?:src|href)=\"(?!data:)", text)
    assert text.count("<img") == 2


@pytest.mark.parametrize("kind", ["hold", "run", "nothing"])
def test_holds_runs_and_empty_sets_have_pages_too(results: Results, kind: str) -> None:
    report = replace(results.report, repetitions=())
    kinds = {"hold": replace(report, holds=(HOLD,)), "run": replace(report, gait=GAIT), "nothing": report}
    made = page(replace(results, report=kinds[kind], decisions=()), Labels())
    assert made.headline.split()[0] in pdf_text(pdf_bytes(made))
    assert dict(made.facts)["Reviewed by"] == "nobody yet"


def test_a_page_without_pictures_is_a_page(tmp_path: Path) -> None:
    made = page(open_results(write_results(tmp_path / "set")), Labels())
    assert made.pictures == ()
    assert made.title in pdf_text(pdf_bytes(made))


@pytest.mark.slow
def test_letters_that_the_font_lacks_are_said_to_be_missing(made: Page) -> None:
    named = replace(made, facts=(("Patient", "\u5c71\u7530 \u0645\u0631\u064a\u0645"),))
    text = " ".join(pdf_text(pdf_bytes(named)).split())
    assert "Patient ?? ????" in text.replace("Patient??", "Patient ??")
    assert "the HTML page has them" in text
    assert "the HTML page has them" not in pdf_text(pdf_bytes(made))
    assert "\u5c71\u7530" in html_bytes(named).decode()
