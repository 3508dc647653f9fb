"""Prove the cues of P0 and P1 on rendered people and write the table: ``python -m benchmarks.proofs [id ...]``.

Clips that were rendered before are not rendered again, and rows of clips that are not rendered in this run are kept, so
that the work can be done in parts: ``--minutes N`` stops after so long, ``--no-render`` only judges again.
``--every N`` judges every Nth frame, as a slow machine sees them, and leaves the table as it is.
``--sizes`` only fills in how large the faults are drawn, without a clip.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.proofs.table import TABLE, Row, judged, read, summary, with_sizes, write
from benchmarks.proofs.takes import Filmed, landmarks, takes, thinned
from benchmarks.synthetic.figure.kinematics import OutOfReachError


def rows(chosen: list[Filmed], every: int, *, render: bool, until_s: float) -> Iterator[Row]:
    """Judge each clip that there is or that there is time to render."""
    for i, take in enumerate(chosen, 1):
        if not take.path.exists() and (not render or time.monotonic() > until_s):
            continue
        sys.stderr.write(f"{i} of {len(chosen)}: {take.id}\n")
        try:
            yield judged(take, thinned(landmarks(take), every))
        except OutOfReachError as error:
            sys.stderr.write(f"  not drawn: {error}\n")


def main() -> int:
    """Write the table and print what it comes to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--no-render", action="store_true")
    parser.add_argument("--minutes", type=float, default=1e6)
    parser.add_argument("--sizes", action="store_true")
    parser.add_argument("--every", type=int, default=1, choices=range(1, 7))
    options = parser.parse_args()
    if options.sizes:
        chosen = {take.id: take for take in takes(options.ids)}
        write([with_sizes(row, chosen[row.clip]) for row in read() if row.clip in chosen], whole=False)
        return 0
    until_s = time.monotonic() + 60.0 * options.minutes
    found = list(rows(takes(options.ids), options.every, render=not options.no_render, until_s=until_s))
    if options.every > 1:
        print(summary(found))
        return 0
    write(found, whole=not options.ids)
    print(summary(read()))
    print(f"Written to {TABLE}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
