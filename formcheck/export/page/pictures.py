"""Takes the worst and the best moment from the annotated clip, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2

from formcheck.export.results import Results
from formcheck.records import Repetition, Report
from formcheck.report.summary import cautions, fixes
from formcheck.video.stills import frame_at
from formcheck.wording import form_word, moment

_QUALITY = 85


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A JPEG with what it shows, and its size in pixels."""

    title: str
    jpeg: bytes
    width_px: int
    height_px: int


def pictures(results: Results) -> Iterator[Picture]:
    """Yield the moment of the worst finding, and the turning point of the best repetition, from the annotated clip."""
    if results.clip is None:
        return
    for title, at_s in _moments(results.decided):
        image = frame_at(results.clip, at_s)
        if image is not None:
            _, jpeg = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
            height, width, _ = image.shape
            yield Picture(title=title, jpeg=jpeg.tobytes(), width_px=width, height_px=height)


def _moments(report: Report) -> Iterator[tuple[str, float]]:
    first = next(iter([*fixes(report), *cautions(report)]), None)
    if first is not None and first.worst.at_s is not None:
        yield f"Worst: no. {first.repetition}, {moment(first.worst.at_s)}: {first.message}", first.worst.at_s
    if not report.repetitions:
        return
    best = min(report.repetitions, key=lambda r: _badness(r, None if first is None else first.repetition))
    yield f"Best: no. {best.index}, {moment(best.peak_s)}, {form_word(best.in_form)}", best.peak_s


def _badness(repetition: Repetition, worst: int | None) -> tuple[bool, int, bool]:
    """Order repetitions: those in form first, then by number of faults, the one shown already last."""
    faults = sum(finding.verdict == "fault" for finding in repetition.findings)
    return repetition.in_form is not True, faults, repetition.index == worst
