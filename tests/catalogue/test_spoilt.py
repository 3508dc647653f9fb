"""A definition, profile or programme that was spoilt is refused in words for users, or it can be used."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final

import pytest

from benchmarks.fuzz.seeds import PROFILE
from formcheck.catalogue.library import CATALOGUE, load_exercise, reference
from formcheck.catalogue.profile import person_of, read_profile, resolve_exercise
from formcheck.catalogue.programme import load_programme, programme_files
from formcheck.catalogue.safety import with_caps
from formcheck.errors import FormcheckError

ODD: Final = (
    "nan", "inf", "-inf", "1e308", "-1", "0", "true", "''", "'squat'", "[]", "{}", "[[[]]]", "2026-01-01",
    "99999999999999999999", "{ min = 5, max = 1 }", '"\\u0000"', '"\\ud800"',
)  # fmt: skip
LINES: Final = ("\x7f", "\ufeff[a]", "[[cue]]", "extends = 'squat'", "id = 'x'", "[a.b.c]", "=", '"""', "a.b.c.d = 1")
SEEDS: Final = range(12)


def _other_value(lines: list[str], at: int, chance: Random) -> None:
    lines[at] = re.sub(r"=.*", lambda _: f"= {chance.choice(ODD)}", lines[at])


def _other_number(lines: list[str], at: int, chance: Random) -> None:
    lines[at] = re.sub(r"-?\d+(\.\d+)?", lambda _: chance.choice(ODD[:7]), lines[at])


def _missing(lines: list[str], at: int, _: Random) -> None:
    del lines[at]


def _moved(lines: list[str], at: int, chance: Random) -> None:
    lines.insert(chance.randrange(len(lines)), lines.pop(at))


def _twice(lines: list[str], at: int, _: Random) -> None:
    lines.insert(at, lines[at])


def _letters(lines: list[str], at: int, chance: Random) -> None:
    letters = list(lines[at])
    chance.shuffle(letters)
    lines[at] = "".join(letters)


def _foreign(lines: list[str], at: int, chance: Random) -> None:
    lines.insert(at, chance.choice(LINES))


WAYS: Final[Sequence[Callable[[list[str], int, Random], None]]] = (
    _other_value, _other_number, _missing, _moved, _twice, _letters, _foreign,
)  # fmt: skip


def spoilt(text: str, seed: str) -> str:
    """Change one to four lines of a file, always the same ones."""
    chance = Random(seed)
    lines = text.splitlines()
    for _ in range(chance.randrange(1, 5)):
        chance.choice(WAYS)(lines, chance.randrange(len(lines)), chance)
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["squat", "forward_lunge", "deadlift", "run_overstride", "plank_leg_lift"])
def test_a_spoilt_exercise(tmp_path: Path, name: str) -> None:
    text = (CATALOGUE / f"{name}.toml").read_text("utf-8")
    refused: list[str] = []
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / f"{name}.toml").write_text(spoilt(text, f"{name} {seed}"), "utf-8")
        try:
            reference(load_exercise(name, folder))
        except FormcheckError as error:
            refused.append(str(error))
    assert refused
    assert all(str(tmp_path) in said for said in refused)


def test_a_spoilt_profile(tmp_path: Path) -> None:
    refused: list[str] = []
    for seed in range(10 * len(SEEDS)):
        path = tmp_path / f"{seed}.toml"
        path.write_text(spoilt(PROFILE, str(seed)), "utf-8")
        try:
            profile = read_profile(path)
            with_caps(resolve_exercise("squat", profiles=[profile]), person_of([profile]))
        except FormcheckError as error:
            refused.append(str(error))
    assert len(refused) > len(SEEDS)
    assert all(str(tmp_path) in said for said in refused)


def test_a_spoilt_programme(tmp_path: Path) -> None:
    name, path = next(iter(programme_files().items()))
    refused: list[str] = []
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        (folder / f"{name}.toml").write_text(spoilt(path.read_text("utf-8"), str(seed)), "utf-8")
        try:
            load_programme(name, folder=folder)
        except FormcheckError as error:
            refused.append(str(error))
    assert refused
    assert all(str(tmp_path) in said for said in refused)
