"""The table of texts: the same keys and placeholders in every language, short, and none of them unused."""

from __future__ import annotations

import re
import string
from itertools import product
from pathlib import Path
from typing import get_args

import pytest

from formcheck.catalogue.library import exercises
from formcheck.catalogue.safety import WORST_PAIN, pain_advice
from formcheck.live import phrases
from formcheck.live.framing import AdviceId
from formcheck.live.phrases import LANGUAGES, Language, Words, language_of, table
from formcheck.motion.body import SIDES
from formcheck.records import RepetitionSide, ViewLabel
from formcheck.report.describe import shares_of
from formcheck.report.summary import ALL_CLEAR
from formcheck.stream import BROWSER
from formcheck.ui.parts.voice_choice import Choices, nearest
from formcheck.wording import (
    ATTEMPT_REASONS,
    REASONS,
    SEVERITY_NAMES,
    UNSTEADY_VIEW,
    film_from,
    form_word,
    seen_from,
    turn_to,
    view_name,
)

SAY, SHOWN, PAGE = table()["say"], table()["browser"], table()["page"]
CODE = Path(phrases.__file__).parent.parent
MOST_WORDS = 8
LONGER = {
    "else", "so_far", "so_far_clock", "check_ready", "not_counted_why", "not_counted_like", "it_looks_like",
    *(key for key in SAY if key.startswith("cost_")),
}  # fmt: skip
"""Sentences of the page, not of the voice."""
BUILT = (
    {f"show_{side}_{joint}" for side, joint in product(("left", "right", "both"), ("shoulder", "hip", "knee", "foot"))}
    | {f"turn_{view}" for view in get_args(ViewLabel) if view != "unknown"}
    | {f"turn_{view}_{side}" for view, side in product(("side", "floor_side"), SIDES)}
    | {f"check_{advice}" for advice in get_args(AdviceId)}
    | {f"praise_{number}" for number in range(3)}
    | {f"side_{side}" for side in SIDES}
)


PARTS = {shares_of(check) for one in exercises() for cue in one.cue for check in cue.check} - {""}
"""The lengths in whose shares reports tell what was read."""
BUILT_ON_PAGE = (
    {f"seen_{view}" for view in get_args(ViewLabel)}
    | {f"only_{view}" for view in get_args(ViewLabel) if view != "unknown"}
    | {f"view_{view}" for view in ("side", "front", "rear")}
    | {f"each_{unit}" for unit in ("repetition", "step", "hold")}
    | {f"in_{unit}s" for unit in ("repetition", "step", "hold")}
    | {f"side_is_{side}" for side in get_args(RepetitionSide)}
    | {f"of_{part}" for part in PARTS}
)
"""Keys that the code puts together."""


def names(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


REPORTED = {
    *map(view_name, get_args(ViewLabel)), *map(form_word, (True, False, None)), *SEVERITY_NAMES.values(),
    *REASONS.values(), *ATTEMPT_REASONS.values(), UNSTEADY_VIEW,
    *filter(None, (film_from([view]) for view in get_args(ViewLabel))),
    *(f"{side} {what}" for side, what in product(SIDES, ("repetitions", "in form", "hold s"))),
    *(pain_advice(worst).says for worst in range(WORST_PAIN + 1)), "Green", "Amber", "Red",
    *ALL_CLEAR.values(),
}  # fmt: skip
"""What reports say in English that is the same for all exercises."""


@pytest.mark.parametrize("section", ["say", "browser", "page", "report"])
def test_every_key_has_every_language_with_the_same_values(section: str) -> None:
    for key, texts in table()[section].items():
        assert set(texts) == set(LANGUAGES), key
        assert {tuple(names(text)) for text in texts.values()} == {tuple(names(texts["en"]))}, key
        assert all(text.strip() == text and text for text in texts.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_short(language: Language) -> None:
    long = {key: texts[language] for key, texts in SAY.items() if len(texts[language].split()) > MOST_WORDS}
    assert {key: text for key, text in long.items() if key not in LONGER} == {}


def test_no_key_is_unused_and_none_is_missing() -> None:
    code = "".join(path.read_text("utf-8") for room in ("live", "stream", "ui") for path in (CODE / room).rglob("*.py"))
    assert set(SAY) >= BUILT
    assert [key for key in SAY if key not in BUILT and f'"{key}"' not in code] == []
    assert set(PAGE) >= BUILT_ON_PAGE
    assert [key for key in PAGE if key not in BUILT_ON_PAGE and f'"{key}"' not in code] == []
    scripts = "".join(path.read_text("utf-8") for path in BROWSER.glob("*.js"))
    named = {name for texts in SHOWN.values() for name in names(texts["en"])}
    # Keys stand in quotes, or name the element that they label.
    used = {word for pair in re.findall(r'"(\w+)"|\b(\w+): this\.', scripts) for word in pair}
    assert set(SHOWN) - used - named == set()
    assert {key for key in re.findall(r'said\("(\w+)"', scripts) if key not in SHOWN} == set()


def test_what_reports_say_is_translated_and_nothing_else() -> None:
    assert {texts["en"] for texts in table()["report"].values()} == REPORTED


def test_the_language_of_a_report_is_that_of_the_page() -> None:
    words = Words("de")
    assert words.of_report("Oblique") == "Schräg"
    assert words.of_report("Chest up", "squat") == "Brust hoch"
    assert words.of_report("Nobody has said this") == "Nobody has said this"
    assert Words().of_report("Oblique") == "Oblique"


def test_a_name_in_braces_is_a_value_or_another_text_of_the_browser() -> None:
    given = {"done", "error"}
    assert {name for texts in SHOWN.values() for name in names(texts["en"])} - given <= set(SHOWN)


def test_english_says_how_to_stand_as_the_reports_do() -> None:
    words = Words()
    for view in get_args(ViewLabel):
        if view != "unknown":
            assert words(f"turn_{view}") == turn_to(view)
    sided: tuple[ViewLabel, ...] = ("side", "floor_side")
    for view, side in product(sided, SIDES):
        assert words(f"turn_{view}_{side}") == turn_to(view, side)


def test_english_names_views_as_the_reports_do() -> None:
    words = Words()
    for view in get_args(ViewLabel):
        if view != "unknown":
            assert words.on_page(f"seen_{view}") == f"Seen {seen_from(view)}."
            if view in {"side", "front", "rear"}:
                assert words.on_page(f"view_{view}") == view_name(view)
            assert words.on_page(f"only_{view}", count=3) == f"3 of its checks can only be seen {seen_from(view)}."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_buttons_as_the_browser_shows_them(language: Language) -> None:
    words = Words(language)
    assert f"*{words.of_browser['start_now']}*" in words.on_page("by_itself", seconds=8)
    assert f"*{words.of_browser['stop']}*" in words.on_page("sets_done")


def test_a_missing_text_is_said_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phrases, "table", lambda: {"say": {"go": {"en": "Go"}}, "browser": {"stop": {"en": "Stop"}}})
    assert Words("de")("go") == "Go"
    assert Words("es").of_browser == {"stop": "Stop"}


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de", "de"), ("de-AT", "de"), ("es_MX", "es"), ("EN-gb", "en"), ("fr-FR", "en"), ("", "en"), (None, "en")],
)
def test_the_language_follows_the_locale(locale: str | None, language: str) -> None:
    assert language_of(locale) == language


@pytest.mark.parametrize(("locale", "at"), [("en-GB", 1), ("en", 0), ("fr", 0), ("de-CH", 5), ("es-MX", 7), ("es", 6)])
def test_the_browser_s_locale_chooses_the_voice(locale: str, at: int) -> None:
    assert nearest(locale) == at


def test_the_words_are_of_the_language_of_the_voice() -> None:
    assert Choices(language="de-DE").words("stand_up") == "Steh auf"
    assert Choices(language="en-IN").words("stand_up") == "Stand up"
