"""Programmes: the format, what is refused and where, the estimated time, and the session for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.catalogue.dose import Range
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.catalogue.profile import read_profile
from formcheck.catalogue.programme import Item, load_programme, mismatches, programme_files
from formcheck.catalogue.safety import SafetyProfile, rules
from formcheck.catalogue.session_plan import arrange, duration_s, session
from formcheck.errors import DefinitionError, UnknownProgrammeError
from tests.support.programmes import HEAD, SQUATS

CATALOGUE = {exercise.id: exercise for exercise in exercises()}
MINE = f"""{HEAD}{SQUATS}
[[part]]
kind = "stretching"

[[part.item]]
exercise = "front_plank"
sets = 3
seconds = 30
sides = "each"
rest_s = 10
source = ["own"]
"""


def write(tmp_path: Path, changed: str = "", to: str = "") -> Path:
    (tmp_path / "mine.toml").write_text(MINE.replace(changed, to) if changed else MINE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("programme_id", programme_files())
def test_a_built_in_programme_names_known_exercises_with_fitting_doses(programme_id: str) -> None:
    assert mismatches(load_programme(programme_id), CATALOGUE) == []


def test_the_safety_rules_name_known_exercises() -> None:
    safety = rules()
    named = {name for flag in safety.flag for cap in flag.cap for name in cap.exercises} | set(safety.weekly.logs)
    assert named - set(CATALOGUE) == set()


@pytest.mark.parametrize("who", [SafetyProfile(), SafetyProfile(flags=("high_hamstring",))], ids=["anybody", "flagged"])
@pytest.mark.parametrize("programme_id", programme_files())
def test_what_is_left_when_something_is_hidden_is_still_a_session(programme_id: str, who: SafetyProfile) -> None:
    programme = load_programme(programme_id)
    assert 20 * 60 <= duration_s(arrange(programme, CATALOGUE, who)) <= 30 * 60


@pytest.mark.parametrize("programme_id", programme_files())
def test_a_built_in_session_takes_twenty_to_thirty_minutes_two_or_three_times_a_week(programme_id: str) -> None:
    programme = load_programme(programme_id)
    assert 20 * 60 <= programme.duration_s <= 30 * 60
    assert programme.minutes == Range(20, 30)
    assert 2 <= programme.sessions_a_week.low <= programme.sessions_a_week.high <= 3


def test_the_doses_of_the_articles_stand_as_they_give_them() -> None:
    doses = {i.exercise: (i.sets, i.repetitions or i.seconds, i.sides) for i in load_programme("home").items}
    assert doses["walking_lunge"] == (3, 10, "each")
    assert doses["deadlift"] == (3, 5, "both")
    assert doses["supine_leg_raise_stretch"] == (1, 30.0, "each")
    assert doses["trigger_point"] == (1, 30.0, "each")
    kinds = [part.kind for part in load_programme("general").part]
    assert kinds == ["warm-up", "strength", "stretching"]


def test_a_warm_up_holds_no_strength_work(tmp_path: Path) -> None:
    with pytest.raises(
        DefinitionError, match="a warm-up must not contain strength work: squat belongs in a later part"
    ):
        load_programme("mine", CATALOGUE, write(tmp_path, 'kind = "strength"', 'kind = "warm-up"'))


@pytest.mark.parametrize(
    ("item", "seconds"),
    [
        ({"sets": 3, "repetitions": 10, "repetition_s": 4.0, "sides": "each", "rest_s": 60.0}, 420.0),
        ({"sets": 3, "repetitions": 5, "repetition_s": 5.0, "rest_s": 90.0}, 345.0),
        ({"sets": 2, "seconds": 30.0, "sides": "each", "rest_s": 10.0}, 140.0),
        ({}, 0.0),
    ],
)
def test_the_time_of_an_item(item: dict[str, object], seconds: float) -> None:
    assert Item.model_validate({"exercise": "squat", "source": ["own"]} | item).duration_s == pytest.approx(seconds)


def test_a_custom_programme_stands_beside_the_built_in_ones(tmp_path: Path) -> None:
    files = programme_files(write(tmp_path))
    assert {"mine", "home", "general"} <= set(files)
    programme = load_programme("mine", CATALOGUE, tmp_path)
    assert programme.duration_s == pytest.approx(2 * (40 + 60) + 3 * (60 + 10))


@pytest.mark.parametrize(
    ("changed", "to", "words"),
    [
        ('exercise = "squat"', 'exercise = "sqat"', r"line 12: there is no exercise 'sqat'\. Did you mean 'squat'"),
        ("seconds = 30", "repetitions = 30", "line 22: front_plank is done for a time: give seconds"),
        ("repetitions = 10\n", "", "line 12: squat needs a dose"),
        ("repetitions = 10", "repetitions = 10\nseconds = 3", "give repetitions or seconds, not both"),
        ("rest_s = 60", "rest = 60", r"line 15, part\.0\.item\.0\.rest: unknown key 'rest'\. Did you mean 'rest_s'"),
        ('kind = "strength"', 'kind = "strenght"', "line 9, .*Did you mean 'strength'"),
        ('kind = "strength"', 'kind = "self-care"', "in this order: stretching, self-care"),
        ("sets = 2", "sets = 0", "line 13, part.0.item.0.sets: .*greater than or equal to 1"),
        ("[2, 3]", "[2, 9]", "a week has 7 days"),
        ("[2, 3]", "[4, 3]", r"the lower value comes first: \[3, 4\], not \[4, 3\]"),
        ('source = ["S1"]', 'source = ["V999"]', "there is no source 'V999'"),
        ('name = "Mine"', 'id = "other"', "leave `id` out"),
        ('name = "Mine"', "", "this key is missing"),
        ('name = "Mine"', "name =", "not readable as TOML"),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_what_would_be_right(
    changed: str, to: str, words: str, tmp_path: Path
) -> None:
    folder = write(tmp_path, changed, to)
    with pytest.raises(DefinitionError, match=words) as refused:
        load_programme("mine", CATALOGUE, folder)
    assert "mine.toml" in str(refused.value)


def test_a_timer_may_not_run_beyond_its_cap(tmp_path: Path) -> None:
    rolling = tmp_path / "exercises"
    rolling.mkdir()
    (rolling / "foam.toml").write_text(
        'name = "Foam"\ngroup = "self-care"\narticles = ["S0"]\ndescription = "Roll."\n'
        '[dose]\nseconds = 60\nsource = ["S0"]\n[timer]\nseconds = 60.0\ncap_s = 300.0\nsource = ["S0"]\n',
        encoding="utf-8",
    )
    catalogue = CATALOGUE | {"foam": load_exercise("foam", rolling)}
    for seconds, refused in ((300, False), (301, True)):
        folder = write(
            tmp_path, 'exercise = "front_plank"\nsets = 3\nseconds = 30', f'exercise = "foam"\nseconds = {seconds}'
        )
        programme = load_programme("mine", folder=folder)
        assert bool(mismatches(programme, catalogue)) == refused


def test_an_unknown_programme_names_the_nearest() -> None:
    with pytest.raises(UnknownProgrammeError, match=r"no programme 'hom'\. Did you mean 'home'"):
        load_programme("hom")


@pytest.mark.parametrize("make", [True, False])
def test_a_folder_without_programmes_is_refused(make: bool, tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    if make:
        folder.mkdir()
    with pytest.raises(DefinitionError, match="has no programme in it" if make else "is not a folder"):
        programme_files(folder)


def test_what_is_hidden_says_why_and_takes_no_time(tmp_path: Path) -> None:
    programme = load_programme("mine", CATALOGUE, write(tmp_path))
    stretch = CATALOGUE["front_plank"].model_copy(update={"hidden_if": ("high_hamstring",)})
    jump = CATALOGUE["squat"].model_copy(update={"group": "plyometrics"})
    catalogue = CATALOGUE | {"front_plank": stretch, "squat": jump}
    rows = arrange(programme, catalogue, SafetyProfile(flags=("high_hamstring",), unlocked=("plyometrics",)))
    assert [bool(row.hidden) for row in rows] == [False, True]
    assert duration_s(rows) == pytest.approx(200.0)
    assert rows[0].notes
    locked = arrange(programme, catalogue)
    assert [row.hidden[:6] for row in locked] == ["Locked", ""]


def test_the_profile_says_for_whom(tmp_path: Path) -> None:
    profile = tmp_path / "person.toml"
    profile.write_text('flags = ["high_hamstring"]\n[squat.depth]\nenabled = false\n', encoding="utf-8")
    folder = tmp_path / "plans"
    folder.mkdir()
    _, rows = session("mine", read_profile(profile).person, programmes_folder=write(folder))
    assert [bool(row.notes) for row in rows] == [True, False]
