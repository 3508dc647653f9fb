"""Two clips side by side: each frame of the first beside the one of the second that belongs to it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from formcheck.catalogue.library import exercises, load_exercise
from formcheck.errors import UsageError
from formcheck.export.beside import write_beside
from formcheck.export.example import _FROM_THE_FRONT, _TURNED_LEFT, EXAMPLE, has_picture, picture_facing, write_example
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


def test_the_second_one_can_be_mirrored(tmp_path: Path) -> None:
    ours = grey_film(tmp_path / "ours.mp4", (64, 48), 3)
    with VideoWriter(tmp_path / "theirs.mp4", 64, 48, FPS) as writer:
        image = np.zeros((48, 64, 3), np.uint8)
        image[:, :32] = 200
        for i in range(3):
            writer.write(image, i / FPS)
    for is_mirrored in (False, True):
        target = tmp_path / f"{is_mirrored}.mp4"
        write_beside(ours, tmp_path / "theirs.mp4", [(0.0, 0.0), (0.2, 0.2)], target, is_mirrored=is_mirrored)
        with VideoReader(target) as reader:
            shown = next(iter(reader)).image[:, 72:]
        assert (shown[:, :28].mean() > shown[:, 36:].mean()) != is_mirrored


def test_going_back_the_second_one_is_shown_again(tmp_path: Path) -> None:
    ours = grey_film(tmp_path / "ours.mp4", (64, 48), 20)
    theirs = grey_film(tmp_path / "theirs.mp4", (64, 48), 20)
    pairs = [(0.0, 0.5), (0.4, 0.9), (0.899, 0.9), (0.9, 0.5), (1.3, 0.9)]
    write_beside(ours, theirs, pairs, tmp_path / "both.mp4")
    with VideoReader(tmp_path / "both.mp4") as reader:
        right = [float(frame.image[:, 76:].mean()) for frame in reader]
    assert right == pytest.approx([10 + 10 * i for i in (5, 6, 7, 8, 9, 9, 9, 9, 9, 5, 6, 7, 8, 9)], abs=4)


@pytest.mark.parametrize("exercise_id", ["glute_bridge", "front_plank"])
def test_the_picture_of_an_exercise_becomes_a_clip_from_its_start_to_its_turning_point(
    exercise_id: str, tmp_path: Path
) -> None:
    exercise = load_exercise(exercise_id)
    write_example(exercise, tmp_path / "example.mp4")
    with VideoReader(tmp_path / "example.mp4") as reader:
        frames = {round(frame.t_s, 2): frame.image.astype(float) for frame in reader}
    start, turn, end = (frames[t_s] for t_s in (EXAMPLE.start_s, EXAMPLE.peak_s, EXAMPLE.end_s))
    assert np.abs(start - end).mean() < 2.0
    assert (np.abs(start - turn).mean() > 5.0) == (exercise.hold is None)


def test_every_judged_exercise_has_a_picture() -> None:
    assert [exercise.id for exercise in exercises() if exercise.is_judged and not has_picture(exercise)] == []


def test_of_each_picture_it_is_known_which_way_the_person_faces() -> None:
    known = {exercise.id for exercise in exercises() if has_picture(exercise)}
    assert known >= _TURNED_LEFT | _FROM_THE_FRONT
    assert not _TURNED_LEFT & _FROM_THE_FRONT
    facings = {name: picture_facing(load_exercise(name)) for name in ("squat", "deadlift", "side_lunge")}
    assert facings == {"squat": "right", "deadlift": "left", "side_lunge": "camera"}


def test_without_moments_that_belong_together_nothing_is_written(tmp_path: Path) -> None:
    film = grey_film(tmp_path / "film.mp4", (64, 48), 5)
    with pytest.raises(UsageError, match="Choose another repetition"):
        write_beside(film, film, [], tmp_path / "both.mp4")
    assert not (tmp_path / "both.mp4").exists()
