"""Films of several sets: which are found, where they begin and end."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.analysis.unnamed.wanted import Did, Missing, Wanted, missing
from formcheck.motion.series import Series
from formcheck.recognition.candidates import candidates
from formcheck.recognition.evidence import Evidence, evidence
from formcheck.recognition.following import Film, Followed, Part
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
    parts = [Part(span=(0.0, 1.0)), Part(span=(1.0, 2.0))]
    times_s, path = np.array([0.0, 2.0]), np.array([0.0, 1.0])

    def found(gates_met: float, *, named: bool = False) -> list[Evidence]:
        followed = Followed(candidate=twist, parts=parts, gates_met=gates_met)
        whole = Film(followed=[followed], times_s=times_s, path=path, series=Series([]))
        return evidence(whole, (0.0, 2.0), lambda _: named)

    assert not found(0.0)
    assert len(found(0.0, named=True)) == len(found(1.5)) == 1
