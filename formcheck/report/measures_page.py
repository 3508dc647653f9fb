"""Makes one Markdown page that lists every measure, from the registries of measures and the exercise definitions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import get_args

from formcheck.catalogue.library import exercises
from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.coaching.recorder import columns_of
from formcheck.motion.gait import GAIT_MEASURES, GaitMeasure
from formcheck.motion.measures import MEASURES, MODULES, Measure
from formcheck.motion.measures.registry import ErrorFrom
from formcheck.records import ViewLabel
from formcheck.registry import first_line
from formcheck.wording import view_name

EXERCISES_LINK = "exercises/{id}.md"
"""An exercise's page as seen from ``docs/``, where this page goes."""

_INTRODUCTION = """\
# Measures

Made from the code by `make reference`; do not edit this page.

A measure is a number that is read from one frame. An exercise names measures; [how a verdict comes
about](verdicts.md) says how the frames of a repetition become one reading. Look here before you write a new one:
`formcheck/motion/measures/` has a module for each heading.

- **Error** is about the 95 % limit of the error of one reading, in the unit of the measure. It comes from {origins}.
- **Graded** says from where the camera can see it well enough for a verdict. A measure that is not graded counts
  repetitions or decides what is a repetition at all.
- **Sides**: a measure of each side exists for the left and for the right.
- A **ratio** has no unit; its meaning says what it is a share of.
- A measure that needs a **standing** length is not known before the person was seen upright for a moment.
"""
_ORIGINS: Mapping[ErrorFrom, str] = {
    "rendered": "rendered bodies whose joints are known",
    "literature": "a published study",
    "footage": "a few real clips",
    "estimate": "the project's own estimate",
}
_ORIGIN_WORDS: Mapping[ErrorFrom, str] = {
    "rendered": "rendered", "literature": "study", "footage": "clips", "estimate": "estimate",
}  # fmt: skip
_MOST_LINKS = 3


def page() -> str:
    """Write the page.

    Returns
    -------
    str
        Markdown: a table for each module of `formcheck.motion.measures`, one for the measures of a run and one for
        those of a set, with name, unit, error, views, sides, meaning, and the exercises that read it.
    """
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    origins = [f"{text} (*{_ORIGIN_WORDS[origin]}*)" for origin, text in _ORIGINS.items()]
    yield _INTRODUCTION.format(origins=f"{', '.join(origins[:-1])} or {origins[-1]}")
    readers = _readers()
    for module in MODULES:
        yield from (f"## {module.__name__.rsplit('.', 1)[1].capitalize()}", "", first_line(module), "")
        yield from _header("measure", "meaning", "unit", "error", "graded", "sides", "read by")
        members = [measure for measure in MEASURES.values() if measure.function.__module__ == module.__name__]
        yield from (_row(_cells(measure, readers.get(measure.name, []))) for measure in members)
        yield ""
    yield from ("## Runs", "", "Numbers of a run, from the measures above over its steps.", "")
    yield from _header("measure", "meaning", "unit", "error", "read", "sides", "frames per second")
    yield from (_row(_gait_cells(measure)) for measure in GAIT_MEASURES.values())
    yield from ("", "## Sets", "", "Numbers of a whole set, from its repetitions, steps and holds.", "")
    yield from _header("measure", "meaning", "unit")
    yield from (_row((f"`{name}`", measure.meaning, measure.unit)) for name, measure in SET_MEASURES.items())


def _header(*cells: str) -> Iterator[str]:
    yield _row(cells)
    yield "|" + "---|" * len(cells)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _cells(measure: Measure, readers: list[str]) -> Iterator[str]:
    yield f"`{measure.name}`"
    yield measure.meaning
    yield measure.unit + (", standing" if measure.needs_standing else "")
    yield f"{measure.error:g} ({_ORIGIN_WORDS[measure.error_from]})"
    yield _named(measure.views) or "no"
    yield "each" if measure.sided else "whole"
    yield _links(readers)


def _gait_cells(measure: GaitMeasure) -> Iterator[str]:
    yield f"`{measure.name}`"
    yield measure.meaning
    yield measure.unit
    yield f"{measure.error:g}"
    yield _named(measure.views)
    yield "each" if measure.sided else "whole"
    yield f"{measure.least_fps:g}"


def _named(views: Collection[ViewLabel]) -> str:
    return "; ".join(view_name(view).lower() for view in get_args(ViewLabel) if view in views)


def _readers() -> dict[str, list[str]]:
    """Ids of the exercises that read each measure."""
    found: dict[str, list[str]] = {}
    for exercise in exercises():
        for name in dict.fromkeys(column.measure for column in columns_of(exercise)):
            found.setdefault(name, []).append(exercise.id)
    return found


def _links(ids: list[str]) -> str:
    shown = [f"[{id_}]({EXERCISES_LINK.format(id=id_)})" for id_ in ids[:_MOST_LINKS]]
    more = len(ids) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
