"""Sets: keeping results, listing sets, and opening one."""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from formcheck.errors import NotAllowedError, NotKeptError, UsageError
from formcheck.records import Report
from formcheck.report.document import from_json
from formcheck.store.base.tables import AttachmentRow, PersonRow, PrescriptionRow, SeenRow, SetRow
from formcheck.store.entries import KeptSet, OpenedSet, Order, SetFilter, Source
from formcheck.store.figures import counts, numbers
from formcheck.store.scope.access import LONGEST_NAME, Access, Act, new_id
from formcheck.store.scope.attaching import Files, attach, mark_unused, put_all, shas_by_set, sweep
from formcheck.store.scope.listing import count, ids_of, listed, one

REPORT = "report.json"
_FILTER = SetFilter()


class Sets(Access):
    """What an account does with sets."""

    def save_set(
        self,
        files: Path | Files,
        *,
        source: Source,
        name: str = "",
        at: datetime | None = None,
        person: str | None = None,
        prescription: str | None = None,
        job: str | None = None,
    ) -> KeptSet:
        """Keep a set. When this returns, all of it is on the disk; before that, none of it is listed.

        Parameters
        ----------
        files : Path or mapping of str to Path or bytes
            The folder that `analyze` wrote, or files by the name that they are kept under; ``report.json`` among them.
        source : {"upload", "live", "file"}
            How it came in.
        name : str
            What the clip is called; only a text.
        at : datetime, optional
            When it was done; now by default.
        person : str, optional
            Who did it; by default the account's own person.
        prescription : str, optional
            The version of the prescription that it was done for.
        job : str, optional
            The job that produced it, which ends in the same transaction.

        Raises
        ------
        NotKeptError
            If the person or the job is not within reach, or the job is no longer running, because it was cancelled,
            say.
        UsageError
            If there is no report among the files.
        OutputError
            If the disk is full or not writable; nothing was kept.
        """
        chosen = _in_folder(files) if isinstance(files, Path) else files
        report = _report(chosen)
        with self._reading() as act:
            act.person(person)
        stored = put_all(self._content, chosen)
        with self._writing() as act:
            owner = act.person(person)
            row = SetRow(
                id=new_id(), person_id=owner.id, account_id=act.account.id, saved_at=act.now,
                prescription_id=_prescription(act, prescription, owner), at=at or act.now, source=source,
                name=name[:LONGEST_NAME], **_columns(report),
            )  # fmt: skip
            act.session.add(row)
            act.session.flush()
            attach(act.session, self._content, chosen, stored, set_id=row.id)
            act.note("save", person=owner.id, subject=row.id)
            if job is not None:
                _finish(act, job, row.id)
            act.session.flush()
            kept = one(act, row.id)
        return kept

    def sets(
        self, wanted: SetFilter = _FILTER, *, order: Order = "newest", limit: int = 50, offset: int = 0
    ) -> list[KeptSet]:
        """List sets of the people within reach, without opening them."""
        with self._reading() as act:
            return listed(act, wanted, order, limit=limit, offset=offset)

    def set_ids(self, wanted: SetFilter = _FILTER, *, order: Order = "newest", limit: int = 500) -> list[str]:
        """List the ids of the sets that `sets` would list, to go through them one by one."""
        with self._reading() as act:
            return ids_of(act, wanted, order, limit=limit)

    def count_sets(self, wanted: SetFilter = _FILTER) -> int:
        """Count the sets that `sets` would list without a limit."""
        with self._reading() as act:
            return count(act, wanted)

    def open_set(self, set_id: str) -> OpenedSet:
        """Open a set: its report and the paths of its files. It is noted in the trail if anybody but its owner does.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account.
        StoreDamagedError
            If its report is missing or damaged.
        """
        with self._writing() as act:
            row = act.set(set_id)
            _mark_seen(act, row)
            kept = one(act, set_id)
        report = from_json(self._content.read(kept.files[REPORT]).decode())
        return OpenedSet(kept=kept, report=report, paths={n: self._content.path(s) for n, s in kept.files.items()})

    def has_file(self, sha256: str) -> bool:
        """Whether a set within reach has a file of this content: asked whenever a browser fetches one."""
        with self._reading() as act:
            found = (
                select(AttachmentRow.id)
                .join(SetRow, SetRow.id == AttachmentRow.set_id)
                .where(AttachmentRow.sha256 == sha256, SetRow.person_id.in_(act.reached()))
            )
            return act.session.scalar(found.limit(1)) is not None

    def add_files(self, set_id: str, files: Files) -> None:
        """Keep further files with a set, such as poses or a picture; one of the same name is replaced.

        Raises
        ------
        NotKeptError
            If there is no such set for this account.
        UsageError
            If it would replace the report.
        OutputError
            If the disk is full or not writable; nothing was changed.
        """
        if REPORT in files:
            msg = f"{REPORT} of a kept set is never replaced: decisions refer to it. Save another set instead."
            raise UsageError(msg)
        with self._reading() as act:
            act.set(set_id)
        stored = put_all(self._content, files)
        with self._writing() as act:
            row = act.set(set_id)
            _detach(act.session, set_id, set(stored))
            attach(act.session, self._content, files, stored, set_id=set_id)
            mark_unused(act.session)
            act.note("add files", person=row.person_id, subject=set_id, detail=", ".join(sorted(stored)))
        sweep(self._database, self._content)

    def discard(self, set_id: str) -> None:
        """Remove a set with its decisions and files, as its owner or as the one who saved it.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account.
        NotAllowedError
            If somebody else did and saved the set.
        """
        with self._writing() as act:
            row = act.set(set_id)
            if act.account.person_id != row.person_id and row.account_id != act.account.id:
                msg = "Only the person who did or saved this set may discard it. You can overrule it on the page Desk."
                raise NotAllowedError(msg)
            shas = shas_by_set(act.session, [set_id])[set_id].values()
            act.note("discard", person=row.person_id, subject=set_id)
            act.session.delete(row)
            mark_unused(act.session, shas)
        sweep(self._database, self._content)


def _in_folder(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in sorted(folder.glob("*")) if path.is_file() and not path.name.startswith(".")}


def _report(files: Files) -> Report:
    source = files.get(REPORT)
    if source is None or (isinstance(source, Path) and not source.is_file()):
        found = ", ".join(sorted(files)) or "nothing"
        msg = f"There is no {REPORT} to keep; found: {found}. `formcheck analyze` writes one."
        raise UsageError(msg)
    return from_json((source if isinstance(source, bytes) else source.read_bytes()).decode())


def _columns(report: Report) -> dict[str, Any]:
    return counts(report) | {
        "exercise_id": report.exercise.id[:LONGEST_NAME],
        "exercise_name": report.exercise.name[:LONGEST_NAME],
        "definition_sha256": report.exercise.definition_sha256,
        "model": report.model,
        "view": report.view.label,
        "numbers": numbers(report),
        "engine": version("formcheck"),
    }


def _prescription(act: Act, prescription: str | None, owner: PersonRow) -> str | None:
    if prescription is None:
        return None
    row = act.session.get(PrescriptionRow, prescription)
    return row.id if row is not None and row.person_id == owner.id else None


def _finish(act: Act, job_id: str, set_id: str) -> None:
    job = act.job(job_id)
    if job.state != "running":
        msg = f"The job is {job.state}, so its result was not kept. To repeat the analysis, add the clip again."
        raise NotKeptError(msg)
    job.state, job.progress, job.set_id, job.ended_at = "done", 1.0, set_id, act.now


def _mark_seen(act: Act, row: SetRow) -> None:
    seen = act.session.get(SeenRow, (row.id, act.account.id))
    if seen is None:
        act.session.add(SeenRow(set_id=row.id, account_id=act.account.id, at=act.now))
    if act.account.person_id != row.person_id:
        act.note("open", person=row.person_id, subject=row.id)
    act.session.flush()


def _detach(session: Session, set_id: str, names: set[str]) -> None:
    session.execute(delete(AttachmentRow).where(AttachmentRow.set_id == set_id, AttachmentRow.name.in_(names)))
