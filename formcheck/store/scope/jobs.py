"""Jobs of an account: requested, listed, cancelled."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from formcheck.store.base.content import Content
from formcheck.store.base.tables import AttachmentRow, JobRow
from formcheck.store.entries import Job, JobState, Payload
from formcheck.store.scope.access import LONGEST_NAME, Access, new_id
from formcheck.store.scope.attaching import Files, attach, mark_unused, put_all, sweep

_COPIED = (
    "id", "person_id", "account_id", "asker", "name", "kind", "state", "starts", "payload", "progress", "error",
    "set_id", "worker", "created_at", "started_at", "beat_at", "ended_at",
)  # fmt: skip
OPEN: tuple[JobState, ...] = ("waiting", "running")


class Jobs(Access):
    """The jobs of an account."""

    def add_job(
        self, kind: str, payload: Payload, files: Files, *, name: str = "", asker: str = "", person: str | None = None
    ) -> Job:
        """Request a job. Once this returns, it will be done, even after a crash, unless it is cancelled.

        Parameters
        ----------
        kind : str
            What to do, such as ``analyze``.
        payload : mapping
            How to do it.
        files : mapping of str to Path or bytes
            Its input, such as the clip; kept until the job is removed.
        name : str
            Name of the clip, as the user calls it; only a text.
        asker : str
            Whoever takes turns with others, such as a browser session; by default the account.
        person : str, optional
            For whom; by default the account's own person.

        Raises
        ------
        NotKeptError
            If the person is not within reach.
        OutputError
            If the disk is full or not writable; nothing was kept.
        """
        with self._reading() as act:
            act.person(person)
        stored = put_all(self._content, files)
        with self._writing() as act:
            row = JobRow(
                id=new_id(), person_id=act.person(person).id, account_id=act.account.id, kind=kind, state="waiting",
                asker=(asker or act.account.id)[:LONGEST_NAME], name=name[:LONGEST_NAME], starts=0,
                payload=dict(payload), progress=0.0, error="", created_at=act.now,
            )  # fmt: skip
            act.session.add(row)
            act.session.flush()
            attach(act.session, self._content, files, stored, job_id=row.id)
            act.session.flush()
            return job_of(row, paths_of(act.session, self._content, row.id))

    def jobs(self, states: Collection[JobState] = (), *, limit: int = 50) -> list[Job]:
        """List the jobs for the people within reach, the newest first; all states if none is named."""
        with self._reading() as act:
            rows = (
                select(JobRow)
                .where(JobRow.person_id.in_(act.reached()))
                .order_by(JobRow.created_at.desc(), JobRow.id)
                .limit(limit)
            )
            if states:
                rows = rows.where(JobRow.state.in_(states))
            return [job_of(row, paths_of(act.session, self._content, row.id)) for row in act.session.scalars(rows)]

    def job(self, job_id: str) -> Job:
        """Return one job.

        Raises
        ------
        NotKeptError
            If there is none, or none for this account.
        """
        with self._reading() as act:
            row = act.job(job_id)
            return job_of(row, paths_of(act.session, self._content, row.id))

    def cancel_job(self, job_id: str) -> bool:
        """Cancel a job, whether waiting or running; False if it is over already."""
        with self._writing() as act:
            row = act.job(job_id)
            if row.state not in OPEN:
                return False
            row.state, row.ended_at = "cancelled", act.now
            return True

    def remove_job(self, job_id: str) -> None:
        """Remove a job and its files; the resulting set stays."""
        with self._writing() as act:
            act.session.delete(act.job(job_id))
            mark_unused(act.session)
        sweep(self._database, self._content)


def paths_of(session: Session, content: Content, job_id: str) -> Mapping[str, Path]:
    """Return the files of a job by name."""
    rows = session.execute(select(AttachmentRow.name, AttachmentRow.sha256).where(AttachmentRow.job_id == job_id))
    return {name: content.path(sha256) for name, sha256 in rows}


def job_of(row: JobRow, paths: Mapping[str, Path]) -> Job:
    """Return the plain record of a row."""
    columns = {name: getattr(row, name) for name in _COPIED}
    return Job(**columns, paths=paths)
