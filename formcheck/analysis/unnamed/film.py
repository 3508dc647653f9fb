"""Draws the annotated film of a session, with a chapter for each set."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from formcheck.analysis.annotate import FILE_NAME, MOST_BETWEEN_S, SAME_FRAME_S, judged, write_card
from formcheck.analysis.options import Progress
from formcheck.coaching.session import Session
from formcheck.pose.covering import Cover
from formcheck.pose.privacy import Privacy
from formcheck.pose.skeleton import interpolated
from formcheck.records import Frame, Pose, Report
from formcheck.report.clip.cards import Card, Line, done, draw_card
from formcheck.report.clip.panel import Layout
from formcheck.report.clip.title import TITLE_S, title_card
from formcheck.report.lettering import Image
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoReader
from formcheck.video.writer import Chapter, VideoWriter

_LEAST_S: Final = 1.0
"""Of what is left after the last set, to be a chapter."""
_BEFORE, _REST, _AFTER = "Before the first set", "Rest", "After the last set"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """A set as the film shows it: when, how it was judged, and what it came to; times in seconds of the film."""

    start_s: float
    end_s: float
    session: Session
    report: Report

    @property
    def name(self) -> str:
        """Of the exercise."""
        return self.session.exercise.name


def write_film(
    reader: VideoReader,
    poses: Sequence[Pose],
    sets: Sequence[Shown],
    folder: Path,
    privacy: Privacy = "none",
    progress: Progress | None = None,
) -> None:
    """Draw every set on the film, and encode it with a chapter for each.

    Parameters
    ----------
    reader : VideoReader
        The film, not yet read.
    poses : sequence of Pose
        Poses of all analysed frames, in the order of time.
    sets : sequence of Shown
        Finished, in the order of time.
    folder : Path
        Where ``annotated.mp4`` is written, whole or not at all.
    privacy : {"none", "blur", "skeleton"}
        What the pictures show.
    progress : callable, optional
        Called with the share of the work done, 0..1.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    info, drawing = reader.info, _Drawing(reader, sets, privacy)
    chapters = list(_chapters(sets, info.duration_s))
    writer = VideoWriter(folder / FILE_NAME, *drawing.layout.size_px, info.fps, chapters)
    t_s = 0.0
    with writer, closing(read_ahead(drawing.drawn(poses), depth=4)) as drawn:
        for image, t_s in drawn:
            writer.write(image, t_s)
            if progress is not None and info.duration_s > 0:
                progress(min(1.0, t_s / info.duration_s))
        card = draw_card(_summary(sets), *drawing.layout.size_px)
        write_card(writer, card, t_s + 1 / max(info.fps, 1.0))


class _Drawing:
    """Draws frame after frame."""

    def __init__(self, reader: VideoReader, sets: Sequence[Shown], privacy: Privacy) -> None:
        self._reader, self._sets, self._cover = reader, sets, Cover(privacy)
        self._day = date.today()
        self.layout = Layout(reader.info.width_px, reader.info.height_px)

    def drawn(self, poses: Sequence[Pose]) -> Iterator[tuple[Image, float]]:
        """Yield each frame as the film shows it, with its time."""
        with closing(read_ahead(self._reader, depth=4)) as frames:
            for frame, pose in _paired(frames, poses):
                yield self._draw(frame, pose), frame.t_s

    def _draw(self, frame: Frame, pose: Pose | None) -> Image:
        picture = self._cover.covered(frame.image, pose)
        now = next((one for one in self._sets if one.start_s <= frame.t_s <= one.end_s), None)
        if now is None or pose is None:
            return self.layout.between(picture, self._rest(frame.t_s))
        return judged(self.layout, picture, pose, now.session, now.session.seen, self._title(now, frame.t_s))

    def _title(self, now: Shown, t_s: float) -> Card | None:
        """Return the card that stands in the panel at first."""
        if t_s >= now.start_s + TITLE_S:
            return None
        session = now.session
        return title_card(session.exercise, self._day, session.view_at(t_s), session.camera, session.model)

    def _rest(self, t_s: float) -> Card:
        """Say what comes next, and in how many seconds."""
        coming = next((one for one in self._sets if one.start_s > t_s), None)
        if coming is None:
            return Card("All sets done" if self._sets else "No set was found")
        left_s = math.ceil(coming.start_s - t_s)
        if any(one.start_s <= t_s for one in self._sets):
            return Card(_REST, f"Next: {coming.name}, in {left_s} s")
        return Card(coming.name, f"in {left_s} s")


def _paired(frames: Iterator[Frame], poses: Sequence[Pose]) -> Iterator[tuple[Frame, Pose | None]]:
    """Pair each frame with its pose, or with one between two if only every second frame was analysed."""
    times = [pose.t_s for pose in poses]
    for frame in frames:
        i = bisect_right(times, frame.t_s + SAME_FRAME_S) - 1
        before = poses[i] if i >= 0 else None
        if before is None or frame.t_s - before.t_s > MOST_BETWEEN_S:
            yield frame, None
        elif frame.t_s - before.t_s <= SAME_FRAME_S or i + 1 == len(poses):
            yield frame, before
        else:
            yield frame, interpolated(before, poses[i + 1], frame.t_s)


def _chapters(sets: Sequence[Shown], duration_s: float) -> Iterator[Chapter]:
    """Name the sets, and what is between them: in an MP4 a chapter lasts until the next one begins."""
    end_s, between = 0.0, _BEFORE
    for one in sets:
        if one.start_s > end_s:
            yield Chapter(end_s, one.start_s, between)
        start_s, end_s, between = max(one.start_s, end_s), one.end_s, _REST
        yield Chapter(start_s, end_s, _told(one))
    if sets and duration_s > end_s + _LEAST_S:
        yield Chapter(end_s, duration_s, _AFTER)


def _told(one: Shown) -> str:
    words = done(one.report)
    return f"{one.name}, {words[:1].lower()}{words[1:]}"


def _summary(sets: Sequence[Shown]) -> Card:
    """List what was done, on the last card."""
    lines = tuple(Line(_told(one)) for one in sets)
    return Card(f"{len(sets)} set{'' if len(sets) == 1 else 's'}", lines=lines)
