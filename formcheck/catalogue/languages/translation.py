"""A language, an exercise and its English words go in; the same in that language comes out, from a table for each."""

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

    The English is kept because it changes: a translation of what is no longer said is not used.
    """

    english: str
    text: str


class Words(Model):
    """What one exercise says: its name, how to film it, its cues by their ids, and its steps if they are translated."""

    name: Translated
    hint: Translated | None = None
    cue: dict[str, Translated] = Field(default_factory=dict)
    steps: tuple[Translated, ...] = ()

    @property
    def pairs(self) -> list[Translated]:
        """All that is translated."""
        return [self.name, *filter(None, [self.hint]), *self.cue.values(), *self.steps]


class Translation(Model):
    """The table of one language: exercises by their ids, and what several exercises say by its English."""

    exercise: dict[str, Words] = Field(default_factory=dict)
    words: dict[str, str] = Field(default_factory=dict)

    def text(self, exercise_id: str, english: str) -> str:
        """Translate the name, a cue or a reason of an exercise; give back the English where that is not translated."""
        return self._of_exercise(exercise_id).get(english) or self.words.get(english, english)

    def _of_exercise(self, exercise_id: str) -> Mapping[str, str]:
        words = self.exercise.get(exercise_id)
        return {} if words is None else dict(words.pairs)


@cache
def translation(language: str) -> Translation:
    """Read the table of a language; an empty one for English, and where there is none."""
    path = TABLES / f"{language}.toml"
    if not path.exists():
        return Translation()
    return Translation.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
