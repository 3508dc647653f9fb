"""Finds and counts sets of whatever the user does, each from its first repetition on.

There is no choice and no countdown. Poses are kept; once it is sure what they show, a set of that exercise is begun
with the earlier poses, a few at a time, so that no frame waits long.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.lookalikes import STANDING_S
from formcheck.coaching.session import Session
from formcheck.guesses import Recognition
from formcheck.live.conductor import ADVISED_AFTER_S, SHOWN_S, Conductor
from formcheck.live.framing import Framing, Readiness
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import FinishedSet, Stage
from formcheck.live.unnamed.newest import Recogniser
from formcheck.live.unnamed.watch import Watch
from formcheck.live.voice import Utterance, Voice
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.records import Pose, Repetition, ViewLabel

OPEN: Final = SetPlan(sets=1)
"""A set whose target nobody has said: it ends when the user stops."""
_AT_ONCE: Final = 8
"""Poses of a set that are counted with each new one: about 10 ms, a third of what the pose model takes."""


@dataclass(frozen=True, slots=True)
class Search:
    """How an exercise is found.

    Attributes
    ----------
    recogniser : Recogniser
    definition : callable
        Loads the definition of an id, adjusted to this person; None for an exercise that they must not do.
    """

    recogniser: Recogniser
    definition: Callable[[str], Exercise | None]


class UnnamedConductor:
    """Leads a user who has chosen no exercise; used like a `Conductor`.

    Parameters
    ----------
    search : Search
    session_of : callable
        Makes a fresh session of an exercise.
    view : str, optional
        Overrides the detected view.
    words : Words, optional
        The language of everything that is said; by default English.
    """

    def __init__(
        self,
        search: Search,
        session_of: Callable[[Exercise], Session],
        view: ViewLabel | None = None,
        words: Words = ENGLISH,
    ) -> None:
        self.plan, self.words = OPEN, words
        self.finished: list[FinishedSet] = []
        """The sets that have ended, in order."""
        self._definition, self._session_of, self._view = search.definition, session_of, view
        self._watch, self._voice, self._cleaner = Watch(search.recogniser), Voice(words), PoseCleaner(view)
        self._framing = Framing(None, words=words)
        self._recognition: Recognition | None = None
        self._led: Conductor | None = None
        self._waiting: deque[Pose] = deque()
        self._start_s = 0.0
        self._is_announced, self._chosen = False, ""
        self._advice, self._advised = ("", 0.0), ""

    @property
    def exercise(self) -> Exercise | None:
        """The exercise of the set under way, or else of the last one that has ended."""
        if self._led is not None:
            return self._led.exercise
        return self.finished[-1].exercise if self.finished else None

    @property
    def session(self) -> Session | None:
        """The session of the set under way, once all earlier poses are counted."""
        return self._led.session if self._led is not None else None

    @property
    def sets_begun(self) -> int:
        """Sets that have ended, and the one under way."""
        return len(self.finished) + (self._led is not None)

    @property
    def repetitions(self) -> Sequence[Repetition]:
        """Repetitions or steps of the set under way, or else of the last one that has ended."""
        if self._led is not None:
            return self._led.repetitions
        return self.finished[-1].report.repetitions if self.finished else ()

    def choose(self, exercise_id: str) -> None:
        """Count the movements since the start of the set as this exercise, from the next pose on."""
        self._chosen = exercise_id

    def next_stage(self) -> None:
        """End the set by hand, with the next pose."""
        if self._led is not None:
            self._led.next_stage()

    def push(self, pose: Pose, brightness: float | None = None, people: int = 1) -> Stage:
        """Process the next pose; see `Conductor.push`."""
        if self._chosen:
            self._begin_as_chosen()
        if self._led is None:
            self._look(pose)
        else:
            self._watch.keep(pose)
            self._waiting.append(pose)
        if self._led is None or not self._catch_up(self._led):
            return self._watching(pose, brightness, people)
        return self._working(self._led, self._waiting.popleft(), brightness, people)

    def finish(self) -> list[FinishedSet]:
        """End the set under way, and return all."""
        if self._led is not None:
            while self._waiting:
                self._led.replay(self._waiting.popleft())
            self._keep(self._led)
        self._watch.close()
        return self.finished

    def _look(self, pose: Pose) -> None:
        seen = self._watch.push(pose)
        if seen is None:
            return
        self._recognition, self._start_s = seen.recognition, seen.start_s
        if seen.recognition.is_sure:
            self._begin(seen.exercise)

    def _begin_as_chosen(self) -> None:
        exercise_id, self._chosen = self._chosen, ""
        # The user has named it: nothing was found.
        self._recognition = None
        self._begin(exercise_id)

    def _begin(self, exercise_id: str) -> None:
        exercise = self._definition(exercise_id)
        if exercise is None:
            return
        self._led = Conductor(exercise, OPEN, lambda: self._session_of(exercise), self._view, self.words)
        self._waiting = deque(self._watch.since(self._start_s - STANDING_S))
        self._is_announced = False

    def _catch_up(self, led: Conductor) -> bool:
        """Count some of the earlier poses; return whether only the newest is left."""
        for _ in range(min(_AT_ONCE, len(self._waiting) - 1)):
            led.replay(self._waiting.popleft())
        if len(self._waiting) > 1:
            return False
        if not self._is_announced:
            self._is_announced = True
            led.announce(self._found(led))
        return True

    def _found(self, led: Conductor) -> str:
        name = self.words.of_exercise(led.exercise.id, led.exercise.name)
        return self.words("found_seconds" if led.exercise.hold else "found", name=name, count=led.count)

    def _working(self, led: Conductor, pose: Pose, brightness: float | None, people: int) -> Stage:
        stage = led.push(pose, brightness, people)
        self._cleaner.push(pose)
        if stage.name == "working":
            return replace(stage, set_index=self.sets_begun, recognition=self._recognition)
        said: tuple[Utterance, ...] = ()
        if stage.name == "done":
            self._keep(led)
            over = self.words("set_over", number=len(self.finished))
            # Its own last words are that all sets are done.
            said = (*stage.utterances[:-1], Utterance(t_s=pose.t_s, text=over, kind="stage"))
        self._led = self._recognition = None
        self._watch.forget()
        self._advised = ""
        self._voice.show(said)
        return Stage(
            name="watching", set_index=self.sets_begun, view=stage.view, utterances=said, events=stage.events,
            caption=self._voice.shown,
        )  # fmt: skip

    def _keep(self, led: Conductor) -> None:
        for done in led.finish():
            self.finished.append(replace(done, report=replace(done.report, recognition=self._recognition)))
        self._led = None

    def _watching(self, pose: Pose, brightness: float | None, people: int) -> Stage:
        view = self._cleaner.push(pose).view
        readiness = self._framing.push(pose, view, brightness, people)
        said = self._advise(readiness, pose.t_s) if self._led is None else []
        self._voice.show(said)
        shown = self._voice.shown
        return Stage(
            name="watching" if self._led is None else "catching_up",
            set_index=self.sets_begun, view=view, readiness=readiness, utterances=tuple(said),
            caption=shown if shown is not None and pose.t_s - shown.t_s < SHOWN_S else None,
            recognition=self._recognition,
        )  # fmt: skip

    def _advise(self, readiness: Readiness, t_s: float) -> list[Utterance]:
        """Say what to put right, once it has lasted for a while; and once that all is right."""
        first = readiness.first
        advice, say = (first.id, first.say) if first else ("begin", self.words("begin"))
        if advice != self._advice[0] or not say:
            self._advice = (advice, t_s)
        is_new = first is not None or self._advised != advice
        said = self._voice.advise(t_s, advice, say) if is_new and t_s - self._advice[1] >= ADVISED_AFTER_S else []
        self._advised = advice if said else self._advised
        return said
