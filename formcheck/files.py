"""Write files whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from formcheck.errors import OutputError

_FULL = {errno.ENOSPC, errno.EDQUOT}


def write_whole(path: str | Path, data: bytes | str) -> None:
    """Write a file so that it has either its old content or all of the new.

    Parameters
    ----------
    path : str or Path
        The file; missing folders above it are made.
    data : bytes or str
        The content; text is written as UTF-8 with its line ends as they are.

    Raises
    ------
    OutputError
        The place cannot be written to, or is full. Nothing is left behind.
    """
    with whole_file(path) as part, output_errors(path):
        part.write_bytes(data.encode() if isinstance(data, str) else data)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """Give a temporary file that takes the place of `path` when the block ends well, and is removed when it does not.

    Parameters
    ----------
    path : str or Path
        The file to be; missing folders above it are made.

    Yields
    ------
    Path
        An empty file in the same folder and with the same suffix.

    Raises
    ------
    OutputError
        The place cannot be written to, or is full. What the block itself raises passes through unchanged.
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


@contextmanager
def output_errors(path: str | Path) -> Iterator[None]:
    """Turn what the system says of writing into an `OutputError` about `path`.

    Raises
    ------
    OutputError
        In the place of any `OSError` of the block.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(_message(Path(path), error)) from error


def _message(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    start = f"{str(path)!r} cannot be written: {reason}. Nothing was left behind."
    if error.errno in _FULL:
        return f"{start} Make room on that disk, or write to another one with --out. See what is free with: df -h"
    if error.errno == errno.EFBIG:
        return f"{start} The largest file allowed there is too small. See the limit with: ulimit -f"
    return f"{start} Name a folder that you may write to with --out, such as: --out {str(Path.home() / 'formcheck')!r}"


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _make_folders(folder: Path) -> list[Path]:
    """Make missing folders and list them, the deepest first."""
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _to_disk(part: Path) -> None:
    """Have the system finish writing: a full disk may show only now."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _remove(part: Path, made: list[Path]) -> None:
    with suppress(OSError):
        part.unlink()
    for folder in made:
        # A folder that others have used since stays.
        with suppress(OSError):
            folder.rmdir()
