"""Each view, verdict and severity has its words, and numbers read as they should."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from formcheck import wording
from formcheck.records import Severity, Side, Verdict, ViewLabel

VIEWS: tuple[ViewLabel, ...] = get_args(ViewLabel)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_words(view: ViewLabel) -> None:
    assert wording.view_name(view)
    assert wording.view_title(view)
    assert wording.seen_from(view)
    assert bool(wording.turn_to(view)) == (view != "unknown")


def test_verdicts_and_severities_are_ordered_and_named() -> None:
    assert set(wording.VERDICTS) == set(wording.VERDICT_NAMES) == set(get_args(Verdict))
    assert set(wording.SEVERITIES) == set(wording.SEVERITY_NAMES) == set(get_args(Severity))
    assert max(wording.VERDICTS, key=wording.verdict_rank) == "fault"
    assert max(wording.SEVERITIES, key=wording.severity_rank) == "major"


def test_several_views_are_listed() -> None:
    assert wording.seen_from_any(("side", "front", "unknown")) == "from the side or from the front"


@pytest.mark.parametrize(
    ("view", "side", "words"),
    [
        ("side", None, "Turn sideways to the camera"),
        ("side", "left", "Turn your left side to the camera"),
        ("floor_side", "right", "Lie with your right side to the camera"),
        ("front", "right", "Face the camera"),
    ],
)
def test_how_to_turn(view: ViewLabel, side: Side | None, words: str) -> None:
    assert wording.turn_to(view, side) == words


def test_how_to_film_is_of_the_first_view_that_has_a_rule() -> None:
    assert wording.film_from(("oblique", "front", "side")).startswith("Film from the front to have this judged: ")
    assert wording.film_from(("oblique",)) == wording.film_from(()) == ""


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (12.4, "deg", "12°"), (-8.0, "deg", "\u22128°"), (0.154, "ratio", "0.15"), (1.25, "s", "1.2 s"),
        (3.0, "count", "3"), (None, "deg", ""), (2.0, "furlong", "2.00 furlong"),
    ],
)  # fmt: skip
def test_quantity(value: float | None, unit: str, text: str) -> None:
    assert wording.quantity(value, unit) == text


def test_a_range_is_one_number_where_both_are_the_same() -> None:
    assert (wording.low_to_high(8, 12), wording.low_to_high(2.5, 2.5)) == ("8 to 12", "2.5")


@pytest.mark.parametrize(
    ("value", "limit", "unit", "texts"),
    [
        (25.2, 15.0, "deg", ("25°", "15°")),
        (15.3, 15.0, "deg", ("15.3°", "15.0°")),
        (0.4996, 0.5, "s", ("0.4996 s", "0.5000 s")),
        (0.49, 0.5, "s", ("0.49 s", "0.50 s")),
        (15.0, 15.0, "deg", ("15°", "15°")),
        (15.0, None, "deg", ("15°", "?")),
        (None, 15.0, "deg", ("?", "15°")),
    ],
)
def test_no_limit_reads_like_the_value_that_breaks_it(
    value: float | None, limit: float | None, unit: str, texts: tuple[str, str]
) -> None:
    assert wording.value_and_limit(value, limit, unit, missing="?") == texts


def test_a_missing_quantity_can_be_marked() -> None:
    assert wording.quantity(None, "deg", missing="?") == "?"


@pytest.mark.parametrize(("t_s", "text"), [(0.0, "0:00.0"), (9.96, "0:10.0"), (75.24, "1:15.2"), (None, "")])
def test_moment(t_s: float | None, text: str) -> None:
    assert wording.moment(t_s) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.0, "0:00"), (59.2, "1:00"), (90.0, "1:30"), (600.0, "10:00")])
def test_minutes_and_seconds(seconds: float, text: str) -> None:
    assert wording.minutes_and_seconds(seconds) == text


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((3, 0, 0), "3 in form"),
        ((3, 1, 0), "3 in form, 1 not judged"),
        ((3, 1, 2), "3 in form, 2 with faults, 1 not judged"),
        ((0, 2, 0), "2 not judged"),
        ((0, 0, 0), "0 in form"),
    ],
)
def test_forms_are_counted_in_words(counts: tuple[int, int, int], words: str) -> None:
    assert wording.form_counts(*counts) == words


def test_whether_it_was_in_form_is_one_of_three() -> None:
    assert [wording.form_word(state) for state in (True, False, None)] == ["in form", "to fix", "not judged"]


def test_days_have_no_zero_before_them() -> None:
    at = datetime(2026, 11, 6, 18, 5).astimezone()
    assert wording.day(at.date()) == "6 November 2026"
    assert wording.day_and_time(at.astimezone(UTC)) == "6 November 2026, 18:05"
