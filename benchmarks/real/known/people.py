"""Who is in which clip, and on which side of the split the person is.

``people.csv`` is the committed list. A person whose clips were looked at while rules were made (``seen.txt``) is
tuned. The others, in the order of the SHA-256 of their ids, are untuned and tuned in turn (`split`), so that nobody
chose. The list is what holds: people who are added later are split among themselves and change nobody's side.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

Group = Literal["tuned", "untuned"]
GROUPS: Final[tuple[Group, ...]] = ("tuned", "untuned")

_ROOM = Path(__file__).parents[1]
SEEN = frozenset((_ROOM / "seen.txt").read_text(encoding="utf-8").split())
"""Clips, without suffix, that were looked at while rules were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of ``people.csv``: a person under an id that names nobody, the side of the split, and the clips."""

    id: str
    group: Group
    clips: tuple[str, ...]


NOBODY_KNOWN: Final = Person(id="", group="untuned", clips=())
"""The person in a clip that the list does not have: until someone decides, nobody looks at it."""


@cache
def people() -> tuple[Person, ...]:
    """Read the committed list."""
    with (_ROOM / "people.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_person(row) for row in csv.DictReader(file))


def person_of(stem: str) -> Person:
    """Find the person in a clip, given its name without suffix."""
    return next((person for person in people() if stem in person.clips), NOBODY_KNOWN)


def split(ids: Iterable[str], seen: Collection[str]) -> dict[str, Group]:
    """Divide people in half by the hash of their ids.

    Parameters
    ----------
    ids : iterable of str
        All people.
    seen : collection of str
        Those whose clips were looked at while rules were made: tuned, and not part of the halves.

    Returns
    -------
    dict of str to {"tuned", "untuned"}
        The same for the same people in any order.
    """
    unseen = sorted(set(ids) - set(seen), key=lambda person: hashlib.sha256(person.encode()).hexdigest())
    halves: dict[str, Group] = {person: GROUPS[1 - i % 2] for i, person in enumerate(unseen)}
    return halves | dict.fromkeys(seen, "tuned")


def _person(row: dict[str, str]) -> Person:
    group = next((name for name in GROUPS if name == row["group"]), None)
    if group is None:
        msg = f"people.csv: {row['person']} is {row['group']!r}; a person is {' or '.join(GROUPS)}"
        raise ValueError(msg)
    return Person(id=row["person"], group=group, clips=tuple(row["clips"].split()))
