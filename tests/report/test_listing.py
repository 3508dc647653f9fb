"""Exercises, programmes and sessions as text and as JSON."""

from __future__ import annotations

import json

import pytest

from formcheck.catalogue.library import exercises
from formcheck.catalogue.programme import Item
from formcheck.catalogue.safety import SafetyProfile
from formcheck.catalogue.session_plan import programmes, session
from formcheck.report import listing


@pytest.mark.parametrize(
    ("dose", "text"),
    [
        ({"sets": 3, "repetitions": 10, "sides": "each"}, "3 x 10 each side"),
        ({"sets": 3, "repetitions": 5}, "3 x 5"),
        ({"seconds": 30.0, "sides": "each"}, "1 x 30 s each side"),
        ({"seconds": 180.0}, "1 x 3 min"),
        ({}, ""),
    ],
)
def test_a_dose_is_short(dose: dict[str, object], text: str) -> None:
    item = Item.model_validate({"exercise": "squat", "source": ["own"]} | dose)
    assert listing.item_dose(item) == text


@pytest.mark.parametrize(("seconds", "text"), [(80.0, "1.5"), (590.0, "10"), (1490.0, "25")])
def test_minutes_are_rounded(seconds: float, text: str) -> None:
    assert listing.rounded_minutes(seconds) == text


def test_a_session_says_what_is_hidden_and_capped_and_why() -> None:
    programme, rows = session("strong_and_springy", SafetyProfile(flags=("high_hamstring",)))
    text = listing.session_text(programme, rows)
    assert {"hidden", "capped"} <= set(text.split())
    assert [row.hidden for row in rows if row.hidden not in text] == []
    assert [note for row in rows for note in row.notes if note not in text] == []
    document = json.loads(json.dumps(listing.session_document(programme, rows)))
    assert [item["hidden"] for item in document["items"]] == [row.hidden or None for row in rows]


def test_programmes_are_listed_with_how_often_and_how_long() -> None:
    known = programmes()
    lines = listing.programmes_text(known).splitlines()
    assert len(lines) == len(known) + 1
    assert "2 to 3" in lines[1]
    assert [entry["id"] for entry in listing.programmes_document(known)] == [p.id for p in known]


def test_every_exercise_is_listed_in_its_group() -> None:
    known = exercises()
    text = listing.exercises_text(known)
    assert [e.id for e in known if f"  {e.id} " not in text] == []
    assert f"balance ({sum(e.group == 'balance' for e in known)})" in text
    assert {entry["origin"] for entry in listing.exercises_document(known)} == {"built_in"}
