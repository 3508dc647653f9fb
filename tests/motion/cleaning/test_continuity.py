"""What goes on, and what begins anew, in the landmarks alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.cleaning.continuity import Continuity
from formcheck.records import Pose
from tests.support.figures import FRONT, SIDE, Camera, SetTiming, Shake, film, frames
from tests.support.moves import squat, walk_by

QUICK = SetTiming(1, 0.5, 0.0, 0.4, 0.3, 0.3)

# A jump at frame 20 is believed 0.3 seconds later.
BELIEVED = 26


def begins(poses: Iterable[Pose]) -> list[int]:
    continuity = Continuity()
    return [i for i, pose in enumerate(poses) if continuity.push(pose)]


@pytest.mark.parametrize("fps", [8.0, 30.0, 60.0])
def test_the_quickest_squat_goes_on(fps: float) -> None:
    shake = Shake(2.0, 0.01)
    assert begins(film(squat(), QUICK, SIDE, fps=fps, shake=shake)) == []


def test_who_walks_by_or_up_to_the_camera_goes_on() -> None:
    assert begins(film(walk_by(1.8, -1.5), SetTiming(1, 1.0), SIDE, fps=12.0)) == []
    assert begins(film(walk_by(1.0, -2.0), SetTiming(1, 1.0), replace(FRONT, distance_m=4.0), fps=12.0)) == []


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(st.floats(1.35, 3.0), st.booleans())
def test_a_zoom_in_one_step_begins_anew(zoom: float, inwards: bool) -> None:
    scales = (200.0, 200.0 * zoom) if inwards else (200.0 * zoom, 200.0)
    cameras = [Camera(90.0, scale_px=scale) for scale in scales]
    times = frames(2.0, 20.0)
    poses = [cameras[t >= 1.0].see(squat()(QUICK.at(t)), t) for t in times]
    assert begins(poses) == [BELIEVED]


def test_another_place_begins_anew() -> None:
    poses = film(squat(), QUICK, SIDE, fps=20.0)
    aside = np.array([150.0, 0.0, 0.0, 0.0])
    moved = [replace(p, landmarks=p.landmarks + aside) if p.t_s >= 1.0 else p for p in poses]
    assert begins(moved) == [BELIEVED]


@pytest.mark.parametrize("change", [[150.0, 0.0, 1.0], [-200.0, 20.0, 1.0], [0.0, 0.0, 1.4], [0.0, 0.0, 0.7]])
def test_a_jump_that_comes_back_begins_nothing(change: list[float]) -> None:
    x, y, zoom = change
    poses = film(squat(), QUICK, SIDE, fps=20.0)
    wrong = [p.landmarks * [zoom, zoom, zoom, 1.0] + [x, y, 0.0, 0.0] for p in poses]
    jumped = [replace(p, landmarks=w) if 1.0 <= p.t_s < 1.25 else p for p, w in zip(poses, wrong, strict=True)]
    continuity = Continuity()
    seen = [(continuity.push(pose), continuity.is_doubted) for pose in jumped]
    assert not any(begins for begins, _ in seen)
    assert [doubted for _, doubted in seen] == [1.0 <= p.t_s < 1.25 for p in poses]


def test_a_cut_of_the_film_begins_anew_also_where_nobody_is_seen() -> None:
    poses = [replace(SIDE.nobody(i / 10), shot=int(i >= 3)) for i in range(6)]
    assert begins(poses) == [3]


def without(poses: Iterable[Pose], gone_s: float) -> list[Pose]:
    return [SIDE.nobody(p.t_s) if 1.0 <= p.t_s < 1.0 + gone_s else p for p in poses]


@pytest.mark.parametrize(("gone_s", "expected"), [(0.5, 0), (1.5, 0), (2.5, 1)])
def test_a_long_gap_begins_anew(gone_s: float, expected: int) -> None:
    gappy = without(film(squat(), SetTiming(1, 2.0), SIDE, fps=20.0), gone_s)
    assert len(begins(gappy)) == expected
    assert len(begins(p for p in gappy if p.found)) == expected


def test_another_place_or_size_after_a_short_gap_begins_anew() -> None:
    poses = film(squat(), SetTiming(1, 2.0), SIDE, fps=20.0)
    aside = np.array([300.0, 0.0, 0.0, 0.0])
    elsewhere = [replace(p, landmarks=p.landmarks + aside) if p.t_s >= 1.0 else p for p in poses]
    assert begins(without(elsewhere, 1.5)) == [50]
    larger = [replace(p, landmarks=p.landmarks * [1.3, 1.3, 1.3, 1.0]) if p.t_s >= 1.0 else p for p in poses]
    assert begins(without(larger, 1.5)) == [50]


def test_nobody_at_all_is_one_stretch() -> None:
    assert begins(SIDE.nobody(i / 10) for i in range(30)) == []
