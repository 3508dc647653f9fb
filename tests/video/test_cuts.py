"""Cuts in rendered image sequences."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from formcheck.video.cuts import CutDetector

Image = NDArray[np.uint8]
HEIGHT, WIDTH = 180, 320


def room(seed: int = 0, shift: int = 0, figure: int = 0, zoom: float = 1.0) -> Image:
    """A smooth random background with a dark figure that moves up and down in it."""
    rng = np.random.default_rng(seed)
    back = cv2.resize(rng.uniform(60, 230, (6, 10, 3)), (WIDTH + 80, HEIGHT), interpolation=cv2.INTER_CUBIC)
    image = np.clip(back[:, shift : shift + WIDTH], 0, 255).astype(np.uint8)
    cv2.rectangle(image, (140, 40 + figure), (180, 160), (20, 20, 40), -1)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 0.0, zoom)
    return np.asarray(cv2.warpAffine(image, turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT), dtype=np.uint8)


def moving(count: int, seed: int = 0, zoom: float = 1.0) -> list[Image]:
    return [room(seed, figure=int(30 + 30 * np.sin(i / 6)), zoom=zoom) for i in range(count)]


def cuts(images: Iterable[Image]) -> list[int]:
    detector = CutDetector()
    return [i for i, image in enumerate(images) if detector.push(image)]


def test_a_set_without_a_cut_has_none() -> None:
    assert cuts(moving(80)) == []


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 50), st.integers(51, 100), st.integers(10, 30))
def test_another_room_is_a_cut(first: int, second: int, at: int) -> None:
    assert cuts(moving(at, first) + moving(20, second)) == [at]


def test_a_punched_in_zoom_is_a_cut_and_so_is_the_way_back() -> None:
    assert cuts(moving(20) + moving(20, zoom=1.8) + moving(20)) == [20, 40]


def test_a_slow_zoom_or_pan_is_none() -> None:
    assert cuts(room(zoom=1.0 + 0.01 * i) for i in range(60)) == []
    assert cuts(room(shift=i) for i in range(60)) == []


@pytest.mark.parametrize("shade", [0, 255])
def test_a_fade_begins_something_new(shade: int) -> None:
    def faded(image: Image, share: float) -> Image:
        return np.asarray(image * (1 - share) + shade * share, dtype=np.uint8)

    steps = np.linspace(0, 1, 25)
    film = moving(15) + [faded(room(), s) for s in steps] + [faded(room(1), s) for s in steps[::-1]] + moving(15, 1)
    found = cuts(film)
    assert found, "the new shot after the fade was missed"
    assert all(35 <= at <= 50 for at in found)


def test_noise_and_flicker_are_no_cuts() -> None:
    rng = np.random.default_rng(3)

    def noisy(image: Image) -> Image:
        light = rng.uniform(0.95, 1.05)
        return np.clip(image * light + rng.normal(0, 12, image.shape), 0, 255).astype(np.uint8)

    assert cuts(map(noisy, moving(60))) == []


def test_small_and_odd_images_work() -> None:
    assert cuts(np.full((7, 5, 3), shade, np.uint8) for shade in (90, 90, 91)) == []
