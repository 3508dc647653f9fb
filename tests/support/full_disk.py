"""Run by the tests in a process of its own, on a disk or under a limit that is too small for what it writes."""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

import numpy as np

from formcheck.errors import OutputError
from formcheck.files import write_whole
from formcheck.video import VideoWriter


def write_clip(path: Path, count: int = 40) -> None:
    """Write noise, which no codec makes small: some 300 kB."""
    random = np.random.default_rng(0)
    with VideoWriter(path, 160, 120, 30) as writer:
        for index in range(count):
            writer.write(random.integers(0, 255, (120, 160, 3), dtype=np.uint8), index / 30)


def main(kind: str, path: Path, limit_bytes: int) -> None:
    """Write as asked, and leave the message for the test on the standard output."""
    if limit_bytes:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
    try:
        if kind == "clip":
            write_clip(path)
        else:
            write_whole(path, "x" * 300_000)
    except OutputError as error:
        sys.stdout.write(str(error))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
