"""Decides whose turn it is among all jobs, and gives each waiting one its place in the queue and the time left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Final

from formcheck.store.entries import Job

# Before, the time that the model takes to load would be taken for the pace of the analysis.
_TELLING: Final = 0.03
# As many of the last jobs say how long one takes.
_RECENT: Final = 5
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a job stands.

    Attributes
    ----------
    job : Job
    ahead : int
        How many jobs come before it; 0 for one that runs or is over.
    left_s : float or None
        Seconds until it is done; None if that is not known yet.
    """

    job: Job
    ahead: int = 0
    left_s: float | None = None


def order_of(jobs: Sequence[Job]) -> list[Job]:
    """Sort the waiting jobs by turn: askers take turns, first the one served least and longest ago.

    Parameters
    ----------
    jobs : sequence of Job
        All remembered jobs, in the order in which they were requested.
    """
    running = Counter(job.asker for job in jobs if job.state == "running")
    served = {job.asker: job.started_at for job in sorted(jobs, key=_started) if job.started_at is not None}
    waiting = [job for job in jobs if job.state == "waiting"]
    turn: Counter[str] = Counter()
    keyed = []
    for place, job in enumerate(waiting):
        keyed.append((running[job.asker] + turn[job.asker], served.get(job.asker, _LONG_AGO), place, job))
        turn[job.asker] += 1
    return [job for *_, job in sorted(keyed, key=lambda key: key[:3])]


def _started(job: Job) -> datetime:
    return job.started_at or _LONG_AGO


def standings(jobs: Sequence[Job], workers: int, now: datetime) -> list[Standing]:
    """List the standing of all jobs: those that run, those that wait in turn, then the others.

    Parameters
    ----------
    jobs : sequence of Job
        All remembered jobs, in the order in which they were requested.
    workers : int
        How many jobs run at the same time.
    now : datetime
        Time zone aware.
    """
    running = [Standing(job, 0, _left_s(job, now)) for job in jobs if job.state == "running"]
    waiting = _waiting(order_of(jobs), running, _usual_s(jobs, now), workers)
    over = [Standing(job) for job in reversed(jobs) if job.state not in ("waiting", "running")]
    return [*running, *waiting, *over]


def _waiting(
    queue: Iterable[Job], running: Sequence[Standing], usual_s: float | None, workers: int
) -> Iterator[Standing]:
    known = [standing.left_s if standing.left_s is not None else usual_s for standing in running]
    if usual_s is None or None in known:
        yield from (Standing(job, len(running) + i) for i, job in enumerate(queue))
        return
    free_s = sorted([s for s in known if s is not None] + [0.0] * max(0, workers - len(running)))
    for i, job in enumerate(queue):
        done_s = free_s.pop(0) + usual_s
        free_s = sorted([*free_s, done_s])
        yield Standing(job, len(running) + i, done_s)


def _left_s(job: Job, now: datetime) -> float | None:
    if job.state != "running" or job.started_at is None or job.progress < _TELLING:
        return None
    return (now - job.started_at).total_seconds() * (1.0 - job.progress) / job.progress


def _usual_s(jobs: Sequence[Job], now: datetime) -> float | None:
    """Return the usual duration of a recent job in seconds; if none is done yet, that of the running ones."""
    done = [(job.ended_at - job.started_at) for job in jobs if job.state == "done" and job.ended_at and job.started_at]
    if done:
        return median(took.total_seconds() for took in done[-_RECENT:])
    running = [(now - job.started_at, job) for job in jobs if job.started_at and _left_s(job, now) is not None]
    return median(took.total_seconds() / job.progress for took, job in running) if running else None
