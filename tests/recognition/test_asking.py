"""What is said where it is not sure which exercise a clip shows, and what becomes of the answer."""

from types import SimpleNamespace

import pytest
import typer

from formcheck.analysis.unnamed.finding import unsure
from formcheck.cli.unnamed import which as asking
from formcheck.errors import UnsureError
from formcheck.guesses import AUTO, Guess, Recognition
from formcheck.jobs.order import Order

SQUAT = Guess(exercise="squat", probability=0.44, why="upright, hips down and up, 3 times", also=("goblet_squat",))
LUNGE = Guess(exercise="forward_lunge", probability=0.4, why="upright, hips down and up, 3 times")
DOUBT = Recognition(by="a test", none=0.16, guesses=(SQUAT, LUNGE))
NOTHING = Recognition(by="a test", none=1.0, guesses=())


def at_a_terminal(monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: answer)


def test_what_is_sure_is_not_asked_about() -> None:
    sure = Recognition(by="a test", none=0.1, guesses=(Guess(exercise="squat", probability=0.9, why="upright"),))
    assert asking.which(sure) == "squat"


def test_a_terminal_is_asked_with_the_likeliest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(monkeypatch, 2)
    assert asking.which(DOUBT) == "forward_lunge"
    assert "1  squat (44%): upright, hips down and up, 3 times" in capsys.readouterr().err


@pytest.mark.parametrize("answer", [0, 3])
def test_a_number_that_is_not_offered_names_nothing(monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    at_a_terminal(monkeypatch, answer)
    with pytest.raises(UnsureError):
        asking.which(DOUBT)


def test_nobody_to_ask_is_an_error_that_names_the_likeliest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    with pytest.raises(UnsureError, match="--exercise squat") as found:
        asking.which(DOUBT)
    assert found.value.likeliest == ("squat", "forward_lunge")
    assert found.value.exit_code == 2


def test_no_guess_at_all_says_how_to_film() -> None:
    assert unsure(NOTHING).startswith("No exercise of the catalogue was found")


def test_the_page_finds_the_likeliest_in_what_a_worker_said() -> None:
    which = pytest.importorskip("formcheck.ui.parts.sets.which")
    assert [(exercise.id, percent) for exercise, percent in which.guesses_in(unsure(DOUBT), None)] == [
        ("squat", 44),
        ("forward_lunge", 40),
    ]


def test_an_order_may_leave_the_exercise_to_be_found() -> None:
    order = Order(exercise=AUTO)
    assert order.is_to_be_found
    assert not Order(exercise="squat").is_to_be_found
    assert order.definition_of("squat").id == "squat"
