"""Keeps the set or prescription in a share file, and gives what is kept as a share file or another export."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from formcheck.desk.decision import Decision
from formcheck.desk.prescription import Prescription
from formcheck.desk.reviewed import DECISIONS_FILE
from formcheck.errors import NotKeptError
from formcheck.export.results import Results, open_results, read_results
from formcheck.export.share import SharedPrescription, open_prescription, open_share
from formcheck.export.share.packing import without_folders
from formcheck.records import Report
from formcheck.store.entries import KeptSet, PrescriptionVersion, SetFilter
from formcheck.store.scope.scope import Scope

_MOST_COMPARED: Final = 500
"""Sets of the same exercise, the newest first, among which the one of a file is looked for."""
_MOST_EARLIER: Final = 5


def keep_shared(scope: Scope, file: Path, *, person: Callable[[], str] | None = None) -> tuple[KeptSet, int]:
    """Keep the set in a share file.

    Its body height is kept with the person if none is known yet, and its prescription with the set.
    If the set is here already, as when a therapist sends it back, only new decisions are added. Nobody
    here can vouch for who signed them, so they are marked as a guest's.

    Parameters
    ----------
    scope : Scope
        Of who received it.
    file : Path
        The share file; see `formcheck.export.share.open_share` for how it is checked.
    person : callable, optional
        Gives the id of who did the set; called once the file was checked, and only if the set is new. By default it is
        the account's own person.

    Returns
    -------
    KeptSet
    int
        Number of new decisions and comments.

    Raises
    ------
    UnreadableInputError
        If the file is not a share file, is damaged, or needs a newer formcheck.
    NotKeptError
        If the person is not within reach.
    OutputError
        If the disk is full or not writable.
    """
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        folder = Path(scratch) / "set"
        open_share(file, folder)
        results = open_results(folder)
        kept = _known(scope, results.report) or _save(scope, results, person() if person is not None else None)
        received = [
            scope.receive(kept.id, one.id, one.model_dump(mode="json", exclude_none=True), by=one.by, at=one.at)
            for one in results.decisions
        ]
    return kept, sum(one is not None for one in received)


def shared_prescription(scope: Scope, version_id: str, person: str | None = None) -> SharedPrescription:
    """Return a version of a person's prescription, for a share file.

    Raises
    ------
    NotKeptError
        If there is no such version, or none for this account.
    """
    found = next((one for one in scope.prescriptions(person) if one.id == version_id), None)
    if found is None:
        msg = "This version of the prescription no longer exists. Reload the page and try again."
        raise NotKeptError(msg)
    return SharedPrescription(prescription=found.prescription, by=found.by, at=found.at, starts=found.starts)


def keep_prescription(scope: Scope, file: Path, own: str | Path | None = None) -> PrescriptionVersion:
    """Keep the prescription in a share file for the account's own person; the same file again changes nothing.

    Parameters
    ----------
    scope : Scope
        Of who received it.
    file : Path
        The share file; see `formcheck.export.share.open_prescription` for how it is checked.
    own : str or Path, optional
        Custom definitions of this machine.

    Raises
    ------
    UnreadableInputError
        If the file is not a share file, is damaged, needs a newer formcheck, or holds a set.
    UnknownExerciseError
        If it prescribes an exercise that there is not here.
    DefinitionError
        If a limit in it is beyond what may be set here.
    UsageError
        If a newer prescription is here already.
    """
    shared = open_prescription(file)
    shared.prescription.check(own)
    return scope.receive_prescription(
        shared.prescription.to_payload(), by=shared.by, at=shared.at, starts=shared.starts
    )


def results_of(scope: Scope, set_id: str) -> Results:
    """Read a kept set with the decisions about it, for `formcheck.export`.

    Raises
    ------
    NotKeptError
        If there is none, or none for this account.
    """
    opened = scope.open_set(set_id)
    kept = opened.kept
    return read_results(
        opened.paths, list(_decisions(scope, set_id)), kept.at, _prescription_of(scope, kept), kept.height_cm
    )  # fmt: skip


def earlier_results(scope: Scope, set_id: str) -> list[Results]:
    """Read the sets of the same person and exercise before a kept one, the last few of them, for a trend.

    Raises
    ------
    NotKeptError
        If there is no such set, or none for this account.
    """
    kept = scope.open_set(set_id).kept
    same = SetFilter(person=kept.person_id, exercise=kept.exercise_id, until=kept.at)
    return [results_of(scope, one.id) for one in scope.sets(same, limit=_MOST_EARLIER)]


def _prescription_of(scope: Scope, kept: KeptSet) -> Prescription | None:
    if kept.prescription_id is None:
        return None
    versions = scope.prescriptions(kept.person_id)
    return next((one.prescription for one in versions if one.id == kept.prescription_id), None)


def _decisions(scope: Scope, set_id: str) -> Iterator[Decision]:
    """Yield the decisions with the store's signatures, without those that are not of the desk."""
    for kept in scope.decisions(set_id):
        with suppress(ValidationError):
            yield Decision.model_validate({**kept.payload, "id": kept.id, "by": kept.by, "at": kept.at})


def _save(scope: Scope, results: Results, person: str | None) -> KeptSet:
    # Decisions have a place of their own in the store.
    files = {name: path for name, path in results.paths.items() if name != DECISIONS_FILE}
    name = results.report.source.path or ""
    kept = scope.save_set(files, source="file", name=name, at=results.analysed, person=person)
    if kept.height_cm is None and results.height_cm is not None:
        scope.set_height(kept.person_id, results.height_cm)
    return kept


def _known(scope: Scope, report: Report) -> KeptSet | None:
    """Find the set within reach that has this report, apart from the path of its clip."""
    sent = without_folders(report)
    for kept in scope.sets(SetFilter(exercise=report.exercise.id), limit=_MOST_COMPARED):
        is_alike = kept.definition_sha256 == report.exercise.definition_sha256 and kept.model == report.model
        if is_alike and without_folders(scope.open_set(kept.id).report) == sent:
            return kept
    return None
