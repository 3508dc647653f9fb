"""What comes next by hand, instead of by keeping still or by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.live.conductor import Conductor
from formcheck.live.set_plan import SetPlan
from formcheck.live.stage import Stage
from formcheck.records import Pose
from tests.live.test_conductor import LUNGE, OPEN, SQUAT, conduct, moved, names, said, texts, with_start
from tests.support.figures import FRONT, SIDE, SetTiming, film
from tests.support.moves import lunge, squat
from tests.support.sets import marching
from tests.support.streams import FPS, joined, still


def by_hand(exercise: Exercise, poses: Sequence[Pose], plan: SetPlan, at_s: Sequence[float]) -> list[Stage]:
    """Conduct, with the button pressed at these times."""
    conductor, stages = Conductor(exercise, plan, partial(Session, exercise)), []
    left = list(at_s)
    for pose in poses:
        if left and pose.t_s >= left[0]:
            conductor.next_stage()
            left.pop(0)
        stages.append(conductor.push(pose, 0.5, 1))
    return stages


def test_after_pressing_start_nobody_need_keep_still() -> None:
    moving = film(marching, SetTiming(8, before_s=0.0), SIDE, fps=FPS)[: round(6.0 * FPS)]
    assert "working" not in names(conduct(SQUAT, moving)[1])
    assert names(by_hand(SQUAT, moving, OPEN, [0.5]))[:3] == ["framing", "countdown", "working"]


def test_pressing_start_begins_in_any_place() -> None:
    deadlift, bridge = load_exercise("eccentric_deadlift"), load_exercise("glute_bridge")
    from_the_front = with_start(moved(squat(), FRONT))
    assert names(by_hand(deadlift, from_the_front, OPEN, [1.0]))[:3] == ["framing", "countdown", "working"]
    assert names(by_hand(bridge, from_the_front, OPEN, [1.0]))[:3] == ["framing", "countdown", "working"]


def test_a_set_and_a_rest_end_by_hand() -> None:
    poses = joined(with_start(moved(squat()), after=2.0), with_start(moved(squat())))
    begun = conduct(SQUAT, poses, SetPlan(sets=2, rest_s=60.0))[1]
    counted = next(stage_s for stage, stage_s in zip(begun, (p.t_s for p in poses), strict=True) if stage.count == 2)
    stages = by_hand(SQUAT, poses, SetPlan(sets=2, rest_s=60.0), [counted + 0.1, counted + 0.5])
    assert names(stages)[:5] == ["framing", "countdown", "working", "rest", "framing"]
    assert next(stage for stage in stages if stage.name == "rest").count == 2


def test_a_set_in_which_nothing_was_done_begins_anew_by_hand() -> None:
    stages = by_hand(SQUAT, still(moved(squat())[0], 8.0), OPEN, [5.5])
    assert names(stages)[:4] == ["framing", "countdown", "working", "framing"]
    assert stages[-1].set_index == 1


@pytest.mark.parametrize("lead", ["left", "right"])
def test_a_cue_names_the_side_also_while_the_repetition_is_under_way(lead: str) -> None:
    stages = conduct(LUNGE, with_start(moved(lunge(lead=lead, lean_deg=45.0))))[1]
    before_its_count = [stage for stage in stages if not texts([stage], "count")]
    assert [(u.text, u.side) for u in said(before_its_count, "cue")] == [("Keep your trunk tall", lead)]
