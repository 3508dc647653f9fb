"""Damaged files in, how each ended out: read in a process that can die or hang alone."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.damage.cases import Case
from benchmarks.damage.child import Ended
from formcheck.analysis.options import AnalysisOptions
from formcheck.jobs.messages import Task
from formcheck.jobs.order import Order
from formcheck.jobs.process import WorkerProcess
from formcheck.jobs.watching import Watcher

DECODE: Final = (sys.executable, "-m", "benchmarks.damage.child")
ANALYZE: Final = (*DECODE, "--analyze")
MOST_CPU_S: Final = 20.0
MOST_MB: Final = 2000.0


@dataclass(frozen=True, slots=True)
class Told:
    """A file, and how it ended."""

    case: Case
    ended: Ended

    @property
    def fault(self) -> str:
        """What must not be; nothing where all is well."""
        if self.ended.how not in ("result", "refused"):
            return self.ended.said
        if self.ended.cpu_s > MOST_CPU_S:
            return f"{self.ended.cpu_s:.1f} s of processor time"
        return f"{self.ended.peak_mb:.0f} MB of memory" if self.ended.peak_mb > MOST_MB else ""


def run(cases: Iterable[Case], *, command: Sequence[str] = DECODE, silent_s: float = 60.0) -> Iterator[Told]:
    """Read each file, in a process that is made anew where it has died or was ended because it hung."""
    watcher, worker = Watcher(silent_s=silent_s), WorkerProcess(command)
    try:
        with tempfile.TemporaryDirectory(prefix="damage-") as scratch:
            for number, case in enumerate(cases):
                if not worker.is_alive:
                    worker = WorkerProcess(command)
                folder = Path(scratch) / str(number)
                folder.mkdir()
                yield Told(case, _ended(folder, case, worker, watcher))
                shutil.rmtree(folder)
    finally:
        worker.kill()


def _ended(folder: Path, case: Case, worker: WorkerProcess, watcher: Watcher) -> Ended:
    clip = folder / f"clip.{case.suffix}"
    clip.write_bytes(case.data)
    options = AnalysisOptions(model="lite", draw=True)
    task = Task(clip, clip.name, folder / "out", Order(exercise="squat", options=options))
    last = watcher.attend(worker, task, lambda _: None)
    if last is None or last.kind != "done":
        return Ended("died", last.error if last is not None else "")
    return Ended(**json.loads(clip.with_suffix(".json").read_text("utf-8")))
