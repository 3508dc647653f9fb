import csv
from pathlib import Path

import pytest

from benchmarks.data import DATA
from formcheck.catalogue.checks import Condition
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import CATALOGUE, exercise_ids, exercises, load_exercise, reference
from formcheck.catalogue.toml.located import read_toml
from formcheck.errors import DefinitionError, UnknownExerciseError
from formcheck.motion.measures import MEASURES

FIVE = ["deadlift", "forward_lunge", "side_lunge", "squat", "walking_lunge"]
EVIDENCE = DATA / "evidence_cues.csv"


def test_the_five_exercises_are_there() -> None:
    assert set(FIVE) <= set(exercise_ids())
    assert exercise_ids() == sorted(exercise_ids())


def test_the_file_is_named_after_the_id_and_says_where_things_come_from() -> None:
    for exercise in exercises():
        assert (CATALOGUE / f"{exercise.id}.toml").is_file()
        assert all(text.strip() for text in (exercise.name, exercise.description)), exercise.id
        assert bool(exercise.hint.strip()) == exercise.is_judged, exercise.id
        for cue in exercise.cue:
            assert all(text.strip() for text in (cue.say, cue.why)), f"{exercise.id}: {cue.id}"
            assert len(cue.say) <= 60, f"{exercise.id}: {cue.id} is too long to be said during a repetition"


def gates_of(exercise: Exercise) -> list[Condition]:
    return [
        *(exercise.counting.gates if exercise.counting else ()),
        *(cue.when for cue in exercise.cue if cue.when),
    ]


def test_gates_name_a_limb_where_the_measure_has_sides() -> None:
    for exercise in exercises():
        for gate in gates_of(exercise):
            assert MEASURES.find(gate.measure).sided == (gate.limb != "whole"), f"{exercise.id}: {gate}"


def test_the_best_view_shows_a_deciding_cue() -> None:
    for exercise in exercises():
        of_body = [cue for cue in exercise.cue if cue.enabled and not cue.is_of_set and not cue.is_of_time]
        decides = [cue for cue in exercise.deciding_cues if exercise.views[0] in cue.views and not cue.is_of_time]
        assert bool(decides) == bool(of_body and exercise.gait is None), exercise.id


@pytest.mark.parametrize("exercise_id", FIVE)
def test_every_cue_of_the_evidence_is_there(exercise_id: str) -> None:
    if not EVIDENCE.is_file():
        pytest.skip("no table of cues beside the project")
    with EVIDENCE.open(encoding="utf-8", newline="") as file:
        wanted = {row["cue"] for row in csv.DictReader(file) if row["exercise"] == exercise_id}
    assert wanted
    assert wanted - {cue.id for cue in load_exercise(exercise_id).cue} == set()


def test_an_unknown_exercise_names_the_nearest_and_the_command() -> None:
    with pytest.raises(UnknownExerciseError) as refused:
        load_exercise("sqaut")
    assert "Did you mean 'squat'" in str(refused.value)
    assert "formcheck exercises" in str(refused.value)


def test_a_folder_is_a_catalogue(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text((CATALOGUE / "squat.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "_draft.toml").write_text("", "utf-8")
    assert exercise_ids(tmp_path) == sorted(["mine", *exercise_ids()])
    assert load_exercise("mine", tmp_path).name == "Squat"


def test_a_custom_definition_replaces_the_built_in_one_of_its_id(tmp_path: Path) -> None:
    (tmp_path / "squat.toml").write_text((CATALOGUE / "deadlift.toml").read_text("utf-8"), "utf-8")
    assert load_exercise("squat", tmp_path).name == load_exercise("squat", str(tmp_path)).name == "Deadlift"
    assert [e.name for e in exercises(tmp_path)].count("Deadlift") == 2
    assert load_exercise("squat").name == "Squat"


def test_a_folder_must_hold_an_exercise(tmp_path: Path) -> None:
    (tmp_path / "_half.toml").write_text("", "utf-8")
    with pytest.raises(DefinitionError, match="has no exercise in it"):
        exercise_ids(tmp_path)
    with pytest.raises(DefinitionError, match="is not a folder"):
        exercise_ids(tmp_path / "gone")


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('based_on = "squat"\nid = "squat"\n', "utf-8")
    with pytest.raises(DefinitionError, match=r"mine\.toml, line 2: the id of an exercise is its file's name, 'mine'"):
        load_exercise("mine", tmp_path)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('based_on = "squat"\n\n[counting]\nsignal = "hip_dorp"\n', "line 4, counting.signal: there is no measure"),
        ('based_on = "squat"\nname = 3\n', "line 2, name: Input should be a valid string, not 3"),
        (
            'based_on = "squat"\n[[cue]]\nid = "depth"\nseverity = "majr"\n',
            "line 4, cue.0.severity: Input should be 'info', 'minor' or 'major', not 'majr'. Did you mean 'major'?",
        ),
        ('based_on = "squat"\n[[cue]]\nid = "new"\n', "line 2, cue.0.say: this key is missing"),
        ('name = "x"\n[film]\nviews = ["side"]\n', "line 2, film.hint: this key is missing"),
        ('name = "x"\n', "  dose: this key is missing"),
    ],
)
def test_a_mistake_is_reported_with_its_line_and_what_was_found(text: str, mistake: str, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_exercise("mine", tmp_path)
    assert mistake in str(refused.value)


def test_a_mistake_in_the_syntax_is_reported_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('name = "x"\n[film\n', "utf-8")
    with pytest.raises(DefinitionError, match=r"mine\.toml is not readable as TOML: .*line 2"):
        load_exercise("mine", tmp_path)


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b""])
def test_a_broken_file_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(content)
    with pytest.raises(DefinitionError, match=r"mine\.toml"):
        load_exercise("mine", tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"There is no file .*gone\.toml"):
        read_toml(tmp_path / "gone.toml")


def test_for_a_height_it_is_the_same_definition() -> None:
    squat = load_exercise("squat")
    tall = squat.for_height(190.0)
    assert (squat.height_cm, tall.height_cm, tall.for_height(None).height_cm) == (None, 190.0, None)
    assert reference(tall) == reference(squat)
    assert tall.model_dump() == squat.model_dump()


def test_a_report_names_the_definition_by_its_content() -> None:
    squat = load_exercise("squat")
    plain, same = reference(squat), reference(squat.model_copy())
    other = reference(squat.model_copy(update={"description": "x"}))
    assert plain == same
    assert len(plain.definition_sha256) == 64
    assert plain.definition_sha256 != other.definition_sha256
    assert plain.resolved["depth"]


def test_steps_are_few_short_sentences() -> None:
    for exercise in exercises():
        assert len(exercise.steps) <= 6, exercise.id
        assert exercise.steps or exercise.mode in ("gait", "log"), exercise.id
        for step in exercise.steps:
            assert step[0].isupper(), step
            assert step.endswith("."), step
            assert len(step.split()) <= 20, step
