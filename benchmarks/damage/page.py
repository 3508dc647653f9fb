"""How files ended in, ``benchmarks/DAMAGE.md`` out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.damage.cases import ways
from benchmarks.damage.running import MOST_CPU_S, MOST_MB, Told

PAGE: Final = Path(__file__).parents[1] / "DAMAGE.md"
_MOST_LINES: Final = 30
_MENDED: Final = """## What it has shown

Three kinds of damage ended otherwise at first, and are mended for their kind, each with a test:

- times closer than the annotated clip can write them (an AVI that states two thousand million frames a second): now
  steps of less than half a millisecond are set right with a note;
- times further apart than an MP4 can hold (a Matroska file whose frames are thousands of years apart): now a gap of
  more than an hour is a clock that was set anew;
- a picture three hundred times as long as high (a GIF of 32768 x 96), in which the search for a small person took
  hundreds of looks at each frame: now one side may be ten times as long as the other.
"""


def page(read: Sequence[Told], analysed: Sequence[Told]) -> str:
    """Write the page."""
    return "\n".join(_lines(read, analysed)) + "\n"


def _lines(read: Sequence[Told], analysed: Sequence[Told]) -> Iterator[str]:
    yield "# Damaged clips"
    yield ""
    yield f"Written by `make damage`: the sample videos, short and small, damaged in {ways()} ways, and in two at once."
    yield "The files are the same each time. Each must end in a result or an error for users, in a process that can"
    yield f"die alone, within {MOST_CPU_S:g} s of processor time and with {MOST_MB:g} MB more memory than before."
    yield ""
    yield "## Read, every frame"
    yield ""
    yield from _table(read)
    yield ""
    yield "## Analysed and drawn, with the lite model"
    yield ""
    yield from _table(analysed)
    yield ""
    yield from _faults([*read, *analysed])
    yield ""
    yield _MENDED.rstrip()


def _table(all_told: Sequence[Told]) -> Iterator[str]:
    yield "| damage | files | result | refused | wrong or died | most seconds | most MB |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    kinds = list(dict.fromkeys(told.case.kind for told in all_told))
    for kind in kinds:
        yield _row(kind, [told for told in all_told if told.case.kind == kind])
    if len(kinds) > 1:
        yield _row("**all**", all_told)


def _row(kind: str, some: Sequence[Told]) -> str:
    how = Counter(told.ended.how for told in some)
    wrong = sum(bool(told.fault) for told in some)
    cpu_s, peak_mb = max(told.ended.cpu_s for told in some), max(told.ended.peak_mb for told in some)
    return f"| {kind} | {len(some)} | {how['result']} | {how['refused']} | {wrong} | {cpu_s:.2f} | {peak_mb:.0f} |"


def _faults(all_told: Sequence[Told]) -> Iterator[str]:
    faults = [told for told in all_told if told.fault]
    if not faults:
        yield "No file ended otherwise: no traceback, no death of the process, none that hung, no half output."
    for told in faults[:_MOST_LINES]:
        yield f"- {told.case.kind}: {told.case.way}: {told.fault[:200]}"
