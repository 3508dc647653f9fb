"""The messages between the app and a worker, one line each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from formcheck.jobs.order import Order


@dataclass(frozen=True, slots=True)
class Task:
    """One clip for a worker: the file, the user's name for it, the folder for the results, and the order.

    `running` is the number of clips being analysed when it starts, including this one: they share the cores.
    """

    clip: Path
    name: str
    out: Path
    order: Order
    running: int | None = None

    def to_line(self) -> str:
        """Write it as a line of JSON."""
        task = {
            "clip": str(self.clip), "name": self.name, "out": str(self.out), "order": self.order.to_payload(),
            "running": self.running,
        }  # fmt: skip
        return f"{json.dumps(task)}\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read it."""
        task = json.loads(line)
        order = Order.from_payload(task["order"])
        return cls(Path(task["clip"]), task["name"], Path(task["out"]), order, task.get("running"))


@dataclass(frozen=True, slots=True)
class Message:
    """A message of a worker: that it is ready for a clip, its progress, or how it ended.

    `died` comes from the watcher, for a worker that can no longer report it.
    """

    kind: Literal["ready", "progress", "done", "failed", "died"]
    share: float = 0.0
    error: str = ""

    def to_line(self) -> str:
        """Write it as a line of JSON."""
        return f"{json.dumps(asdict(self))}\n"

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Read it."""
        return cls(**json.loads(line))


Telling = Callable[[Message], None]
"""Takes each message of a worker."""
