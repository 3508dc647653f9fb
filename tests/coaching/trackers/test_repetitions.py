"""What counts in sets as people do them, and what people do that counts nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.support.figures import (
    FRONT,
    SIDE,
    Camera,
    Joints,
    Moment,
    Move,
    SetTiming,
    Shake,
    Timing,
    after,
    film,
    point,
)
from tests.support.moves import deadlift, idle, lunge, side_lunge, squat, walk_by
from tests.support.running import GOOD, report_of
from tests.support.sets import (
    Rep,
    Uneven,
    each_its_own,
    film_acts,
    for_s,
    marching,
    shifting,
    turning,
    waving,
    with_hands_at_feet,
)

FPS = 12.5
NEAR, OBLIQUE, WIDE = Camera(0.0, distance_m=4.0), Camera(45.0), Camera(90.0, width_px=3200)
VIEWS = {"squat": FRONT, "forward_lunge": SIDE, "walking_lunge": WIDE, "side_lunge": FRONT, "deadlift": SIDE}

EVEN = Rep()
PACES: dict[str, Sequence[Rep]] = {
    "one": [EVEN],
    "pauses at the bottom": [EVEN, replace(EVEN, hold_s=3.0), replace(EVEN, hold_s=6.5), EVEN],
    "double bounces": [replace(EVEN, hold_s=1.2, bounce=bounce) for bounce in (0.15, 0.3, 0.45)],
    "very slow": [Rep(down_s=3.0, hold_s=0.3, up_s=2.7)] * 2,
    "slower still": [Rep(down_s=6.0, hold_s=0.5, up_s=6.0)],
    "very fast": [Rep(down_s=0.4, hold_s=0.0, up_s=0.4, pause_s=0.0)] * 5,
    "quicker and quicker": [Rep(down_s=s, hold_s=0.1, up_s=s, pause_s=s / 2) for s in (3.0, 1.2, 0.8, 0.5)],
    "slower and slower": [Rep(down_s=s, hold_s=0.1, up_s=s, pause_s=s / 2) for s in (0.5, 0.8, 1.2, 3.0)],
    "one fast among slow": [Rep(down_s=2.0, up_s=2.0), Rep(down_s=0.5, up_s=0.5), Rep(down_s=2.0, up_s=2.0)],
    "with a long rest": [replace(EVEN, pause_s=8.0), EVEN, EVEN],
    "without a pause": [replace(EVEN, hold_s=0.0, pause_s=0.0)] * 5,
}
DEPTHS: dict[str, Sequence[float]] = {
    "partial among whole": (1.0, 0.6, 1.0, 0.55, 1.0),
    "first partial": (0.55, 1.0, 1.0),
    "deeper and deeper": (0.55, 0.7, 0.85, 1.0),
    "tiring": (1.0, 0.85, 0.7, 0.55),
}


def counted(exercise: str, move: Move, timing: Timing, camera: Camera) -> int:
    return report_of(exercise, film(move, timing, camera, fps=FPS)).summary.repetitions


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("pace", PACES)
def test_any_pace_is_counted_exactly(exercise: str, pace: str) -> None:
    assert counted(exercise, GOOD[exercise], Uneven(PACES[pace]), VIEWS[exercise]) == len(PACES[pace])


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("set_", DEPTHS)
def test_partial_ones_count_among_whole_ones(exercise: str, set_: str) -> None:
    depths = DEPTHS[set_]
    sideways = each_its_own(lambda depth: side_lunge(drop=0.27 * depth, sit_back=0.18 * depth), depths)
    move = sideways if exercise == "side_lunge" else GOOD[exercise]
    timing = Uneven([replace(EVEN, depth=depth) for depth in depths])
    assert counted(exercise, move, timing, VIEWS[exercise]) == len(depths)


@pytest.mark.parametrize("exercise", ["squat", "forward_lunge", "deadlift"])
def test_forty_are_forty(exercise: str) -> None:
    reps = [Rep(down_s=0.9, up_s=0.7, pause_s=0.2 + 0.2 * (i % 3), depth=1.0 - 0.01 * i) for i in range(40)]
    poses = film(GOOD[exercise], Uneven(reps), SIDE, fps=FPS, shake=Shake(1.0, 0.01, 3))
    assert report_of(exercise, poses).summary.repetitions == 40


TWO = SetTiming(2, 1.2, 0.1, 1.0, 0.6, 1.0)
QUARTER = squat(thigh_deg=55.0, shin_deg=18.0, lean_deg=15.0)
SHALLOW = lunge(knee_deg=65.0, trail_deg=60.0, trail_heel_deg=35.0)
STYLES: dict[str, tuple[str, Move, Camera]] = {
    "quarter squats": ("squat", QUARTER, SIDE),
    "quarter squats from the front": ("squat", QUARTER, FRONT),
    "very deep squats": ("squat", squat(thigh_deg=-30.0, shin_deg=35.0), SIDE),
    "squats that never straighten": ("squat", squat(rest_deg=30.0), SIDE),
    "squats with a goblet": ("squat", squat(hands="chest"), FRONT),
    "squats, obliquely": ("squat", squat(), OBLIQUE),
    "squats from behind": ("squat", squat(), Camera(180.0)),
    "squats in a wide stance": ("squat", squat(apart=0.6), FRONT),
    "squats with the hips to one side": ("squat", squat(shift=0.08), FRONT),
    "lunges in place": ("forward_lunge", lunge(style="in place", lead="left"), SIDE),
    "lunges in place, obliquely": ("forward_lunge", lunge(style="in place", lead="right"), OBLIQUE),
    "lunges from the front": ("forward_lunge", lunge(), FRONT),
    "shallow lunges": ("forward_lunge", SHALLOW, SIDE),
    "shallow lunges from the front": ("forward_lunge", SHALLOW, FRONT),
    "deep lunges": ("forward_lunge", lunge(knee_deg=110.0, shin_deg=15.0), SIDE),
    "side lunges, all left": ("side_lunge", side_lunge(lead="left"), FRONT),
    "shallow side lunges": ("side_lunge", side_lunge(drop=0.12, sit_back=0.08, lean_deg=12.0), FRONT),
    "middling side lunges": ("side_lunge", side_lunge(drop=0.18), FRONT),
    "side lunges, both knees bent": ("side_lunge", side_lunge(trail_deg=55.0), FRONT),
    "side lunges, obliquely": ("side_lunge", side_lunge(), Camera(40.0)),
    "deadlifts, stiff legs": ("deadlift", deadlift(knee_deg=20.0, shin_deg=0.0, lean_deg=75.0), SIDE),
    "deadlifts, hips low": ("deadlift", deadlift(knee_deg=90.0, shin_deg=20.0, lean_deg=45.0), SIDE),
    "deadlifts that do not lock out": ("deadlift", deadlift(rest_deg=25.0), SIDE),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_attempt_counts_whatever_its_form(style: str) -> None:
    exercise, move, camera = STYLES[style]
    assert counted(exercise, move, TWO, camera) == 2


def test_a_split_stance_that_never_rises_counts() -> None:
    """The front knee is bent by more than 20 degrees all the time."""
    deep = lunge(style="in place", lead="left")

    def move(m: Moment) -> Joints:
        return deep(replace(m, share=0.25 + 0.75 * m.share))

    assert counted("forward_lunge", move, TWO, SIDE) == 2


@pytest.mark.parametrize("knee_deg", [65.0, 80.0])
def test_a_lunge_that_ends_in_a_knee_drive_counts(knee_deg: float) -> None:
    """The trailing foot leaves the floor after the way up and the knee comes up in front."""
    lunging = lunge(lead="left", knee_deg=knee_deg, trail_deg=knee_deg, trail_heel_deg=35.0)

    def move(m: Moment) -> Joints:
        joints = lunging(m)
        drive = max(0.0, 1.0 - 4.0 * m.share) if m.back else 0.0
        for name in ("knee", "ankle", "heel", "toe"):
            joints[f"right_{name}"] = joints[f"right_{name}"] + drive * point(0.25, 0.0, 0.30)
        return joints

    assert counted("forward_lunge", move, TWO, SIDE) == 2


PICKING_UP = with_hands_at_feet(squat(thigh_deg=-10.0, lean_deg=65.0))
STOOPING = with_hands_at_feet(deadlift(knee_deg=25.0, shin_deg=0.0, lean_deg=85.0))
TYING = with_hands_at_feet(lunge(lead="left", knee_deg=95.0))
ONCE = SetTiming(1, 1.2, 1.5, 1.0, 0.5, 0.5)

BESIDES: dict[str, tuple[Move, Timing]] = {
    "standing": (idle, for_s(5.0)),
    "shifting the weight": (shifting, for_s(5.0)),
    "waving": (waving, for_s(5.0)),
    "turning": (turning, for_s(5.0)),
    "marching": (marching, for_s(4.0)),
    "walking by": (walk_by(1.0, -1.6), for_s(3.2)),
}


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("what", BESIDES)
def test_what_people_do_besides_counts_nothing(exercise: str, what: str) -> None:
    for camera in (SIDE, FRONT):
        poses = film_acts([BESIDES[what]], camera, FPS)
        shake = Shake(1.5, 0.015, 7)
        assert report_of(exercise, [shake(pose) for pose in poses]).summary.repetitions == 0


@pytest.mark.parametrize(
    ("exercise", "move", "camera"),
    [
        ("squat", PICKING_UP, SIDE),
        ("squat", PICKING_UP, FRONT),
        ("squat", STOOPING, SIDE),
        ("squat", TYING, SIDE),
        ("forward_lunge", TYING, SIDE),
        ("forward_lunge", TYING, FRONT),
        ("forward_lunge", PICKING_UP, SIDE),
        ("side_lunge", PICKING_UP, FRONT),
        ("side_lunge", STOOPING, FRONT),
    ],
)
def test_picking_up_and_tying_count_nothing(exercise: str, move: Move, camera: Camera) -> None:
    assert report_of(exercise, film_acts([(idle, for_s(2.0)), (move, ONCE)], camera, FPS)).summary.repetitions == 0


@pytest.mark.parametrize(("exercise", "camera"), [("squat", SIDE), ("squat", FRONT), ("side_lunge", FRONT)])
@pytest.mark.parametrize("stays_s", [5.0, 30.0])
def test_sitting_down_and_staying_counts_nothing(exercise: str, camera: Camera, stays_s: float) -> None:
    sitting = squat(thigh_deg=5.0, lean_deg=10.0, hands="hips")
    poses = film_acts([(idle, for_s(2.0)), (sitting, SetTiming(1, 1.2, 31.0, 1.0, 0.5, 1.0))], camera, FPS)
    seen = [pose for pose in poses if pose.t_s < 5.0 + stays_s]
    assert report_of(exercise, seen).summary.repetitions == 0


Acts = list[tuple[Move, Timing]]

FACING = [("squat", NEAR), ("squat", SIDE), ("forward_lunge", SIDE), ("side_lunge", NEAR), ("deadlift", SIDE)]


@pytest.mark.parametrize(("exercise", "camera"), FACING)
def test_a_set_between_walking_in_and_out(exercise: str, camera: Camera) -> None:
    acts: Acts = [
        (walk_by(0.9, -1.8), for_s(2.0)),
        (GOOD[exercise], Uneven([EVEN] * 2)),
        (walk_by(0.9, 0.0), for_s(2.0)),
    ]
    assert report_of(exercise, film_acts(acts, camera, FPS)).summary.repetitions == 2


@pytest.mark.parametrize(("exercise", "camera"), FACING[:4])
def test_a_weight_is_picked_up_first_and_put_down_after(exercise: str, camera: Camera) -> None:
    acts: Acts = [(idle, for_s(1.0)), (PICKING_UP, ONCE), (GOOD[exercise], Uneven([EVEN] * 2)), (PICKING_UP, ONCE)]
    assert report_of(exercise, film_acts(acts, camera, FPS)).summary.repetitions == 2


@pytest.mark.parametrize("exercise", GOOD)
def test_what_is_done_between_repetitions_counts_nothing(exercise: str) -> None:
    work = (GOOD[exercise], Uneven([EVEN]))
    acts: Acts = [work, (waving, for_s(4.0)), work, (shifting, for_s(5.0)), work]
    assert report_of(exercise, film_acts(acts, VIEWS[exercise], FPS)).summary.repetitions == 3


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("left_share", [0.06, 0.12])
def test_a_clip_that_ends_before_lock_out(exercise: str, left_share: float) -> None:
    """All but back is a repetition."""
    timing = Uneven([EVEN] * 2)
    end_s = timing.duration_s - EVEN.pause_s - EVEN.up_s * math.acos(1 - 2 * left_share) / math.pi
    poses = [p for p in film(GOOD[exercise], timing, VIEWS[exercise], fps=2 * FPS) if p.t_s <= end_s]
    assert report_of(exercise, poses).summary.repetitions == 2


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("share", [0.1, 0.25])
def test_a_clip_that_begins_on_the_way_to_the_bottom(exercise: str, share: float) -> None:
    """Who is seen to reach the bottom and to come back from there has done a repetition, if not one to judge."""
    timing = Uneven([EVEN] * 2)
    begin_s = timing.before_s + EVEN.down_s * math.acos(1 - 2 * share) / math.pi
    poses = after(film(GOOD[exercise], timing, VIEWS[exercise], fps=FPS), begin_s)
    assert report_of(exercise, poses).summary.repetitions == 2


@pytest.mark.parametrize("exercise", GOOD)
def test_a_clip_that_begins_at_the_bottom_shows_the_end_of_one(exercise: str) -> None:
    timing = Uneven([replace(EVEN, hold_s=1.0)] * 2)
    poses = after(film(GOOD[exercise], timing, VIEWS[exercise], fps=FPS), timing.before_s + EVEN.down_s + 0.2)
    lift = exercise == "deadlift"
    assert report_of(exercise, poses).summary.repetitions == 1 + lift


@pytest.mark.parametrize("exercise", ["squat", "forward_lunge", "side_lunge", "deadlift"])
@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
def test_another_camera_in_mid_set(exercise: str, share: float) -> None:
    """The second camera shows how it continues, from another side and nearer."""
    timing, camera = Uneven([EVEN] * 3), VIEWS[exercise]
    cut_s = timing.ends_s[1] + share * EVEN.tempo.duration_s
    other = replace(camera, azimuth_deg=camera.azimuth_deg + 30.0, scale_px=260.0)
    first, second = (film(GOOD[exercise], timing, c, fps=FPS) for c in (camera, other))
    poses = [p if p.t_s < cut_s else replace(q, shot=1) for p, q in zip(first, second, strict=True)]
    assert report_of(exercise, poses).summary.repetitions == 3
