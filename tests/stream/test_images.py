"""Frames of a stream as arrays."""

from __future__ import annotations

import av
import numpy as np
import pytest

from formcheck.pose.light import brightness
from formcheck.stream.images import fit, rgb, scaled


@pytest.mark.parametrize(("shape", "fitted"), [((720, 1280, 3), (270, 480, 3)), ((320, 240, 3), (320, 240, 3))])
def test_fit(shape: tuple[int, ...], fitted: tuple[int, ...]) -> None:
    assert fit(np.zeros(shape, np.uint8), 480).shape == fitted


def test_scaling_to_the_same_size_copies_nothing() -> None:
    image = np.zeros((30, 40, 3), np.uint8)
    assert scaled(image, (40, 30)) is image
    assert scaled(image, (20, 10)).shape == (10, 20, 3)


@pytest.mark.parametrize(("value", "expected"), [(0, 0.0), (51, 0.2), (255, 1.0)])
def test_brightness_is_a_share(value: int, expected: float) -> None:
    assert brightness(np.full((48, 64, 3), value, np.uint8)) == pytest.approx(expected)


def test_an_array_of_a_frame_is_contiguous_at_an_odd_width() -> None:
    frame = av.VideoFrame.from_ndarray(np.full((48, 66, 3), 7, np.uint8), format="rgb24").reformat(format="yuv420p")
    assert rgb(frame).flags["C_CONTIGUOUS"]
    assert rgb(frame).shape == (48, 66, 3)
