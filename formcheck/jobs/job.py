"""A job: one analysis that was asked for, from its place in the queue to its result; and the rows that remember it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, Protocol

from formcheck.jobs.order import Order

State = Literal["waiting", "running", "done", "failed", "cancelled"]
ACTIVE: Final[tuple[State, ...]] = ("waiting", "running")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One analysis that was asked for.

    Attributes
    ----------
    id : str
        32 hexadecimal digits.
    owner : str
        Whose the result is; empty where formcheck is used without accounts.
    asker : str
        Who asked, to take turns: a user, or a browser's session where there are no accounts.
    name : str
        The clip, as the user calls it.
    clip : Path
        The file.
    order : Order
        What is to be done.
    state : {"waiting", "running", "done", "failed", "cancelled"}
    share : float
        Share of the work that is done, 0..1.
    asked_at, started_at, ended_at : datetime or None
        With time zone; `started_at` is that of the last start.
    starts : int
        How often it was begun: more than once where the app ended meanwhile.
    error : str
        Why it failed, for the user.
    set_id : str or None
        The set that it became.
    """

    id: str
    owner: str = ""
    asker: str = ""
    name: str
    clip: Path
    order: Order
    state: State = "waiting"
    share: float = 0.0
    asked_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    starts: int = 0
    error: str = ""
    set_id: str | None = None

    @property
    def is_active(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ACTIVE


class Rows(Protocol):
    """Where jobs are remembered: all methods may be called from any thread, and by several apps at once."""

    def add(self, job: Job) -> None:
        """Remember a new job."""

    def get(self, job_id: str) -> Job | None:
        """Return a job, or None where there is none of this id."""

    def all(self) -> list[Job]:
        """Return all jobs, those first that were asked for first."""

    def claim(self, job_id: str, worker: str) -> bool:
        """Begin a job that waits; False if it does not wait any more."""

    def beat(self, job_id: str, worker: str, share: float) -> bool:
        """Tell that the job still runs, and how far it is; False if it was cancelled or taken away meanwhile."""

    def end(self, job_id: str, worker: str, state: State, *, error: str = "", set_id: str | None = None) -> bool:
        """End a job that this worker runs, or let it wait again; False if it was cancelled or taken away meanwhile."""

    def cancel(self, job_id: str) -> bool:
        """Cancel a job that waits or runs; False if it is over."""

    def stale(self, seconds: float) -> list[Job]:
        """Return the jobs that run by their state, and of which nothing was heard for so many seconds."""

    def take_back(self, job_id: str, state: State, error: str = "") -> bool:
        """Take a stale job from a worker that is gone; False if it does not run any more."""

    def remove(self, job_id: str) -> None:
        """Forget a job."""
