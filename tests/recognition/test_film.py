"""The annotated film of a session: a chapter for each set, and nothing judged between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from formcheck.analysis.annotate import FILE_NAME
from formcheck.analysis.unnamed.film import Shown, write_film
from formcheck.coaching.session import Session
from formcheck.records import Pose
from formcheck.report.overlay import VERDICT_COLOURS
from formcheck.video import VideoReader, VideoWriter
from tests.support.figures import SIDE, SetTiming, film
from tests.support.moves import squat

FPS = 15.0
GREY = 90
REST_S = 4.0


@dataclass(frozen=True)
class Film:
    path: Path
    poses: list[Pose]
    sets: list[Shown]


def later(poses: Sequence[Pose], by_s: float) -> list[Pose]:
    return [replace(pose, t_s=pose.t_s + by_s) for pose in poses]


@pytest.fixture(scope="module")
def two_sets(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Two sets of two squats, with a rest between them."""
    one = film(squat(), SetTiming(2, 1.2, 0.2, 1.0, 0.5, 1.0), SIDE, fps=FPS)
    lasts_s = one[-1].t_s + 1 / FPS
    begins_s = [0.0, lasts_s + REST_S]
    rest = [replace(one[-1], t_s=lasts_s + i / FPS) for i in range(round(REST_S * FPS))]
    takes = [later(one, s) for s in begins_s]
    sets = [shown(take) for take in takes]
    poses = [*takes[0], *rest, *takes[1]]
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    with VideoWriter(path, one[0].width_px, one[0].height_px, FPS) as writer:
        for pose in poses:
            writer.write(np.full((pose.height_px, pose.width_px, 3), GREY, np.uint8), pose.t_s)
    return Film(path, poses, sets)


def shown(take: Sequence[Pose]) -> Shown:
    session = Session("squat")
    for pose in take:
        session.push(pose)
    return Shown(start_s=take[0].t_s, end_s=take[-1].t_s, session=session, report=session.finish())


def drawn(made: Film, folder: Path, poses: Sequence[Pose], **options: Any) -> dict[float, Any]:
    with VideoReader(made.path) as reader:
        write_film(reader, poses, made.sets, folder, **options)
    with av.open(str(folder / FILE_NAME)) as container:
        return {float(frame.time or 0.0): frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)}


def chapters(folder: Path) -> list[tuple[str, float]]:
    with av.open(str(folder / FILE_NAME)) as container:
        return [
            (one["metadata"]["title"], float(one["start"] * (one["time_base"] or 1))) for one in container.chapters()
        ]


def marked(image: Any) -> int:
    """Count the pixels in the colour of what is OK."""
    return int((np.abs(image.astype(int) - VERDICT_COLOURS["ok"]).max(axis=2) < 40).sum())


def test_each_set_is_a_chapter_and_the_rest_between_them_is_not_judged(two_sets: Film, tmp_path: Path) -> None:
    frames = drawn(two_sets, tmp_path, two_sets.poses)
    first, second = two_sets.sets
    assert [one.report.summary.repetitions for one in two_sets.sets] == [2, 2]
    done = "Squat, 2 repetitions: 2 in form"
    assert [title for title, _ in chapters(tmp_path)] == [done, "Rest", done]
    begins_s = [start_s for _, start_s in chapters(tmp_path)]
    assert begins_s == pytest.approx([0.0, first.end_s, second.start_s], abs=0.01)
    rest_s = first.end_s + REST_S / 2
    in_rest = [image for t_s, image in frames.items() if abs(t_s - rest_s) < 1.0]
    deep_s = first.report.repetitions[1].peak_s
    in_set = [image for t_s, image in frames.items() if abs(t_s - deep_s) < 0.2]
    height_px = two_sets.poses[0].height_px
    assert in_rest
    assert in_set
    assert max(marked(image[:height_px]) for image in in_rest) == 0
    assert min(marked(image[:height_px]) for image in in_set) > 50
    assert list(frames)[-1] > two_sets.poses[-1].t_s + 3.0


def test_a_frame_between_two_that_were_looked_at_is_drawn_too(two_sets: Film, tmp_path: Path) -> None:
    frames = drawn(two_sets, tmp_path, two_sets.poses[::2])
    deep_s = two_sets.sets[0].report.repetitions[1].peak_s
    height_px = two_sets.poses[0].height_px
    around = [image for t_s, image in frames.items() if abs(t_s - deep_s) < 0.2]
    assert len(around) >= 4
    assert min(marked(image[:height_px]) for image in around) > 50


def test_only_the_skeleton_is_shown_where_asked_for_and_progress_is_told(two_sets: Film, tmp_path: Path) -> None:
    told: list[float] = []
    frames = drawn(two_sets, tmp_path, two_sets.poses, privacy="skeleton", progress=told.append)
    corner = np.array([image[20, 20] for image in list(frames.values())[:-9]]).astype(int)
    assert np.abs(corner - GREY).min() > 20
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0, abs=0.02)
