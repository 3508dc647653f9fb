"""The page that is made from the definitions is the one that is committed."""

from __future__ import annotations

from pathlib import Path

from formcheck.catalogue.library import exercises
from formcheck.report.reference import PICTURES, markdown

PAGE = Path(__file__).parents[2] / "EXERCISES.md"


def test_the_page_is_current() -> None:
    again = "run `formcheck reference --out EXERCISES.md`"
    assert PAGE.read_text("utf-8") == markdown(), again


def test_every_exercise_that_is_judged_has_its_picture() -> None:
    missing = [e.id for e in exercises() if e.is_judged and not (PICTURES / f"{e.id}.jpg").exists()]
    assert not missing, "run `make pictures`"


def test_no_picture_is_left_of_what_is_gone() -> None:
    assert {path.stem for path in PICTURES.glob("*.jpg")} <= {e.id for e in exercises()}
