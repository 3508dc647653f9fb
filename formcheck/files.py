"""Content and a path in, a file out that is whole or does not exist; what the system refuses becomes `OutputError`."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import OutputError

_PART = re.compile(r"\..+\.[0-9a-f]{8}\.part(\..+)?")
_FULL = {errno.ENOSPC, errno.EDQUOT}


def write_whole(path: str | Path, data: bytes | str) -> None:
    """Write a file atomically: it holds either its old content or all of the new.

    Parameters
    ----------
    path : str or Path
        The file; missing parent folders are created.
    data : bytes or str
        The content; text is encoded as UTF-8 and its line endings are kept.

    Raises
    ------
    OutputError
        If the location is not writable, or the disk is full. No partial file is left behind.
    """
    with whole_file(path) as part, output_errors(path):
        part.write_bytes(data.encode() if isinstance(data, str) else data)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Provide a temporary file that replaces `path` if the block succeeds, and is removed if it raises.

    Parameters
    ----------
    path : str or Path
        The file to be written; missing parent folders are created.

    Yields
    ------
    Path
        An empty file in the same folder and with the same suffix.

    Raises
    ------
    OutputError
        If the location is not writable, or the disk is full. Errors raised by the block itself pass unchanged.
    """
    path = Path(path)
    part = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")
    made: list[Path] = []
    try:
        with output_errors(path):
            made = _make_folders(path.parent)
            _refuse_folder(path)
            part.open("xb").close()
        yield part
        with output_errors(path):
            _to_disk(part)
            part.replace(path)
    except BaseException:
        _remove(part, made)
        raise


def remove_parts(folder: Path) -> None:
    """Remove what a process that was killed had begun to write, and the folder where it holds nothing else."""
    for path in folder.glob(".*") if folder.is_dir() else ():
        if _PART.fullmatch(path.name):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def output_errors(path: str | Path) -> Iterator[None]:
    """Convert an `OSError` of the block into an `OutputError` that names `path`.

    Raises
    ------
    OutputError
        Instead of any `OSError` of the block.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(_message(Path(path), error)) from error


def _message(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    start = f"{str(path)!r} cannot be written: {reason}. Nothing was left behind."
    if error.errno in _FULL:
        return f"{start} Free some space on that disk, or write to another one with --out. To see the free space: df -h"
    if error.errno == errno.EFBIG:
        return f"{start} The limit on the size of a file is too low there. To see the limit: ulimit -f"
    return f"{start} Choose a folder in which you may write, for example: --out {str(Path.home() / 'formcheck')!r}"


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _make_folders(folder: Path) -> list[Path]:
    """Create missing folders and return those that were created, the deepest first."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _to_disk(part: Path) -> None:
    """Flush the file to the disk: some file systems report a full disk only then."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(part: Path, made: list[Path]) -> None:
    with suppress(OSError):
        part.unlink()
    for folder in made:
        # A folder that now holds files of another process is not empty and stays.
        with suppress(OSError):
            folder.rmdir()
