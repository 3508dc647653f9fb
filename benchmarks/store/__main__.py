"""``python -m benchmarks.store``: times with ten thousand sets; with ``--kills 200``, what is left after kills."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.store.kills import kill_often
from benchmarks.store.speed import bytes_of, fill, measure
from formcheck.store.store import Store


def main() -> int:
    """Run what was asked for, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kills", type=int, default=0, help="kill a writing process so many times, and do nothing else"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the moments of the kills")
    parser.add_argument("--sets", type=int, default=10_000, help="how many sets the store holds")
    parser.add_argument("--times", type=int, default=100, help="how often each act is timed")
    parser.add_argument("--database", help="address of an empty database on a server, instead of a file")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="formcheck-store-") as folder:
        if asked.kills:
            return kill(Path(folder), asked.kills, asked.seed)
        show_times(Path(folder), asked.sets, asked.times, asked.database)
    return 0


def kill(folder: Path, rounds: int, seed: int) -> int:
    """Print what the kills came to; the exit code is 1 if anything was lost."""
    start_s = time.monotonic()
    outcome = kill_often(folder, rounds, seed)
    remains = ", ".join(f"{kind} {count}" for kind, count in sorted(outcome.remains.items())) or "none"
    print(f"kills: {outcome.kills}, sets said to be saved: {outcome.saved}, seconds: {time.monotonic() - start_s:.0f}")
    print(f"remains that check found, and repair moved or removed: {remains}")
    print("\n".join(outcome.lost))
    print(f"lost or not found: {len(outcome.lost)}")
    return 1 if outcome.lost else 0


def show_times(folder: Path, count: int, times: int, url: str | None) -> None:
    """Print a table of times."""
    start_s = time.monotonic()
    fill(folder, url, count, lambda done: _tell(done, count))
    print(
        f"\n{count} sets in {time.monotonic() - start_s:.0f} s, {bytes_of(folder) / 1e6:.0f} MB of rows\n", flush=True
    )
    with Store.open(folder, url) as store:
        print("| act | p50, ms | p95, ms | worst, ms |\n|---|---|---|---|")
        for row in measure(store.local(), times):
            print(f"| {row.what} | {row.p50_ms:.0f} | {row.p95_ms:.0f} | {row.worst_ms:.0f} |", flush=True)


def _tell(done: int, count: int) -> None:
    if sys.stderr.isatty() and done % 100 == 0:
        sys.stderr.write(f"\r{done} of {count}")


if __name__ == "__main__":
    sys.exit(main())
