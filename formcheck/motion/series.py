"""Rows of measured values go in, one for each frame; columns over time come out."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from formcheck.records import Side

_SAME_TIME_S: Final = 1e-9
"""Times that differ by less are the same: sums of frame times are rounded."""


class Column(NamedTuple):
    """A measure, and the side where it has one."""

    measure: str
    side: Side | None = None

    @property
    def title(self) -> str:
        """Name of the column in a table, such as ``knee_flexion_left``."""
        return f"{self.measure}_{self.side}" if self.side else self.measure


class Series:
    """Rows of measures at times; amortised growth, views without copies.

    Parameters
    ----------
    columns : sequence of Column
        What each row holds, in order.
    """

    def __init__(self, columns: list[Column]) -> None:
        self.columns = columns
        self._index = {column: i for i, column in enumerate(columns)}
        self._times = np.empty(1024)
        self._rows = np.empty((1024, len(columns)))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, t_s: float, values: list[float]) -> None:
        """Add one row; `values` are in the order of `columns`, NaN where not measured."""
        if self._count == len(self._times):
            self._times = np.concatenate([self._times, np.empty_like(self._times)])
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._times[self._count] = t_s
        self._rows[self._count] = values
        self._count += 1

    @property
    def times_s(self) -> NDArray[np.float64]:
        """Times of all rows, shape (n,)."""
        return self._times[: self._count]

    @property
    def rows(self) -> NDArray[np.float64]:
        """All rows, shape (n, columns)."""
        return self._rows[: self._count]

    def beginning(self, count: int) -> Series:
        """Return the first rows, without a copy: as the series was when it had so many."""
        part = Series.__new__(Series)
        part.columns, part._index = self.columns, self._index
        part._times, part._rows, part._count = self._times, self._rows, min(count, self._count)
        return part

    def part(self, rows: slice) -> Series:
        """Return some rows that follow each other, without a copy."""
        part = Series.__new__(Series)
        part.columns, part._index = self.columns, self._index
        part._times, part._rows = self.times_s[rows], self.rows[rows]
        part._count = len(part._times)
        return part

    def without(self, hidden: NDArray[np.bool_]) -> Series:
        """Return a copy that is NaN where `hidden`, shape (n, columns)."""
        kept = Series(self.columns)
        kept._times, kept._count = self.times_s.copy(), self._count
        kept._rows = np.where(hidden, np.nan, self.rows)
        return kept

    def column(self, column: Column) -> NDArray[np.float64]:
        """All values of one column, shape (n,)."""
        return self._rows[: self._count, self._index[column]]

    def values(self, column: Column, rows: slice | NDArray[np.intp] | NDArray[np.bool_]) -> NDArray[np.float64]:
        """Values of one column in some rows, shape (n,)."""
        return self.column(column)[rows]

    def last(self, column: Column) -> float:
        """Newest value of a column."""
        return float(self._rows[self._count - 1, self._index[column]])

    def within(self, start_s: float, end_s: float, *, before_s: float = math.inf) -> slice:
        """Rows from `start_s` to `end_s`, both included, and before `before_s`, which is not."""
        first, after, limit = np.searchsorted(self.times_s, [start_s, end_s + _SAME_TIME_S, before_s])
        return slice(int(first), max(int(first), min(int(after), int(limit))))
