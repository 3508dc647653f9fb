"""Explains a proposed definition line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from formcheck.motion.measures.registry import MEASURES

_TABLES: Final = {
    "[film]": "How to film it.",
    "[dose]": "How much of it makes a set.",
    "[display]": "Which angle is drawn at which joint.",
    "[counting]": "What a repetition is.",
    "[[counting.gate]]": "A posture that a movement must have, or it is not counted.",
    "[[cue]]": "Something to look at in each repetition.",
    "[[cue.check]]": "How that is measured.",
}
_KEYS: Final = {
    "name": "What it is called.",
    "group": "The group under which it is listed.",
    "description": "What it is, in one sentence.",
    "views": "Where the camera must be.",
    "hint": "Advice on filming it.",
    "repetitions": "As many as in the set that was shown.",
    "source": "Where the numbers come from: your own set, not a study.",
    "joint": "The joint at which the angle is drawn.",
    "limb": "Which side is read: the one that works, or the whole body.",
    "working_side": "How the working side is found: by what is counted, or both sides at once.",
    "min_excursion": "How far the movement must go to count: less is an attempt. The slider sets it.",
    "rationale": "How the numbers were made.",
    "within": "The range that was read at the turning points, wider by twice the error on either side.",
    "because": "The reason given for a movement that is not counted.",
    "id": "The name by which files refer to it.",
    "say": "What the voice says.",
    "why": "The explanation beside it.",
    "severity": "How much it matters: info, minor or major.",
    "deciding": "Whether a repetition must meet it to be in form.",
    "phase": "When it is read: at the turning point.",
    "duration": "What is timed: the way there.",
    "pass": "In this range it is fine.",
    "warn": "Outside of this range it is a fault; between the two it is worth watching.",
}
_KEY: Final = re.compile(r"(\w+) = ")
_MEASURE: Final = re.compile(r'(?:measure|signal) = "(\w+)"')


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a definition, and what it means; comments stand with the line that they are about."""

    text: str
    means: str


def explained(text: str) -> Iterator[Line]:
    """Yield each line of a definition that says something.

    Parameters
    ----------
    text : str
        A TOML file as `formcheck.recognition.proposing` writes it; a line of another kind means nothing here.
    """
    said: list[str] = []
    for line in text.splitlines():
        if line.startswith("#"):
            said.append(line.lstrip("# "))
        elif line:
            yield Line(line, " ".join([_meaning(line), *said]).strip())
            said = []


def _meaning(line: str) -> str:
    if found := _MEASURE.match(line):
        what = "What is measured: " if line.startswith("measure") else "The movement by which it is counted: "
        return f"{what}{MEASURES.find(found[1]).meaning}"
    key = _KEY.match(line)
    return _TABLES.get(line, "") if key is None else _KEYS.get(key[1], "")
