"""The body height is asked once, kept with the person, and told in centimetres wherever a set of theirs is shown."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.store.small_sets import files
from formcheck.errors import UsageError
from formcheck.store.sharing import results_of
from formcheck.ui.parts.sets.reading import analysis_of
from formcheck.ui.serving.keeping import scope


def ask() -> None:
    import streamlit as st

    from formcheck.ui.parts.heights import choose_height

    st.text(choose_height())


def ask_of(set_id: str) -> None:
    from formcheck.ui.parts.heights import choose_height_of
    from formcheck.ui.serving.keeping import scope

    choose_height_of(scope().open_set(set_id).kept)


def kept_heights() -> dict[str, float | None]:
    return {person.name: person.height_cm for person in scope().people()}


def test_what_was_said_once_is_known_in_the_next_browser() -> None:
    first = AppTest.from_function(ask).run(timeout=60)
    assert first.text[0].value == "None"
    first.number_input[0].set_value(178.0).run(timeout=60)
    assert list(kept_heights().values()) == [178.0]
    second = AppTest.from_function(ask).run(timeout=60)
    assert (second.number_input[0].value, second.text[0].value) == (178.0, "178.0")
    second.number_input[0].set_value(None).run(timeout=60)
    assert list(kept_heights().values()) == [None]


def test_the_height_of_a_patient_is_theirs_and_reaches_page_and_exports() -> None:
    patient = scope().add_person("Patient 7")
    kept = scope().save_set(files("ok"), source="upload", person=patient.id)
    page = AppTest.from_function(ask_of, args=(kept.id,)).run(timeout=60)
    assert page.number_input[0].label == "Body height of Patient 7 in cm"
    page.number_input[0].set_value(163.0).run(timeout=60)
    assert not page.exception
    assert kept_heights()["Patient 7"] == 163.0
    assert set(kept_heights().values()) == {163.0, None}
    opened = scope().open_set(kept.id)
    assert (opened.kept.height_cm, analysis_of(opened).exercise.height_cm) == (163.0, 163.0)
    definition = results_of(scope(), kept.id).definition
    assert definition is None or definition.height_cm == 163.0


@pytest.mark.parametrize("height_cm", [1.78, 49.9, 250.1, float("nan")])
def test_nobody_is_that_tall(height_cm: float) -> None:
    with pytest.raises(UsageError, match="between 50 and 250 cm"):
        scope().set_height(None, height_cm)
