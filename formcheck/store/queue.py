"""The queue as workers see it: the jobs of all accounts, their progress and their outcome."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from formcheck.store.base.content import Content
from formcheck.store.base.database import Database
from formcheck.store.base.tables import AttachmentRow, JobRow
from formcheck.store.entries import Job, JobState
from formcheck.store.scope.attaching import mark_unused, sweep
from formcheck.store.scope.jobs import job_of, paths_of


class Queue:
    """The jobs of all accounts, for the app itself; pages use a scope.

    Every call that starts, continues or ends a job names the worker, and returns whether the job is still its own.

    Parameters
    ----------
    database, content : Database, Content
        The rows and the files.
    """

    def __init__(self, database: Database, content: Content) -> None:
        self._database = database
        self._content = content

    def all(self) -> list[Job]:
        """Return all jobs, in the order in which they were requested."""
        with self._database.reading() as session:
            rows = session.scalars(select(JobRow).order_by(JobRow.created_at, JobRow.id)).all()
            paths = self._paths(session)
            return [job_of(row, paths.get(row.id, {})) for row in rows]

    def _paths(self, session: Session) -> dict[str, dict[str, Path]]:
        """Return the files of all jobs by job and name in one query, as the page asks every second."""
        held = select(AttachmentRow.job_id, AttachmentRow.name, AttachmentRow.sha256).where(
            AttachmentRow.job_id.is_not(None)
        )
        found: dict[str, dict[str, Path]] = defaultdict(dict)
        for job_id, name, sha256 in session.execute(held):
            found[job_id][name] = self._content.path(sha256)
        return found

    def get(self, job_id: str) -> Job | None:
        """Return a job, or None if there is none of this id."""
        with self._database.reading() as session:
            row = session.get(JobRow, job_id)
            return job_of(row, paths_of(session, self._content, job_id)) if row is not None else None

    def claim(self, job_id: str, worker: str) -> bool:
        """Begin a waiting job; False if it is no longer waiting."""
        now = datetime.now(UTC)
        begun = {"state": "running", "worker": worker, "progress": 0.0, "started_at": now, "beat_at": now}
        return self._change(job_id, "waiting", None, {**begun, "starts": JobRow.starts + 1})

    def beat(self, job_id: str, worker: str, progress: float) -> bool:
        """Report that a job still runs, and its progress; False if it has been cancelled or taken away."""
        return self._change(
            job_id, "running", worker, {"progress": min(max(progress, 0.0), 1.0), "beat_at": datetime.now(UTC)}
        )

    def end(self, job_id: str, worker: str, state: JobState, *, error: str = "", set_id: str | None = None) -> bool:
        """End a job of this worker, or put it back into the queue; False if it has been cancelled or taken away.

        `save_set` with the job's id marks it as done in the same transaction that keeps the set.
        """
        return self._change(job_id, "running", worker, _ended(state, error) | {"set_id": set_id})

    def stale(self, seconds: float) -> list[Job]:
        """Return the jobs in the state *running* that have been silent for so many seconds."""
        heard = datetime.now(UTC) - timedelta(seconds=seconds)
        with self._database.reading() as session:
            silent = select(JobRow).where(
                JobRow.state == "running", or_(JobRow.beat_at.is_(None), JobRow.beat_at < heard)
            )
            rows = session.scalars(silent.order_by(JobRow.created_at)).all()
            return [job_of(row, paths_of(session, self._content, row.id)) for row in rows]

    def take_back(self, job_id: str, state: JobState, error: str = "") -> bool:
        """Take a job from a worker that has gone, to wait again or to fail; False if it is no longer running."""
        return self._change(job_id, "running", None, _ended(state, error))

    def remove(self, job_id: str) -> None:
        """Remove a job and its files; the resulting set stays."""
        with self._database.writing() as session:
            session.execute(delete(JobRow).where(JobRow.id == job_id))
            mark_unused(session)
        sweep(self._database, self._content)

    def drop_files(self, job_id: str) -> None:
        """Remove the files of a job that is over; the job stays in the list."""
        with self._database.writing() as session:
            session.execute(delete(AttachmentRow).where(AttachmentRow.job_id == job_id))
            mark_unused(session)
        sweep(self._database, self._content)

    def _change(self, job_id: str, state: JobState, worker: str | None, values: Mapping[str, Any]) -> bool:
        """Change a job, if it is in the given state and belongs to the given worker, if any."""
        held = update(JobRow).where(JobRow.id == job_id, JobRow.state == state)
        if worker is not None:
            held = held.where(JobRow.worker == worker)
        with self._database.writing() as session:
            done: CursorResult[Any] = session.execute(held.values(dict(values)))  # type: ignore[assignment]
            return done.rowcount > 0


def _ended(state: JobState, error: str) -> dict[str, Any]:
    if state == "waiting":
        return {"state": state, "worker": None, "started_at": None, "beat_at": None, "progress": 0.0, "error": error}
    return {"state": state, "error": error, "ended_at": datetime.now(UTC)}
