"""The pages that are made from the definitions are the ones that are committed."""

from __future__ import annotations

from pathlib import Path

from formcheck.catalogue.library import exercises
from formcheck.report import measures_page
from formcheck.report.reference import IMAGES, pages

FOLDER = Path(__file__).parents[2] / "docs" / "exercises"


def test_the_pages_are_current() -> None:
    made = pages()
    stale = [name for name, text in made.items() if not _is(FOLDER / name, text)]
    assert not stale, "run `make reference`"


def test_the_list_of_measures_is_current() -> None:
    assert _is(FOLDER.parent / "measures.md", measures_page.page()), "run `make reference`"


def test_no_page_is_left_of_what_is_gone() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())


def test_every_exercise_that_is_judged_has_its_image() -> None:
    missing = [e.id for e in exercises() if e.is_judged and not (IMAGES / f"{e.id}.jpg").exists()]
    assert not missing, "run `make pictures`"


def test_no_image_is_left_of_what_is_gone() -> None:
    assert {path.stem for path in IMAGES.glob("*.jpg")} <= {e.id for e in exercises()}


def _is(path: Path, text: str) -> bool:
    return path.exists() and path.read_text("utf-8") == text
