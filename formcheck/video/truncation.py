"""A file in, whether it ends before its own outermost boxes do; a header's duration may lie, their sizes hardly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

_LARGE_BOX: Final = 1


def is_cut_off(path: Path, format_name: str) -> bool:
    """Whether a file is shorter than it says, as after a broken copy or an empty battery.

    Parameters
    ----------
    path : Path
        The file.
    format_name : str
        FFmpeg's name of its container, for example ``"mov,mp4,m4a,3gp,3g2,mj2"``.

    Returns
    -------
    bool
        False too for a container that states no size: MPEG-TS, GIF, or a stream that was recorded live.
    """
    ends = next((ends for name, ends in _ENDS.items() if name in format_name.split(",")), None)
    if ends is None:
        return False
    size = path.stat().st_size
    with path.open("rb") as file:
        return any(end > size for end in ends(file))


def _iso_ends(file: BinaryIO) -> Iterator[int]:
    """Yield where each outer box of an MP4 or MOV ends (ISO/IEC 14496-12, 4.2)."""
    start = 0
    while len(head := _at(file, start, 16)) >= 8:
        size = int.from_bytes(head[:4])
        if size == _LARGE_BOX:
            size = int.from_bytes(head[8:])
        if size < 8:
            return  # 0 means up to the end of the file, and less than its own head is no box
        start += size
        yield start


def _riff_ends(file: BinaryIO) -> Iterator[int]:
    """Yield where each outer chunk of an AVI ends: the first, and those of its extension for large files."""
    start = 0
    while (head := _at(file, start, 8))[:4] == b"RIFF":
        start += 8 + int.from_bytes(head[4:], "little")
        yield start


def _matroska_ends(file: BinaryIO) -> Iterator[int]:
    """Yield where the header and the segment of a Matroska or WebM file end (RFC 8794, RFC 9559)."""
    start = 0
    for _ in range(2):
        head = _at(file, start, 12)
        if len(head) < 12:
            return
        # The ID of either has four bytes. A size has as many as its first byte has leading zeros, and one.
        count = 9 - head[4].bit_length()
        size = int.from_bytes(head[4 : 4 + count]) & (unknown := (1 << 7 * count) - 1)
        if count > 8 or size == unknown:
            return
        start += 4 + count + size
        yield start


def _at(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


_ENDS: Final[Mapping[str, Callable[[BinaryIO], Iterator[int]]]] = {
    "mov": _iso_ends, "avi": _riff_ends, "matroska": _matroska_ends,
}  # fmt: skip
