"""A queue in memory, jobs to order, and a worker that does at once what the name of its clip says."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from formcheck.jobs.order import Order
from formcheck.jobs.workers import CLIP
from formcheck.store.entries import Job, JobState

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SOON_S = 20.0
_WORKER = """
import json, os, sys, time
from pathlib import Path
def tell(kind, share=0.0, error=""):
    print(json.dumps({"kind": kind, "share": share, "error": error}), flush=True)
tell("ready")
for line in sys.stdin:
    task = json.loads(line)
    name, out = task["name"], Path(task["out"])
    out.mkdir(parents=True)
    (out / "report.json").write_text({"slow": "half", "running": str(task["running"])}.get(name, name))
    tell("progress", 0.5)
    if name == "slow":
        time.sleep(600)
    if name == "deadly":
        os.abort()
    killed_once = Path(out).parents[2] / "killed"
    if name == "innocent" and not killed_once.exists():
        killed_once.touch()
        os.abort()
    tell("failed", error="It shows nobody.") if name == "empty" else tell("done")
"""
COMMAND = (sys.executable, "-I", "-S", "-c", _WORKER)


def job(
    number: int, asker: str = "ann", state: JobState = "waiting", *, name: str = "squat.mp4", **more: object
) -> Job:
    """A job that was asked for so many seconds after noon."""
    plain = Job(
        id=f"{number:032x}", person_id="p", account_id="a", asker=asker, name=name, kind="analyze", state=state,
        starts=0, payload=Order(exercise="squat").to_payload(), progress=0.0, error="", set_id=None, worker=None,
        created_at=NOON + timedelta(seconds=number), started_at=None, beat_at=None, ended_at=None,
        paths={CLIP: Path(name)},
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


class MemoryRows:
    """Rows that end with the process; `heard` says who was heard of when."""

    def __init__(self, *jobs: Job) -> None:
        self._jobs = {job.id: job for job in jobs}
        self._workers: dict[str, str] = {}
        self._heard_s: dict[str, float] = {}
        self._lock = Lock()

    def add(self, job: Job) -> None:
        """Ask for one more, unless it was asked for already."""
        with self._lock:
            self._jobs.setdefault(job.id, job)

    def get(self, job_id: str) -> Job | None:
        return self._jobs.get(job_id)

    def all(self) -> list[Job]:
        with self._lock:
            return sorted(self._jobs.values(), key=lambda job: job.created_at)

    def claim(self, job_id: str, worker: str) -> bool:
        with self._lock:
            old = self._jobs[job_id]
            if old.state != "waiting":
                return False
            self._workers[job_id], self._heard_s[job_id] = worker, time.monotonic()
            self._jobs[job_id] = replace(
                old, state="running", starts=old.starts + 1, started_at=datetime.now(UTC), progress=0.0
            )
            return True

    def beat(self, job_id: str, worker: str, progress: float) -> bool:
        with self._lock:
            if not self._is_of(job_id, worker):
                return False
            self._heard_s[job_id] = time.monotonic()
            self._jobs[job_id] = replace(self._jobs[job_id], progress=progress)
            return True

    def end(self, job_id: str, worker: str, state: JobState, *, error: str = "") -> bool:
        with self._lock:
            if not self._is_of(job_id, worker):
                return False
            self._over(job_id, state, error)
            return True

    def cancel(self, job_id: str) -> None:
        with self._lock:
            self._over(job_id, "cancelled", "")

    def done(self, job_id: str) -> None:
        with self._lock:
            self._over(job_id, "done", "")

    def stale(self, seconds: float) -> list[Job]:
        with self._lock:
            now_s = time.monotonic()
            running = [job for job in self._jobs.values() if job.state == "running"]
            return [job for job in running if now_s - self._heard_s.get(job.id, float("-inf")) > seconds]

    def take_back(self, job_id: str, state: JobState, error: str = "") -> bool:
        with self._lock:
            if self._jobs[job_id].state != "running":
                return False
            self._over(job_id, state, error)
            return True

    def drop_files(self, job_id: str) -> None:
        with self._lock:
            self._jobs[job_id] = replace(self._jobs[job_id], paths={})

    def _is_of(self, job_id: str, worker: str) -> bool:
        return self._jobs[job_id].state == "running" and self._workers[job_id] == worker

    def _over(self, job_id: str, state: JobState, error: str) -> None:
        ended = None if state == "waiting" else datetime.now(UTC)
        self._jobs[job_id] = replace(self._jobs[job_id], state=state, error=error, ended_at=ended)


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something holds; fails where it does not come to hold soon."""
    end_s = time.monotonic() + SOON_S
    while not what():
        assert time.monotonic() < end_s, "it did not come to hold"
        time.sleep(0.02)
