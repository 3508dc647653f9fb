"""Which of several stick figures, each in their own colours, is coached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.errors import UsageError
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject, SubjectChooser
from formcheck.pose.people.track import Spot, Track, exercise_score
from formcheck.records import Pose
from tests.support.figures import Camera, Joints, Moment, Move, SetTiming, standing
from tests.support.moves import deadlift, idle, lunge, squat, walk_by

FPS = 4.0
SET = SetTiming(6, 1.2, 0.2, 1.0, 0.6, 1.0)
RED, BLUE = np.array([0.7, 0.1, 0.1] * 2), np.array([0.1, 0.1, 0.6] * 2)
Actor = Callable[[float], Person]


def waving(m: Moment) -> Joints:
    return standing(0.26, hands="forward" if m.t_s % 2 < 1 else "down")


def actor(
    move: Move,
    aside_px: float = 0.0,
    scale_px: float = 150.0,
    colours: np.ndarray[tuple[int], np.dtype[np.float64]] = RED,
) -> Actor:
    camera = Camera(60.0, scale_px=scale_px, width_px=960)

    def at(t_s: float) -> Person:
        pose = camera.see(move(SET.at(t_s)), t_s)
        pose = replace(pose, landmarks=pose.landmarks + np.array([aside_px, 0.0, 0.0, 0.0]))
        spot = Spot.of(pose)
        return Person(pose, spot.place, spot.scale, colours, True)

    return at


def chooser_of(actors: Sequence[Actor], duration_s: float = 12.0, wanted: Subject | None = None) -> SubjectChooser:
    chooser = SubjectChooser(wanted)
    for i in range(int(duration_s * FPS)):
        chooser.push(i / FPS, [at(i / FPS) for at in actors])
    return chooser


def is_chosen(chooser: SubjectChooser, at: Actor, t_s: float = 11.0) -> bool:
    track = chooser.choose()
    return track is not None and abs(track.nearest(t_s)[1].place - at(track.nearest(t_s)[0]).place) < 1.0


@pytest.mark.parametrize("move", [squat(), lunge(style="in place"), deadlift()])
@pytest.mark.parametrize("other", [idle, waving, walk_by(0.05, 0.0)])
@pytest.mark.parametrize("where", [-200.0, 200.0])
def test_the_one_who_exercises_is_chosen_beside_a_nearer_one_who_does_not(
    move: Move, other: Move, where: float
) -> None:
    athlete, coach = actor(move, where), actor(other, -where / 2, 190.0, BLUE)
    assert is_chosen(chooser_of([coach, athlete]), athlete)


def test_of_two_who_do_the_same_the_nearer_is_chosen() -> None:
    """The smaller one may be a mirror image: it moves in step."""
    athlete, image = actor(squat(), 150.0, 150.0), actor(squat(), -150.0, 110.0)
    assert is_chosen(chooser_of([image, athlete]), athlete)


def test_of_two_of_a_size_the_more_central_is_chosen() -> None:
    athlete, other = actor(squat(), 40.0), actor(squat(), -330.0, colours=BLUE)
    assert is_chosen(chooser_of([other, athlete]), athlete)


def test_a_skeleton_on_a_poster_and_a_close_up_are_not_chosen() -> None:
    athlete, poster = actor(squat(), 200.0, 120.0), actor(lambda _: standing(), -200.0, 190.0, BLUE)
    assert is_chosen(chooser_of([poster, athlete]), athlete)
    face = actor(idle, -100.0, 220.0, BLUE)
    near = [lambda t_s: replace(face(t_s), is_whole=False), actor(idle, 200.0, 120.0)]
    assert is_chosen(chooser_of(near), near[1])


@pytest.mark.parametrize(("x", "expected"), [(0.29, 0), (0.71, 1)])
def test_the_person_pointed_at_is_chosen_whatever_they_do(x: float, expected: int) -> None:
    actors = [actor(idle, -200.0), actor(squat(), 200.0, colours=BLUE)]
    assert is_chosen(chooser_of(actors, wanted=Subject(x, 0.5)), actors[expected])


def test_the_choice_stays_while_they_move_and_switches_when_they_are_idle() -> None:
    def first(t_s: float) -> Person:
        return early(t_s) if t_s < 12.0 else resting(t_s)

    early, resting = actor(squat(), -200.0), actor(lambda _: standing(), -200.0)
    second = actor(deadlift(), 200.0, 180.0, BLUE)
    chooser = SubjectChooser()
    chosen = []
    for i in range(int(24 * FPS)):
        t_s = i / FPS
        late = second(t_s - 6.0)
        chooser.push(t_s, [first(t_s), replace(late, pose=replace(late.pose, t_s=t_s))] if t_s > 8.0 else [first(t_s)])
        track = chooser.choose()
        chosen.append(track is not None and track.samples[-1][1].place.real > 480.0)
    assert not any(chosen[: int(12 * FPS)]), "never in mid-set"
    assert chosen[-1]


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.floats(0.8, 2.0), st.booleans(), st.floats(100.0, 220.0))
def test_a_person_who_walks_through_the_frame_is_not_taken_for_them(
    speed: float, leftwards: bool, scale_px: float
) -> None:
    way = -1.0 if leftwards else 1.0
    passing = actor(walk_by(speed, -3.0), scale_px=scale_px, colours=BLUE)

    def walker(t_s: float) -> Person:
        person = passing(t_s)
        return person if leftwards else replace(person, place=complex(960 - person.place.real, person.place.imag))

    athlete, chooser = actor(squat()), SubjectChooser()
    for i in range(int(6 * FPS)):
        t_s = i / FPS
        chooser.push(t_s, [athlete(t_s), walker(t_s)])
        chooser.follow(athlete(t_s).pose)
        picked = chooser.pick(t_s, [walker(t_s), athlete(t_s)])
        assert picked is not None
        assert np.array_equal(picked.colours, RED), (t_s, way)


def test_another_person_is_elsewhere_and_a_slow_drift_is_detected() -> None:
    athlete, other = actor(squat()), actor(squat(), 200.0)
    chooser = chooser_of([athlete, actor(idle, -300.0, colours=BLUE)])
    chooser.choose()
    for i in range(30):
        chooser.follow(athlete(i / 30).pose)
    assert chooser.deviation(athlete(1.0).pose) == ""
    assert chooser.deviation(other(1.0).pose) == "elsewhere"
    drifting = [replace(p, landmarks=p.landmarks + np.array([4.0 * i, 0, 0, 0])) for i, p in enumerate(late(athlete))]
    found = []
    for pose in drifting:
        found.append(chooser.deviation(pose))
        chooser.follow(pose)
    assert found[0] == ""
    assert "drifted" in found
    assert "elsewhere" not in found


def late(at: Actor) -> list[Pose]:
    return [at(1.0 + i / 30).pose for i in range(40)]


def test_nobody_is_picked_where_they_cannot_be() -> None:
    athlete = actor(squat())
    chooser = chooser_of([athlete, actor(idle, -300.0, colours=BLUE)])
    chooser.choose()
    chooser.follow(athlete(11.8).pose)
    far = actor(squat(), 400.0)
    assert chooser.pick(12.0, [far(12.0)]) is None
    assert chooser.pick(12.0, []) is None
    chooser.cut()
    assert chooser.pick(12.0, [far(12.0)]) is not None, "after a cut they may be anywhere"


def test_one_person_is_no_crowd_and_a_ghost_now_and_then_neither() -> None:
    """A plant is taken for a person in one search, and not in the next."""
    athlete, ghost = actor(squat()), actor(idle, 250.0, colours=BLUE)
    chooser = chooser_of([athlete])
    assert not chooser.is_crowd
    for t_s in (12.0, 14.0, 16.0):
        chooser.push(t_s, [athlete(t_s), ghost(t_s)])
        chooser.push(t_s + 0.3, [athlete(t_s + 0.3)])
    assert not chooser.is_crowd
    chooser.push(18.0, [athlete(18.0), ghost(18.0)])
    chooser.push(18.3, [athlete(18.3), ghost(18.3)])
    assert chooser.is_crowd


def test_the_exercise_score_separates_a_set_from_a_walk_and_from_standing() -> None:
    def of(move: Move) -> float:
        track, at = Track(RED), actor(move)
        for i in range(48):
            track.add(i / FPS, at(i / FPS))
        return exercise_score(track.samples)

    assert of(squat()) > 0.8
    assert of(idle) == of(waving) == 0.0
    assert of(walk_by(0.1, 0.0)) < of(squat()) / 2


@pytest.mark.parametrize("text", ["0.25,0.5", " 0.25, 0.5", "0.25,0.5,3"])
def test_a_subject_is_read(text: str) -> None:
    subject = Subject.parse(text)
    assert (subject.x, subject.y) == (0.25, 0.5)
    assert subject.at_s == (3.0 if text.endswith("3") else 0.0)


@pytest.mark.parametrize("text", ["", "left", "0.5", "1.2,0.5", "0.5,-1", "0.1,0.2,-3", "nan,0.5", "1,2,3,4"])
def test_a_subject_that_cannot_be_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UsageError, match=r"--subject 0\.25,0\.5"):
        Subject.parse(text)
