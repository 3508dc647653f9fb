"""The frames of one camera stream go in; what the browser is to draw and say comes out, and the results of the sets."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

import av
import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.events import HoldEnded, RepetitionCounted
from formcheck.coaching.session import Session
from formcheck.errors import FormcheckError
from formcheck.live.leading import conductor_of
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.live.unnamed.conductor import Search, UnnamedConductor
from formcheck.pose.light import brightness
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.recognition.contest import Contest
from formcheck.records import Finding, Frame, ModelName, Pose, ViewLabel
from formcheck.report.clip.panel import Layout
from formcheck.report.scene import Scene, about, scene_at
from formcheck.stream.images import fit, rgb, scaled
from formcheck.stream.live_looker import LiveLooker
from formcheck.stream.pace import Pace
from formcheck.stream.set_recorder import OnSet, SetRecorder
from formcheck.stream.sketch import caption, form_of, scene_of, sketch
from formcheck.stream.status import FrameMessage, Status
from formcheck.stream.worst_frames import WorstFrames

_RATE_WINDOW_S = 2.0
_WIDTH_PX = 640
_UNEXPECTED = "Coaching stopped because of an error in formcheck itself. Start the camera again."
logger = logging.getLogger(__name__)


class CameraFactory(Protocol):
    """Makes the camera of a stream; see `Camera`."""

    def __call__(
        self,
        exercise: Exercise | Search,
        plan: SetPlan,
        follower: Follower,
        *,
        view: ViewLabel | None,
        model: ModelName,
        looker: LiveLooker | None,
        words: Words,
    ) -> Camera:
        """Make it."""
        ...


class Camera:
    """Coach one stream, from its first frame to its last.

    Parameters
    ----------
    exercise : Exercise or Search
        The exercise, or how it is found if nobody has chosen it.
    plan : SetPlan
        The target of the sets; without a chosen exercise there is none.
    follower : Follower
        A fresh one for this stream; closed at its end.
    view : str, optional
        Overrides the detected view.
    model : str
        Name of the pose model, for the reports.
    looker : LiveLooker, optional
        Takes second looks before a fault; only for this stream, and closed at its end.
    words : Words, optional
        The language of everything that is said and drawn; by default English.
    """

    def __init__(
        self,
        exercise: Exercise | Search,
        plan: SetPlan,
        follower: Follower,
        *,
        view: ViewLabel | None = None,
        model: ModelName = "full",
        looker: LiveLooker | None = None,
        words: Words = ENGLISH,
    ) -> None:
        self.words, self._looker = words, looker
        self.status = Status()
        self.problem = ""
        """Why the coaching has ended early, for the user; empty if it has not."""
        self.on_set: OnSet | None = None
        """Called with each set when it has ended, also when the stream is lost."""
        self._conductor = conductor_of(
            exercise,
            plan,
            lambda one: Session(one, side=plan.side, model=model, look_again=looker, rivals=Contest()),
            view,
            words,
        )
        self._follower: Follower | None = follower
        self._worst_frames, self._sets = WorstFrames(), SetRecorder()
        self._pace = Pace()
        self._lock = threading.Lock()
        self._size_px: tuple[int, int] | None = None
        self._shrink = 1.0
        self._first_s: float | None = None
        self._last_s = -1.0
        self._done_at: deque[float] = deque()
        self._kept_words: tuple[str, ...] = ()

    @property
    def exercise(self) -> Exercise | None:
        """The exercise of the sets; None if nobody has chosen one and none is found yet."""
        return self._conductor.exercise

    @property
    def plan(self) -> SetPlan:
        """The target of the sets."""
        return self._conductor.plan

    @property
    def is_searching(self) -> bool:
        """Whether nobody has chosen an exercise."""
        return isinstance(self._conductor, UnnamedConductor)

    def choose(self, exercise_id: str) -> None:
        """Count the movements since the start of the set as this exercise; thread-safe. A chosen exercise stays."""
        with self._lock:
            if isinstance(self._conductor, UnnamedConductor):
                self._conductor.choose(exercise_id)

    def coach(self, frame: av.VideoFrame, send: Callable[[FrameMessage], None]) -> None:
        """Coach on the next frame; the message is sent first, before work that the browser need not wait for."""
        t_s = self._time_s(frame)
        if not self._pace.is_due(t_s):
            return
        began_s = time.monotonic()
        image = self._in_first_size(rgb(frame))
        with self._lock:
            if self._follower is None:
                return
            try:
                self._coach(self._follower, Frame(self.status.frames, t_s, image), send)
            except Exception as error:  # in this thread it would be lost: the page shows it instead
                self.problem = str(error) if isinstance(error, FormcheckError) else _UNEXPECTED
                logger.exception("The camera's stream cannot be coached.")
                self._close()
        self._pace.took(t_s, time.monotonic() - began_s)

    def select_subject(self, subject: Subject | None) -> None:
        """Coach another person from the next frame on, or with None the one who exercises; thread-safe."""
        follower = self._follower
        if follower is not None:
            follower.select_subject(subject)

    def next_stage(self) -> None:
        """Begin without keeping still, end the set, or end the rest; thread-safe."""
        with self._lock:
            self._conductor.next_stage()

    def finish(self) -> list[Analysis]:
        """End the stream's last set and return the results of all."""
        with self._lock:
            sets = self._conductor.finish()
            self._close()
            worst = self._worst_frames.images
            return [
                Analysis(report=done.report, series=done.series, exercise=done.exercise, worst_frames=worst)
                for done in sets
            ]

    def close(self) -> None:
        """End the last set and free the pose model when the stream ends; the results stay."""
        with self._lock:
            self._conductor.finish()
            self._close()

    def _close(self) -> None:
        self._tell_of_sets()
        if self._follower is not None:
            self._follower.close()
            self._follower = None
        if self._looker is not None:
            self._looker.close()

    def _time_s(self, frame: av.VideoFrame) -> float:
        """Return the time since the first frame, by the frame's own timestamp if that advances."""
        own_s = frame.time
        now_s = time.monotonic() if own_s is None else float(own_s)
        if self._first_s is None:
            self._first_s = now_s
        self._last_s = max(now_s - self._first_s, self._last_s + 0.001)
        return self._last_s

    def _coach(self, follower: Follower, frame: Frame, send: Callable[[FrameMessage], None]) -> None:
        pose = follower.detect(frame)
        people = tuple(follower.people)
        stage = self._conductor.push(pose, brightness(frame.image), max(len(people), int(pose.found)))
        scene = scene_of(pose, stage, self._conductor.session)
        self._publish(pose, stage, people, scene)
        send(FrameMessage(_json(sketch(pose, stage, scene, self.plan, people, self.words)), self._words(stage)))
        self._remember(frame, pose, stage, scene)
        self._sets.push(pose, stage.name)
        self._tell_of_sets()

    def _tell_of_sets(self) -> None:
        for recorded in self._sets.ended(self._conductor.finished, self._worst_frames.images):
            if self.on_set is not None:
                self.on_set(recorded)

    def _in_first_size(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Scale a frame to the size of the first one, in whose pixels landmarks are: browsers change sizes."""
        if self._size_px is None:
            image = fit(image, _WIDTH_PX)
            self._size_px = (image.shape[1], image.shape[0])
        return scaled(image, self._size_px)

    def _words(self, stage: Stage) -> str:
        """Collect what the browser is to say, to show as a caption, and to keep in case the app stops."""
        level = self._pace.level
        if stage.name == "rest":
            self._shrink = level.shrink
        send = {"rate": level.frames_per_s, "shrink": self._shrink}
        kept = (stage.name, caption(stage, self.words), self._so_far(), str(send))
        if not stage.utterances and kept == self._kept_words:
            return ""
        self._kept_words = kept
        say = [{"text": said.text, "kind": said.kind} for said in stage.utterances]
        return _json({"say": say, "stage": kept[0], "caption": kept[1], "so_far": kept[2], "send": send})

    def _so_far(self) -> str:
        status, number, exercise = self.status, self._conductor.sets_begun, self.exercise
        name = self.words.of_exercise(exercise.id, exercise.name) if exercise is not None else ""
        if status.clock is not None:
            return self.words("so_far_clock", name=name, seconds=f"{status.clock.seconds:.0f}")
        if not number:
            return ""
        form = form_of(status.in_form, status.not_judged, self.words)
        return self.words("so_far", name=name, number=number, count=status.repetitions, form=form)

    def _remember(self, frame: Frame, pose: Pose, stage: Stage, scene: Scene | None) -> None:
        """Keep the frame for a second look and for the summary; last of all, because nobody waits for it."""
        if self._looker is not None:
            self._looker.keep(frame, pose)
        is_of_set = scene is not None or stage.name in ("watching", "catching_up")
        if is_of_set and self._worst_frames.is_due(frame.t_s):
            self._worst_frames.add(frame.image, pose)
        for event in stage.events:
            if isinstance(event, RepetitionCounted):
                self._worst_frames.keep(event.repetition.findings, self._drawn)
            elif isinstance(event, HoldEnded):
                self._worst_frames.keep(event.hold.findings, self._drawn)

    def _drawn(self, image: NDArray[np.uint8], pose: Pose, finding: Finding) -> NDArray[np.uint8]:
        session, at_s = self._conductor.session, finding.at_s or pose.t_s
        if session is None:
            return image
        view = session.view_at(at_s)
        scene = scene_at(at_s, session.exercise, session.seen, session.series, view, set_open=False)
        scene = about(scene, finding, session.exercise, view.label)
        height, width, _ = image.shape
        return Layout(width, height).annotated(image, pose, scene)

    def _publish(self, pose: Pose, stage: Stage, people: tuple[Person, ...], scene: Scene | None) -> None:
        now_s = time.monotonic()
        self._done_at.append(now_s)
        while self._done_at[0] < now_s - _RATE_WINDOW_S:
            self._done_at.popleft()
        repetitions = self._conductor.repetitions
        self.status = Status(
            stage=stage,
            repetitions=len(repetitions),
            in_form=sum(r.in_form is True for r in repetitions),
            not_judged=sum(r.in_form is None for r in repetitions),
            frames=self.status.frames + 1,
            frames_per_s=(len(self._done_at) - 1) / max(now_s - self._done_at[0], 0.001),
            person_found=pose.found,
            people=tuple(Subject.on(person) for person in people),
            clock=scene.clock if scene is not None else None,
            slow=self._pace.says(self.words),
            seen_s=now_s,
        )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
