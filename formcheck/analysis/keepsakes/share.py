"""Makes ``share.mp4`` from an analysis and its annotated clip: upright, silent, at most 20 s, for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.keepsakes.highlights import Highlight, best, worst
from formcheck.analysis.keepsakes.places import Part
from formcheck.analysis.keepsakes.upright import HEIGHT_PX, WIDTH_PX, UprightFrame
from formcheck.analysis.result import Analysis
from formcheck.report.clip.cards import Card, draw_card, last_card
from formcheck.report.lettering import Image
from formcheck.video.stills import frames_between
from formcheck.video.writer import VideoWriter
from formcheck.wording import seen_from

FILE_NAME: Final = "share.mp4"
_FPS: Final = 30.0
_TITLE_S, _PAUSE_S, _STOP_S, _LAST_S = 1.5, 0.3, 3.0, 3.5
# A picture that stands is repeated now and then: players show nothing new until the next frame.
_REPEATED_EVERY_S: Final = 0.5


def write_share(
    result: Analysis, clip: Path, boxes: NDArray[np.float64], picture_px: tuple[int, int], target: Path, day: date
) -> None:
    """Write the clip: a title, what went best, the worst moment with its words, the sum.

    A set without repetition, hold or run has none, and one of an earlier analysis is removed.

    Parameters
    ----------
    result : Analysis
        What was found.
    clip : Path
        Its annotated clip, whose times are those of the source.
    boxes : ndarray of float, shape (n, 5)
        Where the person is; see `boxes_of`.
    picture_px : tuple of int
        Width and height of the picture in the annotated clip, without its panel.
    target : Path
        The MP4 file, written whole or not at all.
    day : date
        For the title.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    shown = [highlight for highlight in (best(result), worst(result)) if highlight is not None]
    if not shown or not clip.exists():
        target.unlink(missing_ok=True)
        return
    with VideoWriter(target, WIDTH_PX, HEIGHT_PX, _FPS) as writer:
        now_s = _hold(writer, _title(result, day), 0.0, _TITLE_S)
        for highlight in shown:
            part = Part.around(boxes, (highlight.start_s, highlight.end_s), picture_px, 1.0)
            now_s = _play(writer, now_s, clip, UprightFrame(result.exercise.name, highlight, part, picture_px[1]))
        card = last_card(result.report, result.exercise)
        _hold(writer, draw_card(card, WIDTH_PX, HEIGHT_PX), now_s, _LAST_S)


def _play(writer: VideoWriter, from_s: float, clip: Path, frames: UprightFrame) -> float:
    """Write a highlight, hold its last frame, and return the time at which the next frame may come."""
    shown: Image | None = None
    now_s = from_s
    for t_s, image in _frames(clip, frames.highlight):
        shown, now_s = frames.of(image), from_s + t_s
        writer.write(shown, now_s)
    if shown is None:
        return from_s
    return _hold(writer, shown, now_s + 1 / _FPS, _STOP_S if frames.highlight.stops else _PAUSE_S)


def _title(result: Analysis, day: date) -> Image:
    below = f"{day:%d %B %Y}, seen {seen_from(result.report.view.label)}".lstrip("0")
    return draw_card(Card(result.exercise.name, below), WIDTH_PX, HEIGHT_PX)


def _frames(clip: Path, highlight: Highlight) -> Iterator[tuple[float, Image]]:
    """Yield the frames of a highlight, at most 30 a second, with times from 0."""
    next_s = highlight.start_s - 1.0
    for t_s, image in frames_between(clip, highlight.start_s, highlight.end_s):
        if t_s >= next_s:
            yield max(0.0, t_s - highlight.start_s), image
            next_s = t_s + 0.9 / _FPS


def _hold(writer: VideoWriter, image: Image, from_s: float, for_s: float) -> float:
    """Show a picture for a while, and return the time at which the next one may come."""
    count = max(1, round(for_s / _REPEATED_EVERY_S))
    for i in range(count):
        writer.write(image, from_s + i * for_s / count)
    writer.write(image, from_s + for_s - 0.5 / _FPS)
    return from_s + for_s
