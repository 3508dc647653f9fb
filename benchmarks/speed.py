"""Throughput of `formcheck analyze` and of a naive loop on the same clip: ``make bench CLIP=path``.

The naive loop is what a first version would be: decode with OpenCV, find the pose, draw the skeleton, write with
OpenCV's own writer (mp4v, which browsers do not play). Both are run in turn, so that a noisy machine is fair to both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from benchmarks.data import SAMPLES
from formcheck import analyze
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.skeleton import BONES, NAMES
from formcheck.records import Frame
from formcheck.video.reader import VideoReader

DEFAULT_CLIP = SAMPLES / "squat_good_side.mp4"
_BONES = [(NAMES.index(a), NAMES.index(b)) for a, b in BONES]


def naive(clip: Path, out: Path) -> None:
    """Decode, find, draw and write, one after the other."""
    capture = cv2.VideoCapture(str(clip))
    fps = capture.get(cv2.CAP_PROP_FPS) or 30.0
    size = (int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)))
    writer = cv2.VideoWriter(str(out / "naive.mp4"), cv2.VideoWriter.fourcc(*"mp4v"), fps, size)
    with Landmarker("full") as landmarker:
        for index in range(sys.maxsize):
            found, image = capture.read()
            if not found:
                break
            rgb = np.ascontiguousarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB), dtype=np.uint8)
            pose = landmarker.detect(Frame(index, index / fps, rgb))
            if pose.found:
                points = pose.landmarks[:, :2].astype(int)
                for a, b in _BONES:
                    cv2.line(image, tuple(points[a]), tuple(points[b]), (0, 255, 0), 2)
            writer.write(image)
    writer.release()
    capture.release()


def formcheck(clip: Path, out: Path) -> None:
    """Run what ``formcheck analyze --exercise squat`` runs, with the annotated clip."""
    analyze(clip, "squat", out=out)


def timed(run: Callable[[Path, Path], None], clip: Path) -> float:
    """Seconds that one run takes, into a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        run(clip, Path(folder))
        return time.perf_counter() - start


def main() -> None:
    """Print a table of both, with the ratio of the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "clip",
        type=Path,
        nargs="?",
        default=DEFAULT_CLIP,
        help="a clip, best at 1280x720; by default a sample at 640x360",
    )
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with VideoReader(arguments.clip) as reader:
        frames, info = sum(1 for _ in reader), reader.info
    print(f"{info.path.name}: {frames} frames, {info.width_px}x{info.height_px}, {info.codec}")
    pairs = [(timed(formcheck, info.path), timed(naive, info.path)) for _ in range(arguments.runs)]
    print("| | seconds (min / median) | frames per second (median) |\n|---|---|---|")
    for name, seconds in zip(("formcheck analyze", "naive loop"), zip(*pairs, strict=True), strict=True):
        median = statistics.median(seconds)
        print(f"| {name} | {min(seconds):.1f} / {median:.1f} | {frames / median:.1f} |")
    print(f"\nRatio formcheck / naive, pair by pair: {', '.join(f'{a / b:.2f}' for a, b in pairs)}")


if __name__ == "__main__":
    main()
