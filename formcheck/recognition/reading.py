"""Measures of poses, read on first use: most of those that eighty definitions name are never needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.recorder import Recorder, is_graded
from formcheck.motion.body import Body
from formcheck.motion.cleaning.cleaner import CleanPose
from formcheck.motion.observing import Observation
from formcheck.motion.series import Column, Series
from formcheck.motion.smoothing import DelayedSmoother

_AT_ONCE: Final = 256
"""Rows that are read for several columns before the next ones are: their bodies are at hand then."""
_RECENT: Final = 32
_SAME_MOMENT_S: Final = 1e-6
_MOST_BODIES: Final = 4096
"""Some 30 MB."""

Rows = slice | NDArray[np.intp] | NDArray[np.bool_]


class LateSeries(Series):
    """Rows of measures whose values are read on first use.

    Parameters
    ----------
    columns : sequence of Column
        The columns that can be read.
    read : callable
        ``read(row, column)``: the value of a row that was appended.
    """

    def __init__(self, columns: list[Column], read: Callable[[int, Column], float]) -> None:
        super().__init__(columns)
        self._read = read
        self._is_read = np.zeros(0, dtype=bool)
        self._whole: set[int] = set()

    def append(self, t_s: float, values: Sequence[float] = ()) -> None:
        """Add a row without reading anything."""
        super().append(t_s, list(values) or [np.nan] * len(self.columns))
        self._is_read, self._whole = np.zeros(0, dtype=bool), set()

    def beginning(self, count: int) -> LateSeries:
        """Return the first rows as a view: values read there are read in the whole series as well."""
        self._prepare()
        part = LateSeries.__new__(LateSeries)
        part.__dict__ = self.__dict__ | {"_count": min(count, self._count)}
        return part

    def column(self, column: Column) -> NDArray[np.float64]:
        """All values of one column, shape (n,)."""
        return self.values(column, slice(0, self._count))

    def values(self, column: Column, rows: Rows) -> NDArray[np.float64]:
        """Values of one column in some rows, shape (n,)."""
        i = self._index[column]
        values = self._rows[: self._count, i]
        if i in self._whole:
            return values[rows]
        self._prepare()
        known = self._is_read[: self._count, i]
        if not known[rows].all():
            for row in np.arange(self._count)[rows].tolist():
                if not known[row]:
                    values[row], known[row] = self._read(row, column), True
        return values[rows]

    def last(self, column: Column) -> float:
        """Newest value of a column."""
        if self._index[column] in self._whole:
            return float(self._rows[self._count - 1, self._index[column]])
        return float(self.values(column, slice(self._count - 1, self._count))[0])

    def read_all(self, columns: Iterable[Column]) -> None:
        """Read some columns together, which takes less time."""
        wanted = list(columns)
        for start in range(0, self._count, _AT_ONCE):
            for column in wanted:
                self.values(column, slice(start, min(start + _AT_ONCE, self._count)))
        self._whole |= {self._index[column] for column in wanted}

    def only(self, columns: Iterable[Column]) -> Series:
        """Return a series with some of the columns, fully read."""
        wanted = list(columns)
        self.read_all(wanted)
        found = Series(wanted)
        for t_s, row in zip(self.times_s, np.column_stack([self.column(one) for one in wanted]), strict=True):
            found.append(float(t_s), row.tolist())
        return found

    def _prepare(self) -> None:
        if not self._is_read.size:
            self._is_read = np.zeros(self._rows.shape, dtype=bool)


class LateRecorder(Recorder):
    """Keeps poses, and reads their measures on first use, with the same values as if read at once.

    It keeps every pose, whatever the length of the film and the number of cuts.

    Graded measures are read with the latest knowledge of the camera.

    Parameters
    ----------
    exercises : sequence of Exercise
        Exercises whose measures can be read; at least one.
    """

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        super().__init__(exercises[0], None, None, also=exercises[1:])
        self.series: LateSeries = LateSeries(self.series.columns, self._late)
        self._graded_columns = {column for column in self.series.columns if is_graded(column)}
        self._first: list[Observation] = []
        self._latest: list[Observation] = []
        self._bodies: dict[tuple[int, bool], Body] = {}

    @property
    def frame_s(self) -> float:
        """Median time between the newest frames shown to a tracker; joined films may change their rate."""
        return float(np.median(np.diff(self.series.times_s[-_RECENT:]))) if len(self.series) > 1 else 1.0 / 30.0

    def is_turned(self, start_s: float, end_s: float) -> bool:
        """Whether most frames between two times were turned into the plane of a side view."""
        turned = [seen.is_turned for seen in self._latest[self.series.within(start_s, end_s)]]
        return 2 * sum(turned) > len(turned)

    def _observation_at(self, t_s: float) -> Observation | None:
        row = self.series.within(t_s - _SAME_MOMENT_S, t_s).start
        return self._latest[row] if row < len(self._latest) else None

    def _note(self, clean: CleanPose) -> None:
        del clean  # nobody reads the notes

    def _append(self, t_s: float, seen: Observation) -> Body:
        self.series.append(t_s)
        self._first.append(seen)
        self._latest.append(seen)
        return seen.body()

    def _replace(self, row: int, seen: Observation) -> None:
        self._latest[row] = seen

    def _late(self, row: int, column: Column) -> float:
        return self._read(column, self._body(row, again=column in self._graded_columns))

    def _body(self, row: int, *, again: bool) -> Body:
        again = again and self._latest[row] is not self._first[row]
        body = self._bodies.get((row, again))
        if body is None:
            if len(self._bodies) >= _MOST_BODIES:
                self._bodies.clear()
            body = self._bodies[row, again] = (self._latest if again else self._first)[row].body()
        return body


class SharedSmoothers:
    """Smooths each column once for all trackers, which see the same samples and the same cuts.

    `of` makes the smoothers that a tracker requests, with new ones for each column after a cut.
    """

    def __init__(self) -> None:
        self._shots: dict[Column, list[_Smoothed]] = {}

    def for_tracker(self) -> Callable[[Column], _Follower]:
        """Return the function that makes the smoothers of one tracker."""
        shots: dict[Column, int] = {}

        def smoother(column: Column) -> _Follower:
            number = shots[column] = shots.get(column, -1) + 1
            known = self._shots.setdefault(column, [])
            if number == len(known):
                known.append(_Smoothed())
            return _Follower(known[number])

        return smoother


class _Smoothed:
    """The smoothed values of one column in one shot: after each sample, and at the end."""

    def __init__(self) -> None:
        self.smoother = DelayedSmoother()
        self.pushed: list[list[tuple[float, float]]] = []
        self.flushed: list[tuple[float, float]] | None = None


class _Follower:
    """Gives one tracker the values smoothed so far, or smooths further for all."""

    def __init__(self, smoothed: _Smoothed) -> None:
        self._smoothed, self._next = smoothed, 0

    def push(self, t_s: float, value: float) -> list[tuple[float, float]]:
        """Take a sample and return the pairs that are now final."""
        done = self._smoothed.pushed
        if self._next == len(done):
            done.append(self._smoothed.smoother.push(t_s, value))
        self._next += 1
        return done[self._next - 1]

    def flush(self) -> list[tuple[float, float]]:
        """Return the remaining pairs."""
        if self._smoothed.flushed is None:
            self._smoothed.flushed = self._smoothed.smoother.flush()
        return self._smoothed.flushed
