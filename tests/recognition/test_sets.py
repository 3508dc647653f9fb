"""Films of several sets: which are found, where they begin and end."""

from dataclasses import replace
from functools import cache

import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.analysis.unnamed.wanted import Did, Missing, Wanted, missing
from formcheck.recognition.sets import FoundSet, sets_of
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
