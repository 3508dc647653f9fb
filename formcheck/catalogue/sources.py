"""The references behind the numbers: short names in the text of a cue, full ones in a list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "exercises" / "_sources.toml"
_CODE = re.compile(r"\b[SV]\d+[a-z]?\b")
_OWN = (
    (re.compile(r"\(K\)"), "(own knowledge)"),
    (re.compile(r"\bP\b(?=[;:,.) ]|$)"), "own proposal"),
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A work by its short and its full name."""

    short: str
    full: str


@cache
def references() -> Mapping[str, Reference]:
    """Load all references by their code."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Reference(**entry) for table in tables.values() for code, entry in table.items()}


def codes(text: str) -> list[str]:
    """List the codes that a source names, in their order."""
    return list(dict.fromkeys(_CODE.findall(text)))


def spell_out(text: str) -> str:
    """Put short names in the place of the codes of a source.

    Raises
    ------
    ValueError
        If a code is not in the list of references.
    """
    known = references()
    unknown = [code for code in codes(text) if code not in known]
    if unknown:
        msg = f"source names {', '.join(unknown)}, which {_FILE.name} does not list"
        raise ValueError(msg)
    text = _CODE.sub(lambda match: known[match.group()].short, text)
    for pattern, words in _OWN:
        text = pattern.sub(words, text)
    return text
