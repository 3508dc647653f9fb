"""Every source that a definition or the page on evidence names is in the page's list of sources."""

from __future__ import annotations

import re
from pathlib import Path

from formcheck.catalogue.sources import references

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "evidence.md").read_text("utf-8")
TEXT, LIST = PAGE.split("\n## Sources\n")
CODE = re.compile(r"\b[KSV]\d+[a-z]?\b")
WORDS = {"own", "practice", "clinical"}
HEADINGS = set(re.findall(r"^##+ (.+)$", PAGE, re.MULTILINE))
# As comments name a section.
NAMED = re.compile(r"docs/evidence\.md, ([A-Z][a-z]+(?: [a-z]+)*)[:;,.)]")
LISTED = re.findall(r"^\| ([KSV]\d+[a-z]?) \|", LIST, re.MULTILINE)


def test_each_source_is_listed_once() -> None:
    assert len(LISTED) == len(set(LISTED))


def test_the_page_names_no_source_that_it_does_not_list() -> None:
    assert set(CODE.findall(TEXT)) <= set(LISTED)


def test_the_sources_of_the_definitions_are_listed() -> None:
    assert set(references()) - WORDS <= set(LISTED)
    assert all(f"`{word}`" in TEXT for word in WORDS)


def test_the_code_names_sections_that_exist() -> None:
    files = [path.read_text("utf-8") for path in (PROJECT / "formcheck").rglob("*.py")]
    texts = [re.sub(r"\s*\n\s*#?\s*", " ", text) for text in files if "docs/evidence.md" in text]
    named = {name for text in texts for name in NAMED.findall(text)}
    assert len(texts) >= 5
    assert named
    assert named <= HEADINGS
