"""Rows go in; the page that people read comes out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks.cameras.conditions import AIMS, LEAST, Row, rows
from benchmarks.cameras.readings import Reading
from formcheck.motion.measures import MEASURES

_INTRO = """# Cameras as people place them

Made by `python -m benchmarks.cameras` with the {model} model, on {scenes} scenes of bodies that nothing was fitted on
({bodies}). Each is one repetition to its lowest point. Every scene is sampled: who does what; a camera from the floor
to the chest, 1.2 to 6 m away, up to 45 degrees off the side or the front, looking up or down by up to 25 degrees,
rolled by up to 8, with a lens of 45 to 100 degrees; and in two of three scenes something else that is wrong: a plate, a
rack, a chair, a band or dumbbells before the body, feet, head or a shoulder out of the picture, a window behind, hardly
any light, motion blur, few bits, loose clothes, 8 to 60 frames a second. Loose clothes stand off the body; they do not
swing, which the renderer cannot.

A reading is a value that a verdict would be made of, at rest or at the lowest point, and is held against the same
measure on the true joints, seen square on. *95 %* is the 95th percentile of the error without its sign. *Claimed* is
the median of the errors that the readings claim, *within* the share of readings within the error that each of them
claims; it should be 95 %. *Holds*: the median is within its aim ({aims}), and *within* is 95 %, give or take one
standard error; "-" for fewer than {least} readings. Conditions with fewer than {listed} readings are left out.

A row holds one condition and lets all others be as they were sampled, so a row for a level camera has plates, too.
Renders are kinder than rooms and people, whatever is put before them: this compares conditions, and is no claim about
you.
"""
_LISTED = 8


def page(readings: Sequence[Reading], model: str) -> str:
    """Write the page."""
    found = list(rows(readings))
    parts = [_intro(readings, model), "## All conditions together\n"]
    parts.append("".join(_lines([row for row in found if row.condition == "all"], first="measure")))
    parts.append("## Why readings were not judged\n\n" + _reasons(readings))
    for measure in dict.fromkeys(row.measure for row in found):
        own = [row for row in found if row.measure == measure and row.condition != "all" and row.n >= _LISTED]
        parts.append(f"## {_words(measure).capitalize()}, by condition\n\n" + "".join(_lines(own, first="condition")))
    return "\n".join(parts)


def _intro(readings: Sequence[Reading], model: str) -> str:
    scenes = {r.scene.number: r.scene for r in readings}
    aims = ", ".join(f"{_words(name)} {aim:g} degrees" for name, aim in AIMS.items())
    bodies = ", ".join(sorted({s.body.replace("_", " ") for s in scenes.values()}))
    return _INTRO.format(scenes=len(scenes), bodies=bodies, model=model, aims=aims, least=LEAST, listed=_LISTED)


def _lines(found: Sequence[Row], *, first: str) -> Iterator[str]:
    names = [first, *(("",) if first == "condition" else ("unit",))]
    yield f"| {' | '.join([*names, 'readings', 'not judged', 'median', '95 %', 'claimed', 'within', 'holds'])} |\n"
    yield "|---" * 9 + "|\n"
    for row in found:
        unit = MEASURES[row.measure].unit
        head = [row.condition, row.value] if first == "condition" else [_words(row.measure), unit]
        sizes = [_number(value, unit) for value in (row.median, row.error95, row.claimed)]
        holds = {None: "-", True: "yes", False: "no"}[row.holds]
        yield f"| {' | '.join([*head, str(row.n), _percent(row.abstained), *sizes, _percent(row.within), holds])} |\n"


def _reasons(readings: Sequence[Reading]) -> str:
    known = [r for r in readings if math.isfinite(r.true)]
    counts = Counter(r.reason for r in known if r.reason)
    lines = [f"| {reason} | {n} | {_percent(n / len(known))} |\n" for reason, n in counts.most_common()]
    return "| reason | readings | share |\n|---|---|---|\n" + "".join(lines)


def _words(measure: str) -> str:
    return measure.replace("_", " ")


def _percent(share: float) -> str:
    return f"{share:.0%}" if math.isfinite(share) else "-"


def _number(value: float, unit: str) -> str:
    if not math.isfinite(value):
        return "-"
    return f"{value:.1f}" if unit == "deg" else f"{value:.2f}"
