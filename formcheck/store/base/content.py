"""Files named by the SHA-256 of their content; each is whole or does not exist."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from formcheck.errors import NotKeptError, StoreDamagedError
from formcheck.files import output_errors

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store."""

    sha256: str
    size_bytes: int


class Content:
    """The files of one store.

    Parameters
    ----------
    home : Path
        The folder of the store, which only its user can read. `files` and `incoming` are made in it.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.folder = home / "files"
        self.incoming = home / "incoming"
        self.aside = home / "aside"
        with output_errors(home):
            for folder in (home, self.folder, self.incoming):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Return the path of a file with this content, whether it exists or not."""
        if len(sha256) != 64 or not _HEX.issuperset(sha256):
            msg = f"{sha256[:80]!r} is not the name of a stored file: it is not a SHA-256 checksum."
            raise NotKeptError(msg)
        return self.folder / sha256[:2] / sha256

    def put(self, source: Path | bytes) -> Stored:
        """Keep the content of a file, or bytes.

        When this returns, the file is on the disk under its name: first a temporary file is written and flushed, then
        it is renamed, then the folder is flushed. Content that exists already is not written again.

        Raises
        ------
        OutputError
            If the disk is full or not writable; nothing is left behind.
        """
        with output_errors(self.folder):
            part = self.incoming / secrets.token_hex(16)
            try:
                stored = _copied(source, part)
                self._take(part, stored)
            finally:
                part.unlink(missing_ok=True)
        return stored

    def has(self, stored: Stored) -> bool:
        """Return whether this content is here in its full size."""
        try:
            return self.path(stored.sha256).stat().st_size == stored.size_bytes
        except FileNotFoundError:
            return False

    def read(self, sha256: str) -> bytes:
        """Return a file's content, after checking that it is what was written.

        Raises
        ------
        StoreDamagedError
            If the file is missing or its content has changed.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            msg = f"A kept file cannot be read: {path}: {error.strerror}. To see what is missing: formcheck store check"
            raise StoreDamagedError(msg) from error
        if hashlib.sha256(data).hexdigest() != sha256:
            msg = f"A kept file is damaged: {path}. To list all damaged files: formcheck store check"
            raise StoreDamagedError(msg)
        return data

    def remove(self, sha256: str) -> None:
        """Remove a file, and its copies among what was moved aside."""
        with output_errors(self.folder):
            self.path(sha256).unlink(missing_ok=True)
            for copy in self.aside.glob(f"*/{sha256}"):
                copy.unlink(missing_ok=True)

    def all(self) -> Iterator[Path]:
        """Yield every file in the folder of contents, whatever it is called."""
        return (path for path in sorted(self.folder.rglob("*")) if not path.is_dir())

    def _take(self, part: Path, stored: Stored) -> None:
        if self.has(stored):
            return
        path = self.path(stored.sha256)
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            flush_folder(self.folder)
        part.replace(path)
        flush_folder(path.parent)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk; Windows does this by itself and has no call for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copied(source: Path | bytes, part: Path) -> Stored:
    digest, size = hashlib.sha256(), 0
    with part.open("xb") as out:
        part.chmod(0o600)
        for chunk in _chunks(source):
            digest.update(chunk)
            size += out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return Stored(digest.hexdigest(), size)


def _chunks(source: Path | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes):
        yield source
        return
    with source.open("rb") as file:
        yield from _blocks(file)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
