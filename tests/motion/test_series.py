"""The table of values."""

import numpy as np
import pytest

from formcheck.motion.series import Column, Series


def test_a_series_keeps_more_rows_than_it_began_with() -> None:
    columns = [Column("knee_flexion", "left"), Column("trunk_lean")]
    series = Series(columns)
    for i in range(3000):
        series.append(i / 100, [float(i), -float(i)])
    assert len(series) == 3000
    np.testing.assert_array_equal(series.column(columns[1]), -np.arange(3000.0))
    np.testing.assert_array_equal(series.times_s, np.arange(3000) / 100)
    assert series.rows.shape == (3000, 2)


@pytest.mark.parametrize(("start", "end", "rows"), [(0.2, 0.4, [2, 3, 4]), (-1, 0, [0]), (0.41, 0.49, []), (2, 3, [])])
def test_rows_within_two_times_include_both(start: float, end: float, rows: list[int]) -> None:
    series = Series([Column("trunk_lean")])
    for i in range(10):
        series.append(i / 10, [0.0])
    assert list(range(10))[series.within(start, end)] == rows
    assert list(range(10))[series.within(start, end, before_s=0.4)] == [row for row in rows if row < 4]


def test_titles_of_columns() -> None:
    assert (Column("trunk_lean").title, Column("shin_lean", "right").title) == ("trunk_lean", "shin_lean_right")
