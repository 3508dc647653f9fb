import re
from pathlib import Path
from typing import Any

import pytest

from formcheck.catalogue.library import CATALOGUE, exercise_ids, load_exercise, reference
from formcheck.catalogue.toml.inherit import resolve
from formcheck.errors import DefinitionError

PARENT = """
name = "Parent"
status = "tested"
articles = ["S0", "S1"]

[dose]
sets = 3
seconds = 30

[counting]
min_excursion = 0.1
target_cue = "deep"

[[counting.gate]]
measure = "a"

[[counting.gate]]
measure = "b"

[[cue]]
id = "deep"
say = "Lower"
status = "tested"
adjustable = { lowest = 1, highest = 2 }

[[cue.check]]
measure = "c"

[[cue.check]]
measure = "d"

[[cue]]
id = "straight"
say = "Straighten"
"""


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def merged(folder: Path, child: str) -> dict[str, Any]:
    write(folder, parent=PARENT, child=f'based_on = "parent"\n{child}')
    data: dict[str, Any] = resolve(folder / "child.toml", [folder]).plain()
    assert not {"based_on", "without"} & set(data)
    return data


def refusal(folder: Path, child: str) -> str:
    with pytest.raises(DefinitionError) as refused:
        merged(folder, child)
    return str(refused.value)


def test_what_is_not_named_is_inherited(tmp_path: Path) -> None:
    data = merged(tmp_path, "")
    assert (data["name"], data["articles"]) == ("Parent", ["S0", "S1"])
    assert [gate["measure"] for gate in data["counting"]["gate"]] == ["a", "b"]
    assert [cue["id"] for cue in data["cue"]] == ["deep", "straight"]


def test_scalars_and_plain_arrays_replace(tmp_path: Path) -> None:
    data = merged(tmp_path, 'name = "Child"\narticles = ["S2"]\n')
    assert (data["name"], data["articles"]) == ("Child", ["S2"])


def test_tables_merge_key_by_key(tmp_path: Path) -> None:
    counting = merged(tmp_path, "[counting]\nmin_excursion = 0.2\nmax_hold_s = 3\n")["counting"]
    assert (counting["min_excursion"], counting["max_hold_s"], counting["target_cue"]) == (0.2, 3, "deep")


def test_gates_replace(tmp_path: Path) -> None:
    counting = merged(tmp_path, '[[counting.gate]]\nmeasure = "z"\n')["counting"]
    assert counting["gate"] == [{"measure": "z"}]
    assert counting["min_excursion"] == 0.1


def test_a_cue_that_is_known_is_changed_in_its_place(tmp_path: Path) -> None:
    deep, straight = merged(tmp_path, '[[cue]]\nid = "deep"\nsay = "Sink"\nadjustable.highest = 3\n')["cue"]
    assert (deep["say"], deep["adjustable"]) == ("Sink", {"lowest": 1, "highest": 3})
    assert [check["measure"] for check in deep["check"]] == ["c", "d"]
    assert straight["say"] == "Straighten"


def test_checks_replace_the_whole_list(tmp_path: Path) -> None:
    deep, _ = merged(tmp_path, '[[cue]]\nid = "deep"\n[[cue.check]]\nmeasure = "z"\n')["cue"]
    assert deep["check"] == [{"measure": "z"}]


def test_new_cues_are_appended(tmp_path: Path) -> None:
    cues = merged(tmp_path, '[[cue]]\nid = "wide"\n[[cue]]\nid = "deep"\nsay = "Sink"\n')["cue"]
    assert [cue["id"] for cue in cues] == ["deep", "straight", "wide"]


def test_a_cue_that_stands_twice_stays_twice_to_be_refused(tmp_path: Path) -> None:
    cues = merged(tmp_path, '[[cue]]\nid = "deep"\nsay = "A"\n[[cue]]\nid = "deep"\nsay = "B"\n')["cue"]
    assert [(cue["id"], cue["say"]) for cue in cues if cue["id"] == "deep"] == [("deep", "A"), ("deep", "B")]


def test_a_new_source_replaces_the_rationale_too(tmp_path: Path) -> None:
    cue = {"source": ["S0"], "rationale": "Because."}
    write(tmp_path, base='[[cue]]\nid = "deep"\nsource = ["S0"]\nrationale = "Because."\n')
    write(tmp_path, same='based_on = "base"\n[[cue]]\nid = "deep"\nsay = "Lower"\n')
    write(tmp_path, other='based_on = "base"\n[[cue]]\nid = "deep"\nsource = ["S1"]\n')
    assert resolve(tmp_path / "same.toml", [tmp_path]).plain()["cue"] == [{"id": "deep", "say": "Lower"} | cue]
    assert resolve(tmp_path / "other.toml", [tmp_path]).plain()["cue"] == [{"id": "deep", "source": ["S1"]}]


def test_a_dose_replaces_the_whole_dose(tmp_path: Path) -> None:
    assert merged(tmp_path, "[dose]\nrepetitions = 8\n")["dose"] == {"repetitions": 8}
    assert merged(tmp_path, "")["dose"] == {"sets": 3, "seconds": 30}


def test_evidence_is_not_inherited(tmp_path: Path) -> None:
    data = merged(tmp_path, '[[cue]]\nid = "straight"\nstatus = "tested"\n')
    assert "status" not in data
    assert [cue.get("status") for cue in data["cue"]] == [None, "tested"]


def test_without_leaves_out_cues_and_keys(tmp_path: Path) -> None:
    data = merged(tmp_path, 'without = ["deep", "counting.target_cue", "articles"]\n')
    assert [cue["id"] for cue in data["cue"]] == ["straight"]
    assert "target_cue" not in data["counting"]
    assert "articles" not in data


def test_a_cue_that_is_left_out_may_be_written_anew(tmp_path: Path) -> None:
    _, deep = merged(tmp_path, 'without = ["deep"]\n[[cue]]\nid = "deep"\nsay = "Sink"\n')["cue"]
    assert deep == {"id": "deep", "say": "Sink"}


@pytest.mark.parametrize(
    ("child", "line", "words"),
    [
        ('without = ["dep"]\n', 2, "no 'dep' to leave out. Did you mean 'deep'"),
        ('name = "x"\nwithout = ["counting.target_cu"]\n', 3, "Did you mean 'counting.target_cue'"),
        ('without = ["cue.deep"]\n', 2, "no 'cue.deep' to leave out"),
        ('without = "deep"\n', 2, "a list of names, not 'deep'"),
        ("without = [1]\n", 2, "no 1 to leave out"),
    ],
)
def test_what_is_not_there_cannot_be_left_out(tmp_path: Path, child: str, line: int, words: str) -> None:
    message = refusal(tmp_path, child)
    assert f"child.toml, line {line}: " in message
    assert words in message


@pytest.mark.parametrize(
    ("child", "words"),
    [
        ('based_on = "parnt"', "no exercise 'parnt' to be based on. Did you mean 'parent'"),
        ("based_on = 3", "no exercise 3 to be based on"),
        ('based_on = "child"', "child is based on itself"),
        ('based_on = "../parent"', "no exercise '../parent'"),
        ('without = ["deep"]', "which `based_on` must name"),
    ],
)
def test_a_base_that_cannot_be_is_refused(tmp_path: Path, child: str, words: str) -> None:
    write(tmp_path, parent=PARENT, child=f"\n{child}\n")
    with pytest.raises(DefinitionError, match=re.escape(words)) as refused:
        resolve(tmp_path / "child.toml", [tmp_path])
    assert "child.toml, line 2: " in str(refused.value)


def test_a_circle_is_reported(tmp_path: Path) -> None:
    write(tmp_path, a='based_on = "b"', b='based_on = "c"', c='based_on = "b"')
    with pytest.raises(DefinitionError, match=r"c\.toml, line 1: these are based on each other: b -> c -> b"):
        resolve(tmp_path / "a.toml", [tmp_path])


def test_a_base_may_have_a_base_and_be_no_exercise_itself(tmp_path: Path) -> None:
    write(tmp_path, parent=PARENT, _half='based_on = "parent"\nname = "Half"\n', child='based_on = "_half"\n')
    assert resolve(tmp_path / "child.toml", [tmp_path]).plain()["name"] == "Half"
    assert "_half" not in exercise_ids(tmp_path)


def test_a_custom_definition_may_replace_the_built_in_one_that_it_is_based_on(tmp_path: Path) -> None:
    clinic = write(tmp_path, squat='based_on = "squat"\nname = "Our squat"\n')
    assert load_exercise("squat", clinic).name == "Our squat"
    ours, theirs = load_exercise("squat", clinic).cue, load_exercise("squat").cue
    assert ours == tuple(cue.model_copy(update={"status": "draft"}) for cue in theirs)


def test_built_in_definitions_keep_to_themselves(tmp_path: Path) -> None:
    built_in = write(tmp_path / "built_in", squat='name = "Built in"', child='based_on = "squat"')
    clinic = write(tmp_path / "clinic", squat='name = "Ours"')
    assert resolve(built_in / "child.toml", [clinic, built_in]).plain()["name"] == "Built in"


def test_a_mistake_is_reported_in_the_file_that_contains_it(tmp_path: Path) -> None:
    squat = (CATALOGUE / "squat.toml").read_text("utf-8").replace("severity", "severty", 1)
    clinic = write(tmp_path, base=squat, mine='based_on = "base"\n[film]\nhnt = "x"\n')
    with pytest.raises(DefinitionError) as refused:
        load_exercise("mine", clinic)
    line = squat[: squat.index("severty")].count("\n") + 1
    head, *mistakes = str(refused.value).splitlines()
    assert head.endswith("mine.toml is not a valid definition:")
    assert any(mistake.startswith("  line 3, film.hnt: unknown key 'hnt'. Did you mean 'hint'") for mistake in mistakes)
    place = f"  {clinic / 'base.toml'}, line {line}, cue.0.severty"
    assert any(mistake.startswith(place) for mistake in mistakes), mistakes


def test_the_hash_covers_what_is_inherited(tmp_path: Path) -> None:
    squat = (CATALOGUE / "squat.toml").read_text("utf-8")
    child = 'based_on = "base"\n'
    one, other = tmp_path / "one", tmp_path / "other"
    write(one, base=squat, mine=child)
    write(other, base=squat.replace("pass = { max = 8.0 }", "pass = { max = 9.0 }"), mine=child)
    hashes = {reference(load_exercise("mine", folder)).definition_sha256 for folder in (one, other)}
    assert len(hashes) == 2


def test_steps_are_inherited_until_another_movement_is_described(tmp_path: Path) -> None:
    write(tmp_path, base='description = "Down."\nsteps = ["Go down."]\n', same='based_on = "base"\n')
    write(tmp_path, other='based_on = "base"\ndescription = "Up."\n')
    assert resolve(tmp_path / "same.toml", [tmp_path]).plain()["steps"] == ["Go down."]
    assert "steps" not in resolve(tmp_path / "other.toml", [tmp_path]).plain()
