"""What happens to the pictures of one camera stream: pose, coaching, and what to draw and say."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.events import HoldEnded, RepetitionCounted
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.live.conductor import Conductor, Stage
from formcheck.live.set_plan import SetPlan
from formcheck.motion.cleaning.view import UNKNOWN, ViewState, ViewTracker
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.records import Frame, ModelName, Pose, ViewLabel
from formcheck.report.hold_clock import Clock
from formcheck.report.overlay import draw
from formcheck.report.scene import Scene
from formcheck.stream.images import brightness, rgb
from formcheck.stream.pace import Pace, fit, scaled
from formcheck.stream.sketch import caption, scene_of, sketch
from formcheck.stream.worst_moments import Moments

_RATE_WINDOW_S = 2.0
_WIDTH_PX = 640
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


@dataclass(frozen=True, slots=True)
class FrameMessage:
    """What the browser is to draw, and what it is to say and keep, as JSON; `words` is empty where nothing is new."""

    picture: str
    words: str = ""


class Camera:
    """Coach one stream, from its first picture to its last.

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
        self._size_px: tuple[int, int] | None = None
        self._shrink = 1.0
        self._first_s: float | None = None
        self._last_s = -1.0
        self._done_at: deque[float] = deque()
        self._kept_words: tuple[str, ...] = ()

    def coach(self, picture: av.VideoFrame, tell: Callable[[FrameMessage], None]) -> None:
        """Coach on the next picture; what there is to draw and say is told before anything else is done."""
        t_s = self._time_s(picture)
        if not self._pace.is_due(t_s):
            return
        began_s = time.monotonic()
        image = self._in_first_size(rgb(picture))
        with self._lock:
            if self._follower is None:
                return
            try:
                self._coach(self._follower, Frame(self.status.frames, t_s, image), tell)
            except Exception as error:  # the stream's thread would end in silence; the page tells it instead
                self.problem = (
                    str(error) if isinstance(error, FormcheckError) else "Something went wrong in the coaching."
                )
                logger.exception("The camera's stream cannot be coached.")
                self._close()
        self._pace.took(t_s, time.monotonic() - began_s)

    def select_subject(self, subject: Subject | None) -> None:
        """Coach somebody else from the next picture on, or with None the one who exercises; for the page's thread."""
        follower = self._follower
        if follower is not None:
            follower.select_subject(subject)

    def go_on(self) -> None:
        """Do by hand what comes next: begin without keeping still, end the set, or end the rest."""
        with self._lock:
            self._conductor.go_on()

    def finish(self) -> list[Analysis]:
        """End the stream's last set and return the results of all."""
        with self._lock:
            self._close()
            self._conductor.finish()
            worst = self._moments.pictures
            return [
                Analysis(report=s.finish(), series=s.series, exercise=s.exercise, worst_frames=worst)
                for s in self.sessions
            ]

    def close(self) -> None:
        """Free the pose model when the stream ends; the results stay."""
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

    def _coach(self, follower: Follower, frame: Frame, tell: Callable[[FrameMessage], None]) -> None:
        pose = follower.detect(frame)
        view = self._tracker.push(pose)
        seen = tuple(follower.people)
        stage = self._conductor.push(pose, view, brightness(frame.image), max(len(seen), int(pose.found)))
        self._keep_session(stage)
        scene = scene_of(pose, stage, self._conductor.session)
        self._publish(pose, view, stage, seen, scene)
        tell(FrameMessage(_json(sketch(pose, stage, scene, self.plan, seen)), self._words(stage)))
        self._remember(frame, pose, stage, scene)

    def _in_first_size(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Give a picture the size of the first: places are in its pixels, and browsers change sizes as they go."""
        if self._size_px is None:
            image = fit(image, _WIDTH_PX)
            self._size_px = (image.shape[1], image.shape[0])
        return scaled(image, self._size_px)

    def _keep_session(self, stage: Stage) -> None:
        """Keep the session of a set that began, and drop one that was left before anything was done."""
        before = self.status.stage.name if self.status.stage is not None else ""
        session = self._conductor.session
        if stage.name == "working" and before != "working" and session is not None:
            self.sessions.append(session)
        elif stage.name == "framing" and before == "working":
            self.sessions.pop()

    def _words(self, stage: Stage) -> str:
        """Write what is to be said, shown as a caption, and kept by the browser in case the app goes away."""
        level = self._pace.level
        if stage.name == "rest":
            self._shrink = level.shrink
        send = {"rate": level.most_a_second, "shrink": self._shrink}
        kept = (stage.name, caption(stage), self._so_far(), str(send))
        if not stage.utterances and kept == self._kept_words:
            return ""
        self._kept_words = kept
        say = [{"text": said.text, "kind": said.kind} for said in stage.utterances]
        return _json({"say": say, "stage": kept[0], "caption": kept[1], "so_far": kept[2], "send": send})

    def _so_far(self) -> str:
        status = self.status
        if status.clock is not None:
            return f"{self.exercise.name}, {status.clock.seconds:.0f} s held in form."
        if not self.sessions:
            return ""
        done = f"{status.repetitions} repetitions, {status.in_form} in form"
        return f"{self.exercise.name}, set {len(self.sessions)}: {done}."

    def _remember(self, frame: Frame, pose: Pose, stage: Stage, scene: Scene | None) -> None:
        """Keep a picture of the moment with the person drawn on it; only now, when nobody waits for it any more."""
        if scene is not None and self._moments.is_due(frame.t_s):
            draw(frame.image, pose, scene)
            self._moments.see(frame.t_s, frame.image)
        for event in stage.events:
            if isinstance(event, RepetitionCounted):
                self._moments.keep(event.repetition.findings)
            elif isinstance(event, HoldEnded):
                self._moments.keep(event.hold.findings)

    def _publish(
        self, pose: Pose, view: ViewState, stage: Stage, seen: tuple[Person, ...], scene: Scene | None
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
            people=tuple(Subject.on(person) for person in seen),
            clock=scene.clock if scene is not None else None,
            slow=self._pace.level.says,
            seen_s=now_s,
        )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
