"""Provisional: one set that begins at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from formcheck.coaching.definition import Exercise
from formcheck.coaching.session import CueRaised, Event, RepetitionCounted, Session
from formcheck.motion.view import ViewState
from formcheck.records import Pose, Report, Side


@dataclass(frozen=True, slots=True)
class SetPlan:
    sets: int
    repetitions: int | None = None
    seconds: float | None = None
    rest_s: float = 60.0
    side: Side | None = None


def default_plan(exercise: Exercise, side: Side | None = None) -> SetPlan:
    if exercise.hold:
        return SetPlan(3, None, exercise.hold.target_s, 60.0, side)
    return SetPlan(3, 10, None, 60.0, side)


@dataclass(frozen=True, slots=True)
class Advice:
    id: str
    ok: bool
    say: str


@dataclass(frozen=True, slots=True)
class Readiness:
    advices: tuple[Advice, ...]

    @property
    def ready(self) -> bool:
        return all(a.ok for a in self.advices)


@dataclass(frozen=True, slots=True)
class Utterance:
    t_s: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    set_index: int
    remaining_s: float | None
    count: int
    target: float | None
    readiness: Readiness
    utterances: tuple[Utterance, ...]
    events: tuple[Event, ...]


class Conductor:
    def __init__(self, exercise: Exercise, plan: SetPlan, factory: Callable[[], Session]) -> None:
        self._session = factory()
        self._plan = plan

    def push(self, pose: Pose, view: ViewState, brightness: float | None, people: int) -> Stage:
        events = tuple(self._session.push(pose))
        said = tuple(
            Utterance(pose.t_s, str(e.repetition.index), "count")
            if isinstance(e, RepetitionCounted)
            else Utterance(pose.t_s, e.finding.message, "cue")
            for e in events
            if isinstance(e, (RepetitionCounted, CueRaised))
        )
        return Stage(
            "working", 1, None, len(self._session.repetitions), self._plan.repetitions, Readiness(()), said, events
        )

    def finish(self) -> list[Report]:
        return [self._session.finish()]
