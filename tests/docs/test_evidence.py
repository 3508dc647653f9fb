"""Every source that a definition or the page on evidence names is in the page's list of sources."""

from __future__ import annotations

import re
from pathlib import Path

from formcheck.catalogue.sources import references

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")
TEXT, LIST = PAGE.split("\n## Sources\n")
CODE = re.compile(r"\b[KSV]\d+[a-z]?\b")
WORDS = {"own", "practice", "clinical"}
LISTED = re.findall(r"^\| ([KSV]\d+[a-z]?) \|", LIST, re.MULTILINE)


def test_each_source_is_listed_once() -> None:
    assert len(LISTED) == len(set(LISTED))


def test_the_page_names_no_source_that_it_does_not_list() -> None:
    assert set(CODE.findall(TEXT)) <= set(LISTED)


def test_the_sources_of_the_definitions_are_listed() -> None:
    assert set(references()) - WORDS <= set(LISTED)
    assert all(f"`{word}`" in TEXT for word in WORDS)
