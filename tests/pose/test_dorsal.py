"""The profile of drawn people whose back is known: a trunk of even depth, with or without a bow on the back's side."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose.dorsal import STATIONS, dorsal_profile
from formcheck.pose.skeleton import LEFT, MIRROR, RIGHT

LENGTH_PX = 150.0
DEPTH, BOW = 0.25, 0.1


@dataclass
class Drawn:
    """A person whose trunk leans forward by `lean_deg`, facing right, with the back at a known distance."""

    lean_deg: float = 60.0
    bow: float = 0.0
    width_px: int = 640
    height_px: int = 480
    hip_px: tuple[float, float] = (250.0, 300.0)

    @property
    def axis(self) -> NDArray[np.float64]:
        return np.array([np.sin(np.radians(self.lean_deg)), -np.cos(np.radians(self.lean_deg))])

    def profile(self) -> NDArray[np.float64]:
        return DEPTH + self.bow * 4 * STATIONS * (1 - STATIONS)

    def landmarks(self) -> NDArray[np.float64]:
        points = np.zeros((33, 4))
        hip = np.array(self.hip_px)
        knee = hip + np.array([40, 80])
        ankle = knee + np.array([-30, 85])
        places = {"hip": hip, "shoulder": hip + LENGTH_PX * self.axis, "knee": knee, "ankle": ankle}
        places |= {"heel": ankle + np.array([-12, 12]), "toe": ankle + np.array([40, 15])}
        for side in (LEFT, RIGHT):
            for joint, place in places.items():
                points[side[joint]] = (*place, 0, 1)
        return points

    def mask(self) -> NDArray[np.float32]:
        y, x = np.mgrid[: self.height_px, : self.width_px] + 0.5
        away = np.stack([x - self.hip_px[0], y - self.hip_px[1]], axis=-1)
        along = away @ self.axis / LENGTH_PX
        behind = away @ (self.axis[1], -self.axis[0]) / LENGTH_PX
        back = DEPTH + self.bow * 4 * along * (1 - along)
        edge = np.clip(0.5 + (back - behind) * LENGTH_PX, 0, 1)  # one pixel soft, as a real one
        return np.where((along > -0.2) & (along < 1.2) & (behind > -0.3), edge, 0).astype(np.float32)


def mirrored(landmarks: NDArray[np.float64], width_px: int) -> NDArray[np.float64]:
    flipped = landmarks[MIRROR].copy()
    flipped[:, 0] = width_px - flipped[:, 0]
    return flipped


@pytest.mark.parametrize("lean_deg", [0, 20, 45, 90, 110])
@pytest.mark.parametrize("bow", [0.0, BOW])
@pytest.mark.parametrize("size_px", [(640, 480), (601, 479)])
def test_a_known_back_is_measured(lean_deg: float, bow: float, size_px: tuple[int, int]) -> None:
    drawn = Drawn(lean_deg, bow, *size_px)
    np.testing.assert_allclose(dorsal_profile(drawn.mask(), drawn.landmarks()), drawn.profile(), atol=0.004)


@pytest.mark.parametrize("width_px", [640, 601])
@pytest.mark.parametrize("bow", [0.0, BOW])
def test_the_mirrored_picture_gives_the_same_profile(bow: float, width_px: int) -> None:
    drawn = Drawn(bow=bow, width_px=width_px)
    mask = drawn.mask()
    straight = dorsal_profile(mask, drawn.landmarks())
    np.testing.assert_allclose(
        dorsal_profile(mask[:, ::-1], mirrored(drawn.landmarks(), width_px)), straight, atol=1e-9
    )


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_picture_may_lie_on_any_side(turns: int) -> None:
    drawn = Drawn(bow=BOW, width_px=480)
    mask, landmarks = drawn.mask(), drawn.landmarks()
    expected = dorsal_profile(mask, landmarks)
    for _ in range(turns):
        landmarks[:, :2] = np.column_stack([landmarks[:, 1], mask.shape[1] - landmarks[:, 0]])
        mask = np.rot90(mask)
    np.testing.assert_allclose(dorsal_profile(mask, landmarks), expected, atol=1e-6)


def test_bent_knees_tell_the_back_where_the_feet_do_not() -> None:
    drawn = Drawn()
    landmarks = drawn.landmarks()
    for side in (LEFT, RIGHT):
        landmarks[side["toe"], :2] = landmarks[side["heel"], :2]
    np.testing.assert_allclose(dorsal_profile(drawn.mask(), landmarks), drawn.profile(), atol=0.004)


def test_the_foot_that_is_seen_decides() -> None:
    drawn = Drawn()
    landmarks = drawn.landmarks()
    landmarks[RIGHT["toe"], 0] -= 300
    landmarks[RIGHT["toe"], 3] = 0.1
    np.testing.assert_allclose(dorsal_profile(drawn.mask(), landmarks), drawn.profile(), atol=0.004)


def test_a_station_off_the_person_is_unknown() -> None:
    drawn = Drawn()
    mask = drawn.mask()
    x, y = drawn.hip_px + STATIONS[9] * LENGTH_PX * drawn.axis
    mask[int(y) - 3 : int(y) + 4, int(x) - 3 : int(x) + 4] = 0
    profile = dorsal_profile(mask, drawn.landmarks())
    assert np.isnan(profile[9])
    assert np.isfinite(np.delete(profile, 9)).all()


def test_a_person_cut_by_the_picture_is_unknown_there() -> None:
    drawn = Drawn(lean_deg=0, hip_px=(20.0, 300.0))
    assert np.isnan(dorsal_profile(drawn.mask(), drawn.landmarks())).all()


def test_something_far_behind_the_back_is_not_the_back() -> None:
    drawn = Drawn(bow=0.45)
    profile = dorsal_profile(drawn.mask(), drawn.landmarks())
    assert np.isnan(profile[9])
    np.testing.assert_allclose(profile[[0, -1]], drawn.profile()[[0, -1]], atol=0.004)


def test_a_second_person_behind_a_gap_is_not_the_back() -> None:
    drawn = Drawn(lean_deg=0)
    mask = drawn.mask()
    mask[:, :160] = 1
    np.testing.assert_allclose(dorsal_profile(mask, drawn.landmarks()), drawn.profile(), atol=0.004)


def test_shoulders_seen_from_the_front_have_no_profile() -> None:
    drawn = Drawn(lean_deg=0)
    landmarks = drawn.landmarks()
    landmarks[LEFT["shoulder"], 0] += 50
    landmarks[RIGHT["shoulder"], 0] -= 50
    assert np.isnan(dorsal_profile(drawn.mask(), landmarks)).all()


def test_feet_and_knees_towards_the_camera_have_no_profile() -> None:
    drawn = Drawn(lean_deg=0)
    landmarks = drawn.landmarks()
    for side in (LEFT, RIGHT):
        for joint in ("knee", "ankle", "heel", "toe"):
            landmarks[side[joint], 0] = drawn.hip_px[0]
    assert np.isnan(dorsal_profile(drawn.mask(), landmarks)).all()


def test_a_tiny_trunk_has_no_profile() -> None:
    drawn = Drawn()
    landmarks = drawn.landmarks()
    landmarks[:, :2] *= 0.1
    assert np.isnan(dorsal_profile(np.ones((480, 640), np.float32), landmarks)).all()


def test_nobody_has_no_profile() -> None:
    profile = dorsal_profile(np.zeros((480, 640), np.float32), np.full((33, 4), np.nan))
    assert profile.shape == (19,)
    assert np.isnan(profile).all()
