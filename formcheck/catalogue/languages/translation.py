"""Translates the words of an exercise, from a table for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import Field

from formcheck.catalogue.checks import Model

TABLES: Final = Path(__file__).parents[1] / "data" / "languages"
"""Folder with one file for each language that the catalogue was translated into, named by its code."""


class Translated(NamedTuple):
    """The English that was translated, and its translation.

    The English is kept because it changes: a translation of an outdated text is not used.
    """

    english: str
    text: str


class Words(Model):
    """The words of one exercise: its name, how to film it, its cues by id, and its steps if translated."""

    name: Translated
    hint: Translated | None = None
    cue: dict[str, Translated] = Field(default_factory=dict)
    steps: tuple[Translated, ...] = ()

    @property
    def pairs(self) -> list[Translated]:
        """All translated pairs."""
        return [self.name, *filter(None, [self.hint]), *self.cue.values(), *self.steps]


class Translation(Model):
    """The table of one language: exercises by their ids, and shared texts by their English."""

    exercise: dict[str, Words] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)

    def text(self, exercise_id: str, english: str) -> str:
        """Translate the name, a cue or a reason of an exercise; return the English if there is no translation."""
        return self._of_exercise(exercise_id).get(english) or self.words.get(english, english)

    def _of_exercise(self, exercise_id: str) -> Mapping[str, str]:
        words = self.exercise.get(exercise_id)
        return {} if words is None else dict(words.pairs)


@cache
def translation(language: str) -> Translation:
    """Read the table of a language; an empty one for English, and if there is none."""
    path = TABLES / f"{language}.toml"
    if not path.exists():
        return Translation()
    return Translation.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
