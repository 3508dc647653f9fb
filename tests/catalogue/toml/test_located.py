from pathlib import Path

import pytest

from formcheck.catalogue.library import CATALOGUE
from formcheck.catalogue.toml.located import Located, Place, line_of, read_toml
from formcheck.errors import DefinitionError

TEXT = '''# A file with everything that TOML has.

name = "A"
articles = [
    "S0",  # a comment with ] in it
    "S1",
]
text = """
[cue]
name = "no key"
"""
film.hint = "x"
film."far view" = 'y'

[counting]
signal = "hip_drop"

[[counting.gate]]
measure = "a"

[[counting.gate]]
measure = "b"
within = { min = 1, max = 2 }

[[cue]]
id = "one"

[[cue.check]]
pass = { max = 1 }
[[cue.check]]
pass.max = 2
warn.max = 3

[[cue]]  # the second
id = "two"

[[cue.check]]
measure = "c"

[cue.when]
measure = "d"
'''


@pytest.mark.parametrize(
    ("place", "begins"),
    [
        (("name",), 'name = "A"'),
        (("articles", 1), "articles = ["),
        (("text",), 'text = """'),
        (("film",), "film.hint"),
        (("film", "far view"), 'film."far view"'),
        (("counting",), "[counting]"),
        (("counting", "signal"), "signal"),
        (("counting", "missing"), "[counting]"),
        (("counting", "gate", 0, "measure"), 'measure = "a"'),
        (("counting", "gate", 1, "within", "max"), "within = { min = 1"),
        (("cue", 0, "check", 0, "pass", "max"), "pass = { max = 1 }"),
        (("cue", 0, "check", 1, "pass", "max"), "pass.max = 2"),
        (("cue", 0, "check", 1, "warn"), "warn.max = 3"),
        (("cue", 1), "[[cue]]  # the second"),
        (("cue", 1, "check", 0, "measure"), 'measure = "c"'),
        (("cue", 1, "when", "measure"), 'measure = "d"'),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_place_has_the_line_on_which_its_statement_begins(place: Place, begins: str, ending: str) -> None:
    line = line_of(TEXT.replace("\n", ending), place)
    assert line is not None
    assert TEXT.split("\n")[line - 1].startswith(begins)


def test_what_stands_nowhere_has_no_line() -> None:
    assert line_of(TEXT, ()) is None
    assert line_of(TEXT, ("missing", 3)) is None


def places(value: object, place: Place = ()) -> list[tuple[Place, object]]:
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in places(inner, (*place, key))]
    if isinstance(value, list):
        return [found for index, inner in enumerate(value) for found in places(inner, (*place, index))]
    return [(place, value)]


@pytest.mark.slow
def test_values_of_the_catalogue_stand_on_the_line_that_is_named() -> None:
    for path in sorted(CATALOGUE.glob("*.toml")):
        text = path.read_text("utf-8")
        for place, value in places(read_toml(path))[::20]:
            line = line_of(text, place)
            assert line is not None, f"{path.stem}: {place}"
            statement = "\n".join(text.split("\n")[line - 1 :])
            key = next(part for part in reversed(place) if isinstance(part, str))
            assert key in statement.split("\n")[0] or isinstance(value, str), f"{path.stem}: {place}"
            assert str(value).split("\n")[0].lower()[:20] in statement[:400].lower(), f"{path.stem}: {place}"


def test_names_that_pydantic_gives_to_kinds_are_passed_over() -> None:
    document = Located.of({"cue": [{"check": [{"measure": "x", "pass": {"max": 1}}]}]}, Path("a.toml"))
    found, place = document.find(("cue", 0, "check", 0, "measure", "pass", "max"))
    assert (found.value, place) == (1, ("cue", 0, "check", 0, "pass", "max"))
    found, place = document.find(("cue", 0, "check", 0, "measure", "measure"))
    assert (found.value, place) == ("x", ("cue", 0, "check", 0, "measure"))
    found, place = document.find(("cue", 0, "check", 0, "measure", "limb"))
    assert (found.place, place) == (("cue", 0, "check", 0), ("cue", 0, "check", 0, "limb"))


def test_plain_data_comes_back_as_it_was() -> None:
    data = read_toml(CATALOGUE / "squat.toml")
    assert Located.of(data, CATALOGUE).plain() == data


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a." * 50_000 + "a = 1", "a line of 100005 characters; the limit is 2000"),
        ("a = " + "[\n" * 20_000 + "]\n" * 20_000, "more than 30 deep"),
        ("a." * 900 + "a = 1", "more than 30 deep"),
        ("a = 1\n" * 100_000, "more than 200 kB"),
        ("a = [" + "[" * 40 + "]" * 40 + "]", "more than 30 deep"),
    ],
)
def test_a_file_made_to_explode_is_refused_and_does_not(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "squat.toml").write_text(text)
    with pytest.raises(DefinitionError, match=said):
        read_toml(tmp_path / "squat.toml")
