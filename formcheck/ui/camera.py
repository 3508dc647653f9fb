"""What happens to the pictures of one camera stream: pose, session, overlay; in the stream's own thread."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass

import av
from numpy import uint8
from numpy.typing import NDArray
from streamlit_webrtc import VideoProcessorBase

from formcheck.coaching.session import CueRaised, Event, Session
from formcheck.errors import FormcheckError
from formcheck.motion.view import UNKNOWN, ViewState
from formcheck.pose.following import Follower
from formcheck.pose.subject import Subject
from formcheck.records import Finding, Frame, Pose, Report
from formcheck.report.clock import Clock
from formcheck.report.overlay import draw
from formcheck.report.scene import Scene, scene_at
from formcheck.ui import people
from formcheck.ui.frames import rgb

_RATE_WINDOW_S = 2.0
_CUE_STAYS_S = 6.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """What the page shows of a running stream; replaced as a whole, so that another thread may read it."""

    repetitions: int = 0
    in_form: int = 0
    frames: int = 0
    frames_a_second: float = 0.0
    person_found: bool = False
    view: ViewState = UNKNOWN
    cue: Finding | None = None
    people: tuple[Subject, ...] = ()
    clock: Clock | None = None


class Camera(VideoProcessorBase):
    """Coach one stream, from its first picture to its last.

    When pictures arrive faster than they can be processed, the newest is taken and the others are left out, so that
    the delay does not grow (`VideoProcessorBase.recv_queued` does that).

    Parameters
    ----------
    session : Session
        Fresh, and this stream's alone.
    follower : Follower
        Fresh, and this stream's alone; closed at the end of the stream.
    """

    def __init__(self, session: Session, follower: Follower) -> None:
        self.session = session
        self.status = Status()
        self.problem = ""
        self._follower: Follower | None = follower
        self._lock = threading.Lock()
        self._first_s: float | None = None
        self._last_s = -1.0
        self._done_at: deque[float] = deque()
        self._cue: Finding | None = None
        self._cue_s = 0.0

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Coach on the next picture and return it with the overlay drawn on it."""
        image = rgb(frame)
        with self._lock:
            if self._follower is None:
                return frame
            try:
                self._coach(self._follower, Frame(self.status.frames, self._time_s(frame), image))
            except Exception as error:  # the stream's thread would end in silence; the page tells it instead
                self.problem = (
                    str(error) if isinstance(error, FormcheckError) else "Something went wrong in the coaching."
                )
                logger.exception("The camera's stream cannot be coached.")
                self._close()
        return av.VideoFrame.from_ndarray(image, format="rgb24")

    def turn_to(self, subject: Subject | None) -> None:
        """Coach somebody else from the next picture on, or with None the one who exercises; for the page's thread."""
        follower = self._follower
        if follower is not None:
            follower.turn_to(subject)

    def finish(self) -> Report:
        """End the set and report on it."""
        with self._lock:
            self._close()
            return self.session.finish()

    def on_ended(self) -> None:
        """Free the pose model when the stream ends, by its own thread's hand or with the connection."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._follower is not None:
            self._follower.close()
            self._follower = None

    def _time_s(self, frame: av.VideoFrame) -> float:
        """Time since the first picture: the frame's own where it has one and it advances."""
        own = frame.time
        now_s = time.monotonic() if own is None else float(own)
        if self._first_s is None:
            self._first_s = now_s
        self._last_s = max(now_s - self._first_s, self._last_s + 0.001)
        return self._last_s

    def _coach(self, follower: Follower, frame: Frame) -> None:
        pose = follower.detect(frame)
        events = self.session.push(pose)
        scene = self._draw(frame.image, pose)
        people.number(frame.image, follower.people)
        self._publish(pose, events, tuple(Subject.on(person) for person in follower.people), scene.clock)

    def _draw(self, image: NDArray[uint8], pose: Pose) -> Scene:
        session = self.session
        scene = scene_at(
            pose.t_s, session.exercise, session.seen, session.series, session.view, set_open=session.is_moving
        )
        draw(image, pose, scene)
        return scene

    def _publish(self, pose: Pose, events: list[Event], seen: tuple[Subject, ...], clock: Clock | None) -> None:
        now_s = time.monotonic()
        self._done_at.append(now_s)
        while self._done_at[0] < now_s - _RATE_WINDOW_S:
            self._done_at.popleft()
        self._speak(events, now_s)
        repetitions = self.session.repetitions
        self.status = Status(
            repetitions=len(repetitions),
            in_form=sum(r.in_form for r in repetitions),
            frames=self.status.frames + 1,
            frames_a_second=(len(self._done_at) - 1) / max(now_s - self._done_at[0], 0.001),
            person_found=pose.found,
            view=self.session.view,
            cue=self._cue if now_s - self._cue_s < _CUE_STAYS_S else None,
            people=seen,
            clock=clock,
        )

    def _speak(self, events: list[Event], now_s: float) -> None:
        for event in events:
            if isinstance(event, CueRaised):
                self._cue, self._cue_s = event.finding, now_s
