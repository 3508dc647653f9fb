"""What the page shows beside the picture, and what it asks before a set."""

from __future__ import annotations

import math
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.catalogue.library import load_exercise
from formcheck.live.framing import Advice, Readiness
from formcheck.live.phrases import Language, Words, language_of
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.motion.cleaning.view import ViewState
from formcheck.stream.camera import Camera
from formcheck.stream.status import Status
from formcheck.ui.pages.live.watch import _hint, _numbers


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


@pytest.mark.parametrize(
    ("language", "labels", "said"),
    [
        ("en", {"Repetitions": "2 of 8", "In form": "1", "Set": "1 of 3"}, "Seen from the side."),
        ("de", {"Wiederholungen": "2 von 8", "Sauber": "1", "Satz": "1 von 3"}, "Von der Seite gesehen."),
        ("es", {"Repeticiones": "2 de 8", "Bien": "1", "Serie": "1 de 3"}, "Visto de lado."),
    ],
)
def test_numbers_and_hints_are_in_the_language(language: Language, labels: dict[str, str], said: str) -> None:
    status = Status(person_found=True, in_form=1, seen_s=math.inf)
    words, plan, squat = Words(language), SetPlan(sets=3, repetitions=8, rest_s=60.0), load_exercise("squat")
    camera = cast("Camera", SimpleNamespace(words=words, plan=plan, exercise=squat, is_searching=False))
    stage = Stage(name="working", set_index=1, count=2, target=8, view=ViewState("side", "right", 90.0))
    assert {name: str(value) for name, value in _numbers(camera, status, stage).items()} == labels
    assert _hint(camera, status, stage) == said
    gone = replace(status, person_found=False)
    assert _hint(camera, gone, stage) == words.on_page("nobody")


def ask() -> None:
    import streamlit as st

    from formcheck.ui.pages.live.choice import choose

    chosen = choose(running=False)
    found = chosen.exercise or chosen.definition("squat")
    st.text(f"{found and found.id} {found and found.height_cm}")


def ask_all() -> None:
    import streamlit as st

    from formcheck.ui.pages.live.choice import choose
    from formcheck.ui.parts.voice_choice import choose_voice, words_now

    chosen, voice = choose(words_now(), running=False), choose_voice()
    st.text(
        f"{chosen.exercise and chosen.exercise.id} {chosen.view} {chosen.plan.side} {chosen.plan.sets} {voice.mode}"
    )


def labels(page: AppTest) -> list[str]:
    """All labels and offered words, but for the names of exercises and languages."""
    offered = [text for box in page.selectbox if len(box.options) < 8 for text in box.options]
    asked = [*page.selectbox, *page.number_input, *page.toggle, *page.slider, *page.get("button_group")]
    modes = [option.content for group in page.get("button_group") for option in group.proto.options]
    return [one.label for one in asked] + offered + modes


def test_choices_before_a_set_are_in_the_language_of_the_voice_and_stay_as_chosen() -> None:
    page = AppTest.from_function(ask_all).run(timeout=60)
    assert not page.exception
    lunge = "forward_lunge"
    page.selectbox(key="live_exercise").set_value(load_exercise(lunge)).run(timeout=60)
    english = labels(page)
    page.selectbox(key="live_view").set_value("front").run(timeout=60)
    page.selectbox(key=f"live_{lunge}_side").set_value("side_left").run(timeout=60)
    page.number_input(key=f"live_{lunge}_sets_left").set_value(4).run(timeout=60)
    said = page.text[0].value
    assert said.startswith(f"{lunge} front left 4")
    for language, word in (("de-DE", "Pause in Sekunden"), ("es-ES", "Descanso en segundos")):
        page.selectbox(key="live_language").set_value(language).run(timeout=60)
        assert not page.exception
        assert page.text[0].value == said
        told = labels(page)
        assert word in told
        assert set(told) & set(english) == set()
        named = page.selectbox(key="live_exercise").options
        assert Words(language_of(language)).of_exercise(lunge, "Forward lunge") in named


def test_live_judges_for_the_height_that_was_said() -> None:
    page = AppTest.from_function(ask).run(timeout=30)
    assert not page.exception
    assert page.text[0].value == "squat None"
    page.number_input(key="body_height_cm").set_value(178.0).run(timeout=30)
    assert page.text[0].value == "squat 178.0"
