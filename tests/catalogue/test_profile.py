from pathlib import Path

import pytest

from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import load_exercise, reference
from formcheck.catalogue.profile import apply_profile, read_safety_profile
from formcheck.catalogue.safety import SafetyProfile
from formcheck.errors import DefinitionError
from tests.support.figures import film
from tests.support.moves import squat
from tests.support.running import FPS, ONE, findings, play


def adjusted(tmp_path: Path, text: str) -> Exercise:
    path = tmp_path / "person.toml"
    path.write_text(text, encoding="utf-8")
    return apply_profile(load_exercise("squat"), path)


def cue(exercise: Exercise, name: str) -> Cue:
    return next(cue for cue in exercise.cue if cue.id == name)


def test_a_half_squat_may_be_the_target(tmp_path: Path) -> None:
    exercise = adjusted(tmp_path, "[squat.depth]\npass.max = 45.0\nwarn.max = 55.0\n")
    assert {check.pass_.max for check in cue(exercise, "depth").check} == {45.0}
    poses = film(squat(thigh_deg=40.0), ONE, fps=FPS)
    before, after = (next(f for f in findings(play(e, poses)[0]) if f.cue == "depth") for e in ("squat", exercise))
    assert (before.verdict, after.verdict) == ("fault", "ok")
    assert reference(exercise).definition_sha256 != reference(load_exercise("squat")).definition_sha256


def test_a_cue_may_be_switched_off(tmp_path: Path) -> None:
    exercise = adjusted(tmp_path, "[squat.knee_behind_toe]\nenabled = false\n")
    found = findings(play(exercise, film(squat(), ONE, fps=FPS))[0])
    assert "knee_behind_toe" not in [finding.cue for finding in found]


def test_strict_raises_the_severity_of_cues_that_have_a_strict_one(tmp_path: Path) -> None:
    exercise = adjusted(tmp_path, "strict = true\n")
    assert (cue(exercise, "knee_behind_toe").severity, cue(exercise, "trunk_lean").severity) == ("major", "minor")


def test_a_profile_that_says_nothing_of_an_exercise_leaves_it_alone(tmp_path: Path) -> None:
    assert adjusted(tmp_path, "[deadlift.lockout]\nenabled = false\n") == load_exercise("squat")


def test_a_profile_says_who_it_is_for(tmp_path: Path) -> None:
    path = tmp_path / "person.toml"
    path.write_text('strict = true\nflags = ["high_hamstring"]\nunlocked = ["plyometrics"]\n', encoding="utf-8")
    assert read_safety_profile(path) == SafetyProfile(flags=("high_hamstring",), unlocked=("plyometrics",))
    path.write_text("[squat.depth]\nenabled = false\n", encoding="utf-8")
    assert read_safety_profile(path) == SafetyProfile()


@pytest.mark.parametrize(("flags", "enabled"), [("", False), ('flags = ["high_hamstring"]\n', True)])
def test_a_flag_switches_its_cap_on_and_the_therapist_sets_it(flags: str, enabled: bool, tmp_path: Path) -> None:
    squat = load_exercise("squat")
    cap = cue(squat, "depth").model_copy(update={"id": "hip_flexion_cap", "enabled": False})
    deadlift = squat.model_copy(update={"id": "eccentric_deadlift", "cue": (cap,)})
    path = tmp_path / "person.toml"
    path.write_text(
        flags + "[eccentric_deadlift.hip_flexion_cap]\npass.max = 45.0\nwarn.max = 55.0\n", encoding="utf-8"
    )
    (adjusted_cap,) = apply_profile(deadlift, path).cue
    assert adjusted_cap.enabled == enabled
    assert {check.pass_.max for check in adjusted_cap.check} == {45.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('flags = ["high_hamstrings"]\n', "Did you mean 'high_hamstring'"),
        ('flag = ["high_hamstring"]\n', "unknown key 'flag'. Did you mean 'flags'"),
        ('unlocked = ["jumps"]\n', "plyometrics"),
        ('strict = "yes"\n', "strict"),
        ("[sqaut.depth]\nenabled = false\n", "Did you mean 'squat'"),
        ("[squat.dept]\nenabled = false\n", "Did you mean 'depth'"),
        ("[squat.depth]\nenabld = false\n", "Did you mean 'enabled'"),
        ("[squat.depth]\npass.max = 90.0\nwarn.max = 95.0\n", "can be set from -30 to 75"),
        ("[squat.depth]\npass.max = 60.0\n", "the warn band must contain the pass band"),
        ("[squat.knee_valgus]\npass.max = 20.0\nwarn.max = 30.0\n", "cannot be adjusted"),
        ("strict =", "not readable as TOML"),
    ],
)
def test_mistakes_are_refused_with_what_would_be_right(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=words) as refused:
        adjusted(tmp_path, text)
    assert "person.toml" in str(refused.value)


def test_a_missing_profile_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"There is no file .*nobody\.toml"):
        apply_profile(load_exercise("squat"), tmp_path / "nobody.toml")
