"""A process of its own that reads one damaged file after another, and writes down how each ended.

``python -m benchmarks.damage.child`` speaks as a worker of `formcheck.jobs` does. With ``--analyze`` it analyses.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from formcheck.errors import FormcheckError
from formcheck.jobs.messages import Message, Task
from formcheck.jobs.worker import UNEXPECTED, work
from formcheck.video.reader import VideoReader

_MOST_BYTES: Final = 6 << 30
_TELLS_EVERY: Final = 10


@dataclass(frozen=True, slots=True)
class Ended:
    """How a file ended.

    Attributes
    ----------
    how : {"result", "refused", "wrong"}
        ``wrong`` is what must not be: another error than one for users, or a result that breaks its own promises.
    said : str
        The error.
    frames : int
    cpu_s, peak_mb : float
        Seconds of processor time, and how much more memory was held at once than before.
    """

    how: str
    said: str = ""
    frames: int = 0
    cpu_s: float = 0.0
    peak_mb: float = 0.0


def decode(task: Task, tell: Callable[[Message], None]) -> Ended:
    """Read all frames, and hold the reader to what it promises."""
    try:
        with VideoReader(task.clip) as reader:
            frames = _checked(reader, tell)
    except FormcheckError as error:
        return Ended("refused", str(error).replace(str(task.clip), "CLIP"))
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return Ended("wrong", f"{type(error).__name__}: {error}")
    return Ended("result", frames=frames)


def _checked(reader: VideoReader, tell: Callable[[Message], None]) -> int:
    info, last_s, count = reader.info, -1.0, 0
    for frame in reader:
        count += 1
        promises = {
            "times increase": frame.t_s > last_s and math.isfinite(frame.t_s),
            "frames are RGB": frame.image.dtype == np.uint8 and frame.image.ndim == 3,
            "frames are of one size": frame.image.shape[:2] == (info.height_px, info.width_px),
        }
        if broken := [name for name, holds in promises.items() if not holds]:
            msg = f"it is not so that {broken[0]}: frame {count}, {frame.t_s} s after {last_s} s, {frame.image.shape}"
            raise ValueError(msg)
        last_s = frame.t_s
        if count % _TELLS_EVERY == 0:
            tell(Message("progress", share=0.5))
    if not (math.isfinite(info.fps) and info.fps > 0 and math.isfinite(info.duration_s) and info.duration_s > 0):
        msg = f"it is not so that rate and duration are known: {info.fps}, {info.duration_s}"
        raise ValueError(msg)
    return count


def analyse(task: Task, tell: Callable[[Message], None]) -> Ended:
    """Analyse as a worker of the app does; what it leaves behind is whole, or nothing."""
    said: list[Message] = []
    work(task, lambda message: said.append(message) if message.kind in ("done", "failed") else tell(message))
    left = [path.name for path in task.out.rglob("*")] if task.out.exists() else []
    if said[-1].kind == "failed":
        is_expected = not left and said[-1].error != UNEXPECTED
        return Ended("refused" if is_expected else "wrong", f"{said[-1].error} {left or ''}")
    is_whole = "report.json" in left and not any(".part" in name for name in left)
    return Ended("result" if is_whole else "wrong", "" if is_whole else f"left behind: {left}")


def main() -> None:
    """Read each file that is named by a line of the input."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    do = analyse if "--analyze" in sys.argv else decode
    tell(Message("ready"))
    for line in iter(sys.stdin.readline, ""):
        task = Task.from_line(line)
        _forget_peak()
        before_kb, started_s = _kb("VmRSS"), time.process_time()
        ended = do(task, tell)
        measured = {"cpu_s": time.process_time() - started_s, "peak_mb": (_kb("VmHWM") - before_kb) / 1024}
        task.clip.with_suffix(".json").write_text(json.dumps(asdict(ended) | measured))
        tell(Message("done"))


def tell(message: Message) -> None:
    """Write a message to the one who asked."""
    sys.__stdout__.write(message.to_line())  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _kb(name: str) -> int:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    main()
