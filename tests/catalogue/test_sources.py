"""References: each code that a definition names is listed, and its name is written out where people read it."""

from __future__ import annotations

from itertools import chain

import pytest

from formcheck.catalogue.library import exercises
from formcheck.catalogue.session_plan import programmes
from formcheck.catalogue.sources import Sourced, in_listed_order, known_code, references, spell_out

SOURCED: list[tuple[str, Sourced]] = [
    *((f"{e.id}.{cue.id}", cue) for e in exercises() for cue in e.cue),
    *((f"{e.id}.dose", e.dose) for e in exercises()),
    *((f"{e.id}.{e.mode}", e.how) for e in exercises()),
    *((f"{p.id}.{item.exercise}", item) for p in programmes() for item in p.items),
]


def test_names_take_the_place_of_codes() -> None:
    assert spell_out(("V1", "own")) == "Fry 2003; own estimate"


def test_a_code_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match=r"there is no source 'V999'.* an estimate of your own is \"own\""):
        known_code("V999")


def test_each_reference_has_both_names() -> None:
    assert all(reference.short and reference.full for reference in references().values())


def test_an_exercise_lists_its_sources_as_the_list_has_them() -> None:
    squat = next(e for e in exercises() if e.id == "squat")
    assert squat.source_codes[:2] == ["S0", "S1"]
    assert squat.source_codes == in_listed_order(squat.source_codes)
    assert squat.source_codes[-1] == "own"


def test_a_rationale_is_whole_sentences_without_codes() -> None:
    codes = set(references()) - {"own", "practice", "clinical"}
    for name, sourced in SOURCED:
        rationale = sourced.rationale
        whole = not rationale or ((rationale[0].isupper() or rationale[0].isdigit()) and rationale.endswith("."))
        assert whole, name
        words = set(rationale.replace(";", " ").replace(".", " ").replace("(", " ").replace(")", " ").split())
        assert not words & codes, name


def test_every_way_of_counting_says_what_it_reads() -> None:
    assert [e.id for e in exercises() if e.is_judged and not e.how.rationale] == []


def test_each_reference_is_named_somewhere() -> None:
    named = set(chain.from_iterable(e.source_codes for e in exercises()))
    assert {"own", "practice", "clinical"} <= named
