"""Every line of a proposed definition is explained."""

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.analysis.unnamed.explaining import explained
from formcheck.analysis.unnamed.learning import Trial, id_of, keep, shown, tried
from formcheck.errors import UsageError
from tests.recognition.test_learning import counted, poses_of
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import squat


@pytest.fixture(scope="module")
def trial() -> Trial:
    return tried(shown(poses_of("squat")), "My squat", "my_squat")


def test_every_line_means_something_and_none_is_lost(trial: Trial) -> None:
    lines = list(explained(trial.text))
    assert [line.text for line in lines] == [one for one in trial.text.splitlines() if one and not one.startswith("#")]
    assert [line.text for line in lines if not line.means] == []
    signal = next(line for line in lines if line.text.startswith("signal"))
    assert signal.means.startswith("The movement by which it is counted: ")
    counting = next(line for line in lines if line.text == "[counting]")
    assert "its error is" in counting.means, "the comment stands with the line that it is about"
    assert list(explained("strange")) != []


def test_no_less_than_so_deep_is_what_counts_shallower_repetitions_or_not(tmp_path: Path) -> None:
    three = SetTiming(3, down_s=1.2, hold_s=0.1, up_s=1.0, pause_s=0.6, before_s=1.0)
    deep, half = (film(squat(thigh_deg=thigh), three, SIDE, fps=15.0) for thigh in (0.0, 40.0))
    of = shown(deep)
    for exercise_id, least in (("easy", 0.4), ("strict", 0.9)):
        keep(
            tried(of, exercise_id.capitalize(), exercise_id, least),
            tmp_path,
            tmp_path if exercise_id != "easy" else None,
        )
    assert [counted("easy", tmp_path, poses) for poses in (deep, half)] == [3, 3]
    assert [counted("strict", tmp_path, poses) for poses in (deep, half)] == [3, 0]


def test_the_nearest_other_exercise_is_told(trial: Trial) -> None:
    assert trial.rivals[0][0] == "squat"
    shares = [share for _, share in trial.rivals]
    assert shares == sorted(shares, reverse=True)
    assert 0.0 < trial.share + sum(shares) <= 1.0 + 1e-9
    assert trial.taken_for == tuple(one for one, share in trial.rivals if share > trial.share)


def test_a_definition_that_misses_its_own_set_is_not_kept(trial: Trial, tmp_path: Path) -> None:
    useless = replace(trial, counted=0)
    assert "counts 0 of 2 movements" in useless.why_not
    with pytest.raises(UsageError, match="too few"):
        keep(useless, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_becomes_an_id_or_is_refused() -> None:
    assert id_of("Wall slide, 2nd") == "wall_slide_2nd"
    with pytest.raises(UsageError, match="Begin it with a letter"):
        id_of("2 legs")
