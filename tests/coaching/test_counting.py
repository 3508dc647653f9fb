"""What counts, in sets as people do them; and what people do that counts nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from formcheck.records import Pose
from tests.coaching.running import GOOD, report_of
from tests.figures import FRONT, SIDE, Camera, Joints, Moment, Move, Shake, Tempo, Timing, after, film, standing
from tests.moves import deadlift, idle, lunge, reach, side_lunge, squat, walk_by
from tests.sets import Rep, Uneven, for_s, marching, scene, shifting, turning, waving, with_hands_at

FPS = 15.0
NEAR = Camera(0.0, distance_m=4.0)
OBLIQUE = Camera(45.0)
VIEWS = {"squat": FRONT, "forward_lunge": SIDE, "walking_lunge": Camera(90.0, width_px=1600), "side_lunge": FRONT, "deadlift": SIDE}

EVEN = Rep()
PACES: dict[str, Sequence[Rep]] = {
    "one": [EVEN],
    "six, even": [EVEN] * 6,
    "pauses at the bottom": [EVEN, replace(EVEN, hold_s=3.0), replace(EVEN, hold_s=6.5), EVEN],
    "double bounces": [replace(EVEN, hold_s=1.2, bounce=bounce) for bounce in (0.15, 0.3, 0.45)],
    "very slow": [Rep(down_s=3.0, hold_s=0.3, up_s=2.7)] * 3,
    "slower still": [Rep(down_s=6.0, hold_s=0.5, up_s=6.0)] * 2,
    "very fast": [Rep(down_s=0.4, hold_s=0.0, up_s=0.4, pause_s=0.0)] * 6,
    "quicker and quicker": [Rep(down_s=s, hold_s=0.1, up_s=s, pause_s=s / 2) for s in (3.0, 2.0, 1.2, 0.8, 0.5)],
    "slower and slower": [Rep(down_s=s, hold_s=0.1, up_s=s, pause_s=s / 2) for s in (0.5, 0.8, 1.2, 2.0, 3.0)],
    "one fast among slow": [Rep(down_s=2.0, up_s=2.0), Rep(down_s=0.5, up_s=0.5), Rep(down_s=2.0, up_s=2.0)],
    "partial among whole": [EVEN, replace(EVEN, depth=0.6), EVEN, replace(EVEN, depth=0.5), EVEN],
    "first partial": [replace(EVEN, depth=0.5), EVEN, EVEN],
    "deeper and deeper": [replace(EVEN, depth=depth) for depth in (0.5, 0.6, 0.7, 0.85, 1.0)],
    "tiring": [replace(EVEN, depth=depth) for depth in (1.0, 0.85, 0.75, 0.65, 0.55)],
    "with long rests": [replace(EVEN, pause_s=8.0), EVEN, replace(EVEN, pause_s=5.0), EVEN],
    "without a pause": [replace(EVEN, hold_s=0.0, pause_s=0.0)] * 6,
}


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("pace", PACES)
def test_sets_are_counted_exactly(exercise: str, pace: str) -> None:
    reps = PACES[pace]
    if exercise == "walking_lunge":
        reps = reps[:5]
    poses = film(GOOD[exercise], Uneven(reps), VIEWS[exercise], fps=FPS)
    assert report_of(exercise, poses).summary.repetitions == len(reps)


@pytest.mark.parametrize(("exercise", "camera"), [("squat", SIDE), ("forward_lunge", SIDE), ("deadlift", SIDE)])
def test_forty_are_forty(exercise: str, camera: Camera) -> None:
    reps = [Rep(down_s=0.9, up_s=0.7, pause_s=0.2 + 0.2 * (i % 3), depth=1.0 - 0.01 * i) for i in range(40)]
    poses = film(GOOD[exercise], Uneven(reps), camera, fps=FPS, shake=Shake(1.0, 0.01, 3))
    assert report_of(exercise, poses).summary.repetitions == 40


THREE = Tempo(3, 1.2, 0.1, 1.0, 0.6, 1.0)
STYLES: dict[str, tuple[str, Move, Camera]] = {
    "quarter squats": ("squat", squat(thigh_deg=60.0, shin_deg=18.0, lean_deg=15.0), SIDE),
    "quarter squats from the front": ("squat", squat(thigh_deg=60.0, shin_deg=18.0, lean_deg=15.0), FRONT),
    "very deep squats": ("squat", squat(thigh_deg=-30.0, shin_deg=35.0), SIDE),
    "squats of a bent rest": ("squat", squat(rest_deg=25.0), SIDE),
    "squats with a goblet": ("squat", squat(hands="chest"), FRONT),
    "squats, obliquely": ("squat", squat(), OBLIQUE),
    "squats from behind": ("squat", squat(), Camera(180.0)),
    "squats in a wide stance": ("squat", squat(apart=0.6), FRONT),
    "squats with the hips to one side": ("squat", squat(shift=0.08), FRONT),
    "lunges in place": ("forward_lunge", lunge(style="in place", lead="left"), SIDE),
    "lunges in place, obliquely": ("forward_lunge", lunge(style="in place", lead="right"), OBLIQUE),
    "lunges from the front": ("forward_lunge", lunge(), FRONT),
    "shallow lunges": ("forward_lunge", lunge(knee_deg=65.0, trail_deg=60.0, trail_heel_deg=35.0), SIDE),
    "shallow lunges from the front": ("forward_lunge", lunge(knee_deg=65.0, trail_deg=60.0, trail_heel_deg=35.0), FRONT),
    "deep lunges": ("forward_lunge", lunge(knee_deg=110.0, shin_deg=15.0), SIDE),
    "side lunges, all left": ("side_lunge", side_lunge(lead="left"), FRONT),
    "shallow side lunges": ("side_lunge", side_lunge(drop=0.12, sit_back=0.08, lean_deg=12.0), FRONT),
    "middling side lunges": ("side_lunge", side_lunge(drop=0.18), FRONT),
    "side lunges, both knees bent": ("side_lunge", side_lunge(trail_deg=40.0), FRONT),
    "side lunges, obliquely": ("side_lunge", side_lunge(), Camera(40.0)),
    "deadlifts, stiff legs": ("deadlift", deadlift(knee_deg=20.0, shin_deg=0.0, lean_deg=75.0), SIDE),
    "deadlifts, hips low": ("deadlift", deadlift(knee_deg=90.0, shin_deg=20.0, lean_deg=45.0), SIDE),
    "deadlifts that do not lock out": ("deadlift", deadlift(rest_deg=25.0), SIDE),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_attempt_counts_whatever_its_form(style: str) -> None:
    exercise, move, camera = STYLES[style]
    assert report_of(exercise, film(move, THREE, camera, fps=FPS)).summary.repetitions == 3


def split(knee_top_deg: float = 30.0) -> Move:
    """A split squat that never comes up to a straight knee."""
    deep = lunge(style="in place", lead="left")

    def move(m: Moment) -> Joints:
        return deep(replace(m, share=0.25 + 0.75 * m.share))

    return move


def test_a_split_stance_that_never_rises_counts() -> None:
    assert report_of("forward_lunge", film(split(), THREE, fps=FPS)).summary.repetitions == 3


@pytest.mark.parametrize("knee_deg", [47.0, 60.0, 80.0])
def test_a_lunge_that_ends_in_a_knee_drive_counts(knee_deg: float) -> None:
    move = lunge(lead="left", knee_deg=knee_deg, trail_deg=knee_deg, trail_heel_deg=35.0)
    assert report_of("forward_lunge", film(move, THREE, fps=FPS)).summary.repetitions == 3


PICKING_UP = with_hands_at(squat(thigh_deg=-10.0, lean_deg=65.0), 0.25, 0.15)
STOOPING = with_hands_at(deadlift(knee_deg=25.0, shin_deg=0.0, lean_deg=85.0), 0.3, 0.15)
TYING = with_hands_at(lunge(lead="left", knee_deg=95.0), -0.1, 0.1)
ONCE = Tempo(1, 1.2, 1.5, 1.0, 0.5, 0.5)
STAY = Tempo(1, 1.2, 30.0, 1.0, 0.5, 1.0)

BESIDES: dict[str, tuple[Move, Timing]] = {
    "standing": (idle, for_s(8.0)),
    "shifting the weight": (shifting, for_s(8.0)),
    "waving": (waving, for_s(8.0)),
    "turning": (turning, for_s(5.0)),
    "marching": (marching, for_s(6.0)),
    "walking by": (walk_by(1.0, -1.6), for_s(3.2)),
}


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("camera", [SIDE, FRONT, OBLIQUE], ids=["side", "front", "oblique"])
@pytest.mark.parametrize("what", BESIDES)
def test_what_people_do_besides_counts_nothing(exercise: str, camera: Camera, what: str) -> None:
    move, timing = BESIDES[what]
    poses = scene([(move, timing)], camera, FPS)
    assert report_of(exercise, poses).summary.repetitions == 0
    shaken = [Shake(1.5, 0.015, 7)(pose) for pose in poses]
    assert report_of(exercise, shaken).summary.repetitions == 0


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
    assert report_of(exercise, scene([(idle, for_s(2.0)), (move, ONCE)], camera, FPS)).summary.repetitions == 0


@pytest.mark.parametrize(("exercise", "camera"), [("squat", SIDE), ("squat", FRONT), ("side_lunge", FRONT)])
def test_whoever_sits_down_and_stays_counts_nothing(exercise: str, camera: Camera) -> None:
    sitting = squat(thigh_deg=5.0, lean_deg=10.0, hands="hips")
    poses = scene([(idle, for_s(2.0)), (sitting, STAY)], camera, FPS)
    assert report_of(exercise, poses).summary.repetitions == 0
    until_seated = [pose for pose in poses if pose.t_s < 8.0]
    assert report_of(exercise, until_seated).summary.repetitions == 0


@pytest.mark.parametrize(("exercise", "camera"), [("squat", NEAR), ("squat", SIDE), ("forward_lunge", SIDE), ("side_lunge", NEAR), ("deadlift", SIDE)])
def test_a_set_between_walking_in_and_out(exercise: str, camera: Camera) -> None:
    reps = [EVEN, replace(EVEN, depth=0.7), EVEN]
    acts = [(walk_by(0.9, -1.8), for_s(2.0)), (GOOD[exercise], Uneven(reps)), (walk_by(0.9, 0.0), for_s(2.0))]
    assert report_of(exercise, scene(acts, camera, FPS)).summary.repetitions == 3


@pytest.mark.parametrize(("exercise", "camera"), [("squat", FRONT), ("squat", SIDE), ("forward_lunge", SIDE), ("side_lunge", FRONT)])
def test_a_weight_is_picked_up_first_and_put_down_after(exercise: str, camera: Camera) -> None:
    reps = [EVEN] * 3
    acts = [(idle, for_s(1.0)), (PICKING_UP, ONCE), (GOOD[exercise], Uneven(reps)), (PICKING_UP, ONCE)]
    assert report_of(exercise, scene(acts, camera, FPS)).summary.repetitions == 3


@pytest.mark.parametrize("exercise", GOOD)
def test_what_is_done_between_repetitions_counts_nothing(exercise: str) -> None:
    work = (GOOD[exercise], Uneven([EVEN, EVEN]))
    acts = [work, (waving, for_s(4.0)), work, (shifting, for_s(5.0)), work]
    poses = scene(acts, VIEWS[exercise] if exercise != "walking_lunge" else Camera(90.0, width_px=1600), FPS)
    assert report_of(exercise, poses).summary.repetitions == 6


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("left_share", [0.08, 0.15, 0.25])
def test_a_clip_that_ends_before_lock_out(exercise: str, left_share: float) -> None:
    """All but back is a repetition."""
    timing = Uneven([EVEN] * 3)
    end_s = timing.duration_s - EVEN.pause_s - EVEN.up_s * math.acos(1 - 2 * left_share) / math.pi
    poses = [p for p in film(GOOD[exercise], timing, VIEWS[exercise], fps=FPS) if p.t_s <= end_s]
    assert report_of(exercise, poses).summary.repetitions == 3


@pytest.mark.parametrize("exercise", GOOD)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.6])
def test_a_clip_that_begins_on_the_way_to_the_bottom(exercise: str, share: float) -> None:
    """Who is seen to reach the bottom and to come back from there has done a repetition, if not one to judge."""
    timing = Uneven([EVEN] * 3)
    begin_s = timing.before_s + EVEN.down_s * math.acos(1 - 2 * share) / math.pi
    poses = after(film(GOOD[exercise], timing, VIEWS[exercise], fps=FPS), begin_s)
    assert report_of(exercise, poses).summary.repetitions == 3


def test_reach_is_what_the_movement_table_says() -> None:
    """The least excursions are those of a knee that is bent by 50 and 60 degrees, in leg lengths."""
    assert 1 - reach(50.0) / reach(0.0) == pytest.approx(0.094, abs=0.003)
    assert 1 - reach(60.0) / reach(0.0) == pytest.approx(0.134, abs=0.003)


def poses_of(exercise: str, reps: Sequence[Rep], camera: Camera) -> list[Pose]:
    return film(GOOD[exercise], Uneven(reps), camera, fps=FPS)


@pytest.mark.parametrize("exercise", ["squat", "forward_lunge", "side_lunge", "deadlift"])
@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
def test_another_camera_in_mid_set(exercise: str, share: float) -> None:
    """The second camera shows what goes on, from another side and nearer."""
    timing = Uneven([EVEN] * 4)
    cut_s = timing.ends_s[1] + share * EVEN.tempo.duration_s
    other = replace(VIEWS[exercise], azimuth_deg=VIEWS[exercise].azimuth_deg + 30.0, scale_px=260.0)
    first, second = (film(GOOD[exercise], timing, camera, fps=FPS) for camera in (VIEWS[exercise], other))
    poses = [p if p.t_s < cut_s else replace(q, scene=1) for p, q in zip(first, second, strict=True)]
    assert report_of(exercise, poses).summary.repetitions == 4


