"""`source` and `rationale` of a definition: codes of references, checked against the list, and their names in words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from formcheck.catalogue.checks import Model
from formcheck.errors import did_you_mean

SOURCES_FILE = Path(__file__).parent / "data" / "exercises" / "_sources.toml"


@dataclass(frozen=True, slots=True)
class Reference:
    """A work by its short and its full name."""

    short: str
    full: str


@cache
def references() -> Mapping[str, Reference]:
    """Load all references by their code, in the order of the file."""
    tables = tomllib.loads(SOURCES_FILE.read_text(encoding="utf-8"))
    return {code: Reference(**entry) for table in tables.values() for code, entry in table.items()}


def known_code(code: str) -> str:
    """Return the code of a reference.

    Raises
    ------
    ValueError
        If it is not in the list.
    """
    if code not in references():
        msg = (
            f"there is no source {code!r}.{did_you_mean(code, references())} {SOURCES_FILE.name} lists all of them; "
            'an estimate of your own is "own".'
        )
        raise ValueError(msg)
    return code


SourceCode = Annotated[str, AfterValidator(known_code)]
"""Code of a reference, such as ``"V58"``, or one of the words ``"own"``, ``"practice"`` and ``"clinical"``."""


class Sourced(Model):
    """Anything with numbers that come from somewhere.

    Attributes
    ----------
    source : tuple of str
        Codes of the references; ``"own"`` for an estimate that no reference gives.
    rationale : str
        Why these numbers: what the references say, what was measured, which part is an estimate. Whole sentences.
    """

    source: tuple[SourceCode, ...] = Field(min_length=1)
    rationale: str = ""


def spell_out(source: Iterable[str]) -> str:
    """List references by their short names: ``Fry 2003; own estimate``."""
    return "; ".join(references()[code].short for code in source)


def in_listed_order(source: Iterable[str]) -> list[str]:
    """Sort codes as the list of references has them, each once."""
    order = list(references())
    return sorted(set(source), key=order.index)
