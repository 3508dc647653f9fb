"""The queue of the app: takes clips and orders, shows jobs and their standing, and keeps results in the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Final

from formcheck.errors import NotKeptError
from formcheck.jobs.limits import Limits
from formcheck.jobs.order import Order
from formcheck.jobs.turns import Standing, standings
from formcheck.jobs.workers import CLIP, Workers
from formcheck.store.entries import Job
from formcheck.store.scope.jobs import OPEN
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store

_KIND: Final = "analyze"
_FOLDER: Final = "work"
# A day later the set is found in History; what failed is told for a week, to who was away (our own estimate).
_TOLD: Final = {"done": timedelta(days=1), "cancelled": timedelta(), "failed": timedelta(days=7)}
_MOST: Final = 1000
_SUFFIX: Final = re.compile(r"\.[a-z0-9]{1,5}")


class JobService:
    """What pages need to handle jobs; workers start with `start`, or with the first job.

    Parameters
    ----------
    store : Store
        Keeps the queue and the results.
    make_workers : callable, optional
        Makes the workers from the queue, the function that keeps results, and a folder.
    limits : Limits, optional
        Limits for one user; by default those of the environment.
    """

    def __init__(
        self, store: Store, make_workers: Callable[..., Workers] = Workers, limits: Limits | None = None
    ) -> None:
        self._store, self._limits = store, limits or Limits.named()
        self._workers = make_workers(store.queue, self._keep, store.where.home / _FOLDER)
        self._is_started, self._lock = False, Lock()

    def start(self) -> None:
        """Start the workers if they are not running; jobs left behind by an app that has ended come first."""
        with self._lock:
            if not self._is_started:
                self._is_started = True
                self._workers.start()

    def stop(self) -> None:
        """Stop the workers; their jobs wait for the next start of the app."""
        with self._lock:
            if self._is_started:
                self._is_started = False
                self._workers.stop()

    def ask(self, scope: Scope, clip: Path, name: str, order: Order, *, asker: str = "") -> Job:
        """Put a clip into the queue; it will be analysed, even after a crash, unless it is cancelled.

        Parameters
        ----------
        scope : Scope
            The account that asks, and the person whose set it is.
        clip : Path
            The file; it is copied.
        name : str
            What the user calls it.
        order : Order
        asker : str
            Whoever takes turns with others, such as a browser session.

        Raises
        ------
        UsageError
            If this user has too many clips in the queue.
        OutputError
            If there is no room for the clip; nothing is kept then.
        """
        order = self._limits.admit(order, self._waiting_of(scope))
        job = scope.add_job(_KIND, order.to_payload(), {CLIP: clip}, name=name, asker=asker)
        self.start()
        self._workers.wake()
        return job

    def cancel(self, scope: Scope, job_id: str) -> None:
        """Cancel a job, or forget one that is over; a job that no longer exists is no error."""
        with suppress(NotKeptError):
            if not scope.cancel_job(job_id):
                scope.remove_job(job_id)
            else:
                self._store.queue.drop_files(job_id)

    def standings(self, scope: Scope) -> list[Standing]:
        """List the standing of all jobs within reach: those that run, those that wait in turn, then the others."""
        now, mine = datetime.now(UTC), {job.id for job in scope.jobs(limit=_MOST)}
        jobs = self._store.queue.all()
        self._forget(job for job in jobs if _is_old(job, now))
        told = standings([job for job in jobs if not _is_old(job, now)], self._workers.count, now)
        return [standing for standing in told if standing.job.id in mine]

    def _waiting_of(self, scope: Scope) -> int:
        mine = scope.account.id
        return sum(job.account_id == mine and job.state in OPEN for job in self._store.queue.all())

    def _keep(self, job: Job, folder: Path) -> None:
        """Keep the results of a job as a set, with its clip, unless faces are to be hidden."""
        files = {path.name: path for path in folder.iterdir() if not path.name.startswith(".")}
        order = Order.from_payload(job.payload)
        if order.options.privacy == "none":
            suffix = Path(job.name).suffix.lower()
            files[f"{CLIP}{suffix if _SUFFIX.fullmatch(suffix) else ''}"] = job.paths[CLIP]
        scope = self._store.acting_as(job.account_id or "")
        scope.save_set(
            files, source="upload", name=job.name, person=job.person_id, prescription=order.prescription_id, job=job.id
        )
        self._store.queue.drop_files(job.id)

    def _forget(self, jobs: Iterable[Job]) -> None:
        for job in jobs:
            self._store.queue.remove(job.id)


def _is_old(job: Job, now: datetime) -> bool:
    """Whether a job has been over for so long that it is no longer listed."""
    told = _TOLD.get(job.state)
    return told is not None and job.ended_at is not None and now - job.ended_at > told
