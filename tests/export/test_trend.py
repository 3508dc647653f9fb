"""A figure over several sets is drawn with the band of its error."""

from __future__ import annotations

import pytest

from formcheck.export.page.trend import Read, line


def read(day: int, value: float, error: float = 2.0) -> Read:
    return Read(day=f"{day} May", value=value, error=error, text=f"{value:g}°")


def test_points_follow_at_even_distances_within_the_frame_and_the_band_is_as_wide_as_the_error() -> None:
    drawn = line("Depth", [read(1, 10.0), read(2, 14.0), read(3, 20.0)])
    assert drawn is not None
    assert (drawn.first, drawn.last) == ("1 May: 10°", "3 May: 20°")
    across, up = zip(*drawn.points, strict=True)
    assert across == (0.0, 0.5, 1.0)
    assert up[0] < up[1] < up[2]
    assert all(0.0 < height < 1.0 for _, height in (*drawn.points, *drawn.band))
    upper, lower = drawn.band[:3], drawn.band[:2:-1]
    a_degree = (up[2] - up[0]) / 10.0
    for (_, high), (_, low), middle in zip(upper, lower, up, strict=True):
        assert high - middle == pytest.approx(2.0 * a_degree)
        assert middle - low == pytest.approx(2.0 * a_degree)


def test_a_set_in_which_it_was_not_seen_leaves_its_place() -> None:
    drawn = line("Depth", [None, read(2, 14.0), None, read(4, 14.0), read(5, 14.0, error=0.0)])
    assert drawn is not None
    assert [across for across, _ in drawn.points] == pytest.approx([0.0, 2 / 3, 1.0])


def test_without_an_error_there_is_no_band_and_with_one_set_no_line() -> None:
    level = line("Steps", [read(1, 5.0, 0.0), read(2, 5.0, 0.0)])
    assert level is not None
    assert (level.band, [up for _, up in level.points]) == ((), [0.5, 0.5])
    assert line("Steps", [read(1, 5.0), None]) is None
