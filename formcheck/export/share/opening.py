"""Opens a share file: checks its members, and puts them into a folder, or merges them into the one they came from."""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

from formcheck.desk import decision
from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import UsageError
from formcheck.export.share.content import fault_of
from formcheck.export.share.manifest import (
    MANIFEST_BYTES,
    MANIFEST_FILE,
    MEMBERS,
    MOST_RATIO,
    Entry,
    Manifest,
    damaged,
    read_manifest,
)
from formcheck.export.share.merging import merged
from formcheck.export.share.packing import without_folders
from formcheck.files import output_errors, write_whole
from formcheck.report.document import from_json
from formcheck.report.tables import gait_csv, holds_csv, repetitions_csv

_CHUNK = 1 << 20
# A damaged directory of a ZIP sends its reader to places that do not exist.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)
_PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def open_share(file: Path, folder: Path) -> int:
    """Open a share file into a folder of results.

    A folder that does not exist, or is empty, receives all members. One that holds the same set receives the decisions
    that it lacks, as when a file comes back from a therapist.

    Parameters
    ----------
    file : Path
        What `pack` wrote, here or elsewhere. It is not trusted: see the page on exports for what is checked.
    folder : Path
        Written whole or not at all.

    Returns
    -------
    int
        Number of new decisions.

    Raises
    ------
    UnreadableInputError
        If the file is not a share file, is damaged, or needs a newer formcheck.
    UsageError
        If the folder holds something else, or a different decision with the same id.
    OutputError
        If the folder cannot be written.
    """
    with output_errors(folder):
        parent = folder.absolute().parent
        parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=parent))
    try:
        manifest = _unpack(file, staging)
        if not folder.exists() or _is_empty(folder):
            return _settle(staging, folder, manifest)
        return _merge(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unpack(file: Path, staging: Path) -> Manifest:
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
    needed = {name for name, member in MEMBERS.items() if member.is_needed}
    if found != listed or not needed <= found:
        raise damaged(file, f"it holds {_names(found)} instead of {_names(listed | needed)}")


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


def _settle(staging: Path, folder: Path, manifest: Manifest) -> int:
    """Write the tables, which follow from the report, and move the folder into place."""
    report = from_json((staging / REPORT_FILE).read_text("utf-8"))
    tables = {"repetitions.csv": repetitions_csv(report)}
    tables |= {"holds.csv": holds_csv(report)} if report.holds else {}
    tables |= {"gait.csv": gait_csv(report)} if report.gait is not None else {}
    with output_errors(folder):
        for name, text in tables.items():
            (staging / name).write_text(text, encoding="utf-8", newline="")
        analysed = manifest.analysed.timestamp()
        os.utime(staging / REPORT_FILE, (analysed, analysed))
        if folder.exists():
            folder.rmdir()
        staging.chmod(0o755)
        staging.replace(folder)
    return len(decision.from_json((folder / DECISIONS_FILE).read_bytes()))


def _merge(staging: Path, folder: Path) -> int:
    ours, theirs = folder / REPORT_FILE, staging / REPORT_FILE
    if not ours.is_file() or not _same_set(ours, theirs):
        msg = (
            f"{str(folder)!r} holds something other than the set in this file. Choose a new folder with --out, or the "
            "one that the file came from."
        )
        raise UsageError(msg)
    known = folder / DECISIONS_FILE
    before = decision.from_json(known.read_bytes()) if known.is_file() else ()
    both = merged(before, decision.from_json((staging / DECISIONS_FILE).read_bytes()))
    if len(both) > len(before):
        write_whole(known, decision.to_json(both))
    return len(both) - len(before)


def _same_set(ours: Path, theirs: Path) -> bool:
    """Compare two reports, apart from the paths of their clips."""
    first, second = (from_json(path.read_text("utf-8")) for path in (ours, theirs))
    return without_folders(first) == without_folders(second)


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _names(names: set[str]) -> str:
    return ", ".join(sorted(names))
