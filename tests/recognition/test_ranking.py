"""Sets that nobody names: what they are taken for, how surely, and why."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.crossed import drawn, seen_from
from formcheck.catalogue.library import load_exercise
from formcheck.guesses import Recognition
from formcheck.recognition.candidates import candidates, candidates_of
from formcheck.recognition.evidence import FEATURES, Evidence
from formcheck.recognition.ranking import probabilities, weights
from formcheck.recognition.recognising import recognise
from formcheck.records import Pose


@cache
def poses_of(drawing: str, yaw_deg: float = 80.0) -> Sequence[Pose]:
    act, _ = drawn(drawing)
    return tuple(seen_from(act, yaw_deg, 0.0, seed=1))


@cache
def recognised(drawing: str) -> Recognition:
    return recognise(poses_of(drawing))


@pytest.mark.parametrize(
    ("drawing", "exercises", "says"),
    [
        ("squat", {"squat"}, "upright, hips down and up, twice"),
        pytest.param(
            "glute_bridge",
            {"glute_bridge", "hip_lift"},
            "lying on the back, hips up and down, twice",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_drawn_set_is_recognised_and_says_why(drawing: str, exercises: set[str], says: str) -> None:
    first = recognised(drawing).guesses[0]
    assert first.exercise in exercises
    assert first.why == says


@pytest.mark.slow
def test_what_is_the_same_movement_is_asked_about() -> None:
    """A bridge and a hip lift look alike from afar: neither is likelier than all else together."""
    found = recognised("glute_bridge")
    assert not found.is_sure
    assert {"glute_bridge", "hip_lift"} <= {guess.exercise for guess in found.guesses}


@pytest.mark.slow
def test_talking_is_no_exercise() -> None:
    found = recognised("talking")
    assert not found.is_sure
    assert found.none > 0.5


def test_nobody_is_no_exercise() -> None:
    assert recognise([]).none == 1.0


def test_what_nothing_tells_apart_is_one_candidate() -> None:
    squat = next(candidate for candidate in candidates() if "squat" in candidate.ids)
    assert squat.exercise.id == "squat"
    assert "goblet_squat" in squat.ids
    runs = next(candidate for candidate in candidates() if "run_cadence" in candidate.ids)
    assert "run_posture" in runs.ids


def test_a_definition_of_ones_own_is_a_candidate(tmp_path: Path) -> None:
    text = 'based_on = "squat"\nname = "Quarter squat"\n\n[counting]\nmin_excursion = 0.05\n'
    (tmp_path / "quarter_squat.toml").write_text(text, encoding="utf-8")
    own = load_exercise("quarter_squat", tmp_path)
    known = candidates_of([own, load_exercise("glute_bridge")])
    found = recognise(poses_of("squat"), known)
    assert found.guesses[0].exercise == "quarter_squat"


def test_probabilities_are_a_softmax_with_none_of_these() -> None:
    first, second = candidates()[:2]
    by = np.zeros(len(FEATURES))
    by[0] = 1.0
    row = np.zeros(len(FEATURES))
    row[0] = 1.0
    found = [Evidence(candidate=first, parts=(), features=row), Evidence(candidate=second, parts=(), features=0 * row)]
    expected = np.array([math.e, 1.0, 1.0]) / (math.e + 2.0)
    np.testing.assert_allclose(probabilities(found, by), expected)


def test_each_feature_has_a_weight() -> None:
    assert np.isfinite(weights()).all()
    assert weights().shape == (len(FEATURES),)


@pytest.mark.slow
def test_what_comes_after_a_minute_is_not_looked_at() -> None:
    poses = poses_of("squat")
    late = [replace(pose, t_s=pose.t_s + 100.0) for pose in poses_of("glute_bridge")]
    assert recognise([*poses, *late]) == recognised("squat")
