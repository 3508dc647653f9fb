"""What a page offers is made when it is asked for, under an address that ends with the page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from formcheck.errors import OutputError, StoreDamagedError
from formcheck.ui.parts.files import offering
from formcheck.ui.serving import made, server
from formcheck.ui.serving.fetching import scope_of_request
from formcheck.ui.serving.keeping import inbox, scope
from formcheck.ui.serving.made import OFFERS, Offer, Offers
from tests.ui.serving.asgi import ask

PAGES = Path(__file__).parents[3] / "formcheck" / "ui"
HELPERS = {"pictures.py", "offering.py"}
OPEN = ("st.image(", ".image(", "download_button(", "st.audio(", "st.video(", "st.logo(", "st.pdf(")


@pytest.fixture
def app() -> Starlette:
    return Starlette(routes=list(server.routes()))


def offer(make: Callable[[], bytes | str], *, session_id: str = "a tab") -> Offer:
    return Offer(make=make, kind="text/csv", session_id=session_id, account_id=scope().account.id)


def test_a_file_is_made_anew_whenever_it_is_asked_for_and_has_its_name(app: Starlette) -> None:
    number = count()
    address = OFFERS.publish(offer(lambda: f"{next(number)}"), "a", "knee 1.csv")
    first, second = (ask(app, "GET", address) for _ in range(2))
    assert (first.body, second.body) == (b"0", b"1")
    assert first.headers["content-disposition"] == "attachment; filename*=utf-8''knee%201.csv"
    assert first.headers["content-type"].startswith("text/csv")
    assert "no-store" in first.headers["cache-control"]


def test_an_address_stays_while_its_page_does_and_serves_the_newest_offer(app: Starlette) -> None:
    address = OFFERS.publish(offer(lambda: "old"), "b", "b.csv")
    assert OFFERS.publish(offer(lambda: "new"), "b", "b.csv") == address
    assert OFFERS.publish(offer(lambda: "other", session_id="another"), "b", "b.csv") != address
    assert ask(app, "GET", address).body == b"new"
    OFFERS.sweep(lambda session_id: session_id == "another")
    assert ask(app, "GET", address).status == 404


def test_what_was_entered_before_the_click_is_in_what_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    async def wait(session_id: str) -> None:
        assert session_id == "a tab"
        offers.publish(offer(lambda: "with the words"), "e", "e.pdf")

    offers = Offers(scope_of_request, wait)
    monkeypatch.setattr(made, "OFFERS", offers)
    address = offers.publish(offer(lambda: "without"), "e", "e.pdf")
    assert ask(Starlette(routes=list(server.routes())), "GET", address).body == b"with the words"


def test_what_cannot_be_made_is_told_in_words(app: Starlette) -> None:
    def full() -> bytes:
        raise OutputError("The disk is full.")  # noqa: EM101 - as short as a test wants it

    answer = ask(app, "GET", OFFERS.publish(offer(full), "c", "c.csv"))
    assert (answer.status, answer.body) == (422, b"The disk is full.")


@pytest.mark.parametrize(("account_id", "of", "status"), [(None, (), 200), (None, ("0" * 64,), 404), ("me", (), 404)])
def test_without_a_store_only_what_was_offered_without_one_is_served(
    account_id: str | None, of: tuple[str, ...], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise StoreDamagedError("damaged")  # noqa: EM101

    offers = Offers(broken)  # type: ignore[arg-type]
    monkeypatch.setattr(made, "OFFERS", offers)
    offered = Offer(make=lambda: "here", kind="text/csv", session_id="a tab", account_id=account_id, of=of)
    address = offers.publish(offered, "d", "d.csv")
    assert ask(Starlette(routes=list(server.routes())), "GET", address).status == status


def page() -> None:
    import numpy as np

    from formcheck.ui.parts.files.offering import offer_file
    from formcheck.ui.parts.files.pictures import show_picture

    show_picture(np.zeros((8, 8, 3), np.uint8), caption="Nothing")
    offer_file("Report", lambda: "{}", "report.json", "application/json", key="report")


def test_a_page_on_our_server_names_no_address_of_streamlits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offering, "whole_address", lambda address: f"http://here{address}")
    shown = AppTest.from_function(page).run(timeout=60)
    assert not shown.exception
    assert not shown.get("download_button")
    (link,) = shown.get("link_button")
    assert link.proto.url.startswith("http://here/made/")
    (picture,) = shown.image
    assert [url.split(",")[0] for url in picture.value] == ["data:image/jpeg;base64"]


def test_pages_show_pictures_and_offer_files_in_the_two_guarded_ways_alone() -> None:
    """Streamlit's own ways put them under an address that the app's server has closed."""
    texts = {path.name: path.read_text("utf-8") for path in PAGES.rglob("*.py") if path.name not in HELPERS}
    assert len(texts) > 60
    assert [(name, way) for name, text in texts.items() for way in OPEN if way in text] == []


def test_what_exists_only_while_a_file_is_made_lies_within_the_store(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a store in an encrypted folder leaves nothing in the system's temporary one."""
    monkeypatch.setattr(tempfile, "tempdir", None)
    server.keep_scratch_at_home()
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        assert home in Path(scratch).parents
        inbox().sweep(lambda _: False)
        assert Path(scratch).is_dir(), "what is in use is not swept"
    inbox().close()
    assert not (home / "inbox").exists()
