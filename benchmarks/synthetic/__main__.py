"""Renders the clips that are missing: ``make renders``. `benchmarks.synthetic.clips` lists them.

``--release`` renders the clips that are kept for a release instead, which nobody looks at before.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from benchmarks.synthetic.clips import FOLDER, Clip, RunClip, clips, for_release, others, paths, runs
from benchmarks.synthetic.rendering.film import render


def rendered(clip: Clip | RunClip) -> tuple[str, float]:
    """Render one clip; return its name and the seconds it took."""
    start = time.perf_counter()
    render(clip)
    return clip.id, time.perf_counter() - start


def main() -> int:
    """Render what is missing, or list it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.synthetic", description=__doc__)
    parser.add_argument("--only", default="", help="a part of the names of the clips to render")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="how many at a time")
    parser.add_argument("--release", action="store_true", help="the clips that are kept for a release")
    parser.add_argument("--list", action="store_true", help="print the names of the missing ones and stop")
    arguments = parser.parse_args()
    known: list[Clip | RunClip] = [*for_release()] if arguments.release else [*clips(), *others(), *runs()]
    every = [clip for clip in known if arguments.only in clip.id]
    missing = [clip for clip in every if not paths(clip)[1].exists()]
    if arguments.list:
        sys.stdout.write("".join(f"{clip.id}\n" for clip in missing))
        return 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"{len(missing)} of {len(every)} clips to render into {FOLDER}\n")
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for n, done in enumerate(as_completed([pool.submit(rendered, clip) for clip in missing]), start=1):
            name, seconds = done.result()
            print(f"{n:4d}/{len(missing)}  {seconds:5.1f} s  {name}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
