"""The browser's offer of its camera: answered once, however often and from wherever it comes."""

from __future__ import annotations

import threading

import pytest

from formcheck.ui.pages.live.page import Stream


def test_an_offer_that_comes_again_while_it_is_being_answered_is_answered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the page loses its connection to the app meanwhile: Streamlit runs it again, in another thread."""
    offers: list[str] = []
    begun, goes_on = threading.Event(), threading.Event()

    def answer(_: Stream, offer: str) -> str:
        offers.append(offer)
        begun.set()
        assert goes_on.wait(10.0)
        return f"answer to {offer}"

    monkeypatch.setattr(Stream, "_answer", answer)
    stream = Stream()
    threads = [threading.Thread(target=stream.open, args=("an offer", "its name")) for _ in range(2)]
    for thread in threads:
        thread.start()
        assert begun.wait(10.0)
    goes_on.set()
    for thread in threads:
        thread.join(10.0)
    stream.open("an offer", "its name")
    assert offers == ["an offer"]
    assert stream.answer is not None
    assert stream.answer.sdp == "answer to an offer"
    stream.open("another", "another name")
    assert offers == ["an offer", "another"]
