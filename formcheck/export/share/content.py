"""Checks whether a member of a share file is what its name says."""

from __future__ import annotations

import io
import math
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.desk import decision
from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import FormcheckError, UsageError
from formcheck.export.person import PERSON_FILE, person_from_json
from formcheck.export.results import CLIP_FILE, CURVES_FILE, MOMENTS_FILE, POSES_FILE, read_curves
from formcheck.export.share.manifest import PRESCRIPTION_FILE
from formcheck.export.share.prescribed import prescription_from_json
from formcheck.pose.recording import PoseTrack
from formcheck.report.document import from_json

_PNG_HEAD: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_MOST_PX: Final = 20_000
"""A picture or frame is no wider and no higher."""
_MOST_ARRAY_BYTES: Final = 2_000_000_000


def fault_of(name: str, path: Path) -> str | None:
    """Return what is wrong with a member, in words; None if it is what its name says.

    Parameters
    ----------
    name : str
        The name in the share file.
    path : Path
        Path of its content.
    """
    try:
        return _CHECKS[name](path)
    except (FormcheckError, *_BROKEN) as error:
        return str(error) or type(error).__name__


_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, MemoryError, OverflowError,
    ValueError, KeyError, TypeError, SyntaxError, tokenize.TokenError,
)  # fmt: skip


def _report(path: Path) -> str | None:
    from_json(path.read_text("utf-8"))
    return None


def _decisions(path: Path) -> str | None:
    try:
        decision.from_json(path.read_bytes())
    except UsageError as error:
        return str(error)
    return None


def _person(path: Path) -> str | None:
    person_from_json(path.read_bytes())
    return None


def _prescription(path: Path) -> str | None:
    prescription_from_json(path.read_bytes())
    return None


def _curves(path: Path) -> str | None:
    read_curves(path.read_text("utf-8"))
    return None


def _poses(path: Path) -> str | None:
    """Check the claimed size of the arrays before numpy allocates them; the recording is a ZIP itself."""
    total = 0
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            with archive.open(info) as member:
                claimed = _array_bytes(io.BytesIO(member.read(4096)))
            if claimed > info.file_size:
                return f"the array {info.filename!r} claims {claimed} bytes but has {info.file_size}"
            total += info.file_size
    if total > _MOST_ARRAY_BYTES:
        return f"its arrays would take {total / 1e9:.1f} GB"
    PoseTrack.load(path)
    return None


def _array_bytes(start: io.BytesIO) -> int:
    major, _ = np.lib.format.read_magic(start)
    read = np.lib.format.read_array_header_1_0 if major == 1 else np.lib.format.read_array_header_2_0
    shape, _, dtype = read(start)
    return int(math.prod(shape)) * dtype.itemsize


def _picture(path: Path) -> str | None:
    head = path.read_bytes()[:24]
    if not head.startswith(_PNG_HEAD):
        return "it is not a PNG picture"
    width, height = struct.unpack(">II", head[16:24])
    return f"it is {width} x {height} pixels" if max(width, height) > _MOST_PX else None


def _clip(path: Path) -> str | None:
    with path.open("rb") as file:
        return None if file.read(8)[4:] == b"ftyp" else "it is not an MP4 clip"


_CHECKS: Final[Mapping[str, Callable[[Path], str | None]]] = {
    REPORT_FILE: _report,
    DECISIONS_FILE: _decisions,
    PERSON_FILE: _person,
    CURVES_FILE: _curves,
    POSES_FILE: _poses,
    MOMENTS_FILE: _picture,
    CLIP_FILE: _clip,
    PRESCRIPTION_FILE: _prescription,
}
