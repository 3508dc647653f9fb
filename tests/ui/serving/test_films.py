"""Kept files are served in parts, under addresses that nobody can guess."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette

from benchmarks.store.small_sets import files
from formcheck.ui.serving import films, server
from formcheck.ui.serving.keeping import scope
from tests.ui.serving.asgi import ask

CONTENT = bytes(range(256)) * 100


@pytest.fixture
def clip() -> Path:
    """A clip of a set of the one user of this machine."""
    kept = scope().save_set({**files("ok"), "annotated.mp4": CONTENT}, source="upload")
    return scope().open_set(kept.id).paths["annotated.mp4"]


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=list(server.routes()))


def test_a_part_of_a_film_is_served_alone(app: Starlette, clip: Path) -> None:
    address = films.FILMS.publish(clip, "annotated.mp4")
    answer = ask(app, "GET", address, headers={"range": "bytes=1000-1009"})
    assert answer.status == 206
    assert answer.body == CONTENT[1000:1010]
    assert answer.headers["content-range"] == f"bytes 1000-1009/{len(CONTENT)}"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-disposition"].startswith("inline")
    assert "no-store" in answer.headers["cache-control"]
    assert ask(app, "GET", address).body == CONTENT


def test_a_download_has_the_name_that_it_was_given(app: Starlette, clip: Path) -> None:
    answer = ask(app, "GET", films.FILMS.publish(clip, "squat 1.mp4", download=True))
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''squat%201.mp4"


def test_the_address_stays_the_same_and_says_nothing_of_the_file(clip: Path) -> None:
    address = films.FILMS.publish(clip, "annotated.mp4")
    assert films.FILMS.publish(clip, "annotated.mp4") == address
    assert clip.name not in address
    assert films.FILMS.publish(clip.with_name("other"), "annotated.mp4") != address


def test_what_belongs_to_no_set_is_not_served(app: Starlette, clip: Path) -> None:
    other = clip.with_name("0123abcd")
    other.write_bytes(CONTENT)
    assert ask(app, "GET", films.FILMS.publish(other, "annotated.mp4")).status == 404
    # But for what comes with formcheck.
    assert ask(app, "GET", films.FILMS.publish(other, "sample.mp4", is_open=True)).status == 200


def test_what_was_not_published_or_is_deleted_is_not_served(app: Starlette, clip: Path) -> None:
    address = films.FILMS.publish(clip, "annotated.mp4")
    assert ask(app, "GET", f"/kept/{'0' * 64}/annotated.mp4").status == 404
    clip.unlink()
    assert ask(app, "GET", address).status == 404
