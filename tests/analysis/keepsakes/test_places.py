"""Where the person is, and the part of the picture that is shown of them."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.analysis.keepsakes.places import Part, boxes_of
from formcheck.report.overlay import DARK
from tests.support.figures import SIDE, standing

SIZE = (640, 480)


def boxes(*box: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[t_s, *box] for t_s in (0.0, 1.0, 2.0)])


def test_a_box_holds_all_landmarks_that_are_seen_and_only_where_somebody_is() -> None:
    pose = SIDE.see(standing(), 0.5)
    pose.landmarks[0, :2], pose.landmarks[0, 3] = (-900.0, -900.0), 0.1
    ((t_s, left, top, right, bottom),) = boxes_of([pose, SIDE.nobody(1.0)]).tolist()
    seen = pose.landmarks[1:, :2] / (pose.width_px, pose.height_px)
    assert t_s == 0.5
    assert (left, top, right, bottom) == pytest.approx((*seen.min(axis=0), *seen.max(axis=0)))
    assert boxes_of([]).shape == (0, 5)


@pytest.mark.parametrize("box", [(0.4, 0.2, 0.6, 0.9), (0.0, 0.6, 0.9, 0.9), (0.9, 0.0, 1.0, 1.0)], ids=str)
@pytest.mark.parametrize("aspect", [1.0, 16 / 9])
def test_a_part_has_the_shape_that_is_asked_for_and_holds_the_person(
    box: tuple[float, float, float, float], aspect: float
) -> None:
    part = Part.around(boxes(*box), (0.0, 2.0), SIZE, aspect)
    assert part.width / part.height == pytest.approx(aspect)
    left, top, right, bottom = np.array(box) * np.tile(SIZE, 2)
    assert part.left <= left + 1e-6
    assert part.top <= top + 1e-6
    assert part.left + part.width >= right - 1e-6
    assert part.top + part.height >= bottom - 1e-6


def test_only_the_time_that_is_shown_counts_and_nobody_means_the_whole_picture() -> None:
    moving = np.array([[0.0, 0.0, 0.4, 0.2, 0.6], [5.0, 0.8, 0.4, 1.0, 0.6]])
    early = Part.around(moving, (0.0, 1.0), SIZE, 1.0)
    assert early.left == 0.0
    assert early.width < 0.5 * SIZE[0]
    nobody = Part.around(moving, (2.0, 3.0), SIZE, 1.0)
    assert (nobody.left, nobody.left + nobody.width) == pytest.approx((-0.14 * 640, 1.14 * 640))


def test_what_lies_beyond_the_picture_is_dark() -> None:
    image = np.full((480, 640, 3), 200, np.uint8)
    shown = Part(0.0, -80.0, 640.0, 640.0).of(image, (320, 320))
    assert shown.shape == (320, 320, 3)
    assert (shown[:35] == DARK).all()
    assert (shown[50:270] == 200).all()
