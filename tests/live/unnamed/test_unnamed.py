"""Sets of drawn people who have chosen no exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.guesses import Guess, Recognition
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.stage import Stage
from formcheck.live.unnamed.conductor import Search, UnnamedConductor
from formcheck.live.unnamed.newest import Recogniser, newest_set
from formcheck.recognition.sets import FoundSet
from formcheck.records import Pose
from tests.live.test_conductor import moved, names, said, texts
from tests.support.figures import SIDE, SetTiming, lying, standing
from tests.support.moves import squat
from tests.support.streams import FPS, joined, nobody, still

BEAT = SetTiming(4, down_s=1.2, hold_s=0.1, up_s=1.0, pause_s=0.5, before_s=0.5)
ONE_S = BEAT.down_s + BEAT.hold_s + BEAT.up_s + BEAT.pause_s
SQUATS = moved(squat(), tempo=BEAT)
STOOD_S = 3.0
SET = joined(still(SQUATS[0], STOOD_S), SQUATS, still(SQUATS[-1], 7.0))
BEGINS_S = STOOD_S + BEAT.before_s


def found(exercise: str, probability: float) -> FoundSet:
    guesses = (
        Guess(exercise=exercise, probability=probability, why="upright, hips down and up, twice"),
        Guess(exercise="forward_lunge", probability=(1 - probability) / 2, why="upright"),
    )
    recognition = Recognition(by="a test", none=(1 - probability) / 2, guesses=guesses)
    return FoundSet(start_s=BEGINS_S, end_s=BEGINS_S + 5.0, recognition=recognition, number=2, side="both")


class Scripted:
    """Answers with the next pose: once, for the first look after a time, and else nothing."""

    def __init__(self, answer: FoundSet | None, from_s: float) -> None:
        self.asked_s: list[float] = []
        self.kept: list[int] = []
        self.is_closed = False
        self._answer, self._from_s, self._waits = answer, from_s, False
        self.answered_s = 0.0

    def ask(self, poses: Sequence[Pose]) -> None:
        self.asked_s.append(poses[-1].t_s)
        self.kept.append(len(poses))
        self._waits = True

    def answer(self) -> tuple[FoundSet | None] | None:
        if not self._waits:
            return None
        self._waits = False
        if self._answer is None or self.asked_s[-1] < self._from_s:
            return (None,)
        self.answered_s, answer, self._answer = self.asked_s[-1], self._answer, None
        return (answer,)

    def close(self) -> None:
        self.is_closed = True


class Real(Scripted):
    """Looks for itself, once, after two squats."""

    def __init__(self) -> None:
        super().__init__(None, 0.0)
        self._poses: Sequence[Pose] = ()

    def ask(self, poses: Sequence[Pose]) -> None:
        super().ask(poses)
        self._poses = poses

    def answer(self) -> tuple[FoundSet | None] | None:
        answer = super().answer()
        is_after_two = answer is not None and BEGINS_S + 2 * ONE_S < self.asked_s[-1] < BEGINS_S + 2 * ONE_S + 2.0
        return (newest_set(self._poses),) if is_after_two else answer


def conductor_of(
    recogniser: Recogniser, definition: Callable[[str], Exercise | None] = load_exercise, words: Words = ENGLISH
) -> UnnamedConductor:
    return UnnamedConductor(Search(recogniser, definition), Session, words=words)


def led(conductor: UnnamedConductor, poses: Sequence[Pose], *, chosen: tuple[float, str] = (1e9, "")) -> list[Stage]:
    """Show poses; at a time somebody chooses an exercise with a click."""
    stages, (at_s, exercise) = [], chosen
    for pose in poses:
        if pose.t_s >= at_s:
            conductor.choose(exercise)
            at_s = 1e9
        stages.append(conductor.push(pose, 0.5, 1))
    return stages


def test_two_squats_are_recognised_and_counted_from_the_first_without_a_click() -> None:
    conductor = conductor_of(Real())
    stages = led(conductor, SET)
    assert names(stages) == ["watching", "catching_up", "working", "watching"]
    assert texts(stages, "stage", "count") == [
        "Begin when you like", "Squat? 2 so far", "3", "4", "Set 1 is over", "Begin when you like",
    ]  # fmt: skip
    (done,) = conductor.finish()
    assert (done.exercise.id, len(done.report.repetitions)) == ("squat", 4)
    assert done.report.recognition is not None
    assert done.report.recognition.is_sure
    assert conductor.finish() == [done]


@pytest.mark.slow
def test_what_came_before_is_counted_and_judged_as_by_one_who_chose_before() -> None:
    conductor = conductor_of(Scripted(found("squat", 0.9), BEGINS_S + 2 * ONE_S))
    led(conductor, SET)
    plain = Session("squat")
    for pose in SET:
        if pose.t_s >= BEGINS_S - 2.0:
            plain.push(pose)
    (done,) = conductor.finish()
    assert [(r.start_s, r.findings) for r in done.report.repetitions] == [
        (r.start_s, r.findings) for r in plain.finish().repetitions
    ]


@pytest.mark.slow
def test_what_came_before_holds_no_frame_up_for_long() -> None:
    late = Scripted(found("squat", 0.9), BEGINS_S + 4 * ONE_S)
    stages = led(conductor_of(late), SET)
    behind = sum(stage.name == "catching_up" for stage in stages)
    waited = (late.answered_s - BEGINS_S + 2.0) * FPS
    assert behind == pytest.approx(waited / 7, abs=1.0)
    assert "Squat? 4 so far" in texts(stages)


def test_where_it_is_not_sure_it_names_the_likeliest_and_watches_on() -> None:
    conductor = conductor_of(Scripted(found("squat", 0.6), 0.0))
    stages = led(conductor, SET)
    assert names(stages) == ["watching"]
    assert stages[-1].recognition is not None
    assert [guess.exercise for guess in stages[-1].recognition.guesses] == ["squat", "forward_lunge"]
    assert conductor.finish() == []


@pytest.mark.parametrize("probability", [0.6, 0.9], ids=["not sure", "taken for another"])
def test_a_click_counts_what_was_seen_under_another_exercise(probability: float) -> None:
    conductor = conductor_of(Scripted(found("deadlift", probability), BEGINS_S + 2 * ONE_S))
    stages = led(conductor, SET, chosen=(BEGINS_S + 3 * ONE_S, "squat"))
    assert "Squat? 3 so far" in texts(stages)
    (done,) = conductor.finish()
    assert (done.exercise.id, len(done.report.repetitions)) == ("squat", 4)
    assert done.report.recognition is None, "somebody has named it"


def test_what_a_person_is_not_to_do_is_not_begun() -> None:
    conductor = conductor_of(Scripted(found("squat", 0.9), 0.0), lambda _: None)
    assert names(led(conductor, SET)) == ["watching"]


@pytest.mark.slow
def test_the_next_set_is_found_anew() -> None:
    recogniser = Scripted(found("squat", 0.9), BEGINS_S + 2 * ONE_S)
    led(conductor_of(recogniser), SET)
    after = next(i for i, one in enumerate(recogniser.asked_s) if one > SET[-1].t_s - 2.0)
    assert recogniser.kept[after] < 3.0 * FPS, "poses of the set before are forgotten"


def test_it_is_looked_again_and_again_but_not_at_somebody_who_only_stands() -> None:
    recogniser = Scripted(None, 0.0)
    led(conductor_of(recogniser), joined(still(SQUATS[0], 40.0), SQUATS))
    moved_s = 40.0 + BEAT.before_s
    still_looked = [one for one in recogniser.asked_s if 22.0 < one < moved_s]
    assert still_looked == []
    first = next(i for i, one in enumerate(recogniser.asked_s) if one > moved_s)
    assert recogniser.kept[first] < 6.0 * FPS, "what came before the pause is not looked at"
    assert len(recogniser.asked_s) > first + 4


@pytest.mark.slow
def test_a_hold_is_named_with_its_seconds_in_every_language() -> None:
    lies = still(SIDE.see(lying(standing())), 8.0)
    plank = found("front_plank", 0.9)
    for words in (Words("en"), Words("de"), Words("es")):
        conductor = conductor_of(Scripted(plank, 5.0), words=words)
        stages = led(conductor, lies)
        name = words.of_exercise("front_plank", "Front plank")
        assert words("found_seconds", name=name, count=0) in texts(stages)


def test_it_says_what_is_wrong_with_the_place_and_that_one_may_begin_once() -> None:
    stages = led(conductor_of(Scripted(None, 0.0)), joined(nobody(SQUATS[0], 4.0), still(SQUATS[0], 25.0)))
    assert [one.text for one in said(stages)] == ["Step into view", "Begin when you like"]


@pytest.mark.slow
def test_the_end_counts_what_still_waited() -> None:
    conductor = conductor_of(Scripted(found("squat", 0.9), SQUATS[-1].t_s + STOOD_S))
    begun = led(conductor, joined(SET[: len(SET) - round(7.0 * FPS)], still(SQUATS[-1], 1.5)))
    assert begun[-1].name in ("watching", "catching_up", "working")
    (done,) = conductor.finish()
    assert len(done.report.repetitions) == 4
