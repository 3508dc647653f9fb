"""The tables of translations: of what is still said, of nothing unknown, whole where begun, and short enough to say."""

from __future__ import annotations

import tomllib

import pytest

from benchmarks.data import SAMPLES
from formcheck.catalogue.languages.translation import TABLES, Translation, Words, translation
from formcheck.catalogue.library import load_exercise, lookalikes
from formcheck.live.phrases import LANGUAGES
from formcheck.live.voice import short

MOST_WORDS = 7
"""Two more than in English: German takes articles, and Spanish prepositions."""
CODES = [path.stem for path in sorted(TABLES.glob("*.toml"))]


def test_each_language_of_live_has_a_table() -> None:
    assert sorted(set(LANGUAGES) - {"en"}) == CODES


@pytest.mark.parametrize("code", CODES)
def test_what_was_translated_is_still_said_and_all_of_an_exercise_is(code: str) -> None:
    for exercise_id, words in translation(code).exercise.items():
        exercise = load_exercise(exercise_id)
        assert words.name.english == exercise.name
        said = {cue.id: cue.say for cue in exercise.cue}
        assert {cue: pair.english for cue, pair in words.cue.items()} == said, exercise_id
        assert words.hint is not None
        assert words.hint.english == exercise.hint
        assert [pair.english for pair in words.steps] in ([], list(exercise.steps))


@pytest.mark.parametrize("code", CODES)
def test_shared_words_are_reasons_and_looks_that_there_are(code: str) -> None:
    table = translation(code)
    held = [load_exercise(exercise_id).hold for exercise_id in table.exercise]
    reasons = {gate.because for hold in held if hold is not None for gate in hold.posture}
    assert set(table.words) == reasons | {one.words for one, _ in lookalikes()}


@pytest.mark.parametrize("code", CODES)
def test_the_exercises_of_the_samples_are_translated(code: str) -> None:
    samples = tomllib.loads((SAMPLES / "samples.toml").read_text(encoding="utf-8"))
    wanted = {sample["exercise"] for sample in samples["sample"]}
    assert wanted <= set(translation(code).exercise)


@pytest.mark.parametrize("code", CODES)
def test_no_translated_cue_is_longer_than_it_is_heard(code: str) -> None:
    said = [pair.text for words in translation(code).exercise.values() for pair in words.cue.values()]
    assert [text for text in said if len(short(text).split()) > MOST_WORDS or text != text.strip() or not text] == []


def test_what_is_not_translated_or_has_changed_is_said_in_english() -> None:
    squat = Words.model_validate({"name": ("Squat", "Kniebeuge"), "cue": {"trunk_lean": ("Chest up", "Brust hoch")}})
    table = Translation(exercise={"squat": squat}, words={"a plank": "ein Unterarmstütz"})
    assert table.text("squat", "Squat") == "Kniebeuge"
    assert table.text("squat", "Chest up") == "Brust hoch"
    assert table.text("squat", "a plank") == "ein Unterarmstütz"
    assert table.text("squat", "Chest higher") == "Chest higher"
    assert table.text("deadlift", "Chest up") == "Chest up"
    assert translation("en").text("squat", "Chest up") == "Chest up"
