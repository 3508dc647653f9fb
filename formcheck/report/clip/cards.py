"""A report -> the card that sums it up; and a card -> an image of any shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from formcheck.catalogue.exercise import Exercise
from formcheck.records import Report, Verdict
from formcheck.report.describe import extent
from formcheck.report.lettering import Colour, Image, Paragraph
from formcheck.report.overlay import DARK, WHITE, mark
from formcheck.report.summary import Fix, all_clear, cautions, fixes, form, not_judged, parts, run_words, unit_of
from formcheck.wording import seen_from

GREY: Final[Colour] = (190, 198, 206)
_LEAST_UNIT_PX: Final = 12
_MOST_FIXES: Final = 2
_MOST_REMEDIES: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card, with the mark of its verdict, if any, before it, and a smaller text below."""

    text: str
    verdict: Verdict | None = None
    below: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A heading, a line below it, one statement in large letters, and lines."""

    heading: str
    below: str = ""
    large: str = ""
    lines: tuple[Line, ...] = ()


def last_card(report: Report, exercise: Exercise) -> Card:
    """Make the card that sums up: how many, how many in form, what to fix first, what was not judged and why."""
    lines = [Line(fix.message, fix.worst.verdict, _extent(fix, report, exercise)) for fix in fixes(report)]
    watched = [Line(fix.message, "caution", _extent(fix, report, exercise)) for fix in cautions(report)]
    clear = all_clear(report)
    said = [Line(clear, "ok" if report.summary.in_form else "not_judged")] if clear else []
    shown = [*said, *lines, *watched][:_MOST_FIXES] + [Line(text) for text in _not_judged(report, exercise)]
    return Card(exercise.name, f"Seen {seen_from(report.view.label)}", done(report), tuple(shown))


def done(report: Report) -> str:
    """Say how much was done, and how much of it in form: ``8 repetitions: 6 in form, 2 with faults``."""
    if report.gait is not None:
        words = run_words(report.gait).rstrip(".")
        return words[:1].upper() + words[1:]
    count, unit = len(parts(report)), unit_of(report)
    if not count:
        return f"No {unit} was counted"
    return f"{count} {unit}{'' if count == 1 else 's'}: {form(report)}"


def _extent(fix: Fix, report: Report, exercise: Exercise) -> str:
    return extent(fix, unit_of(report), exercise, report.view.label)


def _not_judged(report: Report, exercise: Exercise) -> list[str]:
    says = {cue.id: cue.say for cue in exercise.cue}
    found = list(not_judged(report).items())[:_MOST_REMEDIES]
    return [f"Not judged: {'; '.join(dict.fromkeys(says.get(c, c) for c in cues))}. {how}" for how, cues in found]


def draw_card(card: Card, width_px: int, height_px: int) -> Image:
    """Draw a card at a size, vertically centred, in letters small enough for all of it."""
    unit = max(12, round(min(width_px / 22, height_px / 16)))
    image, bottom = _drawn(card, width_px, height_px, unit)
    while bottom > height_px and unit > _LEAST_UNIT_PX:
        unit -= max(1, unit // 10)
        image, bottom = _drawn(card, width_px, height_px, unit)
    return np.roll(image[:height_px], max(0, (height_px - bottom) // 2), axis=0)


def _drawn(card: Card, width_px: int, height_px: int, unit: int) -> tuple[Image, int]:
    """Draw a card with lines of a height, with room below, and return where it ends."""
    image = np.full((2 * height_px, width_px, 3), DARK, np.uint8)
    left, room = round(1.5 * unit), width_px - 3 * unit
    top = Paragraph(left, room, round(1.8 * unit), WHITE, 2).put(image, card.heading, unit)
    top = Paragraph(left, room, round(0.9 * unit), GREY, 2).put(image, card.below, top)
    if card.large:
        top = Paragraph(left, room, round(1.4 * unit), WHITE, 3).put(image, card.large, top + unit // 2)
    top += unit // 2
    for line in card.lines:
        top = draw_line(image, line, (left, top), room, unit)
    return image, top + unit // 2


def draw_line(image: Image, line: Line, at_px: tuple[int, int], room_px: int, unit: int) -> int:
    """Draw a line of a card at left and top, and return where it ends."""
    left, top = at_px
    small = Paragraph(left, room_px, round(0.85 * unit), GREY, 6)
    if line.verdict is None:
        return small.put(image, line.text, top) + unit // 3
    radius = max(4, unit // 3)
    mark(image, (left + radius, top + round(0.65 * unit)), line.verdict, radius)
    inner = Paragraph(left + 2 * unit, room_px - 2 * unit, unit, WHITE, 2)
    top = inner.put(image, line.text, top)
    below = Paragraph(left + 2 * unit, room_px - 2 * unit, round(0.75 * unit), GREY, 4)
    return (below.put(image, line.below, top) if line.below else top) + unit // 3
