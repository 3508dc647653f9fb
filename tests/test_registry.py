import pytest

from formcheck.registry import Registry, first_line


def lengths() -> Registry[int]:
    registry = Registry[int]("word")

    @registry.register(lambda function: len(function.__name__))
    def four() -> None:
        """Say how it is spelt.

        Not this line.
        """

    registry.add("seven", 5)
    return registry


def test_names_lead_to_items_in_the_order_of_adding() -> None:
    assert dict(lengths()) == {"four": 4, "seven": 5}
    assert list(lengths()) == ["four", "seven"]
    assert len(lengths()) == 2
    assert lengths().find("four") == lengths()["four"] == 4


def test_a_name_cannot_be_taken_twice() -> None:
    with pytest.raises(ValueError, match="two words called 'four'"):
        lengths().add("four", 9)


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"no word 'sevne'\. Did you mean 'seven'\?"):
        lengths().find("sevne")


def test_the_first_line_of_a_docstring_is_the_meaning() -> None:
    assert first_line(first_line).startswith("Return the first line")
