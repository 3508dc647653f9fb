"""Draws ``annotated.mp4`` from poses and a second decoding of the clip, while the rest of it is being judged."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.session import Session
from formcheck.motion.cleaning.camera import Camera
from formcheck.pose.covering import Cover
from formcheck.pose.privacy import Privacy
from formcheck.pose.skeleton import interpolated
from formcheck.records import Frame, Pose, Report
from formcheck.report.clip.cards import Card, draw_card, last_card
from formcheck.report.clip.panel import Layout
from formcheck.report.clip.title import TITLE_S, title_card
from formcheck.report.lettering import Image
from formcheck.report.scene import scene_at
from formcheck.video.giving_way import give_way
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter

FILE_NAME = "annotated.mp4"

# A frame has the same time in both passes, except for rounding. Frames of up to 500 per second are further apart.
SAME_FRAME_S = 1e-3
# Frames that are looked at are at most so far apart, even where some are missing.
MOST_BETWEEN_S = 0.1
# The last card is shown for so long, in so many frames: players show nothing new until the next one.
_CARD_S, _CARD_FRAMES = 4.0, 9
# A decoder of several threads does not always get the same frames out of damaged data.
_DAMAGED = (
    "{count} frames that were judged are not in {name}: the clip is damaged, and decoding it twice gave different "
    "frames."
)


class PassMismatchError(RuntimeError):
    """The two passes over a clip gave different times: an error of formcheck, not of the user."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """A pose that is final, and what was known of the set when it became so."""

    pose: Pose
    seen: Outcome
    camera: Camera | None


class Annotator:
    """Draw and encode a clip in threads of its own, while its later part is still being judged.

    A frame is drawn once nothing that is known about its moment can change any more, with what is known then: the clip
    is the same however fast it is drawn. What waits until then is its
    pose, not its image: decoding the clip again is cheaper than keeping frames. A pose is drawn on the frame of the
    same time. A frame that only one of the two passes delivered is written without an overlay, or its pose is
    discarded; the frames after it are not affected. Every frame keeps the time of its source; the last card comes after
    them (decision record 20).

    Parameters
    ----------
    reader : VideoReader
        A second reader of the clip, not yet read.
    session : Session
        The session that judges the poses.
    folder : Path
        Where ``annotated.mp4`` is written, whole or not at all.
    privacy : {"none", "blur", "skeleton"}
        What the pictures show. A frame without a pose shows nothing then.
    is_sparse : bool
        Whether poses are looked for in some frames only: those between them are then drawn with a pose in between.
    """

    def __init__(
        self, reader: VideoReader, session: Session, folder: Path, privacy: Privacy = "none", *, is_sparse: bool = False
    ) -> None:
        info = reader.info
        self._cover = Cover(privacy)
        self._frames, self._session = reader, session
        self._layout = Layout(info.width_px, info.height_px)
        self._writer = VideoWriter(folder / FILE_NAME, *self._layout.size_px, info.fps)
        self._waiting: deque[Pose] = deque()
        self._final: deque[_Moment] = deque()
        self._is_sparse = is_sparse
        self._last: _Moment | None = None
        self._paired = 0
        self._lone_frames_s: list[float] = []
        self._lone_poses_s: list[float] = []
        self._complete = self._aborted = False
        self._day = date.today()
        self._last_s: float | None = None
        self._frame_s = 1 / max(info.fps, 1.0)
        self._news = threading.Condition()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="annotate", daemon=True)

    def __enter__(self) -> Self:
        self._writer.__enter__()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._abort()
        self._thread.join()
        if self._error is not None and kind is None:
            kind, error, trace = type(self._error), self._error, self._error.__traceback__
            self._writer.__exit__(kind, error, trace)
            raise self._error
        self._writer.__exit__(kind, error, trace)

    def push(self, pose: Pose) -> None:
        """Take over a pose that was pushed to the session before."""
        self._waiting.append(pose)
        self._settle(self._session.final_until_s)
        if self._error is not None:
            raise self._error

    def finish(self, report: Report) -> tuple[str, ...]:
        """Wait for the last frame, once all poses were pushed and the session has finished, and add the last card.

        Parameters
        ----------
        report : Report
            What the session found, for the card.

        Returns
        -------
        tuple of str
            Warnings for the report.

        Raises
        ------
        PassMismatchError
            If most poses found no frame of their time.
        """
        self._settle(math.inf)
        with self._news:
            self._complete = True
            self._news.notify()
        self._thread.join()
        if self._error is not None:
            raise self._error
        self._lone_poses_s += [moment.pose.t_s for moment in self._final]
        self._sum_up(report)
        return self._unpaired()

    def _settle(self, until_s: float) -> None:
        """Hand over the poses before a time, with what is known now: never more, however late they are drawn."""
        if not self._waiting or self._waiting[0].t_s >= until_s:
            return
        seen, camera = self._session.seen, self._session.camera
        seen = replace(seen, repetitions=tuple(seen.repetitions), holds=tuple(seen.holds))
        with self._news:
            while self._waiting and self._waiting[0].t_s < until_s:
                self._final.append(_Moment(self._waiting.popleft(), seen, camera))
            self._news.notify()

    def _sum_up(self, report: Report) -> None:
        """Show the last card after the last frame, so that every time before it stays that of the source."""
        if self._last_s is None:
            return
        card = draw_card(last_card(report, self._session.exercise), *self._layout.size_px)
        write_card(self._writer, card, self._last_s + self._frame_s)

    def _unpaired(self) -> tuple[str, ...]:
        if self._paired < len(self._lone_poses_s):
            if self._frames.skipped:
                return (_DAMAGED.format(count=len(self._lone_poses_s), name=FILE_NAME),)
            raise PassMismatchError(_mismatch(self._paired, self._lone_poses_s, self._lone_frames_s))
        if not self._lone_frames_s:
            return ()
        return (
            f"{len(self._lone_frames_s)} frames of {FILE_NAME} have no overlay, the first at "
            f"{self._lone_frames_s[0]:.2f} s: the clip is decoded twice, and they appeared only once.",
        )

    def _run(self) -> None:
        """Encode, while a thread draws the next frames and another decodes those after them."""
        give_way()
        with closing(read_ahead(self._drawn(), depth=4)) as drawn:
            try:
                for image, t_s in drawn:
                    self._writer.write(image, t_s)
                    self._last_s = t_s
            except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked for the clip
                self._error = error
                self._abort()

    def _abort(self) -> None:
        with self._news:
            self._aborted = True
            self._news.notify()

    def _drawn(self) -> Generator[tuple[Image, float], None, None]:
        with closing(read_ahead(self._frames, depth=4)) as frames:
            for frame in frames:
                moment = self._moment_at(frame.t_s)
                if self._aborted:
                    return
                yield self._draw(frame, moment), frame.t_s

    def _moment_at(self, t_s: float) -> _Moment | None:
        """Wait for the pose of a frame to be final, and discard poses before it; None if the frame has no pose."""
        with self._news:
            while True:
                self._news.wait_for(lambda: self._aborted or self._complete or self._final)
                if self._aborted:
                    return None
                if not self._final or self._final[0].pose.t_s > t_s + SAME_FRAME_S:
                    return self._between(t_s)
                self._last = moment = self._final.popleft()
                if moment.pose.t_s >= t_s - SAME_FRAME_S:
                    self._paired += 1
                    return moment
                self._lone_poses_s.append(moment.pose.t_s)

    def _between(self, t_s: float) -> _Moment | None:
        """Interpolate the pose of a frame that was not analysed; None if the last analysed one is too far away."""
        before, after = self._last, self._final[0] if self._final else None
        if not self._is_sparse or before is None or t_s - before.pose.t_s > MOST_BETWEEN_S:
            return None
        pose = interpolated(before.pose, after.pose, t_s) if after is not None else replace(before.pose, t_s=t_s)
        return replace(before, pose=pose)

    def _draw(self, frame: Frame, moment: _Moment | None) -> Image:
        picture = self._cover.covered(frame.image, moment.pose if moment is not None else None)
        if moment is None:
            self._lone_frames_s.append(frame.t_s)
            return self._layout.plain(picture)
        return judged(self._layout, picture, moment.pose, self._session, moment.seen, self._title_of(moment))

    def _title_of(self, moment: _Moment) -> Card | None:
        """Return the card that stands in the panel at first."""
        t_s = moment.pose.t_s
        if t_s >= TITLE_S:
            return None
        session = self._session
        return title_card(session.exercise, self._day, session.view_at(t_s), moment.camera, session.model)


def judged(
    layout: Layout, picture: Image, pose: Pose, session: Session, seen: Outcome, title: Card | None = None
) -> Image:
    """Draw a frame with what a session says of its moment; `seen` is what is known of the set then."""
    view = session.view_at(pose.t_s)
    scene = scene_at(pose.t_s, session.exercise, seen, session.series, view, set_open=False)
    return layout.annotated(picture, pose, scene, title)


def write_card(writer: VideoWriter, card: Image, from_s: float) -> None:
    """Show a card from a time on, in seconds, at the end of a clip."""
    for i in range(_CARD_FRAMES):
        writer.write(card, from_s + i * _CARD_S / (_CARD_FRAMES - 1))


def _mismatch(paired: int, poses_s: list[float], frames_s: list[float]) -> str:
    nearest = min(frames_s, key=lambda t_s: abs(t_s - poses_s[0]), default=None)
    found = "no frame was left over" if nearest is None else f"the nearest frame without a pose is at {nearest:.6f} s"
    return (
        f"The two passes over the clip disagree: {paired} poses matched a frame by time, {len(poses_s)} did not. "
        f"The first of these is at {poses_s[0]:.6f} s; {found}."
    )
