"""A program and a clip go in; how long it took, its processor time and its memory come out: run in a process each.

The naive loop is what a first version would be: decode with OpenCV, find the pose, draw the skeleton, encode. It uses
the encoder and the settings of formcheck, so that only what stands around them differs.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from formcheck import analyze
from formcheck.pieces.workers import workers_of
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.skeleton import BONES, NAMES
from formcheck.records import Frame, ModelName
from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter

_BONES = [(NAMES.index(a), NAMES.index(b)) for a, b in BONES]
_GREEN = (0, 255, 0)
_EXERCISE = "squat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run cost.

    Attributes
    ----------
    wall_s : float
        From the first call to the last, in seconds, the model loaded within; of inference alone, the sum over frames.
    cpu_s : float
        Processor time of the process and of its workers in the same time, in seconds, all cores.
    first_s : float
        Until the first frame was done, in seconds.
    peak_mb : float
        Largest resident memory of the process, and of the largest worker as often as there are any, in megabytes.
    """

    wall_s: float
    cpu_s: float
    first_s: float
    peak_mb: float


def inference(clip: Path, model: ModelName, _: Path) -> tuple[float, float]:
    """Find the pose in every frame, on one core; decoding is not timed."""
    _keep_to_one_core()
    spent: list[float] = []
    with Landmarker(model) as landmarker, VideoReader(clip) as reader:
        for frame in reader:
            begun = time.perf_counter()
            landmarker.detect(frame)
            spent.append(time.perf_counter() - begun)
    return sum(spent), spent[0]


def _keep_to_one_core() -> None:
    """Have all threads of this process that are still to be started share a core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def naive(clip: Path, model: ModelName, out: Path) -> tuple[float, float]:
    """Decode, find, draw and encode, one after the other."""
    begun, first_s = time.perf_counter(), 0.0
    capture = cv2.VideoCapture(str(clip))
    fps = capture.get(cv2.CAP_PROP_FPS) or 30.0
    size = (int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)))
    with Landmarker(model) as landmarker, VideoWriter(out / "naive.mp4", *size, fps) as writer:
        for index in range(sys.maxsize):
            found, image = capture.read()
            if not found:
                break
            rgb = np.ascontiguousarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
            pose = landmarker.detect(Frame(index, index / fps, rgb))
            if pose.found:
                points = pose.landmarks[:, :2].astype(int)
                for a, b in _BONES:
                    cv2.line(rgb, tuple(points[a]), tuple(points[b]), _GREEN, 2)
            writer.write(rgb, index / fps)
            first_s = first_s or time.perf_counter() - begun
    capture.release()
    return time.perf_counter() - begun, first_s


def formcheck(clip: Path, model: ModelName, out: Path, *, draw: bool) -> tuple[float, float]:
    """Run what ``formcheck analyze`` runs."""
    begun, reached_s = time.perf_counter(), list[float]()
    analyze(
        clip, _EXERCISE, out=out, model=model, draw=draw,
        progress=lambda _: reached_s.append(time.perf_counter() - begun) if not reached_s else None,
    )  # fmt: skip
    return time.perf_counter() - begun, reached_s[0] if reached_s else 0.0


PROGRAMS: Final[Mapping[str, Callable[[Path, ModelName, Path], tuple[float, float]]]] = {
    "inference": inference,
    "naive": naive,
    "judged": lambda clip, model, out: formcheck(clip, model, out, draw=False),
    "drawn": lambda clip, model, out: formcheck(clip, model, out, draw=True),
}
"""By the names that the tables use."""


def cost_of(program: str, clip: Path, model: ModelName) -> Cost:
    """Run a program in a process of its own and return what it cost."""
    command = [sys.executable, "-m", "benchmarks.speed.programs", program, str(clip), model]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return Cost(**json.loads(done.stdout))


def _main(program: str, clip: str, model: ModelName) -> None:
    with tempfile.TemporaryDirectory() as out:
        before_s = _processor_s()
        wall_s, first_s = PROGRAMS[program](Path(clip), model, Path(out))
        cpu_s = _processor_s() - before_s
    others = workers_of(None) - 1
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak_mb = (own + others * largest) / 1024
    print(json.dumps(asdict(Cost(wall_s=wall_s, cpu_s=cpu_s, first_s=first_s, peak_mb=peak_mb))))


def _processor_s() -> float:
    """Processor time of this process and of those that it started and that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    _main(*sys.argv[1:])  # type: ignore[arg-type]
