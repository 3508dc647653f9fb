"""Opens a share file: a set goes into a folder, or into the one it came from; a prescription is returned."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from formcheck.desk import decision
from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import UnreadableInputError, UsageError
from formcheck.export.share.manifest import PRESCRIPTION_FILE, Manifest
from formcheck.export.share.merging import merged
from formcheck.export.share.packing import without_folders
from formcheck.export.share.prescribed import SharedPrescription, prescription_from_json
from formcheck.export.share.unpacking import unpack
from formcheck.files import output_errors, write_whole
from formcheck.report.document import from_json
from formcheck.report.tables import gait_csv, holds_csv, repetitions_csv


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
        If the file is not a share file, is damaged, needs a newer formcheck, or holds a prescription.
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
        manifest = unpack(file, staging)
        if manifest.is_prescription:
            msg = f"{file.name} holds a prescription, not a set. In the app, open it on the page Plan."
            raise UnreadableInputError(msg)
        if not folder.exists() or _is_empty(folder):
            return _settle(staging, folder, manifest)
        return _merge(staging, folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def open_prescription(file: Path) -> SharedPrescription:
    """Read a share file that holds a prescription.

    Parameters
    ----------
    file : Path
        What `pack_prescription` wrote, here or elsewhere. It is not trusted, as that of a set is not.

    Raises
    ------
    UnreadableInputError
        If the file is not a share file, is damaged, needs a newer formcheck, or holds a set.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-") as staging:
        if not unpack(file, Path(staging)).is_prescription:
            msg = f"{file.name} holds a set, not a prescription. In the app, open it on the page Desk."
            raise UnreadableInputError(msg)
        return prescription_from_json((Path(staging) / PRESCRIPTION_FILE).read_bytes())


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
