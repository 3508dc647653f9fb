"""How long it takes to list, filter, open and save with many sets in the store."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import get_args
from unittest.mock import patch

import numpy as np

from benchmarks.store.small_sets import files
from formcheck.records import Verdict
from formcheck.store.base import database
from formcheck.store.entries import Person, SetFilter
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store

_PEOPLE = 40
_EXERCISES = ("squat", "lunge", "deadlift", "bridge", "side_lunge", "heel_raise")
_VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
_START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, and its 50th and 95th percentile and worst time in milliseconds."""

    what: str
    p50_ms: float
    p95_ms: float
    worst_ms: float


@contextmanager
def not_waiting_for_the_disk() -> Iterator[None]:
    """Leave out the flushing while a store is filled, which is not what is measured."""
    quick = [pragma.replace("synchronous=FULL", "synchronous=OFF") for pragma in database._PRAGMAS]
    with patch.object(os, "fsync"), patch.object(database, "_PRAGMAS", quick):
        yield


def fill(folder: Path, url: str | None, count: int, tell: Callable[[int], None]) -> None:
    """Put so many sets of forty people into a store, one in three of them decided about."""
    random = Random(0)
    with not_waiting_for_the_disk(), Store.open(folder, url) as store:
        me = store.local()
        people = [me.add_person(f"person {number:02d}") for number in range(_PEOPLE)]
        for number in range(count):
            _fill_one(me, number, people, random)
            tell(number + 1)


def _fill_one(me: Scope, number: int, people: list[Person], random: Random) -> None:
    verdicts = random.choices(_VERDICTS, weights=(6, 1, 1, 1), k=8)
    kept = me.save_set(
        files(*verdicts, exercise=random.choice(_EXERCISES), warning=f"set {number}", clip=f"clip {number}".encode()),
        source="upload",
        name=f"clip {number}.mp4",
        at=_START + timedelta(minutes=30 * number),
        person=random.choice(people).id,
    )
    if number % 3 == 0:
        me.decide(kept.id, {"kind": random.choice(("agree", "overrule_finding", "comment"))})


def measure(me: Scope, times: int) -> list[Row]:
    """Time what pages do, so many times each."""
    random, people = Random(1), me.people()
    ids = [kept.id for kept in me.sets(limit=1_000_000)]
    middle = _START + timedelta(minutes=15 * len(ids))
    acts: Mapping[str, Callable[[], object]] = {
        "list the newest 50": me.sets,
        "list the most doubtful 50": lambda: me.sets(order="doubtful"),
        "list 50 by person, from the middle": lambda: me.sets(order="person", offset=len(ids) // 2),
        "filter by person and exercise": lambda: me.sets(
            SetFilter(person=random.choice(people).id, exercise=random.choice(_EXERCISES))
        ),
        "filter faulty and unseen, since half the time": lambda: me.sets(
            SetFilter(faulty=True, unseen=True, since=middle)
        ),
        "filter overruled": lambda: me.sets(SetFilter(overruled=True)),
        "list the ids of 500 that are doubtful, in their order": lambda: me.set_ids(
            SetFilter(doubtful=True, undecided=True), order="doubtful"
        ),
        "count all that are undecided": lambda: me.count_sets(SetFilter(undecided=True)),
        "list everything of a person": lambda: me.sets(SetFilter(person=random.choice(people).id), limit=1000),
        "open one": lambda: me.open_set(random.choice(ids)),
        "decide about one": lambda: me.decide(random.choice(ids), {"kind": "agree"}),
        "save one": lambda: me.save_set(files("ok", warning=str(random.random())), source="live"),
    }
    return [_timed(what, act, times) for what, act in acts.items()]


def _timed(what: str, act: Callable[[], object], times: int) -> Row:
    taken_ms = []
    for _ in range(times):
        start_s = time.perf_counter()
        act()
        taken_ms.append((time.perf_counter() - start_s) * 1000.0)
    return Row(what, *(float(np.percentile(taken_ms, q)) for q in (50, 95, 100)))


def bytes_of(home: Path) -> int:
    """Return the size of the database of a store, in bytes."""
    return sum(path.stat().st_size for path in home.glob("formcheck.db*"))
