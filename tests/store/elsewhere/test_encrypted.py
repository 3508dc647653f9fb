"""The store works inside a folder that is encrypted, which the environment names; closed, it says nothing.

Only where FORMCHECK_TEST_ENCRYPTED is set: a file system that does not answer would hold the tests up for good.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.store.small_sets import files
from formcheck.store.places import DATABASE, HOME
from formcheck.store.store import Store

PASSWORD = "a password of this test"
MARKS = (b"SQLite format", b"Patient-of-this-test", b"squat", b"repetitions", b"knee hurt a little")
"""What stands in the store's files."""

_WITHIN_S = 60.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "FORMCHECK_TEST_ENCRYPTED" not in os.environ,
        reason="opens an encrypted folder; asked for by FORMCHECK_TEST_ENCRYPTED=1, needs gocryptfs and fuse3",
    ),
]


class Vault:
    """A folder that gocryptfs encrypts, and where it is open."""

    def __init__(self, folder: Path) -> None:
        self.closed, self.open, self._password = folder / "vault", folder / "open", folder / "password"
        self._password.write_text(PASSWORD)
        self.closed.mkdir()
        self.open.mkdir()
        self._run("-init", "-scryptn", "10", str(self.closed))

    @contextmanager
    def opened(self) -> Iterator[Path]:
        self._run(str(self.closed), str(self.open))
        try:
            yield self.open
        finally:
            subprocess.run(["fusermount3", "-u", str(self.open)], check=True, timeout=_WITHIN_S)

    def _run(self, *arguments: str) -> None:
        command = ["gocryptfs", "-q", "-passfile", str(self._password), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=_WITHIN_S)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    missing = [name for name in ("gocryptfs", "fusermount3") if shutil.which(name) is None]
    if missing or not Path("/dev/fuse").exists():
        pytest.skip(f"This machine cannot open an encrypted folder; missing: {', '.join(missing) or '/dev/fuse'}")
    made = Vault(tmp_path)
    try:
        with made.opened():
            pass
    except subprocess.CalledProcessError:
        pytest.skip("This machine lets nobody open an encrypted folder, as a container without /dev/fuse does")
    return made


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_store_in_an_encrypted_folder_is_whole_when_open_and_says_nothing_when_closed(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DATABASE, raising=False)
    with vault.opened() as place:
        monkeypatch.setenv(HOME, str(place / "store"))
        with Store.open() as store:
            me = store.local()
            person = me.add_person("Patient-of-this-test")
            kept = me.save_set(files("ok", "fault"), source="upload", person=person.id)
            me.write_diary({"words": "knee hurt a little"}, person=person.id)
            plain = bytes_of(place)
            assert [mark for mark in MARKS if mark not in plain] == [], "they would be read, were it not encrypted"
            assert store.check(is_deep=True) == []
            store.backup(place / "backup")
    assert list(vault.open.iterdir()) == []
    secret = bytes_of(vault.closed)
    assert len(secret) >= len(plain)
    assert [mark for mark in MARKS if mark in secret] == []
    assert not any(kept.files["report.json"] in path.name for path in vault.closed.rglob("*"))
    with vault.opened() as place, Store.open() as store:
        assert [one.id for one in store.local().sets()] == [kept.id]
        assert store.local().open_set(kept.id).report.repetitions
        assert store.check(is_deep=True) == []
