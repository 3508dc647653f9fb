"""Single frames of a clip."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.video.stills import frame_at
from tests.support import clips


@pytest.mark.parametrize(("t_s", "index"), [(0.0, 0), (0.1, 3), (0.115, 3), (1.0, 30), (99.0, 39)])
def test_the_picture_is_the_one_that_is_shown_at_that_time(tmp_path: Path, t_s: float, index: int) -> None:
    clip = clips.write_clip(tmp_path / "clip.mp4", count=40)
    image = frame_at(clip, t_s)
    assert image is not None
    assert clips.index_of(image) == index


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    clip = clips.write_clip(tmp_path / "clip.mp4", count=2, size_px=(960, 640))
    image = frame_at(clip, 0.0)
    assert image is not None
    assert image.shape == (320, 480, 3)
