"""References: each code that an exercise names is listed, and its name is spelt out where people read it."""

import pytest

from formcheck.catalogue.library import exercises
from formcheck.catalogue.sources import codes, references, spell_out


def test_codes_are_found_in_order_and_once() -> None:
    assert codes("V47, S0; V47 again, V55b and nothing in V or P") == ["V47", "S0", "V55b"]


def test_names_take_the_place_of_codes() -> None:
    assert (
        spell_out("V1; numbers P, and Myer 2014 (K)") == "Fry 2003; numbers own proposal, and Myer 2014 (own knowledge)"
    )


def test_a_code_that_is_not_listed_is_refused() -> None:
    with pytest.raises(ValueError, match="V999"):
        spell_out("V999")


def test_the_list_holds_what_is_named_and_each_has_both_names() -> None:
    named = {code for exercise in exercises() for code in exercise.source_codes}
    assert named <= set(references())
    assert all(reference.short and reference.full for reference in references().values())


def test_an_exercise_lists_articles_first_and_papers_by_number() -> None:
    squat = next(e for e in exercises() if e.id == "squat")
    assert squat.source_codes[:2] == ["S0", "S1"]
    numbers = [int(code[1:].rstrip("ab")) for code in squat.source_codes if code[0] == "V"]
    assert numbers == sorted(numbers)
