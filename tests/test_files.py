from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import OutputError
from formcheck.files import remove_parts, whole_file, write_whole
from formcheck.video import VideoWriter

ROOT = Path(__file__).parents[1]
FULL_DISK = Path(__file__).with_name("support") / "full_disk.py"


def write_text(path: Path) -> None:
    write_whole(path, "new")


def write_clip(path: Path) -> None:
    with VideoWriter(path, 32, 32, 30) as writer:
        writer.write(np.zeros((32, 32, 3), np.uint8), 0.0)


BOTH = pytest.mark.parametrize("write", [write_text, write_clip])


@pytest.mark.parametrize(("data", "stored"), [("größer\r\n", "größer\r\n".encode()), (b"\x00\xff", b"\x00\xff")])
def test_content_is_written_as_it_is(tmp_path: Path, data: str | bytes, stored: bytes) -> None:
    path = tmp_path / "a" / "b" / "report.json"
    write_whole(path, data)
    assert path.read_bytes() == stored
    assert list(path.parent.iterdir()) == [path]


def test_a_written_file_has_the_usual_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "whole", "")
    (tmp_path / "plain").touch()
    assert (tmp_path / "whole").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_the_temporary_file_keeps_the_suffix_and_the_folder(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a.mp4") as part:
        assert (part.parent, part.suffix) == (tmp_path, ".mp4")
        assert not (tmp_path / "a.mp4").exists()
    assert (tmp_path / "a.mp4").exists()


def test_a_failing_block_removes_what_was_made(tmp_path: Path) -> None:
    def fail() -> None:
        with whole_file(tmp_path / "new" / "deep" / "a.txt") as part:
            part.write_text("half")
            raise KeyError(part)

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_had_begun_is_removed_and_nothing_else(tmp_path: Path) -> None:
    left = {"begun": [".report.0123abcd.part.json", ".report.0123abcd.part"], "used": [".partner.json", "a.part.json"]}
    for folder, names in left.items():
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).touch()
    (tmp_path / "used" / ".report.0123abcd.part.json").touch()
    for folder in ("begun", "used", "missing"):
        remove_parts(tmp_path / folder)
    assert [path.name for path in tmp_path.iterdir()] == ["used"]
    assert sorted(path.name for path in (tmp_path / "used").iterdir()) == left["used"]


@BOTH
def test_a_folder_in_the_way(tmp_path: Path, write: Callable[[Path], None]) -> None:
    (tmp_path / "out.mp4").mkdir()
    with pytest.raises(OutputError, match=r"out\.mp4' cannot be written: Is a directory"):
        write(tmp_path / "out.mp4")
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


@BOTH
def test_a_file_where_a_folder_is_needed(tmp_path: Path, write: Callable[[Path], None]) -> None:
    (tmp_path / "out").write_text("I am a file")
    with pytest.raises(OutputError, match=r"cannot be written: .*--out"):
        write(tmp_path / "out" / "deep" / "a.mp4")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.fixture
def readonly() -> Iterator[Path]:
    """A folder that may be read and not written, also when the tests run as root."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o555)
    with not_root():
        yield folder
    shutil.rmtree(folder)


@contextmanager
def not_root() -> Iterator[None]:
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@BOTH
@pytest.mark.parametrize("name", ["a.mp4", "new/a.mp4"])
def test_a_folder_without_permission(readonly: Path, write: Callable[[Path], None], name: str) -> None:
    with pytest.raises(OutputError, match=r"cannot be written: Permission denied.*--out") as caught:
        write(readonly / name)
    assert caught.value.exit_code == 6
    assert list(readonly.iterdir()) == []


def run_full(command: list[str], kind: str, path: Path, limit_bytes: int) -> str:
    arguments = [sys.executable, str(FULL_DISK), kind, str(path), str(limit_bytes)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("limit_bytes", [1, 20_000, 200_000])
@pytest.mark.parametrize("kind", ["clip", "text"])
def test_a_file_that_grows_too_large(tmp_path: Path, kind: str, limit_bytes: int) -> None:
    message = run_full([], kind, tmp_path / "new" / "a.mp4", limit_bytes)
    assert re.search(r"a\.mp4' cannot be written: File too large.*ulimit", message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["clip", "text"])
def test_a_full_disk(tmp_path: Path, kind: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    # A private mount that goes away with the process; the listing is what is left on it at the end.
    script = f'mount -t tmpfs -o size=100k disk "{disk}" && "$@" && ls -A "{disk}"'
    command = ["unshare", "-rm", "sh", "-c", script, "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    message = run_full(command, kind, disk / "a.mp4", 0)
    assert "a.mp4' cannot be written: No space left on device" in message
    assert message.endswith("To see the free space: df -h"), "nothing is listed after the message"
