"""The annotated clip: a second pass over the video that follows the judging at a distance."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Self

from formcheck.coaching.session import Session
from formcheck.records import Frame, Pose
from formcheck.report.overlay import draw
from formcheck.report.scene import scene_at
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader
from formcheck.video.writer import VideoWriter

FILE_NAME = "annotated.mp4"


class Annotator:
    """Draw and encode a clip in a thread of its own, while its later part is still being judged.

    A frame is drawn once nothing that is known of its moment can change any more. What waits until then is its pose,
    not its picture: the clip is decoded a second time, which is cheaper than keeping frames.

    Parameters
    ----------
    info : VideoInfo
        The clip, as its reader knows it.
    session : Session
        Where its poses are judged.
    folder : Path
        Where ``annotated.mp4`` goes, whole or not at all.
    """

    def __init__(self, info: VideoInfo, session: Session, folder: Path) -> None:
        self._video, self._session = info.path, session
        self._writer = VideoWriter(folder / FILE_NAME, info.width_px, info.height_px, info.fps)
        self._poses: deque[Pose] = deque()
        self._settled_s = -1.0
        self._complete = self._aborted = False
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
        with self._news:
            self._aborted = kind is not None
            self._news.notify()
        self._thread.join()
        if self._error is not None and kind is None:
            kind, error, trace = type(self._error), self._error, self._error.__traceback__
            self._writer.__exit__(kind, error, trace)
            raise self._error
        self._writer.__exit__(kind, error, trace)

    def push(self, pose: Pose) -> None:
        """Hand over a pose that the session has already taken."""
        with self._news:
            self._poses.append(pose)
            self._settled_s = self._session.final_until_s
            self._news.notify()
        if self._error is not None:
            raise self._error

    def finish(self) -> None:
        """Say that all poses have come and the session is over; wait for the last frame."""
        with self._news:
            self._complete = True
            self._news.notify()
        self._thread.join()

    def _run(self) -> None:
        try:
            with VideoReader(self._video) as reader:
                for frame in read_ahead(reader, depth=4):
                    pose = self._next_pose()
                    if pose is None:
                        return
                    self._draw(frame, pose)
        except BaseException as error:  # noqa: BLE001 - it is raised again in the thread that asked for the clip
            self._error = error

    def _next_pose(self) -> Pose | None:
        """Wait for the next pose to be settled; None when there will be none."""
        with self._news:
            self._news.wait_for(lambda: self._aborted or self._is_settled() or (self._complete and not self._poses))
            return self._poses.popleft() if self._poses and not self._aborted else None

    def _is_settled(self) -> bool:
        return bool(self._poses) and (self._complete or self._poses[0].t_s < self._settled_s)

    def _draw(self, frame: Frame, pose: Pose) -> None:
        session = self._session
        view = session.view_at(pose.t_s)
        scene = scene_at(pose.t_s, session.exercise, session.seen, session.series, view, set_open=False)
        draw(frame.image, pose, scene)
        self._writer.write(frame.image, frame.t_s)
