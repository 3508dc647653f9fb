"""Poses of one set go in; events and a report come out, the same from a camera and from a file."""

from __future__ import annotations

import math

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise, reference
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.attempts import taken_back, turned_away
from formcheck.coaching.events import (
    ClockStarted,
    ClockStopped,
    CueRaised,
    Event,
    HoldEnded,
    RepetitionCounted,
    ViewChanged,
)
from formcheck.coaching.judging import judge_set
from formcheck.coaching.lookalikes import KeptPoses, Rivals, looks_like
from formcheck.coaching.recorder import RecordedFrame, Recorder
from formcheck.coaching.report_builder import build_report, is_doubtful
from formcheck.coaching.trackers.choosing import tracker_of
from formcheck.motion.cleaning.camera import Camera
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.motion.cleaning.view import ViewState
from formcheck.motion.series import Series
from formcheck.motion.smoothing import HALF_WINDOW_S
from formcheck.pose.looks import LookAgain
from formcheck.records import Attempt, Pose, Repetition, Report, Side, ViewLabel

__all__ = [
    "ClockStarted", "ClockStopped", "CueRaised", "Event", "HoldEnded", "RepetitionCounted", "Session", "ViewChanged",
]  # fmt: skip


_BEFORE_S = 15.0
"""How much of what came before the first repetition tells what it was: half of all that is looked at."""
_EXPLAINED = 4
"""Of the movements that were turned away, the last ones say what it looks like now."""


class Session:
    """Judges one set of one exercise, pose by pose.

    `push`, `finish` and `reset` belong to one thread, and so does `final_until_s`, which is read between two pushes.
    Meanwhile another thread may read `seen`, `series`, `camera` and `view_at` without a lock: rows and repetitions are
    appended when they are complete, and what was recorded before `final_until_s` never changes.

    Parameters
    ----------
    exercise : str or Exercise
        Id of a definition, or a loaded definition, perhaps adjusted by a profile.
    view : str, optional
        Overrides the detected view.
    side : {"left", "right"}, optional
        Overrides the side of the body that is turned to the camera.
    model : str
        Name of the pose model, for the report.
    look_again : LookAgain, optional
        Takes second looks at the frame of a pose before it decides a fault; without it there are none.
    rivals : Rivals, optional
        Compare the counted repetitions with other exercises at the end: those that another exercise explains clearly
        better are taken back. Without it every count stands.

    Raises
    ------
    UnknownExerciseError
        If there is no such exercise.
    """

    def __init__(
        self,
        exercise: str | Exercise,
        *,
        view: ViewLabel | None = None,
        side: Side | None = None,
        model: str = "recorded",
        look_again: LookAgain | None = None,
        rivals: Rivals | None = None,
    ) -> None:
        self.exercise = load_exercise(exercise) if isinstance(exercise, str) else exercise
        self._view, self._side, self.model = view, side, model
        self._look_again, self._rivals = look_again, rivals
        self.reset()

    def reset(self) -> None:
        """Forget everything, as if new."""
        self._recorder = Recorder(self.exercise, self._view, self._side, self._look_again)
        self._tracker = tracker_of(self.exercise, self._recorder)
        self._finished = self._is_elsewhere = False
        self.outdone_by = ""
        self._last_view = ""
        self._kept = KeptPoses()

    def push(self, pose: Pose | CleanPose) -> list[Event]:
        """Judge the next pose.

        Parameters
        ----------
        pose : Pose or CleanPose
            From a pose model, or from a cleaner that several sessions of one stream share. Its time must be later than
            that of the previous pose.

        Returns
        -------
        list of Event
            Events of this pose, oldest first; often none.
        """
        frame = self._recorder.push(pose)
        self._kept.push(frame.clean)
        self._is_elsewhere = frame.clean.is_doubted
        events = self._view_events(frame)
        if frame.begins_shot:
            events += self._tracker.cut()
        return events + self._tracker.push(frame.body.pose.t_s)

    def finish(self) -> Report:
        """End the set and return its report; `reset` before pushing again."""
        if not self._finished:
            if self._is_elsewhere:  # the film ends before another place is believed
                self._tracker.cut()
            self._tracker.finish()
            self._finished = True
            self.outdone_by = self._outdoing()
        done = self._done
        of_set = [cue for cue in self.exercise.cue if cue.enabled and cue.is_of_set]
        findings = tuple(judge_set(cue, done) for cue in of_set) if done else ()
        return build_report(
            self.exercise, reference(self.exercise), self._recorder, done, findings,
            model=self.model, looks_like=self._looks_like(done),
        )  # fmt: skip

    def weigh(self) -> str:
        """Compare the repetitions counted so far with the rivals, in the middle of a set.

        Repetitions that another exercise explains clearly better are taken back, until the next call or the end of the
        set.

        Returns
        -------
        str
            The other exercise, such as ``a deadlift``; empty if the count stands.
        """
        self.outdone_by = self._outdoing()
        return self.outdone_by

    @property
    def _done(self) -> Outcome:
        done = self._tracker.done
        return taken_back(done, self.outdone_by) if self.outdone_by else done

    def _outdoing(self) -> str:
        """Name the other exercise that explains the counted repetitions clearly better; empty if there is none."""
        counted = [(one.start_s, one.end_s) for one in self._tracker.done.repetitions]
        if self._rivals is None or not counted:
            return ""
        poses = self._kept.from_time(counted[0][0] - _BEFORE_S)
        within = [span for span in counted if span[0] >= poses[0].pose.t_s and span[1] <= poses[-1].pose.t_s]
        return self._rivals.outdoing(self.exercise, poses, within) if within else ""

    def _looks_like(self, done: Outcome) -> str:
        if self.outdone_by:
            return self.outdone_by
        return self.looks_like() if is_doubtful(self.exercise, done) else ""

    def looks_like(self) -> str:
        """What the set looks like instead of the exercise, such as ``a deadlift``; empty if that is not known."""
        return looks_like(self.exercise, self._kept, self.turned_away[-_EXPLAINED:])

    @property
    def turned_away(self) -> list[Attempt]:
        """Movements that a gate of the exercise rejected, once each."""
        return turned_away(self._tracker.done)

    @property
    def repetitions(self) -> list[Repetition]:
        """Repetitions or steps that are complete."""
        return list(self._done.repetitions)

    @property
    def seen(self) -> Outcome:
        """Everything done so far, including the hold under way, which is not judged yet."""
        return self._done if self.outdone_by else self._tracker.seen

    @property
    def final_until_s(self) -> float:
        """Time in seconds before which nothing will change any more."""
        active_since_s = self._tracker.active_since_s
        now = float(self.series.times_s[-1]) if len(self.series) else 0.0
        # A repetition that starts later may reach back into the rest before it.
        return min(now - HALF_WINDOW_S - 0.5, math.inf if active_since_s is None else active_since_s)

    @property
    def series(self) -> Series:
        """All measures over time as they were read, including those that the view of the moment cannot show."""
        return self._recorder.series

    def shown(self) -> Series:
        """Return a copy of the series for people to read: empty if the view of a moment cannot show a measure."""
        return self._recorder.shown()

    @property
    def view(self) -> ViewState:
        """The view that holds now."""
        return self._recorder.latest_view

    @property
    def camera(self) -> Camera | None:
        """The direction of the camera, as far as it is known from the standing person."""
        return self._recorder.camera

    def view_at(self, t_s: float) -> ViewState:
        """Return the view that held at a moment."""
        row = int(self.series.within(0.0, t_s).stop)
        return self._recorder.views[max(row - 1, 0)]

    @property
    def is_moving(self) -> bool:
        """Whether a repetition or a hold is under way."""
        return self._tracker.is_moving

    def _view_events(self, frame: RecordedFrame) -> list[Event]:
        if frame.view.label == self._last_view:
            return []
        self._last_view = frame.view.label
        return [ViewChanged(frame.view)]
