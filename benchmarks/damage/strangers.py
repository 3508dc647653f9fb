"""Files that are no clips and bear the ending of one: empty, text, archives and definitions made to explode, images."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Final

_ZEROS: Final = 64 << 20
_MP4: Final = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"
_PLAYLIST: Final = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"


def zip_bomb() -> bytes:
    """Pack 64 MB of zeros, sixteen times, into some kilobytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", bytes(_ZEROS))
    inner = content.getvalue()
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.zip", inner)
    return content.getvalue()


def _gzip_bomb(_: Random) -> bytes:
    return gzip.compress(bytes(_ZEROS), 9, mtime=0)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    pixels = zlib.compress(bytes(1 << 20), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _gif(width: int, height: int) -> bytes:
    """Write the head of a GIF of a size, and one picture with hardly any data."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6)
    return screen + b"\x2c" + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00\x3b"


def _y4m(width: int, height: int, rate: str) -> bytes:
    return b"YUV4MPEG2 W%d H%d F%b Ip A1:1 C420jpeg\nFRAME\n" % (width, height, rate.encode()) + bytes(4096)


STRANGERS: Final[dict[str, Callable[[Random], bytes]]] = {
    "empty": lambda _: b"",
    "one byte": lambda chance: chance.randbytes(1),
    "text": lambda _: b"This is no film.\n" * 50,
    "noise": lambda chance: chance.randbytes(50_000),
    "zeros": lambda _: bytes(50_000),
    "HTML": lambda _: b"<!doctype html><html><script>alert(1)</script></html>",
    "SVG that loads a file": lambda _: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>',
    "a playlist that names a file": lambda _: _PLAYLIST,
    "a list of files": lambda _: b"ffconcat version 1.0\nfile /etc/hostname\n",
    "session description": lambda _: b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n",
    "a ZIP made to explode": lambda _: zip_bomb(),
    "a GZIP made to explode": _gzip_bomb,
    "a TOML made to explode": lambda _: b"a = " + b"[" * 100_000 + b"]" * 100_000,
    "a PNG of 65535 x 65535": lambda _: _png(65535, 65535),
    "a PNG of 1 x 2147483647": lambda _: _png(1, 2147483647),
    "a GIF of 65535 x 65535": lambda _: _gif(65535, 65535),
    "a GIF of 0 x 0": lambda _: _gif(0, 0),
    "raw video of 65535 x 65535": lambda _: _y4m(65535, 65535, "30:1"),
    "raw video of 64 x 64 at a rate of 0": lambda _: _y4m(64, 64, "0:0"),
    "raw video of 64 x 64 at the highest rate": lambda _: _y4m(64, 64, "2147483647:1"),
    "the first box of an MP4 alone": lambda _: _MP4,
    "boxes in boxes": lambda _: _MP4 + b"".join(struct.pack(">I", 8 * n) + b"moov" for n in range(9000, 0, -1)),
    "a box of the largest size": lambda _: _MP4 + struct.pack(">I4sQ", 1, b"mdat", (1 << 63) - 1),
    "the head of a program": lambda chance: b"\x7fELF\x02\x01\x01" + chance.randbytes(5000),
    "the head of a PDF": lambda chance: b"%PDF-1.7\n" + chance.randbytes(5000),
    "the head of Matroska": lambda chance: b"\x1a\x45\xdf\xa3" + chance.randbytes(5000),
    "the head of MPEG-TS": lambda chance: b"".join(b"\x47" + chance.randbytes(187) for _ in range(200)),
    "the head of H.264": lambda chance: b"\0\0\0\x01\x67" + chance.randbytes(5000),
    "the head of an MP3": lambda chance: b"ID3\x04\0\0\0\0\x0f\x7f" + chance.randbytes(5000),
}  # fmt: skip
