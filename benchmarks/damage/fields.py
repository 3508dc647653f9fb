"""Fields of headers, and absurd values for them: sizes, rates, durations, counts, places, matrices, edit lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Field:
    """A number in a header.

    Attributes
    ----------
    of : str
        The clip that has it, by its name among the good ones.
    mark : bytes
        What to look for in the file.
    offset : int
        Where the number begins, from the beginning of the mark.
    size : int
        Of the number, in bytes.
    order : {"big", "little"}
        Which byte is first.
    """

    of: str
    mark: bytes
    offset: int
    size: int = 4
    order: str = "big"


# ISO/IEC 14496-12, 8.2 to 8.8, in boxes of version 0.
_BOXES: Final = {
    "time scale of the film": (b"mvhd", 16), "duration of the film": (b"mvhd", 20), "rate of the film": (b"mvhd", 24),
    "duration of the track": (b"tkhd", 24), "width of the track": (b"tkhd", 80), "height of the track": (b"tkhd", 84),
    "matrix a": (b"tkhd", 44), "matrix b": (b"tkhd", 48), "matrix d": (b"tkhd", 60),
    "time scale of the media": (b"mdhd", 16), "duration of the media": (b"mdhd", 20), "kind of track": (b"hdlr", 12),
    "descriptions": (b"stsd", 8), "time steps": (b"stts", 8), "frames of a time step": (b"stts", 12),
    "length of a time step": (b"stts", 16), "offsets of times": (b"ctts", 8), "an offset of a time": (b"ctts", 16),
    "key frames": (b"stss", 8), "a key frame": (b"stss", 12), "size of all frames": (b"stsz", 8),
    "frames": (b"stsz", 12), "size of a frame": (b"stsz", 16), "chunks of a kind": (b"stsc", 8),
    "frames of a chunk": (b"stsc", 16), "chunks": (b"stco", 8), "place of a chunk": (b"stco", 12),
    "edits": (b"elst", 8), "length of an edit": (b"elst", 12), "start of an edit": (b"elst", 16),
    "rate of an edit": (b"elst", 20), "length of moov": (b"moov", -4), "length of trak": (b"trak", -4),
    "length of stbl": (b"stbl", -4), "length of mdat": (b"mdat", -4), "length of avc1": (b"avc1", -4),
    "length of avcC": (b"avcC", -4), "decoder settings": (b"avcC", 5), "more decoder settings": (b"avcC", 14),
    "name of ftyp": (b"ftyp", 0), "name of avc1": (b"avc1", 0), "size of the picture": (b"avc1", 28),
}  # fmt: skip
FIELDS: Final = {
    **{f"MP4: {name}": Field("mp4", *place) for name, place in _BOXES.items()},
    # An AVI says its rate and size twice.
    "AVI: time of a frame": Field("avi", b"avih", 8, 4, "little"),
    "AVI: frames": Field("avi", b"avih", 24, 4, "little"),
    "AVI: width": Field("avi", b"strf", 12, 4, "little"),
    "AVI: height": Field("avi", b"strf", 16, 4, "little"),
    "AVI: scale": Field("avi", b"strh", 28, 4, "little"),
    "AVI: rate": Field("avi", b"strh", 32, 4, "little"),
    "AVI: length of the list": Field("avi", b"LIST", 4, 4, "little"),
    "AVI: codec": Field("avi", b"strh", 12, 4, "little"),
    # RFC 9559, 5.1.
    "WebM: time scale": Field("webm", b"\x2a\xd7\xb1", 4, 3),
    "WebM: duration": Field("webm", b"\x44\x89", 3, 8),
    "WebM: width": Field("webm", b"\xb0\x81", 2, 1),
    "WebM: height": Field("webm", b"\xba\x81", 2, 1),
    "WebM: length of the tracks": Field("webm", b"\x16\x54\xae\x6b", 4, 4),
    "WebM: length of a cluster": Field("webm", b"\x1f\x43\xb6\x75", 4, 4),
    "WebM: time of a cluster": Field("webm", b"\xe7\x81", 2, 1),
    "GIF: size": Field("gif", b"GIF89a", 6, 4, "little"),
    "GIF: width": Field("gif", b"GIF89a", 6, 2, "little"),
    "GIF: colours": Field("gif", b"GIF89a", 10, 1, "little"),
    "GIF: delay": Field("gif", b"\x21\xf9\x04", 4, 2, "little"),
    "GIF: size of a picture": Field("gif", b"\x2c", 5, 4, "little"),
}
_ABSURD: Final = {
    "0": lambda *_: 0,
    "1": lambda *_: 1,
    "the most": lambda size, _: (1 << 8 * size) - 1,
    "half of the most": lambda size, _: (1 << 8 * size - 1) - 1,
    "the least of a signed number": lambda size, _: 1 << 8 * size - 1,
    "a large number": lambda size, chance: chance.randrange(1 << 8 * size - 4, 1 << 8 * size - 3),
}  # fmt: skip


def _set(field: Field, value: Callable[[int, Random], int], data: bytes, chance: Random) -> bytes:
    start = data.find(field.mark)
    if start < 0 or start + field.offset < 0:
        msg = f"the good clip {field.of} has no {field.mark!r}"
        raise LookupError(msg)
    number = value(field.size, chance).to_bytes(field.size, "big" if field.order == "big" else "little")
    start += field.offset
    return data[:start] + number + data[start + field.size :]


def field_ways() -> Iterator[tuple[str, str, Callable[[bytes, Random], bytes]]]:
    """Yield each way: what it is called, the good clip that it is for, and what spoils that."""
    for name, field in FIELDS.items():
        for called, value in _ABSURD.items():
            yield f"{name} = {called}", field.of, partial(_set, field, value)
