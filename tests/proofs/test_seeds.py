"""Each thing that the five articles name is an exercise, a rule, or left out for a reason that is said."""

from __future__ import annotations

import tomllib

import pytest

from formcheck.catalogue.library import CATALOGUE, exercise_ids
from formcheck.catalogue.sources import in_listed_order

LINES = tomllib.loads((CATALOGUE / "_articles.toml").read_text("utf-8"))["line"]
COUNT = 92
BECAME = {"exercises", "rule", "omitted"}
NAMED = {name for line in LINES for name in line.get("exercises", ())}


def test_no_line_of_the_articles_is_missing() -> None:
    assert [line["number"] for line in LINES] == list(range(1, COUNT + 1))


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["number"]))
def test_a_line_says_from_where_it_is_and_what_became_of_it(line: dict[str, object]) -> None:
    articles = line["articles"]
    assert isinstance(articles, list)
    assert articles
    assert in_listed_order(articles) == articles
    assert str(line["title"]).strip()
    became = BECAME & set(line)
    assert len(became) == 1
    assert line[became.pop()]
    assert set(line) <= {"number", "articles", "title", "note", *BECAME}


def test_every_exercise_that_is_named_exists() -> None:
    assert sorted(NAMED - set(exercise_ids())) == []


def test_every_exercise_is_named_by_an_article() -> None:
    assert sorted(set(exercise_ids()) - NAMED) == []
