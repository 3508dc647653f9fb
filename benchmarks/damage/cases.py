"""A number in, so many damaged files out, always the same: each way once, then ways by chance and two at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import count as numbers
from random import Random

from benchmarks.damage.fields import field_ways
from benchmarks.damage.odd import ODD
from benchmarks.damage.seeds import good_clips
from benchmarks.damage.spoiling import SPOILING, Spoil
from benchmarks.damage.strangers import STRANGERS


@dataclass(frozen=True, slots=True)
class Case:
    """A file that was damaged.

    Attributes
    ----------
    kind : str
        Group of ways, as the page sums them up.
    way : str
        What was done.
    suffix : str
        Ending of its name.
    data : bytes
    """

    kind: str
    way: str
    suffix: str
    data: bytes


Way = tuple[str, str, Spoil]


@dataclass(frozen=True, slots=True)
class _Planned:
    """A file that is made when its turn comes."""

    kind: str
    way: str
    suffix: str
    make: Callable[[], bytes]

    def case(self) -> Case:
        return Case(self.kind, self.way, self.suffix, self.make())


def cases(count: int) -> Iterator[Case]:
    """Yield damaged files: a shorter list is the beginning of none, but a fair sample of a longer one."""
    each = [*_fields(), *_odd(), *_strangers()]
    step = max(1, round(len(each) / max(1, count // 3)))
    made = each[::step][:count]
    yield from (planned.case() for planned in made)
    more = _by_chance()
    for _ in range(count - len(made)):
        yield next(more)


def ways() -> int:
    """Return how many ways there are, each counted once; they are combined besides."""
    return len(list(field_ways())) + len(ODD) + len(STRANGERS) + len(SPOILING)


def _fields() -> Iterator[_Planned]:
    for name, of, spoil in field_ways():
        suffix, data = good_clips()[of]
        yield _Planned("a field of a header", name, suffix, partial(spoil, data, Random(name)))


def _odd() -> Iterator[_Planned]:
    for name, (suffix, _) in ODD.items():
        yield _Planned("an odd clip", name, suffix, partial(odd_clip, name))


def _strangers() -> Iterator[_Planned]:
    for name, make in STRANGERS.items():
        for suffix in ("mp4", "mkv"):
            yield _Planned("no clip", f"{name}, named .{suffix}", suffix, partial(make, Random(name)))


def _by_chance() -> Iterator[Case]:
    fields = list(field_ways())
    for number in numbers():
        chance = Random(f"damage {number}")
        spoiled = chance.choice(list(SPOILING))
        if number % 4 < 2:
            of = chance.choice(list(good_clips()))
            suffix, data = good_clips()[of]
            yield Case("spoilt bytes", f"{spoiled}, {of}", suffix, SPOILING[spoiled](data, chance))
        elif number % 4 == 2:
            name = chance.choice(list(ODD))
            yield Case(
                "an odd clip, spoilt", f"{spoiled}, {name}", ODD[name][0], _spoilt(odd_clip(name), spoiled, chance)
            )
        else:
            first = chance.choice(fields)
            second = chance.choice([way for way in fields if way[1] == first[1]])
            suffix, data = good_clips()[first[1]]
            yield Case(
                "two fields of a header", f"{first[0]} and {second[0]}", suffix, _both(first, second, data, chance)
            )


def _both(first: Way, second: Way, data: bytes, chance: Random) -> bytes:
    spoilt = first[2](data, chance)
    try:
        return second[2](spoilt, chance)
    except LookupError:
        return spoilt  # The first way has removed the mark of the second.


def _spoilt(data: bytes, spoiled: str, chance: Random) -> bytes:
    return SPOILING[spoiled](data, chance) if len(data) > 16 else data


@cache
def odd_clip(name: str) -> bytes:
    """Make an odd clip once."""
    return ODD[name][1](Random(name))
