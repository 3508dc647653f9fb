"""``python -m benchmarks.damage [--count N] [--analyze N] [--keep DIR] [--page]``: damage, read, and sum up."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from benchmarks.damage.cases import cases
from benchmarks.damage.page import PAGE, page
from benchmarks.damage.running import ANALYZE, Told, run


def main() -> int:
    """Return 1 where a file ended as none may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="how many files are read")
    parser.add_argument(
        "--analyze", type=int, default=60, help="how many of them are analysed too, with the lite model"
    )
    parser.add_argument("--silent", type=float, default=60.0, help="seconds after which one hangs")
    parser.add_argument("--keep", type=Path, help="folder for the files that ended as none may")
    parser.add_argument("--page", action="store_true", help="write benchmarks/DAMAGE.md")
    chosen = parser.parse_args()
    read = list(_shown(run(cases(chosen.count), silent_s=chosen.silent), chosen.keep, "read"))
    analysed = list(
        _shown(run(cases(chosen.analyze), command=ANALYZE, silent_s=chosen.silent), chosen.keep, "analysed")
    )
    text = page(read, analysed)
    print(text)
    if chosen.page:
        PAGE.write_text(text, encoding="utf-8")
    return int(any(told.fault for told in (*read, *analysed)))


def _shown(all_told: Iterable[Told], keep: Path | None, what: str) -> Iterable[Told]:
    for number, told in enumerate(all_told):
        if told.fault:
            print(f"{what} {number}: {told.case.way}: {told.fault}", flush=True)
            if keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{what}-{number}.{told.case.suffix}").write_bytes(told.case.data)
        elif number % 100 == 0:
            print(f"{what} {number}: {told.case.way}: {told.ended.how} {told.ended.said[:100]}", flush=True)
        yield told


if __name__ == "__main__":
    raise SystemExit(main())
