"""How telling it is that something is found, and what it does: what is found everywhere tells little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.motion.series import Column, Series
from formcheck.recognition.candidates import Candidate, candidates, candidates_of
from formcheck.recognition.chance import learnt, telling
from formcheck.recognition.contest import outdoing
from formcheck.recognition.following import Film, Followed, Part, Span
from formcheck.records import ViewLabel


def candidate(exercise: str) -> Candidate:
    return next(one for one in candidates() if exercise in one.ids)


def test_what_is_found_in_everything_else_tells_least() -> None:
    squat, burpee, bridge = map(candidate, ("squat", "burpee", "glute_bridge"))
    found = [[squat, burpee], [squat], [squat, bridge], [bridge]]
    right = [[burpee], [], [bridge], [bridge]]
    by = learnt(list(zip(found, right, strict=True)), [squat, burpee, bridge])
    assert telling(squat, by) == pytest.approx(-np.log(4 / 8))
    assert telling(burpee, by) == telling(bridge, by) == pytest.approx(-np.log(1 / 8))


def test_of_a_definition_of_ones_own_nothing_is_known() -> None:
    own = candidates_of([load_exercise("squat").model_copy(update={"id": "my_squat"})])[0]
    assert telling(own, {"a": 1.0, "b": 3.0}) == 2.0
    assert telling(next(one for one in candidates() if one.is_none), {"a": 1.0}) == 0.0


def test_every_exercise_that_is_counted_or_held_has_a_number() -> None:
    judged = [one for one in candidates() if not one.is_none and one.exercise.gait is None]
    numbers = [telling(one) for one in judged]
    assert min(numbers) > 0.0
    assert len(set(numbers)) > 5


SQUATS = [(3.0 * i, 3.0 * i + 2.0) for i in range(6)]


def film(found: dict[str, list[Span]]) -> Film:
    """Somebody moves all the time, and each exercise finds some repetitions."""
    times = np.arange(0.0, 20.0, 0.1)
    followed = [
        Followed(candidate=candidate(name), parts=[Part(span=span, excess=2.0, gates_met=4) for span in spans])
        for name, spans in found.items()
    ]
    return Film(followed=followed, times_s=times, path=times.copy(), series=Series([Column("hip_drop")]))


def test_all_that_was_done_tells_what_one_repetition_was() -> None:
    """One squat of six passes for one on a single leg: within it each explains as much, in the film squats do."""
    both = film({"squat": SQUATS, "single_leg_squat": SQUATS[2:3]})
    assert outdoing(both, load_exercise("single_leg_squat"), SQUATS[2:3]) == "a squat"
    assert outdoing(both, load_exercise("squat"), SQUATS) == ""


def test_what_was_done_at_another_time_takes_nothing_back() -> None:
    apart = film({"squat": SQUATS[1:], "side_lunge": SQUATS[:1]})
    assert outdoing(apart, load_exercise("side_lunge"), SQUATS[:1]) == ""


@pytest.mark.parametrize(("view", "taken_back"), [("front", "a side lunge"), ("oblique", "a side lunge"), ("side", "")])
def test_a_rival_that_does_not_show_from_there_takes_nothing_back(view: ViewLabel, taken_back: str) -> None:
    both = replace(film({"single_leg_squat": SQUATS[:1], "side_lunge": SQUATS}), view=view)
    assert outdoing(both, load_exercise("single_leg_squat"), SQUATS[:1]) == taken_back


def test_one_movement_takes_nothing_back() -> None:
    once = film({"squat": SQUATS[:1], "side_lunge": SQUATS[:1]})
    assert outdoing(once, load_exercise("side_lunge"), SQUATS[:1]) == ""


def test_how_rarely_an_exercise_is_done_speaks_not_against_who_chose_it() -> None:
    same = film({"squat": SQUATS, "standing_hip_extension": SQUATS})
    assert outdoing(same, load_exercise("standing_hip_extension"), SQUATS) == ""
