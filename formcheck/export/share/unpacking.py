"""Unpacks a share file into a folder, checking each member."""

from __future__ import annotations

import hashlib
import struct
import zipfile
import zlib
from pathlib import Path

from formcheck.export.share.content import fault_of
from formcheck.export.share.manifest import (
    MANIFEST_BYTES,
    MANIFEST_FILE,
    MEMBERS,
    MOST_RATIO,
    NEEDED,
    PRESCRIPTION_FILE,
    Entry,
    Manifest,
    damaged,
    read_manifest,
)
from formcheck.files import output_errors

_CHUNK = 1 << 20
# A damaged directory of a ZIP sends its reader to places that do not exist.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
_PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(file: Path, staging: Path) -> Manifest:
    """Unpack a share file after checking that all its members are valid.

    Parameters
    ----------
    file : Path
        It is not trusted.
    staging : Path
        A folder that is there, and empty; the caller removes it.

    Raises
    ------
    UnreadableInputError
        If the file is not a share file, is damaged, or needs a newer formcheck.
    OutputError
        If the folder cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            infos = _listed(archive, file.name)
            manifest = read_manifest(_read(archive, infos[MANIFEST_FILE], MANIFEST_BYTES, file.name), file.name)
            _compare(manifest, set(infos), file.name)
            for name, entry in manifest.members.items():
                _extract(archive, infos[name], staging / name, entry, file.name)
    except FileNotFoundError:
        raise damaged(str(file), "there is no such file") from None
    except _BROKEN as error:
        raise damaged(file.name, str(error) or type(error).__name__) from None
    for name in manifest.members:
        if fault := fault_of(name, staging / name):
            raise damaged(file.name, f"{name} is not valid: {fault}")
    return manifest


def _listed(archive: zipfile.ZipFile, file: str) -> dict[str, zipfile.ZipInfo]:
    """Compare names, sizes and ratios with what is allowed, before anything is unpacked."""
    infos: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        name = info.filename
        if name != MANIFEST_FILE and name not in MEMBERS:
            raise damaged(file, f"it holds {name[:80]!r}, which does not belong in a share file")
        if name in infos:
            raise damaged(file, f"it holds {name} twice")
        if info.compress_type not in _PACKED_BY:
            raise damaged(file, f"{name} is packed by a method that share files do not use")
        most = MANIFEST_BYTES if name == MANIFEST_FILE else MEMBERS[name].most_bytes
        if info.file_size > most:
            raise damaged(file, f"{name} would take {info.file_size} bytes, more than the {most} allowed")
        if info.file_size > MOST_RATIO * max(info.compress_size, 1):
            raise damaged(file, f"{name} is packed to less than 1/{MOST_RATIO}, as only a decompression bomb is")
        infos[name] = info
    if MANIFEST_FILE not in infos:
        raise damaged(file, f"it has no {MANIFEST_FILE}")
    return infos


def _compare(manifest: Manifest, found: set[str], file: str) -> None:
    listed = set(manifest.members) | {MANIFEST_FILE}
    wanted = {MANIFEST_FILE, PRESCRIPTION_FILE} if manifest.is_prescription else listed | NEEDED
    if found != listed or found != wanted:
        raise damaged(file, f"it holds {_names(found)} instead of {_names(wanted)}")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, file: str) -> bytes:
    with archive.open(info) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise damaged(file, f"{info.filename} is larger than its header says")
    return content


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, entry: Entry, file: str) -> None:
    """Copy a member to a known name; no more is read than the manifest announces."""
    digest, size = hashlib.sha256(), 0
    with archive.open(info) as member, output_errors(target.parent), target.open("xb") as out:
        while size <= entry.bytes and (chunk := member.read(min(_CHUNK, entry.bytes + 1 - size))):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    if size != entry.bytes or digest.hexdigest() != entry.sha256:
        raise damaged(file, f"{info.filename} is not what {MANIFEST_FILE} says: its size or checksum differs")


def _names(names: set[str]) -> str:
    return ", ".join(sorted(names))
