"""`formcheck store`: where sets lie, whether they are whole, copies, and what is kept of a person."""

from __future__ import annotations

import io
import json
import sys
from importlib import util
from pathlib import Path

import pytest

from benchmarks.store.small_sets import files
from formcheck.cli import doctor
from formcheck.store.entries import KeptSet
from formcheck.store.places import DATABASE_FILE
from formcheck.store.store import Store
from tests.support.commands import Run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_HOME", str(tmp_path / "store"))
    monkeypatch.delenv("FORMCHECK_DATABASE", raising=False)
    monkeypatch.delenv("FORMCHECK_KEEP_DAYS", raising=False)
    return tmp_path / "store"


@pytest.fixture
def kept(home: Path) -> KeptSet:
    with Store.open(home) as store:
        return store.local().save_set(files("ok"), source="upload")


def clip_of(home: Path, kept: KeptSet) -> Path:
    sha256 = kept.files["annotated.mp4"]
    return home / "files" / sha256[:2] / sha256


def test_where_says_what_moves_the_store_and_makes_nothing(run: Run, home: Path) -> None:
    code, out, err = run("store", "where")
    assert (code, err) == (0, "")
    assert f"{home} (not there yet)" in out
    assert str(home / DATABASE_FILE) in out
    for name in ("FORMCHECK_HOME", "FORMCHECK_DATABASE", "FORMCHECK_KEEP_DAYS"):
        assert name in out
    assert not home.exists()


def test_a_whole_store_passes_and_a_damaged_one_says_what_to_do(run: Run, home: Path, kept: KeptSet) -> None:
    assert run("store", "check") == (0, "All sets and files are intact.\n", "")
    clip = clip_of(home, kept)
    clip.write_bytes(b"CLIP")
    code, out, _ = run("store", "check")
    assert (code, "formcheck store repair" in out) == (8, True)
    assert f"damaged: the content of a kept file has changed: {clip}" in out
    assert run("store", "check", "--quick")[0] == 0, "its size is right"


def test_a_backup_brings_back_what_is_damaged(run: Run, home: Path, kept: KeptSet, tmp_path: Path) -> None:
    code, out, err = run("store", "backup", tmp_path / "copy")
    assert (code, out, err) == (0, f"Copied to {tmp_path / 'copy'}: all rows, and their files (2).\n", "")
    clip_of(home, kept).unlink()
    (home / "files" / "stray").write_bytes(b"")
    code, out, _ = run("store", "repair")
    assert (code, "repair --from BACKUP" in out, "were moved to" in out) == (8, True, True)
    assert run("store", "repair", "--from", tmp_path / "copy")[:2] == (0, "Repaired: 1.\n")
    assert clip_of(home, kept).read_bytes() == b"clip"
    clip_of(home, kept).unlink()
    (tmp_path / "copy" / clip_of(home, kept).relative_to(home)).unlink()
    code, out, err = run("store", "backup", tmp_path / "copy")
    assert (code, "not in the backup: 1." in err) == (0, True)


@pytest.mark.slow
@pytest.mark.usefixtures("kept")
def test_everything_of_a_person_goes_out_and_is_deleted(run: Run, home: Path, tmp_path: Path) -> None:
    run("store", "backup", tmp_path / "copy")
    code, out, _ = run("store", "people")
    assert out.split()[1:] == ["Me"]
    code, out, _ = run("store", "export", "Me", tmp_path / "me.zip")
    assert (code, out) == (0, f"Everything of Me, with files (2): {tmp_path / 'me.zip'}\n")
    code, out, _ = run("store", "delete", "Me", "--yes")
    assert (code, "Deleted: sets: 1; jobs: 0" in out, f": {tmp_path / 'copy'}." in out, "Also deleted in" in out) == (
        0,
        True,
        True,
        True,
    )
    for folder in (home, tmp_path / "copy"):
        assert not [path for path in (folder / "files").rglob("*") if path.is_file()]
    code, _, err = run("store", "delete", "Me", "--yes")
    assert (code, "Nobody is called 'Me'; nobody is kept here." in err) == (8, True)
    assert run("store", "people")[1] == "Nobody yet.\n"


@pytest.mark.usefixtures("kept")
def test_nothing_is_deleted_unless_somebody_says_so(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run("store", "delete", "Me")
    assert (code, "--yes" in err) == (2, True)
    with Store.open(home) as store:
        assert store.count_sets() == 1


@pytest.mark.slow
def test_two_of_one_name_are_told_apart_by_their_ids(run: Run, home: Path) -> None:
    with Store.open(home) as store:
        first, second = (store.local().add_person("Kim").id for _ in range(2))
    code, _, err = run("store", "export", "Kim", home.parent / "kim.zip")
    assert (code, first in err, second in err) == (8, True, True)
    assert run("store", "export", second, home.parent / "kim.zip")[0] == 0


def test_the_first_admin_is_added_by_hand(run: Run, home: Path) -> None:
    added = ("store", "account", "admin", "Kim", "https://login.example", "42")
    assert run(*added) == (0, "Kim signs in as admin: 42 of https://login.example\n", "")
    code, _, err = run(*added)
    assert (code, "There is an account for '42'" in err) == (2, True)
    with Store.open(home) as store:
        known = store.account_of("https://login.example", "42")
        assert known is not None
        assert (known.role, store.has_accounts()) == ("admin", True)


@pytest.mark.usefixtures("home")
def test_a_wrong_setting_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_KEEP_DAYS", "a year")
    code, _, err = run("store", "people")
    assert (code, "a whole number of days" in err) == (2, True)
    monkeypatch.setenv("FORMCHECK_DATABASE", "oracle://x")
    assert run("store", "where")[0] == 2


def test_without_its_packages_the_store_says_how_to_get_them(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.cli.store.find_spec", lambda name: None if name == "alembic" else util.find_spec(name)
    )
    code, _, err = run("store", "check")
    assert (code, "pip install 'formcheck[app]'" in err) == (7, True)
    found = doctor._store()
    assert (found.works, str(home) in found.found, "alembic" in found.found) == (True, True, True)


def test_the_doctor_says_where_the_store_lies_and_how_it_is(home: Path) -> None:
    empty = doctor._store()
    assert (empty.works, str(home) in empty.found, "empty" in empty.found) == (True, True, True)
    assert not home.exists()
    with Store.open(home) as store:
        kept = store.local().save_set(files("ok"), source="upload")
    assert "sets: 1, people: 1" in doctor._store().found
    clip_of(home, kept).unlink()
    damaged = doctor._store()
    assert (damaged.works, "formcheck store check" in damaged.remedy) == (False, True)


def test_agreement_is_read_from_the_store_where_no_folder_is_given(run: Run, home: Path) -> None:
    assert "Nobody has decided anything" in run("agreement")[1]
    with Store.open(home) as store:
        own = store.local()
        for verdict, said in (("ok", "ok"), ("fault", "ok"), ("fault", "fault")):
            kept = own.save_set(files(verdict, warning=f"{verdict} {said}"), source="upload")  # type: ignore[arg-type]
            cue = own.open_set(kept.id).report.repetitions[0].findings[0].cue
            target = {"repetition": 1, "cue": cue}
            own.decide(
                kept.id, {"kind": "overrule_finding", "target": target, "verdict": said, "reason": "as I see it"}
            )
            own.decide(kept.id, {"kind": "something of another version"})
    code, out, err = run("agreement", "--json")
    assert (code, err) == (0, "")
    (of_cue,) = [row for row in json.loads(out) if row["exercise"] and row["cue"] != "whole repetition"]
    assert (of_cue["first"], of_cue["kappa"]["pairs"], of_cue["kappa"]["agreed"]) == ("machine", 3, 2)
