"""The picture of the moments that matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2

from formcheck.analysis.moments import moments_of, write_moments
from tests.support import clips
from tests.support.judged import HOLD, good, shallow


def test_the_worst_repetition_is_shown_at_its_start_its_turning_point_and_no_moment_twice() -> None:
    report = shallow().report
    shown = list(moments_of(report))
    titles, times = [title for title, _ in shown], [t_s for _, t_s in shown]
    first = report.repetitions[0]
    assert titles[0].startswith("No. ")
    assert titles[-1].startswith(("Turning point: ", "Worst: "))
    assert times[0] == first.start_s
    assert times[1] >= first.peak_s
    assert all(b - a > 0.15 for a, b in pairwise(sorted(times)))


def test_a_set_in_form_shows_its_first_repetition() -> None:
    first = good().report.repetitions[0]
    assert [t_s for _, t_s in moments_of(good().report)] == [first.start_s, first.peak_s]


def test_without_a_repetition_there_is_no_picture_and_an_old_one_goes(tmp_path: Path) -> None:
    clip, target = clips.write_clip(tmp_path / "a.mp4"), tmp_path / "moments.png"
    write_moments(good().report, clip, target)
    image = cv2.imread(str(target))
    assert image is not None
    assert image.shape[1] > 2 * clips.WIDTH_PX
    write_moments(replace(good().report, repetitions=(), holds=(HOLD,)), clip, target)
    assert not target.exists()
    write_moments(good().report, tmp_path / "none.mp4", target)
    assert not target.exists()
