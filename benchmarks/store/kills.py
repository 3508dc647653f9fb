"""A process that saves without a pause is killed at random moments; what it said is compared with what is there."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from benchmarks.store.small_sets import files
from formcheck.errors import FormcheckError
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store

# From within one save to after several, also on a busy machine.
_SHORTEST_S, _LONGEST_S = 0.005, 0.3
_ROUNDS_OF_A_STORE = 10
# One kill in so many comes while the store is opened, or made.
_EARLY = 5
_REMAINS = {"orphan", "leftover", "unused"}

Tell = Callable[[str], None]


@dataclass
class Told:
    """What a writer said it had done, up to its death: ids of sets with their marks, and ids of the others."""

    saved: dict[str, str] = field(default_factory=dict)
    discarding: set[str] = field(default_factory=set)
    discarded: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def hear(self, text: str) -> None:
        """Take in what was said; a line that broke off was not."""
        for line in text.split("\n")[:-1]:
            verb, *words = line.split()
            if verb == "saved":
                self.saved[words[0]] = words[1]
            elif verb != "ready":
                getattr(self, verb).add(words[0])


@dataclass
class Outcome:
    """What all kills together came to.

    Attributes
    ----------
    kills, saved : int
        How often the writer was killed, and how many sets it had said to have saved.
    lost : list of str
        What was said to be saved and is not there, not whole, or not found by `check`; empty if all is well.
    remains : Counter
        What the kills left, by the kind of fault that `check` names.
    """

    kills: int = 0
    saved: int = 0
    lost: list[str] = field(default_factory=list)
    remains: Counter[str] = field(default_factory=Counter)


def kill_often(folder: Path, rounds: int, seed: int = 0) -> Outcome:
    """Let a writer save into stores in a folder, kill it again and again, and look each time at what is left.

    Parameters
    ----------
    folder : Path
        An empty folder.
    rounds : int
        How many kills.
    seed : int
        Of the moments.
    """
    moments, outcome, told = random.Random(seed), Outcome(), Told()
    for number in range(rounds):
        home = folder / f"store{number // _ROUNDS_OF_A_STORE}"
        if number % _ROUNDS_OF_A_STORE == 0:
            told = Told()
        before = len(told.saved)
        told.hear(_killed_writer(home, number, moments))
        outcome.kills += 1
        outcome.saved += len(told.saved) - before
        found = remains_of(home, told)
        outcome.remains.update(found[0])
        outcome.lost += [f"kill {number + 1}: {line}" for line in found[1]]
    return outcome


def remains_of(home: Path, told: Told) -> tuple[Counter[str], list[str]]:
    """Compare a store with what its writer said.

    Returns
    -------
    Counter
        What the kill left that belongs to nothing, by kind.
    list of str
        What is wrong: something that was said is not so, or `check` does not find what is left. Empty if all is well.
    """
    with Store.open(home) as store:
        faults = store.check()
        wrong = [f"{fault.kind} {fault.name}" for fault in faults if fault.kind not in _REMAINS]
        wrong += _unlisted(store.local(), told)
        found = {fault.path or store.content.path(fault.name) for fault in faults}
        wrong += [f"check does not find {path}" for path in _nameless(store) - found]
        store.repair()
    for fault in faults:
        # Repair leaves what is less than an hour old to its writer, which here is dead.
        if fault.kind == "leftover" and fault.path is not None:
            fault.path.unlink(missing_ok=True)
    return Counter(fault.kind for fault in faults if fault.kind in _REMAINS), wrong


def _killed_writer(home: Path, number: int, moments: random.Random) -> str:
    """Start a writer, kill it, and return what it said."""
    ear, mouth = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ear)
        _write(home, number, mouth)
    os.close(mouth)
    with os.fdopen(ear, encoding="utf-8") as said:
        early = "" if number % _EARLY == 0 else said.readline() + said.readline()
        time.sleep(_SHORTEST_S * (_LONGEST_S / _SHORTEST_S) ** moments.random())
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        text = said.read()
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        msg = f"The writer ended by itself after {early.strip() or 'nothing'}: {os.waitstatus_to_exitcode(status)}."
        raise RuntimeError(msg)
    return early + text


def _write(home: Path, number: int, mouth: int) -> NoReturn:
    """Save sets until the process is killed; it never returns into the code of its parent."""

    def tell(line: str) -> None:
        os.write(mouth, f"{line}\n".encode())

    try:
        store = Store.open(home)
        me = store.local()
        # The first one takes longer than the others: SQLAlchemy prepares its statements.
        _save(me, f"{number}-first", 0, tell)
        tell("ready")
        for count in range(1_000_000):
            _save(me, f"{number}-{count}", count, tell)
    finally:
        os._exit(1)


def _save(me: Scope, mark: str, count: int, tell: Tell) -> None:
    kept = me.save_set(files("fault", warning=mark, clip=mark.encode() * 500), source="upload", name=mark)
    tell(f"saved {kept.id} {mark}")
    match count % 4:
        case 1:
            tell(f"discarding {kept.id}")
            me.discard(kept.id)
            tell(f"discarded {kept.id}")
        case 2:
            me.decide(kept.id, {"kind": "agree"})
            tell(f"decided {kept.id}")
        case 3:
            job = me.add_job("analyze", {}, {"clip": mark.encode() * 700})
            tell(f"asked {job.id}")
        case _:
            pass


def _unlisted(me: Scope, told: Told) -> Iterable[str]:
    """Yield what was said and is not so."""
    listed = {kept.id: kept for kept in me.sets(limit=1_000_000)}
    jobs = {job.id: job for job in me.jobs(limit=1_000_000)}
    for set_id, mark in told.saved.items():
        if set_id not in listed:
            if set_id not in told.discarding:
                yield f"set {mark} was said to be saved, and is gone"
        elif set_id in told.discarded:
            yield f"set {mark} was said to be discarded, and is there"
        elif not _is_whole(me, set_id, mark):
            yield f"set {mark} is not what was saved"
    yield from (f"decision on {name} is gone" for name in told.decided & listed.keys() if not listed[name].decisions)
    yield from (
        f"job {name} is gone" for name in told.asked if name not in jobs or not jobs[name].paths["clip"].is_file()
    )


def _is_whole(me: Scope, set_id: str, mark: str) -> bool:
    try:
        opened = me.open_set(set_id)
    except FormcheckError:
        return False
    clip = opened.paths["annotated.mp4"]
    return opened.report.warnings == (mark,) and clip.is_file() and clip.read_bytes() == mark.encode() * 500


def _nameless(store: Store) -> set[Path]:
    """List the files of the store that no row refers to, without the help of `check`."""
    sha256 = 1  # the second column of an attachment
    named = {row[sha256] for row in store.database.all_rows()["attachment"]}
    there = [*store.content.folder.rglob("*"), *store.content.incoming.rglob("*")]
    return {path for path in there if path.is_file() and path.name not in named}
