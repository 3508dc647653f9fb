"""A definition that is proposed from one set: whether it counts that set, and is right where it is strict."""

from pathlib import Path

import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.analysis.unnamed.learning import learn_exercise
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.coaching.session import Session
from formcheck.errors import UsageError
from formcheck.records import Pose


def poses_of(drawing: str, body: str = "woman", seed: int = 1) -> list[Pose]:
    act, _ = drawn(drawing, body)
    return list(seen_from(act, 80.0, 0.0, seed))


def counted(exercise: str, folder: Path, poses: list[Pose]) -> int:
    session = Session(without_cues(load_exercise(exercise, folder)))
    for pose in poses:
        session.push(pose)
    return session.finish().summary.repetitions


def test_a_definition_from_one_set_counts_another_person_and_not_another_exercise(tmp_path: Path) -> None:
    learnt = learn_exercise(poses_of("squat"), "My squat", "my_squat", tmp_path)
    assert learnt.trial.counted == 2
    assert learnt.path == tmp_path / "my_squat.toml"
    assert counted("my_squat", tmp_path, poses_of("squat", "man", seed=2)) == 2
    assert counted("my_squat", tmp_path, poses_of("glute_bridge")) == 0


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="already"):
        learn_exercise(poses_of("squat"), "Squat", "squat", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_standing_still_teaches_nothing(tmp_path: Path) -> None:
    still = poses_of("squat")[:12]
    with pytest.raises(UsageError, match="comes back at least twice"):
        learn_exercise(still, "Standing", "standing", tmp_path)
    assert list(tmp_path.iterdir()) == []
