"""Markers in, the bytes of a ``.c3d`` file out: 32-bit floats, little-endian, metres (c3d.org's user guide)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Final

import numpy as np

from formcheck.errors import UsageError
from formcheck.export.motion.markers import Markers

_BLOCK: Final = 512
_INTEL: Final = 84
_KEY: Final = 0x50
_MOST_FRAMES: Final = 65_535
_FIRST_PARAMETERS: Final = 2
_CHAR, _INT, _FLOAT = -1, 2, 4
_FLOATS_IN_METRES: Final = -1.0
"""A scale below 0 says that points are stored as floats, in the unit itself."""


def c3d_bytes(markers: Markers) -> bytes:
    """Write the markers; a point that was not seen has the residual -1, as the format requires.

    Raises
    ------
    UsageError
        If there are more frames than the format can count.
    """
    frames = len(markers.points_m)
    if frames > _MOST_FRAMES:
        msg = f"a .c3d file holds at most {_MOST_FRAMES} frames, but this set has {frames}. Try: --format trc"
        raise UsageError(msg)
    # How long the parameters are does not depend on where the data start.
    blocks = len(_parameters(markers, 0)) // _BLOCK
    data_start = _FIRST_PARAMETERS + blocks
    return _header(markers, data_start) + _parameters(markers, data_start) + _data(markers)


def _header(markers: Markers, data_start: int) -> bytes:
    points, frames = len(markers.names), len(markers.points_m)
    # Parameters, key, points, analog samples a frame, first and last frame, gap, scale, data, analog, rate.
    head = struct.pack(
        "<BBHHHHHfHHf", _FIRST_PARAMETERS, _KEY, points, 0, 1, frames, 0, _FLOATS_IN_METRES, data_start, 0,
        markers.rate_hz,
    )  # fmt: skip
    return head.ljust(_BLOCK, b"\0")


def _parameters(markers: Markers, data_start: int) -> bytes:
    points, frames = len(markers.names), len(markers.points_m)
    entries = [
        _group(1, "POINT"),
        _number(1, "USED", points),
        _number(1, "FRAMES", frames),
        _number(1, "DATA_START", data_start),
        _real(1, "SCALE", _FLOATS_IN_METRES),
        _real(1, "RATE", markers.rate_hz),
        _words(1, "UNITS", ["m"], listed=False),
        _words(1, "X_SCREEN", ["+X"], listed=False),
        _words(1, "Y_SCREEN", ["+Y"], listed=False),
        _words(1, "LABELS", markers.names),
        _words(1, "DESCRIPTIONS", [name.replace("_", " ") for name in markers.names]),
        _group(2, "ANALOG"),
        _number(2, "USED", 0),
        _real(2, "RATE", markers.rate_hz),
        _group(3, "MANUFACTURER"),
        _words(3, "SOFTWARE", ["formcheck"], listed=False),
    ]
    # The distance to the next entry is counted from its own two bytes; the last one has none.
    body = b"".join(name + struct.pack("<h", len(rest) + 2) + rest for name, rest in entries[:-1])
    body += entries[-1][0] + struct.pack("<h", 0) + entries[-1][1]
    blocks = -(-(len(body) + 4) // _BLOCK)
    return (struct.pack("<BBBB", 1, _KEY, blocks, _INTEL) + body).ljust(blocks * _BLOCK, b"\0")


def _group(number: int, name: str) -> tuple[bytes, bytes]:
    return struct.pack("<bb", len(name), -number) + name.encode(), b"\0"


def _parameter(group: int, name: str, kind: int, dims: Sequence[int], data: bytes) -> tuple[bytes, bytes]:
    head = struct.pack("<bb", len(name), group) + name.encode()
    return head, struct.pack(f"<bB{len(dims)}B", kind, len(dims), *dims) + data + b"\0"


def _number(group: int, name: str, value: int) -> tuple[bytes, bytes]:
    return _parameter(group, name, _INT, [], struct.pack("<H", value))


def _real(group: int, name: str, value: float) -> tuple[bytes, bytes]:
    return _parameter(group, name, _FLOAT, [], struct.pack("<f", value))


def _words(group: int, name: str, words: Sequence[str], *, listed: bool = True) -> tuple[bytes, bytes]:
    longest = max(len(word) for word in words)
    dims = [longest, len(words)] if listed else [longest]
    return _parameter(group, name, _CHAR, dims, b"".join(word.encode("ascii").ljust(longest) for word in words))


def _data(markers: Markers) -> bytes:
    """Four floats a point: x, y, z, and a residual that is -1 where the point was not seen."""
    is_seen = np.isfinite(markers.points_m).all(axis=2, keepdims=True)
    points = np.concatenate([np.where(is_seen, markers.points_m, 0.0), np.where(is_seen, 0.0, -1.0)], axis=2)
    content = points.astype("<f4").tobytes()
    return content.ljust(-(-len(content) // _BLOCK) * _BLOCK, b"\0")
