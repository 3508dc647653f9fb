"""The drawing, looked at pixel by pixel where its meaning is."""

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose, Verdict
from formcheck.report.lettering import Image
from formcheck.report.overlay import VERDICT_COLOURS, beside, draw, over
from formcheck.report.scene import Scene, Strip
from tests.support.figures import FRONT, SIDE, Camera, standing
from tests.support.judged import shallow

SIZES = [(240, 427), (640, 360), (607, 1080), (1920, 1080), (97, 65)]
GREY = 90
NO_STRIP = Strip(times_s=np.empty(0), values=np.empty(0), now_s=0.0, marks=())
LONG_CUE = "Push your knees out over your feet and keep your whole weight on both of your heels at the bottom"


def blank(width: int = 640, height: int = 480) -> Image:
    return np.full((height, width, 3), GREY, np.uint8)


def scene(**more: object) -> Scene:
    plain = Scene(count=0, in_form=0, moving=False, view="front view", strip=NO_STRIP)
    return replace(plain, **more)  # type: ignore[arg-type]


def drawn(pose: Pose, shown: Scene) -> Image:
    image = blank(pose.width_px, pose.height_px)
    draw(image, pose, shown)
    return image


def places(image: Image, verdict: Verdict) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """x and y of the pixels in a verdict's colour."""
    return np.argwhere((image == VERDICT_COLOURS[verdict]).all(axis=2))[:, ::-1].astype(np.float64)


def camera(size: tuple[int, int], scale: float = 0.45) -> Camera:
    return Camera(90.0, scale * size[1], size[0], size[1])


FULL = shallow().scene(2.5)
SCENES = {
    "all at once": replace(FULL, cue=LONG_CUE),
    "a caution, many repetitions": replace(FULL, cue_verdict="caution", count=1234, in_form=1000),
    "nothing yet": scene(),
}


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", SCENES)
def test_every_size_of_picture_can_be_drawn_on(size: tuple[int, int], name: str) -> None:
    image = blank(*size)
    draw(image, camera(size).see(standing()), SCENES[name])
    assert image.shape == (size[1], size[0], 3)
    assert image.dtype == np.uint8
    assert 0.001 < (image != GREY).any(axis=2).mean() < 0.5


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_without_a_person_nothing_is_drawn(size: tuple[int, int]) -> None:
    assert (drawn(camera(size).nobody(), FULL) == GREY).all()
    assert (drawn(camera(size).see(standing()), FULL) != GREY).any(axis=2).mean() > 0.002


@pytest.mark.parametrize("size", SIZES[::4], ids=str)
@pytest.mark.parametrize("by_px", [(-3000, 0), (3000, 0), (0, -3000), (0, 3000)], ids=str)
def test_a_person_outside_of_the_picture_changes_nothing_in_it(size: tuple[int, int], by_px: tuple[int, int]) -> None:
    pose = camera(size).see(standing())
    pose.landmarks[:, :2] += by_px
    image = drawn(pose, replace(FULL, angle=None))
    np.testing.assert_array_equal(image, drawn(camera(size).nobody(), FULL))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_person_far_larger_than_the_picture_is_drawn(size: tuple[int, int]) -> None:
    pose = camera(size, scale=12.0).see(standing())
    assert pose.found
    assert (drawn(pose, FULL) != GREY).any()


@pytest.mark.parametrize("visibility", [np.nan, 0.0, 0.29])
def test_what_is_not_seen_is_not_drawn(visibility: float) -> None:
    pose = SIDE.see(standing())
    pose.landmarks[:, 3] = visibility
    shown = scene(verdicts={"left_knee": "fault", "right_knee": "ok"})
    np.testing.assert_array_equal(drawn(pose, shown), drawn(SIDE.nobody(), shown))


@pytest.mark.parametrize("joint", ["hip", "knee", "ankle"])
def test_one_landmark_of_unknown_visibility_draws_no_bone(joint: str) -> None:
    unknown, hidden = FRONT.see(standing()), FRONT.see(standing())
    unknown.landmarks[NAMES.index(f"left_{joint}"), 3] = np.nan
    hidden.landmarks[NAMES.index(f"left_{joint}"), 3] = 0.0
    np.testing.assert_array_equal(drawn(unknown, scene()), drawn(hidden, scene()))


@pytest.mark.parametrize("verdict", ["ok", "caution", "fault"])
def test_a_judged_joint_wears_its_colour_where_it_is(verdict: Verdict) -> None:
    pose = FRONT.see(standing())
    knee = pose.landmarks[NAMES.index("left_knee"), :2]
    found = places(drawn(pose, scene(verdicts={"left_knee": verdict})), verdict)
    assert len(found) > 20
    np.testing.assert_allclose(found.mean(axis=0), knee, atol=1.0)
    assert np.linalg.norm(found - knee, axis=1).min() < 1.5


def test_only_a_fault_has_a_ring() -> None:
    """It can be seen without distinguishing red from green: colour far outside of the dot, with a gap between them."""
    pose = FRONT.see(standing())
    knee = pose.landmarks[NAMES.index("left_knee"), :2]

    def distances(verdict: Verdict) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        found = places(drawn(pose, scene(verdicts={"left_knee": verdict})), verdict)
        return np.sort(np.linalg.norm(found - knee, axis=1))

    radius, fault = distances("ok").max(), distances("fault")
    assert distances("caution").max() == pytest.approx(radius, abs=0.6 * radius)
    assert fault.max() > 1.6 * radius
    gap = int(np.diff(fault).argmax())
    assert fault[gap] <= radius + 1 < fault[gap + 1] - 1


def test_the_angle_is_written_at_the_height_of_its_joint() -> None:
    pose = SIDE.see(standing())
    knee = pose.landmarks[NAMES.index("right_knee"), :2]
    plain, with_angle = drawn(pose, scene()), drawn(pose, scene(angle=("right_knee", 87.6)))
    changed = np.argwhere((plain != with_angle).any(axis=2))[:, ::-1]
    assert len(changed) > 50
    assert abs(changed[:, 1] - knee[1]).max() < 40
    rounded = drawn(pose, scene(angle=("right_knee", 88.4)))
    np.testing.assert_array_equal(with_angle, rounded)
    assert (drawn(pose, scene(angle=("right_knee", 12.0))) != with_angle).any()


@pytest.mark.parametrize("facing", ["left", "right", None])
@pytest.mark.parametrize("shift_px", [-600, -250, 0, 250, 600])
def test_the_number_covers_nothing_of_the_person(facing: str | None, shift_px: int) -> None:
    pose, (width, height) = SIDE.see(standing()), (60, 24)
    pose.landmarks[:, 0] = np.clip(pose.landmarks[:, 0] + shift_px, 0, pose.width_px - 1)
    place = beside(pose, 300.0, (width, height), facing)
    assert place is not None
    left, top = place
    assert 0 <= left <= pose.width_px - width
    assert 0 <= top <= pose.height_px - height
    seen = pose.landmarks[:, :2]
    inside = (seen > (left - 8, top - 8)) & (seen < (left + width + 8, top + height + 8))
    assert not inside.all(axis=1).any()


def test_behind_the_person_is_preferred_and_where_there_is_no_room_nothing_is_written() -> None:
    pose = SIDE.see(standing())
    left, right = (beside(pose, 200.0, (40, 20), facing) for facing in ("right", "left"))
    assert left is not None
    assert right is not None
    assert left[0] < pose.landmarks[:, 0].min() < pose.landmarks[:, 0].max() < right[0]
    pose.landmarks[:2, :2] = [(0.0, 0.0), (pose.width_px, pose.height_px)]
    assert beside(pose, 200.0, (40, 20), "left") is None
    pose.landmarks[:, 3] = 0.1
    assert beside(pose, 200.0, (40, 20), "left") is None


def test_above_a_person_on_the_floor_stands_the_number() -> None:
    pose = SIDE.see(standing())
    pose.landmarks[:, :2] = pose.landmarks[:, 1::-1] * (0.8, 0.3) + (60.0, 300.0)
    plain = drawn(pose, scene(is_on_floor=True))
    changed = np.argwhere((plain != drawn(pose, scene(angle=("right_elbow", 40.0), is_on_floor=True))).any(axis=2))
    highest, elbow = pose.landmarks[:, 1].min(), pose.landmarks[NAMES.index("right_elbow"), 0]
    number = changed[changed[:, 0] < highest - 8]
    assert len(number) > 50
    assert abs(number[:, 1].mean() - elbow) < 40
    assert over(pose, 300.0, (40, round(highest))) is None


@pytest.mark.parametrize("joint", ["right_hip", "left_elbow", "left_ankle"])
def test_the_angle_of_any_joint_can_be_written(joint: str) -> None:
    pose = SIDE.see(standing())
    assert (drawn(pose, scene(angle=(joint, 45.0))) != drawn(pose, scene())).any()


def test_the_angle_wears_the_colour_of_its_joint() -> None:
    pose = SIDE.see(standing())
    shown = scene(verdicts={"right_knee": "caution"})
    plain, with_angle = drawn(pose, shown), drawn(pose, replace(shown, angle=("right_knee", 90.0)))
    assert len(places(with_angle, "caution")) > len(places(plain, "caution")) + 20


def arc(angle: tuple[str, float], *, is_lean: bool) -> float:
    """Degrees that the coloured arc sweeps around a hip with the trunk level and the thigh bent by 60 degrees."""
    pose, joint = SIDE.see(standing()), np.array([300.0, 240.0])
    side, _ = angle[0].split("_")
    for name, at in {"shoulder": (240.0, 240.0), "hip": (300.0, 240.0), "knee": (350.0, 326.6)}.items():
        pose.landmarks[NAMES.index(f"{side}_{name}"), :2] = at
    shown = scene(angle=angle, angle_is_lean=is_lean, verdicts={angle[0]: "caution"})
    offset = places(drawn(pose, shown), "caution") - joint
    reach = np.linalg.norm(offset, axis=1)
    unit = 17
    on_arc = offset[abs(reach - unit) <= 1.5]
    angles = np.sort(np.degrees(np.arctan2(on_arc[:, 1], on_arc[:, 0])))
    gaps = np.diff(np.append(angles, angles[0] + 360.0))
    return float(360.0 - gaps.max())


def test_the_arc_of_a_lean_begins_at_the_vertical_and_that_of_a_bend_at_the_straight_limb() -> None:
    assert arc(("right_hip", 90.0), is_lean=True) == pytest.approx(90.0, abs=15.0)
    assert arc(("right_hip", 60.0), is_lean=False) == pytest.approx(60.0, abs=15.0)


def test_a_bend_of_a_limb_that_is_a_point_is_written_all_the_same() -> None:
    pose = SIDE.see(standing())
    pose.landmarks[:, :2] = 200.0
    assert (drawn(pose, scene(angle=("right_knee", 45.0))) != drawn(pose, scene())).any()


def test_what_is_hardly_seen_is_drawn_thinner() -> None:
    pose, faint = FRONT.see(standing()), FRONT.see(standing())
    faint.landmarks[:, 3] = 0.45
    drawn_on = [(drawn(p, scene()) != drawn(FRONT.nobody(), scene())).any(axis=2).sum() for p in (pose, faint)]
    assert 0 < drawn_on[1] < 0.75 * drawn_on[0]


def test_the_far_side_is_dimmer() -> None:
    pose = FRONT.see(standing())
    wrist, elbow = (pose.landmarks[NAMES.index(f"left_{joint}"), :2] for joint in ("wrist", "elbow"))
    x, y = np.rint((wrist + elbow) / 2).astype(int)
    near, far = (drawn(pose, scene(near=side))[y, x].astype(int).sum() for side in ("left", "right"))
    assert far < 0.75 * near
