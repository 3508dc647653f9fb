from pathlib import Path

import pytest

from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import load_exercise, reference
from formcheck.catalogue.profile import person_of, read_profile, resolve_exercise
from formcheck.catalogue.safety import SafetyProfile
from formcheck.coaching.session import Session
from formcheck.errors import DefinitionError
from tests.support.figures import film
from tests.support.moves import squat
from tests.support.running import FPS, ONE, findings, play


def adjusted(tmp_path: Path, text: str) -> Exercise:
    path = tmp_path / "person.toml"
    path.write_text(text, encoding="utf-8")
    return resolve_exercise("squat", profiles=[path])


def cascade(folder: Path, **texts: str) -> list[Path]:
    """Write profiles by their names; the first is the most general."""
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return [folder / f"{name}.toml" for name in texts]


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
    assert read_profile(path).person == SafetyProfile(flags=("high_hamstring",), unlocked=("plyometrics",))
    path.write_text("[squat.depth]\nenabled = false\n", encoding="utf-8")
    assert read_profile(path).person == SafetyProfile()


@pytest.mark.parametrize(("flags", "enabled"), [("", False), ('flags = ["high_hamstring"]\n', True)])
def test_a_flag_switches_its_cap_on_and_the_therapist_sets_it(flags: str, enabled: bool, tmp_path: Path) -> None:
    squat = load_exercise("squat")
    cap = cue(squat, "depth").model_copy(update={"id": "hip_flexion_cap", "enabled": False})
    deadlift = squat.model_copy(update={"id": "eccentric_deadlift", "cue": (cap,)})
    path = tmp_path / "person.toml"
    path.write_text(
        flags + "[eccentric_deadlift.hip_flexion_cap]\npass.max = 45.0\nwarn.max = 55.0\n", encoding="utf-8"
    )
    (adjusted_cap,) = resolve_exercise(deadlift, profiles=[path]).cue
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
        resolve_exercise("squat", profiles=[tmp_path / "nobody.toml"])


CLINIC = "strict = true\n[squat.depth]\npass.max = 45.0\nwarn.max = 55.0\n[squat.knee_behind_toe]\nenabled = false\n"


def test_profiles_apply_in_turn_and_the_later_one_wins(tmp_path: Path) -> None:
    person = "strict = false\n[squat.depth]\npass.max = 35.0\nwarn.max = 55.0\n[squat.trunk_lean]\nenabled = false\n"
    both = resolve_exercise("squat", profiles=cascade(tmp_path, clinic=CLINIC, person=person))
    assert {(check.pass_.max, check.warn.max) for check in cue(both, "depth").check} == {(35.0, 55.0)}
    assert [cue(both, name).enabled for name in ("knee_behind_toe", "trunk_lean", "depth")] == [False, False, True]
    assert cue(both, "knee_behind_toe").severity == cue(load_exercise("squat"), "knee_behind_toe").severity
    turned = resolve_exercise("squat", profiles=cascade(tmp_path, person=person, clinic=CLINIC))
    assert {check.pass_.max for check in cue(turned, "depth").check} == {45.0}
    assert cue(turned, "knee_behind_toe").severity == "major"


def test_a_profile_without_a_word_on_strict_keeps_it(tmp_path: Path) -> None:
    exercise = resolve_exercise("squat", profiles=cascade(tmp_path, clinic="strict = true\n", person="flags = []\n"))
    assert cue(exercise, "knee_behind_toe").severity == "major"


def test_a_report_stores_what_the_cascade_came_to(tmp_path: Path) -> None:
    profiles = cascade(tmp_path, clinic=CLINIC, person="[squat.depth]\npass.max = 35.0\n")
    report = Session(resolve_exercise("squat", profiles=profiles)).finish()
    checks = report.exercise.resolved["depth"]
    assert isinstance(checks, list)
    assert [(check["pass"]["max"], check["warn"]["max"]) for check in checks] == [(35.0, 55.0)] * len(checks)
    assert "knee_behind_toe" not in report.exercise.resolved


def test_flags_of_all_profiles_add_up(tmp_path: Path) -> None:
    one = 'flags = ["high_hamstring"]\nunlocked = ["plyometrics"]\n'
    profiles = [read_profile(path) for path in cascade(tmp_path, clinic=one, person='flags = ["high_hamstring"]\n')]
    assert person_of(profiles) == SafetyProfile(flags=("high_hamstring",), unlocked=("plyometrics",))
    assert person_of([]) == SafetyProfile()


def test_a_person_s_flag_switches_a_cap_on_that_the_clinic_had_switched_off(tmp_path: Path) -> None:
    flag = 'flags = ["high_hamstring"]\n'
    off = f"{flag}[eccentric_deadlift.hip_flexion_cap]\nenabled = false\n"
    clinic, person = cascade(tmp_path, clinic=off, person=flag)
    switched = {
        len(profiles): cue(resolve_exercise("eccentric_deadlift", profiles=profiles), "hip_flexion_cap").enabled
        for profiles in ([clinic], [clinic, person])
    }
    assert switched == {1: False, 2: True}


def test_a_profile_may_name_a_custom_exercise(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "long_lunge.toml").write_text('based_on = "forward_lunge"\nname = "Long lunge"\n', encoding="utf-8")
    profiles = cascade(tmp_path, person="[long_lunge.trunk_upright]\nenabled = false\n")
    assert resolve_exercise("squat", folder, profiles) == load_exercise("squat")
    assert not cue(resolve_exercise("long_lunge", folder, profiles), "trunk_upright").enabled
    with pytest.raises(DefinitionError, match=r"no exercise 'long_lunge'.*--exercises DIR"):
        resolve_exercise("squat", profiles=profiles)
