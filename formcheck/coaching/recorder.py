"""Poses go in; the rows of measures that an exercise needs come out, with the view and the shots they were seen in."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from statistics import median

import numpy as np

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.phases import HIP_DROP
from formcheck.motion.body import Body
from formcheck.motion.cleaning.camera import Camera
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.motion.cleaning.outliers import OutlierKind, outlier_notes
from formcheck.motion.cleaning.view import UNKNOWN, ViewState
from formcheck.motion.gait import COLUMNS
from formcheck.motion.measures.registry import MEASURES, columns_of_measure, read_column
from formcheck.motion.observing import Observation, Observer
from formcheck.motion.reading_error import ReadingError, reading_error
from formcheck.motion.second_look import SecondLook
from formcheck.motion.segmenting.working_side import RULES
from formcheck.motion.series import Column, Series
from formcheck.pose.looks import LookAgain, out_of_picture
from formcheck.pose.skeleton import LEFT, RIGHT
from formcheck.records import Pose, Side, ViewLabel

_KEPT_ROWS = 900
"""Poses of half a minute at 30 frames per second: longer than a repetition with its rest."""
_SAME_MOMENT_S = 1e-6
# Feet that are out of the picture for less than this share of the time do not show where the camera stands.
_OUT_SHARE = 0.2
_FEET = [side["ankle"] for side in (LEFT, RIGHT)]

_STEP_BACK = "film from farther away, with the whole body in view, to have the legs judged."

STANDING_LEG = Column("standing_leg")
"""Standing leg length in pixels: NaN until the person has been seen upright."""


def columns_of(exercise: Exercise) -> list[Column]:
    """List the columns that an exercise reads: each measure once, on both sides where it has sides."""
    counting = exercise.counting
    names = [counting.signal, *RULES[counting.working_side].reads] if counting else []
    names += [HIP_DROP.measure, *([exercise.display.measure] if exercise.display else [])]
    names += [quantity.measure for quantity in exercise.quantities]
    columns = [STANDING_LEG, *(column for name in dict.fromkeys(names) for column in columns_of_measure(name))]
    return list(dict.fromkeys([*columns, *(COLUMNS if exercise.gait else ())]))


@dataclass(frozen=True, slots=True)
class RecordedFrame:
    """One frame after its values were added to the series as the last row.

    Attributes
    ----------
    body : Body
        The repaired and calibrated pose, from which the measures were read.
    view : ViewState
        The view that holds.
    clean : CleanPose
        The cleaned pose.
    """

    body: Body
    view: ViewState
    clean: CleanPose

    @property
    def begins_shot(self) -> bool:
        """Whether what was learnt before this frame no longer holds."""
        return self.clean.begins_shot


def is_graded(column: Column) -> bool:
    """Whether a column is read in the image, and so depends on what is known about the camera."""
    return column == STANDING_LEG or bool(MEASURES[column.measure].views)


class Recorder:
    """Turns poses into rows of measures, and learns the camera and the person's proportions on the way.

    Parameters
    ----------
    exercise : Exercise
        Whose measures to read.
    view : str or None
        Overrides the detected view.
    near : {"left", "right"} or None
        Overrides which side is turned to the camera.
    look_again : LookAgain or None
        Takes second looks at the frame of a pose; None if there are no pictures.
    also : sequence of Exercise
        Other exercises whose measures are read as well.
    """

    def __init__(
        self,
        exercise: Exercise,
        view: ViewLabel | None,
        near: Side | None,
        look_again: LookAgain | None = None,
        also: Sequence[Exercise] = (),
    ) -> None:
        self.series = Series(list(dict.fromkeys(column for one in (exercise, *also) for column in columns_of(one))))
        self.views: list[ViewState] = []
        """The view of each row."""
        self._turned: list[bool] = []
        self._shot_starts_s: list[float] = []
        self._cleaner, self._observer, self._look_again = PoseCleaner(view), Observer(near), look_again
        self._observations: deque[tuple[int, Observation]] = deque(maxlen=_KEPT_ROWS)
        self._graded = [i for i, column in enumerate(self.series.columns) if is_graded(column)]
        self._steps_s: deque[float] = deque(maxlen=31)
        self._found = self._feet_out = 0
        self._outliers: Counter[OutlierKind] = Counter()

    def push(self, pose: Pose | CleanPose) -> RecordedFrame:
        """Read one pose and add its row; a pose straight from the model is cleaned first."""
        clean = pose if isinstance(pose, CleanPose) else self._cleaner.push(pose)
        if clean.begins_shot:
            self._shot_starts_s.append(clean.pose.t_s)
            self._observer.forget()
            self._observations.clear()
        self._note(clean)
        return self._record(clean)

    def _note(self, clean: CleanPose) -> None:
        """Count what `notes` reports."""
        self._found += clean.pose.found
        self._feet_out += bool(out_of_picture(clean.pose, in_part=False)[_FEET].all())
        self._outliers.update(clean.outliers)

    def _record(self, clean: CleanPose) -> RecordedFrame:
        t_s, seen = clean.pose.t_s, self._observer.push(clean)
        if len(self.series):
            self._steps_s.append(t_s - float(self.series.times_s[-1]))
        body = self._append(t_s, seen)
        self.views.append(seen.view)
        self._turned.append(seen.is_turned)
        if self._observer.has_new_camera:
            self._read_again()
        self._observations.append((len(self.series) - 1, seen))
        return RecordedFrame(body, seen.view, clean)

    def _append(self, t_s: float, seen: Observation) -> Body:
        """Add a row with the measures of an observation."""
        body = seen.body()
        self.series.append(t_s, [self._read(column, body) for column in self.series.columns])
        return body

    def notes(self) -> Iterator[str]:
        """Report what was out of the picture, repaired or discarded, if it was more than a few frames."""
        if self._feet_out > _OUT_SHARE * self._found:
            yield f"In {self._feet_out} of {self._found} frames the feet were out of the picture: {_STEP_BACK}"
        yield from outlier_notes(self._outliers, self._found)

    def _read_again(self) -> None:
        """Read graded columns again with the present knowledge of the camera, as far back as poses are kept."""
        for i, (row, before) in enumerate(self._observations):
            seen = replace(before, camera=self._observer.camera)
            self._observations[i] = (row, seen)
            self._turned[row] = seen.is_turned
            self._replace(row, seen)

    def _replace(self, row: int, seen: Observation) -> None:
        """Read the graded columns of a row again."""
        body = seen.body()
        for column in self._graded:
            self.series.rows[row, column] = self._read(self.series.columns[column], body)

    def shown(self) -> Series:
        """Return a copy of the series that is empty if the view of a row cannot show a measure."""
        labels, turned = np.array([view.label for view in self.views], dtype=object), np.array(self._turned, dtype=bool)
        hidden = np.zeros(self.series.rows.shape, dtype=bool)
        for i, column in enumerate(self.series.columns):
            views = MEASURES[column.measure].views if column != STANDING_LEG else None
            if views:
                seen = np.isin(labels, list(views)) | ((labels == "oblique") & turned & ("side" in views))
                hidden[:, i] = ~seen
        return self.series.without(hidden)

    def error_at(self, column: Column, t_s: float) -> ReadingError | None:
        """Return the error of a reading at a moment; None if its pose is no longer kept."""
        seen = self._observation_at(t_s)
        return None if seen is None else reading_error(MEASURES.find(column.measure), column.side, seen)

    def look_at(self, t_s: float, times: int) -> SecondLook | None:
        """Return the frame at a moment as it was read, with second looks; None if its pose is not kept."""
        seen = self._observation_at(t_s)
        if seen is None:
            return None
        looks = self._look_again(seen.pose, times) if self._look_again is not None and times else None
        return SecondLook(seen=seen, looks=looks)

    def _observation_at(self, t_s: float) -> Observation | None:
        if not self._observations:
            return None
        row = int(np.searchsorted(self.series.times_s, t_s - _SAME_MOMENT_S))
        first = self._observations[0][0]
        return self._observations[row - first][1] if first <= row < first + len(self._observations) else None

    def is_turned(self, start_s: float, end_s: float) -> bool:
        """Whether most frames between two times were turned into the plane of a side view."""
        rows = self.series.within(start_s, end_s)
        first = self._observations[0][0] if self._observations else 0
        within = islice(self._observations, max(rows.start - first, 0), max(rows.stop - first, 0))
        turned = [seen.is_turned for _, seen in within]
        return 2 * sum(turned) > len(turned)

    def shot_at(self, t_s: float) -> tuple[float, float]:
        """Return the start and the exclusive end, in seconds, of the shot around a moment; infinite at either end."""
        following = bisect_right(self._shot_starts_s, t_s)
        edges = [-math.inf, *self._shot_starts_s, math.inf]
        return edges[following], edges[following + 1]

    @staticmethod
    def _read(column: Column, body: Body) -> float:
        if column == STANDING_LEG:
            return body.lengths.leg
        if not body.pose.found:
            return math.nan
        return read_column(column, body)

    @property
    def frame_s(self) -> float:
        """Median time between recent frames, in seconds."""
        return median(self._steps_s) if self._steps_s else 1.0 / 30.0

    @property
    def latest_view(self) -> ViewState:
        """The view that holds now; unknown before the first pose."""
        return self.views[-1] if self.views else UNKNOWN

    @property
    def camera(self) -> Camera | None:
        """The present knowledge of the camera."""
        return self._observer.camera

    def view_within(self, start_s: float, end_s: float) -> ViewState:
        """Return the view that held longest between two times; the latest one if no frame is between them."""
        views = self.views[self.series.within(start_s, end_s)] or [self.latest_view]
        labels = [view.label for view in views]
        label = max(dict.fromkeys(labels), key=labels.count)
        facings = [view.facing for view in views if view.label == label]
        facing = max(dict.fromkeys(facings), key=facings.count)
        return next(view for view in views if view.label == label and view.facing == facing)
