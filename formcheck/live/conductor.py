"""Leads through the sets hands-free, from the poses of a stream: framing, countdown, work, rest, and again.

All times are those of the poses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.events import Event
from formcheck.coaching.session import Session
from formcheck.live.active_set import ActiveSet
from formcheck.live.framing import Framing, Readiness
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.posture import Stillness
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import COUNTDOWN_S, ChosenStageName, FinishedSet, Stage
from formcheck.live.voice import Utterance, UtteranceKind, Voice
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Pose, Repetition, ViewLabel

SHOWN_S: Final = 4.0
"""How long a caption stays: five words are read in two seconds, and a user who moves looks up late (our estimate)."""
ADVISED_AFTER_S: Final = 1.0
"""How long something must be wrong before it is said (our own estimate)."""
_REST_ENDS_SOON_S = 10.0
PATIENCE_S: Final = 7.0
"""How long somebody must be in view before a set begins although not all is right, or they do not keep still.

With the countdown and the connection, which took up to 4.2 seconds on two cores (`benchmarks.live.filming`), that is
less than fifteen seconds from the click.
"""
# After a countdown that was broken off, before the next: a user who shifts from foot to foot does not hear "3" at each
# turn (our own estimate).
_CALM_AGAIN_S = 1.0


class Conductor:
    """Leads a user through all sets of one exercise.

    Parameters
    ----------
    exercise : Exercise
        One that a camera judges.
    plan : SetPlan
    session_factory : callable
        Makes a fresh session of the exercise; each set has its own.
    view : str, optional
        Overrides the detected view.
    words : Words, optional
        The language of everything that is said; by default English.

    Raises
    ------
    ValueError
        If no camera judges the exercise.
    """

    def __init__(
        self,
        exercise: Exercise,
        plan: SetPlan,
        session_factory: Callable[[], Session],
        view: ViewLabel | None = None,
        words: Words = ENGLISH,
    ) -> None:
        if not exercise.is_judged:
            msg = f"{exercise.id!r} is not judged by camera: choose one that is counted, held or run"
            raise ValueError(msg)
        self.exercise, self.plan, self.words = exercise, plan, words
        self.finished: list[FinishedSet] = []
        """The sets that have ended, in order."""
        self.session: Session | None = None
        """Of the set that is counted down or under way, or of the last one."""
        self._cleaner, self._voice = PoseCleaner(view), Voice(words, exercise.id)
        self._new_session = session_factory
        self._set_index, self._counted = 1, COUNTDOWN_S + 1
        self._now_s = self._step_s = self._since_s = 0.0
        self._name: ChosenStageName = "framing"
        self._active_set: ActiveSet | None = None
        self._readiness: Readiness | None = None
        self._events: list[Event] = []
        self._skips = False
        self._replayed: list[Event] = []
        self._announced = ""
        self._prepare()

    @property
    def sets_begun(self) -> int:
        """Sets that have ended, and the one under way."""
        return len(self.finished) + (self._name == "working")

    @property
    def repetitions(self) -> Sequence[Repetition]:
        """Repetitions or steps of the set under way, or else of the last one that has ended."""
        if self._name == "working" and self.session is not None:
            return self.session.repetitions
        return self.finished[-1].report.repetitions if self.finished else ()

    def push(self, pose: Pose, brightness: float | None = None, people: int = 1) -> Stage:
        """Process the next pose.

        Parameters
        ----------
        pose : Pose
            Its time must be later than that of the pose before.
        brightness : float, optional
            Mean brightness of the frame, from 0 to 1. It matters before a set only, as does `people`.
        people : int
            How many people are in view.
        """
        self._step_s, self._now_s = pose.t_s - self._now_s, pose.t_s
        self._readiness, self._events = None, []
        clean = self._cleaner.push(pose)
        said = self._advance(clean, brightness, people)
        if self._announced:
            said, self._announced = [self._utterance(self._announced, "stage"), *said], ""
        self._voice.show(said)
        return self._stage(clean.view, said)

    def next_stage(self) -> None:
        """Go to the next stage by hand, with the next pose.

        Before a set: begin, whatever is in view. In a set: end it. At rest: end it.
        """
        self._skips = True

    def replay(self, pose: Pose) -> None:
        """Process a pose from before the set was recognised; nothing is said about it."""
        self._now_s, clean = pose.t_s, self._cleaner.push(pose)
        if self._active_set is None:
            self.session = self._new_session()
            self._go(self.session)
        events, _ = self._active_set.push(clean) if self._active_set is not None else ([], [])
        self._replayed += events

    @property
    def count(self) -> int:
        """The count of the set under way, as in `Stage`."""
        return self._active_set.count if self._active_set is not None else 0

    def announce(self, text: str) -> None:
        """Say something with the next pose, before anything else."""
        self._announced = text

    def finish(self) -> list[FinishedSet]:
        """End all sets, including the one under way, and return them."""
        if self._name == "working":
            self._close()
        self._name = "done"
        return self.finished

    def _advance(self, clean: CleanPose, brightness: float | None, people: int) -> list[Utterance]:
        match self._name:
            case "framing" | "countdown":
                self._readiness = self._framing.push(clean.pose, clean.view, brightness, people)
                return self._frame(clean, self._readiness)
            case "working":
                return self._work(self._active_set, clean) if self._active_set else []
            case "rest":
                return self._rest()
            case "done":
                return []

    def _stage(self, view: ViewState, said: Sequence[Utterance]) -> Stage:
        shown, active = self._voice.shown, self._active_set
        return Stage(
            name=self._name,
            set_index=self._set_index,
            view=view,
            remaining_s=self._remaining_s(),
            count=self.count,
            target=active.target if active else self._target(),
            readiness=self._readiness,
            utterances=tuple(said),
            events=tuple(self._events),
            caption=shown if shown is not None and self._now_s - shown.t_s < SHOWN_S else None,
            why=active.why if active and self._name == "working" else "",
            costs=self._costs,
        )

    @property
    def _passed_s(self) -> float:
        """Time in this stage."""
        return self._now_s - self._since_s

    def _remaining_s(self) -> float | None:
        if self._name == "working" and self._active_set is not None:
            return self._active_set.remaining_s
        whole = {"countdown": float(COUNTDOWN_S), "rest": self.plan.rest_s}.get(self._name)
        return None if whole is None else max(0.0, whole - self._passed_s)

    def _target(self) -> int | None:
        target = self.plan.repetitions if self.exercise.counting is not None else self.plan.seconds
        return None if target is None else ceil(target)

    def _enter(self, name: ChosenStageName) -> None:
        # A user who asked to begin has asked for the countdown too.
        self._skips = self._skips and name == "countdown"
        self._name = name
        self._since_s = self._now_s

    def _prepare(self) -> None:
        """Check the framing from scratch, for the next set."""
        self._enter("framing")
        self._framing, self._still = Framing(self.exercise, self.plan.side, self.words), Stillness()
        self._restless_s, self._calm_s = self._now_s, 0.0
        self._waited_s, self._costs = 0.0, ""
        self._advice, self._active_set = ("", self._now_s), None

    def _frame(self, clean: CleanPose, readiness: Readiness) -> list[Utterance]:
        is_still = self._still.push(clean.pose)
        self._waited_s = self._waited_s + self._step_s if readiness.can_begin else 0.0
        is_overdue = self._skips or self._waited_s >= PATIENCE_S
        if not (is_overdue or (readiness.ready and is_still)):
            return self._advise(readiness)
        if self._now_s - self._restless_s < self._calm_s and not is_overdue:
            return []
        session = self.session
        if session is None or self._name == "framing":
            self._enter("countdown")
            self.session = session = self._new_session()
            self._counted = COUNTDOWN_S + 1
        self._costs = readiness.costs
        return self._count_down(session, clean)

    def _advise(self, readiness: Readiness) -> list[Utterance]:
        """Say what to put right, once it has lasted for a while."""
        self._restless_s = self._now_s
        if self._name == "countdown":
            self._enter("framing")
            self._calm_s = _CALM_AGAIN_S
        first = readiness.first
        advice, say = (first.id, first.say) if first else ("keep_still", self.words("keep_still"))
        if advice != self._advice[0] or not say:
            self._advice = (advice, self._now_s)
        is_lasting = self._now_s - self._advice[1] >= ADVISED_AFTER_S
        return self._voice.advise(self._now_s, advice, say) if is_lasting else []

    def _count_down(self, session: Session, clean: CleanPose) -> list[Utterance]:
        """Count down, while the session calibrates on the person who stands there."""
        self._events = session.push(clean)
        left = ceil(COUNTDOWN_S - self._passed_s)
        if left <= 0:
            return self._go(session)
        said = [self._utterance(f"{left}", "countdown")] if left < self._counted else []
        self._counted = left
        return said

    def _go(self, session: Session) -> list[Utterance]:
        self._enter("working")
        self._voice.begin_set()
        self._active_set = ActiveSet(session, self.plan, self._voice, self._now_s)
        return [self._utterance(self.words("go"), "countdown")]

    def _work(self, active: ActiveSet, clean: CleanPose) -> list[Utterance]:
        events, said = active.push(clean)
        self._events, self._replayed = [*self._replayed, *events], []
        if active.is_reached or (active.has_begun and (active.is_left or self._skips)):
            return [*(u for u in said if u.kind != "praise"), self._end()]
        if not active.has_begun and (active.is_away or self._skips):
            self._prepare()
        return said

    def _end(self) -> Utterance:
        self._close()
        is_last = self._set_index >= self.plan.sets
        self._enter("done" if is_last else "rest")
        rest = self.words("rest_for", seconds=f"{self.plan.rest_s:.0f}")
        return self._utterance(self.words("all_sets_done") if is_last else rest, "stage")

    def _close(self) -> None:
        if self.session is not None:
            self.finished.append(FinishedSet(self.session.finish(), self.session.shown(), self.exercise))

    def _rest(self) -> list[Utterance]:
        left_s = self.plan.rest_s - self._passed_s
        if left_s <= 0 or self._skips:
            self._set_index += 1
            self._prepare()
            return [self._utterance(self.words("set_of", number=self._set_index, of=self.plan.sets), "stage")]
        is_soon = left_s <= _REST_ENDS_SOON_S < left_s + self._step_s and self.plan.rest_s > 2 * _REST_ENDS_SOON_S
        said = self.words("seconds_left", seconds=f"{_REST_ENDS_SOON_S:.0f}")
        return [self._utterance(said, "stage")] if is_soon else []

    def _utterance(self, text: str, kind: UtteranceKind) -> Utterance:
        return Utterance(t_s=self._now_s, text=text, kind=kind)
