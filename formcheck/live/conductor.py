"""Leading through the sets, hands-free: framing, countdown, work, rest, and again; by the time of the poses alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.events import Event
from formcheck.coaching.session import Session
from formcheck.live.active_set import ActiveSet
from formcheck.live.framing import Framing, Readiness
from formcheck.live.posture import Stillness
from formcheck.live.set_plan import SetPlan
from formcheck.live.voice import Utterance, UtteranceKind, Voice
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Pose, Report

StageName = Literal["framing", "countdown", "working", "rest", "done"]

COUNTDOWN_S: Final = 3
"""How long to keep still before a set begins, in seconds."""
SHOWN_S: Final = 4.0
"""How long a caption stays: five words are read in two seconds, and somebody who moves looks up late (P)."""
_ADVISED_AFTER_S = 1.0
_REST_ENDS_SOON_S = 10.0
# After a countdown that was broken off, before the next: who shifts from foot to foot is not told "3" at each turn (P).
_CALM_AGAIN_S = 1.0
_KEEP_STILL = "Keep still to start"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the sets are.

    Attributes
    ----------
    name : {"framing", "countdown", "working", "rest", "done"}
    set_index : int
        The set that is prepared, done or, at rest, just over; from 1.
    remaining_s : float or None
        Of the countdown, the rest, or a set that ends by the clock.
    count : int
        Repetitions or steps of the set, or whole seconds of a hold or a run.
    target : int or None
        What `count` is to reach.
    readiness : Readiness or None
        While framing and counting down.
    utterances : tuple of Utterance
        What to say now, in this order.
    events : tuple of Event
        What became known of the set.
    caption : Utterance or None
        What was last said besides numbers, while it should be shown.
    why : str
        Why the clock of a hold stands still; empty while it runs.
    """

    name: StageName
    set_index: int
    remaining_s: float | None = None
    count: int = 0
    target: int | None = None
    readiness: Readiness | None = None
    utterances: tuple[Utterance, ...] = ()
    events: tuple[Event, ...] = ()
    caption: Utterance | None = None
    why: str = ""


class Conductor:
    """Lead somebody through all sets of one exercise.

    Parameters
    ----------
    exercise : Exercise
        One that a camera judges.
    plan : SetPlan
    session_factory : callable
        Makes a fresh session of the exercise; each set has its own.

    Raises
    ------
    ValueError
        If no camera judges the exercise.
    """

    def __init__(self, exercise: Exercise, plan: SetPlan, session_factory: Callable[[], Session]) -> None:
        if not exercise.is_judged:
            msg = f"{exercise.id!r} is not judged by camera: choose one that is counted, held or run"
            raise ValueError(msg)
        self.exercise, self.plan, self._voice = exercise, plan, Voice()
        self.reports: list[Report] = []
        """Of the sets that are over, in order."""
        self.session: Session | None = None
        """Of the set that is counted down or under way, or of the last one."""
        self._new_session = session_factory
        self._set_index, self._counted = 1, COUNTDOWN_S + 1
        self._now_s = self._step_s = self._since_s = 0.0
        self._name: StageName = "framing"
        self._work: ActiveSet | None = None
        self._readiness: Readiness | None = None
        self._events: list[Event] = []
        self._goes_on = False
        self._prepare()

    def push(self, pose: Pose, view: ViewState, brightness: float | None = None, people: int = 1) -> Stage:
        """Take the next pose; see `Framing.push`. View, brightness and people matter before a set only."""
        self._step_s, self._now_s = pose.t_s - self._now_s, pose.t_s
        self._readiness, self._events = None, []
        return self._stage(self._said(pose, view, brightness, people))

    def _said(self, pose: Pose, view: ViewState, brightness: float | None, people: int) -> list[Utterance]:
        match self._name:
            case "framing" | "countdown":
                self._readiness = self._framing.push(pose, view, brightness, people)
                return self._frame(pose, self._readiness)
            case "working":
                return self._do(self._work, pose) if self._work else []
            case "rest":
                return self._rest()
            case "done":
                return []

    def go_on(self) -> None:
        """Do what comes next by hand, with the next pose.

        Before a set: begin without keeping still, as soon as everything is in view. In a set: end it. At rest: end it.
        """
        self._goes_on = True

    def finish(self) -> list[Report]:
        """End all sets, the one under way too, and give their reports."""
        if self._name == "working":
            self._close()
        self._name = "done"
        return self.reports

    def _stage(self, said: list[Utterance]) -> Stage:
        self._voice.show(said)
        shown, work = self._voice.shown, self._work
        return Stage(
            self._name, self._set_index, self._remaining_s(),
            work.count if work else 0, work.target if work else self._target(),
            self._readiness, tuple(said), tuple(self._events),
            shown if shown is not None and self._now_s - shown.t_s < SHOWN_S else None,
            work.why if work and self._name == "working" else "",
        )  # fmt: skip

    @property
    def _passed_s(self) -> float:
        """Time in this stage."""
        return self._now_s - self._since_s

    def _remaining_s(self) -> float | None:
        if self._name == "working" and self._work is not None:
            return self._work.remaining_s
        whole = {"countdown": float(COUNTDOWN_S), "rest": self.plan.rest_s}.get(self._name)
        return None if whole is None else max(0.0, whole - self._passed_s)

    def _target(self) -> int | None:
        target = self.plan.repetitions if self.exercise.counting is not None else self.plan.seconds
        return None if target is None else ceil(target)

    def _enter(self, name: StageName) -> None:
        # Whoever asked to begin asked for the countdown too.
        self._goes_on = self._goes_on and name == "countdown"
        self._name = name
        self._since_s = self._now_s

    def _prepare(self) -> None:
        """Look at everything anew, for the next set."""
        self._enter("framing")
        self._framing, self._still = Framing(self.exercise, self.plan.side), Stillness()
        self._restless_s, self._calm_s = self._now_s, 0.0
        self._advice, self._work = ("", self._now_s), None

    def _frame(self, pose: Pose, readiness: Readiness) -> list[Utterance]:
        is_still = self._still.push(pose)
        if not (readiness.ready and (is_still or self._goes_on)):
            return self._wait(readiness)
        if self._now_s - self._restless_s < self._calm_s and not self._goes_on:
            return []
        session = self.session
        if session is None or self._name == "framing":
            self._enter("countdown")
            self.session = session = self._new_session()
            self._counted = COUNTDOWN_S + 1
        return self._count_down(session, pose)

    def _wait(self, readiness: Readiness) -> list[Utterance]:
        """Say what to put right, once it is clear that it does not come right by itself."""
        self._restless_s = self._now_s
        if self._name == "countdown":
            self._enter("framing")
            self._calm_s = _CALM_AGAIN_S
        first = readiness.first
        advice, say = (first.id, first.say) if first else ("keep_still", _KEEP_STILL)
        if advice != self._advice[0] or not say:
            self._advice = (advice, self._now_s)
        is_lasting = self._now_s - self._advice[1] >= _ADVISED_AFTER_S
        return self._voice.advise(self._now_s, advice, say) if is_lasting else []

    def _count_down(self, session: Session, pose: Pose) -> list[Utterance]:
        """Count down while the session already learns who stands there."""
        self._events = session.push(pose)
        left = ceil(COUNTDOWN_S - self._passed_s)
        if left <= 0:
            return self._go(session)
        said = [self._utterance(f"{left}", "countdown")] if left < self._counted else []
        self._counted = left
        return said

    def _go(self, session: Session) -> list[Utterance]:
        self._enter("working")
        self._voice.begin_set()
        self._work = ActiveSet(session, self.plan, self._voice, self._now_s)
        return [self._utterance("Go", "countdown")]

    def _do(self, work: ActiveSet, pose: Pose) -> list[Utterance]:
        self._events, said = work.push(pose)
        if work.is_reached or (work.has_begun and (work.is_left or self._goes_on)):
            return [*(u for u in said if u.kind != "praise"), self._end()]
        if not work.has_begun and (work.is_away or self._goes_on):
            self._prepare()
        return said

    def _end(self) -> Utterance:
        self._close()
        is_last = self._set_index >= self.plan.sets
        self._enter("done" if is_last else "rest")
        return self._utterance("All sets done" if is_last else f"Rest {self.plan.rest_s:.0f} seconds", "stage")

    def _utterance(self, text: str, kind: UtteranceKind) -> Utterance:
        return Utterance(t_s=self._now_s, text=text, kind=kind)

    def _close(self) -> None:
        if self.session is not None:
            self.reports.append(self.session.finish())

    def _rest(self) -> list[Utterance]:
        left_s = self.plan.rest_s - self._passed_s
        if left_s <= 0 or self._goes_on:
            self._set_index += 1
            self._prepare()
            return [self._utterance(f"Set {self._set_index} of {self.plan.sets}", "stage")]
        is_soon = left_s <= _REST_ENDS_SOON_S < left_s + self._step_s and self.plan.rest_s > 2 * _REST_ENDS_SOON_S
        return [self._utterance(f"{_REST_ENDS_SOON_S:.0f} seconds left", "stage")] if is_soon else []
