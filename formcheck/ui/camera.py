"""What happens to the pictures of one camera stream: pose, coaching, overlay; in the stream's own thread."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from dataclasses import dataclass
from uuid import uuid4

import av
from numpy import uint8
from numpy.typing import NDArray
from streamlit_webrtc import VideoProcessorBase

from formcheck.coaching.definition import Exercise
from formcheck.coaching.events import HoldEnded, RepetitionCounted
from formcheck.coaching.live.conductor import Conductor, Stage
from formcheck.coaching.live.plan import SetPlan
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.motion.view import UNKNOWN, ViewState, ViewTracker
from formcheck.pose.following import Follower
from formcheck.pose.subject import Subject
from formcheck.records import Frame, ModelName, Pose, ViewLabel
from formcheck.report.clock import Clock
from formcheck.ui import people
from formcheck.ui.frames import rgb
from formcheck.ui.moments import Moments
from formcheck.ui.pace import Pace, fit
from formcheck.ui.picture import brightness, paint
from formcheck.ui.results import SetResult
from formcheck.ui.speech import Mouth

_RATE_WINDOW_S = 2.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Status:
    """What the page shows of a running stream; replaced as a whole, so that another thread may read it.

    `seen_s` is when the last picture came, on the monotonic clock.
    """

    stage: Stage | None = None
    repetitions: int = 0
    in_form: int = 0
    frames: int = 0
    frames_a_second: float = 0.0
    person_found: bool = False
    view: ViewState = UNKNOWN
    people: tuple[Subject, ...] = ()
    clock: Clock | None = None
    slow: str = ""
    seen_s: float = 0.0


class Camera(VideoProcessorBase):
    """Coach one stream, from its first picture to its last.

    When pictures arrive faster than they can be processed, the newest is taken and the others are left out, so that
    the delay does not grow (`VideoProcessorBase.recv_queued` does that).

    Parameters
    ----------
    exercise : Exercise
        What is exercised.
    plan : SetPlan
        How much of it.
    follower : Follower
        Fresh, and this stream's alone; closed at the end of the stream.
    view : str, optional
        Overrides the detected view.
    model : str
        Name of the pose model, for the reports.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: SetPlan,
        follower: Follower,
        *,
        view: ViewLabel | None = None,
        model: ModelName = "full",
    ) -> None:
        self.exercise, self.plan = exercise, plan
        self.run = uuid4().hex
        self.mouth = Mouth()
        self.status = Status()
        self.problem = ""
        self.sessions: list[Session] = []
        """Of the sets that were begun, in order."""
        # The browser chooses what is heard, so that a change is heard at once.
        self._conductor = Conductor(exercise, plan, lambda: Session(exercise, view=view, side=plan.side, model=model))
        self._tracker = ViewTracker(view)
        self._follower: Follower | None = follower
        self._moments = Moments()
        self._pace = Pace()
        self._lock = threading.Lock()
        self._first_s: float | None = None
        self._last_s = -1.0
        self._done_at: deque[float] = deque()
        self._shown: NDArray[uint8] | None = None

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Coach on the next picture and return it with the overlay drawn on it."""
        t_s = self._time_s(frame)
        if self._shown is not None and not self._pace.is_due(t_s):
            return av.VideoFrame.from_ndarray(self._shown, format="rgb24")
        began_s = time.monotonic()
        image = fit(rgb(frame), self._pace.level.width_px)
        with self._lock:
            if self._follower is None:
                return frame
            try:
                self._coach(self._follower, Frame(self.status.frames, t_s, image))
            except Exception as error:  # the stream's thread would end in silence; the page tells it instead
                self.problem = (
                    str(error) if isinstance(error, FormcheckError) else "Something went wrong in the coaching."
                )
                logger.exception("The camera's stream cannot be coached.")
                self._close()
        self._pace.took(t_s, time.monotonic() - began_s)
        self._shown = image
        return av.VideoFrame.from_ndarray(image, format="rgb24")

    def turn_to(self, subject: Subject | None) -> None:
        """Coach somebody else from the next picture on, or with None the one who exercises; for the page's thread."""
        follower = self._follower
        if follower is not None:
            follower.turn_to(subject)

    def finish(self) -> list[SetResult]:
        """End the stream's last set and return the results of all."""
        with self._lock:
            self._close()
            self._conductor.finish()
            pictures = self._moments.pictures
            return [SetResult(s.finish(), s.series, s.exercise, pictures) for s in self.sessions]

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
        view = self._tracker.push(pose)
        seen = tuple(follower.people)
        stage = self._conductor.push(pose, view, brightness(frame.image), max(len(seen), int(pose.found)))
        self.mouth.say(stage.utterances)
        self._keep_session(stage)
        clock = paint(frame.image, pose, stage, self._conductor.session, self.plan)
        people.number(frame.image, seen)
        self._remember(frame, stage)
        self._publish(pose, view, stage, tuple(Subject.on(person) for person in seen), clock)

    def _keep_session(self, stage: Stage) -> None:
        """Keep the session of a set that began, and drop one that was left before anything was done."""
        before = self.status.stage.name if self.status.stage is not None else ""
        session = self._conductor.session
        if stage.name == "working" and before != "working" and session is not None:
            self.sessions.append(session)
        elif stage.name == "framing" and before == "working":
            self.sessions.pop()

    def _remember(self, frame: Frame, stage: Stage) -> None:
        self._moments.see(frame.t_s, frame.image)
        for event in stage.events:
            if isinstance(event, RepetitionCounted):
                self._moments.keep(event.repetition.findings)
            elif isinstance(event, HoldEnded):
                self._moments.keep(event.hold.findings)

    def _publish(
        self, pose: Pose, view: ViewState, stage: Stage, seen: tuple[Subject, ...], clock: Clock | None
    ) -> None:
        now_s = time.monotonic()
        self._done_at.append(now_s)
        while self._done_at[0] < now_s - _RATE_WINDOW_S:
            self._done_at.popleft()
        repetitions = self.sessions[-1].repetitions if self.sessions else []
        self.status = Status(
            stage=stage,
            repetitions=len(repetitions),
            in_form=sum(r.in_form for r in repetitions),
            frames=self.status.frames + 1,
            frames_a_second=(len(self._done_at) - 1) / max(now_s - self._done_at[0], 0.001),
            person_found=pose.found,
            view=view,
            people=seen,
            clock=clock,
            slow=self._pace.level.says,
            seen_s=now_s,
        )
