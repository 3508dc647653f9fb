"""What was chosen on a page survives the app, and errors are told in the user's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.analysis import AnalysisOptions
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.safety import SafetyProfile, with_caps
from formcheck.errors import NobodyFoundError, OutputError
from formcheck.jobs.messages import Message, Task
from formcheck.jobs.order import Order
from formcheck.jobs.worker import UNEXPECTED, share_of_cores, work
from formcheck.pieces.workers import WORKERS
from formcheck.pose.people.subject import Subject

ORDER = Order(
    exercise="squat",
    folder="own",
    person=SafetyProfile(flags=("high_hamstring",)),
    height_cm=178.0,
    options=AnalysisOptions(view="side", model="lite", subject=Subject(0.2, 0.5, 3.0), capture_fps=240.0),
)


def test_an_order_survives_as_json() -> None:
    assert Order.from_payload(json.loads(json.dumps(ORDER.to_payload()))) == ORDER


def test_where_the_results_go_is_no_part_of_an_order() -> None:
    here = ORDER.model_copy(update={"options": AnalysisOptions(out=Path("here"), progress=print)})
    assert set(here.to_payload()["options"]).isdisjoint({"out", "progress"})


def test_an_order_of_an_older_formcheck_is_read() -> None:
    assert Order.from_payload({"exercise": "squat"}) == Order(exercise="squat")


def test_the_definition_has_the_caps_of_the_person() -> None:
    person = SafetyProfile(flags=("high_hamstring",))
    order = Order(exercise="squat", person=person)
    assert order.definition() == with_caps(load_exercise("squat"), person)


def test_the_definition_is_for_the_height_of_the_person() -> None:
    assert Order(exercise="squat", height_cm=178.0).definition().height_cm == 178.0
    assert Order(exercise="squat").definition().height_cm is None


def test_a_task_and_a_message_survive_as_a_line() -> None:
    task = Task(Path("clip.mp4"), "größer\n.mp4", Path("out"), ORDER, running=2)
    assert task.to_line().count("\n") == 1
    assert Task.from_line(task.to_line()) == task
    message = Message("failed", error="No.\nReally.")
    assert Message.from_line(message.to_line()) == message


@pytest.mark.parametrize(("running", "share"), [(None, 1), (1, 4), (2, 2), (3, 1), (9, 1)])
def test_clips_that_run_at_the_same_time_divide_the_cores(
    running: int | None, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(WORKERS, "4")
    assert share_of_cores(running) == share


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (NobodyFoundError("No person was found in {clip}."), "No person was found in squat.mp4."),
        (OutputError("There is no room in {clip}."), "the disk refuses to write"),
        (RuntimeError("index 3 is out of bounds"), UNEXPECTED),
    ],
)
def test_an_error_is_told_in_words_of_the_user(
    raised: Exception, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = tmp_path / "clip.mp4"

    def refuse(*_: object) -> None:
        raise type(raised)(str(raised).format(clip=clip))

    monkeypatch.setattr("formcheck.analysis.analyze", refuse)
    told: list[Message] = []
    work(Task(clip, "squat.mp4", tmp_path, Order(exercise="squat")), told.append)
    (message,) = told
    assert message.kind == "failed"
    assert said in message.error
    assert str(tmp_path) not in message.error
