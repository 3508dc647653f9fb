"""The poses of one set go in; its count, what to say, and whether it has ended come out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from formcheck.coaching.events import ClockStarted, ClockStopped, CueRaised, Event, RepetitionCounted
from formcheck.coaching.session import Session
from formcheck.live.posture import Stillness
from formcheck.live.set_plan import SetPlan
from formcheck.live.voice import Utterance, UtteranceKind, Voice
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.records import Pose, RepetitionSide, Side

OVER_S: Final = 5.0
"""A set ends when the user keeps still, or is out of view or out of the posture, for so many seconds."""
# A shorter pause of the clock is not announced (our own estimate; docs/evidence.md asks for 0.15 s at least).
_PAUSED_S = 0.5
_SAID_BEFORE_END = (3, 2, 1)
_SAID_EVERY_S = 10
# One movement may be a mistake, or the user taking a weight (our own estimate).
_IN_A_ROW = 2
_WEIGHED_AT: Final = frozenset({2, 4, 8, 16})
"""Repetitions after which they are held against other exercises: as soon as two tell, then the more have been added."""


class ActiveSet:
    """A set, from "Go" to its end.

    Parameters
    ----------
    session : Session
        Calibrated on the person standing there during the countdown.
    plan : SetPlan
    voice : Voice
    start_s : float
        Time of the "Go", in seconds.
    """

    def __init__(self, session: Session, plan: SetPlan, voice: Voice, start_s: float) -> None:
        self.session, self._plan, self._voice = session, plan, voice
        self._start_s = self._now_s = self._active_s = self._seen_s = start_s
        self._still = Stillness()
        self._has_moved = self._has_held = False
        self._said_s = self.seconds
        self._paused: tuple[float, str] | None = None
        self.why = ""
        """Why the clock of a hold is paused, or movements are not counted; empty otherwise."""
        self._attempts = self._others = 0

    @property
    def seconds(self) -> float:
        """Seconds in form of a hold; since the "Go" for everything else."""
        if self.session.exercise.hold is not None:
            return sum(hold.in_form_s for hold in self.session.seen.holds)
        return self._now_s - self._start_s

    @property
    def _is_in_seconds(self) -> bool:
        return self.session.exercise.counting is None

    @property
    def count(self) -> int:
        """Repetitions or steps; whole seconds where those are not counted."""
        return int(self.seconds) if self._is_in_seconds else len(self.session.repetitions)

    @property
    def target(self) -> int | None:
        """What `count` is to reach; None if the set has no such target."""
        target = self._plan.seconds if self._is_in_seconds else self._plan.repetitions
        return None if target is None else math.ceil(target)

    @property
    def remaining_s(self) -> float | None:
        """Seconds left; None if the set does not end by the clock."""
        return None if self._plan.seconds is None else max(0.0, self._plan.seconds - self.seconds)

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached."""
        plan, done = self._plan, len(self.session.repetitions)
        return (plan.repetitions is not None and done >= plan.repetitions) or self.remaining_s == 0.0

    @property
    def is_left(self) -> bool:
        """Whether the user has stopped: still, out of view, or out of the posture for `OVER_S`."""
        return self._now_s - max(self._active_s, self._start_s) >= OVER_S

    @property
    def has_begun(self) -> bool:
        """Whether anything was done."""
        exercise = self.session.exercise
        if exercise.counting is not None:
            return bool(self.session.repetitions or self.session.outdone_by) or self.session.is_moving
        return self._has_held if exercise.hold is not None else self._has_moved

    @property
    def is_away(self) -> bool:
        """Whether nobody has been in view for `OVER_S`."""
        return self._now_s - self._seen_s >= OVER_S

    def push(self, clean: CleanPose) -> tuple[list[Event], list[Utterance]]:
        """Process the next pose; return the events and what to say, the number first."""
        self._now_s = clean.pose.t_s
        events = self.session.push(clean)
        self._track_activity(clean.pose)
        said = self._of_clock(events) if self._is_in_seconds else self._of_repetitions(events)
        return events, [*self._ticks(), *said]

    def _track_activity(self, pose: Pose) -> None:
        """Track when the user was last in view, and last active."""
        is_still = self._still.push(pose)
        if pose.found:
            self._seen_s = pose.t_s
        moves = pose.found and not is_still
        self._has_moved = self._has_moved or moves
        if self.session.exercise.hold is not None:
            moves = self.session.is_moving and pose.found
            self._has_held = self._has_held or self.session.is_moving
        if moves or (self.session.is_moving and pose.found) or not self.has_begun:
            self._active_s = pose.t_s

    def _of_repetitions(self, events: Sequence[Event]) -> list[Utterance]:
        counts: list[Utterance] = []
        others: list[Utterance] = []
        counted: RepetitionCounted | None = None
        for event in events:
            if isinstance(event, RepetitionCounted):
                counted = event
                counts = self._voice.count(self._now_s, event.repetition.index) or counts
            elif isinstance(event, CueRaised):
                others += self._voice.cue(self._now_s, event.finding, self._side(event.side))
        if counted is not None and counted.repetition.index in _WEIGHED_AT:
            self._weigh()
        if self.session.outdone_by:
            return self._voice.why(self._now_s, self._looks_like(self.session.outdone_by)) if counted else []
        if counted is not None and not others:
            others = self._voice.praise(self._now_s, counted.repetition)
        return [*counts, *(others or self._of_another_exercise(counted is not None))[:1]]

    def _weigh(self) -> None:
        """Compare the counted repetitions with other exercises, and show what they look like instead, if anything."""
        other = self.session.weigh()
        look = self._voice.of_exercise(other)
        self.why = self._voice.words("not_counted_like", look=look) if other else ""

    def _looks_like(self, look: str) -> str:
        return self._voice.words("looks_like", look=self._voice.of_exercise(look))

    def _of_another_exercise(self, is_counted: bool) -> list[Utterance]:
        """Say what rejected movements look like, once there are two of them in a row."""
        attempts = len(self.session.seen.attempts)
        if attempts == self._attempts and not is_counted:
            return []
        self._attempts, turned_away = attempts, self.session.turned_away
        if is_counted:
            self._others, self.why = len(turned_away), ""
        if len(turned_away) < self._others + _IN_A_ROW:
            return []
        self._others = len(turned_away)
        look = self.session.looks_like()
        say, why = self._voice.words, self._voice.of_exercise(turned_away[-1].message)
        like = say("it_looks_like", look=self._voice.of_exercise(look)) if look else ""
        self.why = " ".join(filter(None, (say("not_counted_why", why=why), like)))
        return self._voice.why(self._now_s, self._looks_like(look) if look else self._voice.words("not_counted"))

    def _utterance(self, text: str, kind: UtteranceKind) -> Utterance:
        return Utterance(t_s=self._now_s, text=text, kind=kind)

    def _side(self, side: RepetitionSide) -> Side | None:
        return self._plan.side if side == "both" else side

    def _of_clock(self, events: Sequence[Event]) -> list[Utterance]:
        said: list[Utterance] = []
        for event in events:
            if isinstance(event, ClockStarted):
                self._paused, self.why = None, ""
                said += [] if self.seconds > 0.0 else [self._utterance(self._voice.words("hold"), "stage")]
            elif isinstance(event, ClockStopped):
                why = self._voice.of_exercise(event.message)
                self._paused, self.why = (event.t_s, why), why
        if self._paused is not None and self._now_s - self._paused[0] >= _PAUSED_S:
            told = self._voice.why(self._now_s, self._paused[1])
            self._paused = None if told else self._paused
            said += told
        return said

    def _ticks(self) -> list[Utterance]:
        """Say every tenth second of a hold, and the last three of a set that ends by the clock."""
        before, self._said_s = self._said_s, self.seconds
        now = int(self._said_s)
        if now <= int(before):
            return []
        left = None if self._plan.seconds is None else math.ceil(self._plan.seconds) - now
        if left in _SAID_BEFORE_END:
            return [self._utterance(f"{left}", "countdown")]
        is_tenth = self._is_in_seconds and now % _SAID_EVERY_S == 0 and left != 0
        return [self._utterance(f"{now}", "count")] if is_tenth else []
