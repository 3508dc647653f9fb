"""Packs results or a prescription into a share file."""

from __future__ import annotations

import dataclasses
import hashlib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PureWindowsPath

from formcheck.desk import decision
from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import UsageError
from formcheck.export.person import PERSON_FILE, Person
from formcheck.export.results import CLIP_FILE, CURVES_FILE, MOMENTS_FILE, POSES_FILE, Results
from formcheck.export.share.manifest import (
    MANIFEST_FILE,
    MEMBERS,
    NEEDS,
    PRESCRIPTION_FILE,
    SUFFIX,
    Entry,
    Manifest,
    format_of,
)
from formcheck.export.share.prescribed import SharedPrescription
from formcheck.files import output_errors, whole_file
from formcheck.records import Report
from formcheck.report.document import to_json

# Packing these again gains nothing.
_PACKED = frozenset({POSES_FILE, MOMENTS_FILE, CLIP_FILE})
# The same content gives the same file, whenever it is packed.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


def pack(results: Results, target: Path, *, by: str = "", with_clip: bool = False, with_pictures: bool = True) -> None:
    """Write a share file, whole or not at all.

    It contains the clip's name, but not its folder.

    Parameters
    ----------
    results : Results
        The set.
    target : Path
        A file that ends in ``.formcheck``.
    by : str
        Who shares it.
    with_clip, with_pictures : bool
        Whether the annotated clip and the picture of its moments are in it, where they exist.

    Raises
    ------
    UsageError
        If the file name has another ending.
    OutputError
        If it cannot be written.
    """
    files = _files(results, with_clip=with_clip, with_pictures=with_pictures)
    _write(target, _texts(results), files, by=by, at=results.analysed)


def pack_prescription(shared: SharedPrescription, target: Path) -> None:
    """Write a share file that holds a prescription alone, whole or not at all.

    Parameters
    ----------
    shared : SharedPrescription
    target : Path
        A file that ends in ``.formcheck``.

    Raises
    ------
    UsageError
        If the file is called otherwise.
    OutputError
        If it cannot be written.
    """
    _write(target, {PRESCRIPTION_FILE: shared.to_json().encode()}, {}, by=shared.by, at=shared.at)


def _write(target: Path, texts: Mapping[str, bytes], files: Mapping[str, Path], *, by: str, at: datetime) -> None:
    if target.suffix != SUFFIX:
        msg = f"a share file ends in {SUFFIX}, not {target.name!r}. Try: --out {target.with_suffix(SUFFIX)}"
        raise UsageError(msg)
    entries = {name: _entry_of(content) for name, content in texts.items()}
    entries |= {name: _entry(_chunks(path)) for name, path in files.items()}
    format_ = format_of(entries)
    manifest = Manifest(
        format=format_, needs=NEEDS[format_], formcheck=version("formcheck"), by=by, analysed=at, members=entries
    )
    with whole_file(target) as part, output_errors(target), zipfile.ZipFile(part, "w") as archive:
        _add(archive, MANIFEST_FILE, manifest.model_dump_json(indent=2).encode())
        for name, content in texts.items():
            _add(archive, name, content)
        for name, path in files.items():
            _copy(archive, name, path)


def without_folders(report: Report) -> Report:
    """Return the report with the bare name of its clip: its path on a machine concerns nobody else."""
    source = report.source
    if source.path is None:
        return report
    return dataclasses.replace(report, source=dataclasses.replace(source, path=PureWindowsPath(source.path).name))


def _texts(results: Results) -> Mapping[str, bytes]:
    texts = {
        REPORT_FILE: to_json(without_folders(results.report)).encode(),
        DECISIONS_FILE: decision.to_json(results.decisions).encode(),
    }
    person = Person.of(results.report.exercise.id, results.height_cm, results.prescription)
    if person.is_known:
        texts[PERSON_FILE] = person.to_json().encode()
    if results.track is not None:
        source = PureWindowsPath(results.track.source or "").name or None
        texts[POSES_FILE] = dataclasses.replace(results.track, source=source).to_bytes()
    return texts


def _files(results: Results, *, with_clip: bool, with_pictures: bool) -> Mapping[str, Path]:
    files = {
        CURVES_FILE: results.paths.get(CURVES_FILE),
        MOMENTS_FILE: results.moments if with_pictures else None,
        CLIP_FILE: results.clip if with_clip else None,
    }
    return {name: path for name, path in files.items() if path is not None}


def _entry_of(content: bytes) -> Entry:
    return _entry(iter([content]))


def _entry(chunks: Iterator[bytes]) -> Entry:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return Entry(bytes=size, sha256=digest.hexdigest())


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name in _PACKED else zipfile.ZIP_DEFLATED
    return info


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_info(name), content)


def _copy(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    info = _info(name)
    with archive.open(info, "w", force_zip64=path.stat().st_size > MEMBERS[MOMENTS_FILE].most_bytes) as member:
        for chunk in _chunks(path):
            member.write(chunk)
