"""Films of several sets: which are found, where they begin and end."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.analysis.unnamed.wanted import Did, Missing, Wanted, missing
from formcheck.motion.series import Series
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.evidence import Evidence, evidence
from formcheck.recognition.following import Film, Followed, Part
from formcheck.recognition.sets import FoundSet, sets_in, sets_of
from formcheck.records import Pose

_PAUSE_S = 15.0


def film(*named: str) -> list[Pose]:
    """Draw sets one after the other; between two, the person stands still."""
    poses: list[Pose] = []
    for number, name in enumerate(named):
        act, _ = drawn(name)
        now_s = poses[-1].t_s + _PAUSE_S if poses else 0.0
        poses += [replace(pose, t_s=now_s + pose.t_s, shot=number) for pose in seen_from(act, 80.0, 0.0, seed=number)]
    return poses


@cache
def sets() -> list[FoundSet]:
    return sets_of(film("squat", "talking", "glute_bridge"))


def test_the_sets_of_a_film_are_found_in_order() -> None:
    first, second = sets()
    assert first.exercise == "squat"
    # Which of the two it is, nothing tells from afar.
    assert second.exercise in ("glute_bridge", "hip_lift")
    assert [one.number for one in sets()] == [2, 2]


def test_a_set_ends_before_the_next_one_begins() -> None:
    first, second = sets()
    assert first.start_s < first.end_s < second.start_s < second.end_s


def test_nothing_is_found_in_nothing() -> None:
    assert sets_of([]) == []


@pytest.mark.parametrize(
    ("did", "expected"),
    [
        ([Did(ids=("squat", "goblet_squat"), repetitions=10, seconds=30.0)] * 2, []),
        (
            [Did(ids=("squat", "goblet_squat"), repetitions=8, seconds=30.0)],
            [Missing(exercise="goblet_squat", sets=1, repetitions=12, seconds=0.0)],
        ),
        ([], [Missing(exercise="goblet_squat", sets=2, repetitions=20, seconds=0.0)]),
    ],
)
def test_what_is_missing_of_a_plan_is_told(did: list[Did], expected: list[Missing]) -> None:
    assert missing([Wanted(exercise="goblet_squat", sets=2, repetitions=10)], did) == expected


def test_a_run_is_found_in_a_film_of_other_things() -> None:
    poses = film("running", "squat", "talking", "squat", "talking")
    assert poses[-1].t_s - poses[0].t_s > 60.0
    first = sets_of(poses)[0]
    assert first.exercise.startswith("run_")
    run = [pose.t_s for pose in poses if pose.shot == 0]
    assert first.start_s == pytest.approx(run[0], abs=1.5)
    assert first.end_s == pytest.approx(run[-1], abs=1.5)


def test_what_nothing_of_was_seen_is_no_evidence() -> None:
    twist = next(one for one in candidates() if one.ids == ("russian_twist",))
    times_s, path = np.array([0.0, 2.0]), np.array([0.0, 1.0])

    def found(gates_met: int, *, named: bool = False) -> list[Evidence]:
        parts = [Part(span=(t_s, t_s + 1.0), gates_met=gates_met) for t_s in (0.0, 1.0)]
        followed = Followed(candidate=twist, parts=parts)
        seen = Film(followed=[followed], times_s=times_s, path=path, series=Series([]))
        return evidence(seen, (0.0, 2.0), lambda _: named)

    assert not found(0)
    assert len(found(0, named=True)) == len(found(2)) == 1


def candidate(exercise: str) -> Candidate:
    return next(one for one in candidates() if exercise in one.ids)


def whole(*followed: Followed, until_s: float, cuts_s: Sequence[float] = (0.0,)) -> Film:
    """Somebody moves all the time, and candidates have found something."""
    times = np.arange(0.0, until_s, 0.1)
    return Film(followed=followed, times_s=times, path=times.copy(), series=Series([]), cuts_s=cuts_s)


def squats(*starts_s: float, excess: float = 4.0) -> Followed:
    parts = [Part(span=(t_s, t_s + 2.0), excess=excess, gates_met=11) for t_s in starts_s]
    return Followed(candidate=candidate("squat"), parts=parts)


def test_a_lift_that_is_alone_is_a_set_where_it_is_plain() -> None:
    act, _ = drawn("squat", repetitions=1)
    (one,) = sets_of(list(seen_from(act, 80.0, 0.0, seed=1)))
    assert (one.exercise, one.number) == ("squat", 1)
    assert len(sets_in(whole(squats(3.0), until_s=8.0))) == 1
    assert sets_in(whole(squats(3.0, excess=1.3), until_s=8.0)) == []


def test_a_set_goes_on_over_a_cut_but_not_where_the_rest_was_left_out() -> None:
    at_once = whole(squats(0.0, 2.5, 5.0, 7.5), until_s=10.0, cuts_s=(0.0, 4.8))
    assert [one.number for one in sets_in(at_once)] == [4]
    later = whole(squats(0.0, 2.5, 7.0, 9.5), until_s=12.0, cuts_s=(0.0, 5.5))
    assert [one.number for one in sets_in(later)] == [2, 2]
    uncut = whole(squats(0.0, 2.5, 7.0, 9.5), until_s=12.0)
    assert [one.number for one in sets_in(uncut)] == [4]


def test_what_was_done_at_another_time_says_nothing_of_a_set() -> None:
    """A shallow bend somewhere else made each squat of the film less likely."""
    alone, with_others = squats(0.0, 2.5), squats(20.0, 25.0, 30.0, 35.0, 40.0, excess=1.0)
    both = Followed(candidate=alone.candidate, parts=[*alone.parts, *with_others.parts])
    first, second = (evidence(whole(one, until_s=50.0), (0.0, 4.5))[0] for one in (alone, both))
    assert first.features.tolist() == second.features.tolist()


def test_a_run_begins_a_step_before_it_is_first_seen_to_land() -> None:
    run = next(one for one in candidates() if one.exercise.gait is not None)
    steps = [Part(span=(t_s, t_s + 0.5)) for t_s in np.arange(2.0, 10.0, 0.5).tolist()]
    (found,) = sets_in(whole(Followed(candidate=run, parts=steps), until_s=12.0))
    assert (found.start_s, found.end_s) == pytest.approx((1.5, 10.5))


def test_steps_that_are_anybodys_who_walks_are_no_exercise_until_what_sets_them_apart_is_seen() -> None:
    spans = [(t_s, t_s + 0.5) for t_s in np.arange(0.0, 8.0, 0.5).tolist()]
    walk = Followed(candidate=next(one for one in candidates() if one.is_none), parts=[Part(span=s) for s in spans])
    toes = candidate("toe_walk")
    gates = toes.exercise.counting.gates if toes.exercise.counting else ()

    def names(met: int) -> list[str]:
        walked = Followed(candidate=toes, parts=[Part(span=span, excess=3.0, gates_met=met) for span in spans])
        found = evidence(whole(walk, walked, until_s=8.0), (0.0, 8.0))
        return [one.candidate.ids[0] for one in found if not one.candidate.is_none]

    assert names(len(gates) - 1) == []
    assert names(len(gates)) == ["toe_walk"]


def test_what_is_held_for_a_moment_is_no_set() -> None:
    def held(lasts_s: float) -> list[FoundSet]:
        plank = Followed(candidate=candidate("front_plank"), parts=[Part(span=(1.0, 1.0 + lasts_s))])
        still = whole(plank, until_s=12.0)
        return sets_in(replace(still, path=np.zeros_like(still.path)))

    assert len(held(6.0)) == 1
    assert held(4.0) == []


def test_a_set_is_weighed_with_what_is_around_it() -> None:
    """Two shallow bends amid as much other movement are no set; the same from rest are."""

    def found(moving_s: float) -> list[FoundSet]:
        bends = whole(squats(4.0, 6.0, excess=1.2), until_s=12.0)
        around = np.where((bends.times_s > 4.0 - moving_s) & (bends.times_s < 8.0 + moving_s), 1.0, 0.0)
        around[(bends.times_s < 4.0) | (bends.times_s > 8.0)] *= 5.0
        return sets_in(replace(bends, path=np.cumsum(around)))

    assert len(found(0.0)) == 1
    assert found(2.0) == []
