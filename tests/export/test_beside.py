"""Two clips side by side: each frame of the first beside the one of the second that belongs to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.export.beside import write_beside
from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter

FPS = 10.0


def grey_film(path: Path, size_px: tuple[int, int], count: int) -> Path:
    """A film whose grey tells its frame: ten more each time."""
    with VideoWriter(path, *size_px, FPS) as writer:
        for i in range(count):
            writer.write(np.full((size_px[1], size_px[0], 3), 10 + 10 * i, np.uint8), i / FPS)
    return path


def test_both_run_in_step_from_the_first_pair_to_the_last(tmp_path: Path) -> None:
    ours = grey_film(tmp_path / "ours.mp4", (64, 48), 20)
    theirs = grey_film(tmp_path / "theirs.mp4", (96, 96), 20)
    # The second one is twice as quick, and begins later.
    write_beside(ours, theirs, [(0.4, 1.0), (1.2, 1.4)], tmp_path / "both.mp4")
    with VideoReader(tmp_path / "both.mp4") as reader:
        frames = list(reader)
    assert frames[0].image.shape == (48, 64 + 8 + 48, 3)
    left = [float(frame.image[:, :60].mean()) for frame in frames]
    right = [float(frame.image[:, 76:].mean()) for frame in frames]
    times = [round(frame.t_s, 3) for frame in frames]
    assert times == pytest.approx([i / FPS for i in range(9)], abs=0.002)
    assert left == pytest.approx([50 + 10 * i for i in range(9)], abs=4)
    assert right == pytest.approx([110 + 10 * (i // 2) for i in range(9)], abs=4)


def test_without_moments_that_belong_together_nothing_is_written(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "film.mp4", (64, 48), 5)
    with pytest.raises(UsageError, match="Choose another one"):
        write_beside(film, film, [], tmp_path / "both.mp4")
    assert not (tmp_path / "both.mp4").exists()
