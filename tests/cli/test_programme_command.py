"""`formcheck plan` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.catalogue.programme import programme_files
from tests.support.commands import Run
from tests.support.programmes import HEAD, SQUATS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "mine.toml").write_text(HEAD + SQUATS, encoding="utf-8")
    (tmp_path / "person.toml").write_text('flags = ["high_hamstring"]\n', encoding="utf-8")
    return tmp_path


def test_all_programmes_are_listed(run: Run, folder: Path) -> None:
    code, out, _ = run("plan", "--programmes", folder / "plans")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == sorted({*programme_files(), "mine"})


def test_a_session_is_a_table(run: Run, folder: Path) -> None:
    code, out, _ = run("plan", "mine", "--programmes", folder / "plans")
    assert code == 0
    row = next(line for line in out.splitlines() if line.startswith("  Squat"))
    assert row.split() == ["Squat", "2", "x", "10", "60", "s", "3.5"]
    assert "Capped" not in out


def test_a_profile_caps_and_says_why(run: Run, folder: Path) -> None:
    code, out, _ = run("plan", "mine", "--programmes", folder / "plans", "--profile", folder / "person.toml")
    assert code == 0
    assert "Capped. Bend the hip no further" in out


def test_json_carries_the_same(run: Run, folder: Path) -> None:
    command = ("plan", "mine", "--programmes", folder / "plans", "--profile", folder / "person.toml", "--json")
    code, out, _ = run(*command)
    assert code == 0
    said = json.loads(out)
    assert (said["programme"]["id"], said["duration_s"]) == ("mine", 200.0)
    (item,) = said["items"]
    assert (item["exercise"], item["sets"], item["repetitions"], item["hidden"]) == ("squat", 2, 10, None)
    assert item["capped"]


def test_the_list_is_json_too(run: Run) -> None:
    code, out, _ = run("plan", "--json")
    assert code == 0
    assert [entry["id"] for entry in json.loads(out)] == list(programme_files())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("plan", "hoem"), "Did you mean 'home'"),
        (("plan", "--programmes", "nowhere"), "is not a folder"),
        (("plan", "mine", "--programmes", "plans", "--profile", "wrong.toml"), "Did you mean 'high_hamstring'"),
        (
            ("plan", "mine", "--programmes", "plans", "--profile", "key.toml"),
            "unknown key 'flag'. Did you mean 'flags'",
        ),
        (("plan", "bad", "--programmes", "plans"), "line 12: there is no exercise 'sqat'. Did you mean 'squat'"),
    ],
)
def test_mistakes_are_explained(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(folder)
    Path("wrong.toml").write_text('flags = ["high_hamstrings"]\n', encoding="utf-8")
    Path("key.toml").write_text('flag = ["high_hamstring"]\n', encoding="utf-8")
    Path("plans", "bad.toml").write_text((HEAD + SQUATS).replace('"squat"', '"sqat"'), encoding="utf-8")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
