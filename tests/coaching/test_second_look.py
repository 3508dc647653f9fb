"""What would be a fault is looked at again: confirmed, softened, or left open; what is hidden is not judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.coaching.session import Session
from formcheck.pose.looks import LookAgain, Looks
from formcheck.pose.skeleton import COUNT, LEFT, RIGHT
from formcheck.records import Finding, Pose, Report
from tests.support.figures import SIDE, Move, film
from tests.support.moves import squat
from tests.support.running import FPS, ONE

SHALLOW, DEEP = squat(thigh_deg=35.0), squat()
EVERYWHERE = np.ones(COUNT)


def moments(move: Move) -> dict[float, Pose]:
    return {pose.t_s: pose for pose in film(move, ONE, SIDE, fps=FPS)}


@dataclass
class Looker:
    """Sees, for each look, what another movement shows at the same time."""

    sees: Sequence[Move]
    on_person: Callable[[], NDArray[np.float64]] = EVERYWHERE.copy
    closely: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._films = [moments(move) for move in self.sees]

    def __call__(self, pose: Pose, times: int) -> Looks | None:
        self.asked.append(pose.t_s)
        if times > 1:
            self.closely.append(pose.t_s)
        return Looks(tuple(film[pose.t_s] for film in self._films[:times]), self.on_person())


def nothing_left(_pose: Pose, _times: int, /) -> Looks | None:
    return None


def finding(cue: str, look_again: LookAgain | None, move: Move = SHALLOW, exercise: str = "squat") -> Finding:
    session = Session(exercise, look_again=look_again)
    for pose in film(move, ONE, SIDE, fps=FPS):
        session.push(pose)
    (repetition,) = session.finish().repetitions
    return next(f for f in repetition.findings if f.cue == cue)


@cache
def first_look() -> Finding:
    return finding("depth", None)


def test_a_fault_that_all_looks_confirm_stands_as_it_was() -> None:
    assert first_look().verdict == "fault"
    assert finding("depth", Looker([SHALLOW] * 4)) == first_look()


@pytest.mark.parametrize("look_again", [None, nothing_left])
def test_it_stands_where_the_frame_is_no_longer_to_be_had(look_again: LookAgain | None) -> None:
    assert finding("depth", look_again).verdict == "fault"


def test_it_is_gone_where_most_looks_see_none() -> None:
    """Deep enough in the looks: they differ from the first by less than twice the error, and their median is fine."""
    just_shallow = squat(thigh_deg=18.0)
    assert finding("depth", None, just_shallow).verdict == "fault"
    seen = finding("depth", Looker([squat(thigh_deg=10.0)] * 4), just_shallow)
    assert seen.verdict in {"ok", "caution"}
    assert seen.value == pytest.approx(10.0, abs=3.0)


def test_it_is_open_where_the_looks_see_everything() -> None:
    seen = finding("depth", Looker([squat(thigh_deg=deg) for deg in (60.0, -20.0, 10.0, -20.0)]))
    assert (seen.verdict, seen.reason) == ("not_judged", "looks")
    assert "a different reading" in seen.message


def test_it_is_a_caution_where_most_looks_see_it_and_some_see_something_else() -> None:
    seen = finding("depth", Looker([DEEP, SHALLOW, squat(thigh_deg=-20.0), SHALLOW]))
    first = first_look()
    assert (seen.verdict, seen.value, seen.message) == ("caution", first.value, first.message)
    assert seen.limit is not None
    assert first.limit is not None
    assert seen.limit < first.limit


def test_it_stands_where_the_looks_differ_far_beyond_the_limit() -> None:
    assert finding("depth", Looker([squat(thigh_deg=deg) for deg in (45.0, 50.0, 47.0, 52.0)])).verdict == "fault"


def test_only_what_would_be_a_fault_is_looked_at_closely() -> None:
    looker = Looker([DEEP])
    assert finding("depth", looker, DEEP).verdict == "ok"
    assert looker.asked
    assert not looker.closely


def test_both_ends_of_a_difference_are_looked_at() -> None:
    """Heels that rise above where they were in standing: a look that sees them up all the time sees no rise."""
    rises = squat(heel_deg=30.0)
    looker = Looker([rises] * 4)
    assert finding("heel_down", looker, rises).verdict == "fault"
    lowest_s = max(looker.closely)
    assert min(looker.closely) < lowest_s - 0.5
    always_up = Looker([lambda _moment: rises(replace(_moment, share=1.0))] * 4)
    assert finding("heel_down", always_up, rises).verdict != "fault"


def test_what_is_behind_something_is_not_judged() -> None:
    on_person = EVERYWHERE.copy()
    on_person[[LEFT["knee"], RIGHT["knee"]]] = 0.04
    seen = finding("depth", Looker([SHALLOW] * 4, on_person.copy))
    assert (seen.verdict, seen.reason, seen.value) == ("not_judged", "occluded", None)
    assert "hides" in seen.message


def test_what_is_hidden_but_not_needed_changes_nothing() -> None:
    on_person = EVERYWHERE.copy()
    on_person[[LEFT["wrist"], RIGHT["wrist"]]] = 0.0
    assert finding("depth", Looker([SHALLOW] * 4, on_person.copy)).verdict == "fault"


def test_what_is_at_the_edge_of_the_picture_is_not_judged() -> None:
    (repetition,) = cut_at("knee", 2).repetitions
    depth = next(f for f in repetition.findings if f.cue == "depth")
    assert (depth.verdict, depth.reason) == ("not_judged", "out_of_picture")


def cut_at(joint: str, below_px: int) -> Report:
    """Film a squat in a picture that ends below a joint, and report it."""
    session = Session("squat")
    for pose in film(SHALLOW, ONE, SIDE, fps=FPS):
        lowest = max(pose.landmarks[[LEFT[joint], RIGHT[joint]], 1])
        session.push(replace(pose, height_px=round(lowest) + below_px, centred=False))
    return session.finish()


def test_a_repetition_whose_signal_is_out_of_the_picture_is_counted_and_not_judged() -> None:
    report = cut_at("knee", 30)
    assert {f.verdict for repetition in report.repetitions for f in repetition.findings} == {"not_judged"}
    assert any("feet were out of the picture" in warning for warning in report.warnings)


def test_of_feet_in_the_picture_nothing_is_said() -> None:
    assert not any("out of the picture" in warning for warning in cut_at("toe", 30).warnings)
