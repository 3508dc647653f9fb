"""A language and a key go in; the words that Live speaks and shows come out, from the one table ``texts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from formcheck.catalogue.languages.translation import translation

Language = Literal["en", "de", "es"]
LANGUAGES: Final[Mapping[Language, str]] = {"en": "English", "de": "Deutsch", "es": "Español"}
"""The languages of the table, each by its own name."""
TEXTS: Final = Path(__file__).parent / "texts.toml"


@cache
def table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Read the table: texts by section, key and language."""
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def language_of(locale: str | None) -> Language:
    """Choose the language for a locale such as ``de-AT``; English if the table does not have it."""
    begins = (locale or "").replace("_", "-").split("-")[0].lower()
    return next((language for language in LANGUAGES if language == begins), "en")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: Language = "en"

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key of [say], with its values filled in.

        Raises
        ------
        KeyError
            If the table has no such key, or a value is missing.
        """
        return _in(self.language, table()["say"][key]).format(**values)

    def on_page(self, key: str, **values: object) -> str:
        """Return the text of a key of [page], with its values filled in; buttons are named as the browser shows them.

        Raises
        ------
        KeyError
            If the table has no such key, or a value is missing.
        """
        return _in(self.language, table()["page"][key]).format(**(self.of_browser | values))

    def of_report(self, english: str, exercise_id: str = "") -> str:
        """Say what a report says in English: from [report], else as the exercise does, else in English."""
        texts = _by_english().get(english)
        return self.of_exercise(exercise_id, english) if texts is None else _in(self.language, texts)

    def of_exercise(self, exercise_id: str, english: str) -> str:
        """Return the name, a cue or a reason of an exercise; in English if it is not translated."""
        return translation(self.language).text(exercise_id, english)

    @property
    def of_browser(self) -> dict[str, str]:
        """All texts that the browser itself shows, by key; it fills in the names in braces."""
        return {key: _in(self.language, texts) for key, texts in table()["browser"].items()}


@cache
def _by_english() -> Mapping[str, Mapping[str, str]]:
    return {texts["en"]: texts for texts in table()["report"].values()}


def _in(language: Language, texts: Mapping[str, str]) -> str:
    return texts.get(language, texts["en"])


ENGLISH: Final = Words()
