"""Ways to spoil the bytes of any file, whatever is in it: cut off, flipped, moved, missing, of another file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from typing import Final

Spoil = Callable[[bytes, Random], bytes]
"""Takes a good file and what decides by chance, and returns a damaged one."""
_HEADER_BYTES: Final = 2048


def _cut(share: float, data: bytes, chance: Random) -> bytes:
    return data[: round(len(data) * share * chance.uniform(0.9, 1.1))]


def _flip(count: int, within: int | None, data: bytes, chance: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(count):
        spoilt[chance.randrange(min(len(data), within or len(data)))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _flip_at_the_end(count: int, data: bytes, chance: Random) -> bytes:
    """Flip bits in the last part, where an MP4 that was not prepared for the web has its index."""
    return _flip(count, _HEADER_BYTES, data[::-1], chance)[::-1]


def _fill(byte: int, share: float, data: bytes, chance: Random) -> bytes:
    size = max(1, round(len(data) * share))
    start = chance.randrange(max(1, len(data) - size))
    return data[:start] + bytes([byte]) * size + data[start + size :]


def _noise(share: float, data: bytes, chance: Random) -> bytes:
    size = max(1, round(len(data) * share))
    start = chance.randrange(max(1, len(data) - size))
    return data[:start] + chance.randbytes(size) + data[start + size :]


def _drop(share: float, data: bytes, chance: Random) -> bytes:
    size = max(1, round(len(data) * share))
    start = chance.randrange(max(1, len(data) - size))
    return data[:start] + data[start + size :]


def _repeat(times: int, data: bytes, chance: Random) -> bytes:
    start, size = chance.randrange(len(data)), chance.randrange(1, 2000)
    return data[:start] + data[start : start + size] * times + data[start:]


def _swap(data: bytes, chance: Random) -> bytes:
    first, second, third = sorted(chance.sample(range(len(data)), 3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def _insert(size: int, data: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.randbytes(size) + data[start:]


def _before(head: bytes, data: bytes, _: Random) -> bytes:
    return head + data


def _twice(data: bytes, _: Random) -> bytes:
    return data + data


def _long_numbers(data: bytes, chance: Random) -> bytes:
    """Set four bytes at some places of the header to what is the most or the least of a number."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(min(len(data), _HEADER_BYTES) - 4)
        spoilt[start : start + 4] = chance.choice((b"\xff" * 4, b"\x7f" + b"\xff" * 3, b"\x80\0\0\0", bytes(4)))
    return bytes(spoilt)


SPOILING: Final[Mapping[str, Spoil]] = {
    **{f"cut off at {share:.0%}": partial(_cut, share) for share in (0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99)},
    **{f"{n} bits flipped": partial(_flip, n, None) for n in (1, 10, 100, 1000)},
    **{f"{n} bits flipped in the first 2 kB": partial(_flip, n, _HEADER_BYTES) for n in (1, 3, 10, 40)},
    **{f"{n} bits flipped in the last 2 kB": partial(_flip_at_the_end, n) for n in (1, 3, 10, 40)},
    **{f"{share:.0%} zeros": partial(_fill, 0, share) for share in (0.01, 0.1, 0.5)},
    **{f"{share:.0%} ones": partial(_fill, 0xFF, share) for share in (0.01, 0.1)},
    **{f"{share:.0%} noise": partial(_noise, share) for share in (0.01, 0.1, 0.5)},
    **{f"{share:.0%} missing": partial(_drop, share) for share in (0.001, 0.01, 0.1, 0.4)},
    **{f"a part {n} times": partial(_repeat, n) for n in (2, 50)},
    **{f"{n} bytes inserted": partial(_insert, n) for n in (1, 16, 4096)},
    "parts exchanged": _swap,
    "numbers of the header at their limits": _long_numbers,
    "the file twice in one": _twice,
    "zeros before it": partial(_before, bytes(512)),
    "an ID3 tag before it": partial(_before, b"ID3\x04\x00\x00\x00\x00\x00\x00"),
}  # fmt: skip
