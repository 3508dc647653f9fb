"""What the page shows beside the picture before a set."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from formcheck.catalogue.library import load_exercise
from formcheck.live.framing import Advice, Readiness
from formcheck.live.phrases import Words


def beside(exercise: object, readiness: object, words: object) -> None:
    from formcheck.catalogue.exercise import Exercise
    from formcheck.live.framing import Readiness
    from formcheck.live.phrases import Words
    from formcheck.ui.pages.live.watch import _show_readiness

    assert isinstance(exercise, Exercise)
    assert isinstance(readiness, Readiness)
    assert isinstance(words, Words)
    _show_readiness(exercise, readiness, words)


def page_of(*advices: Advice, words: Words) -> AppTest:
    given = {"exercise": load_exercise("squat"), "readiness": Readiness(advices), "words": words}
    page = AppTest.from_function(beside, kwargs=given).run(timeout=30)
    assert not page.exception
    return page


def test_what_to_do_is_said_once_beside_the_example() -> None:
    nobody = [Advice(name, False, "Komm ins Bild") for name in ("person", "whole_body", "view")]
    page = page_of(*nobody, Advice("light", True, ""), words=Words("de"))
    assert page.markdown[0].value.splitlines() == [
        "- :material/close: **Komm ins Bild**",
        "- :material/close: **Ganzer Körper im Bild**",
        "- :material/close: **Ansicht**",
        "- :material/check: Licht",
    ]
    assert "Squat: start and end posture" in page.get("html")[0].proto.body
    assert page.warning[0].value == "Komm ins Bild."


def test_all_in_place_says_to_keep_still_in_the_language() -> None:
    page = page_of(Advice("person", True, ""), words=Words("es"))
    assert page.success[0].value == "Todo listo. No te muevas durante 3 segundos."
