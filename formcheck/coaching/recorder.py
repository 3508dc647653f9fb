"""Poses go in; the rows of measures that an exercise needs come out, with the view and the shots they were seen in."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from statistics import median

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.phases import HIP_DROP
from formcheck.motion.body import Body
from formcheck.motion.cleaning.continuity import Continuity
from formcheck.motion.cleaning.joint_centres import joint_centres
from formcheck.motion.cleaning.outliers import OutlierFilter
from formcheck.motion.cleaning.proportions import Proportions
from formcheck.motion.cleaning.view import UNKNOWN, ViewState, ViewTracker
from formcheck.motion.gait import COLUMNS
from formcheck.motion.measures.registry import columns_of_measure, read_column
from formcheck.motion.segmenting.working_side import RULES
from formcheck.motion.series import Column, Series
from formcheck.records import Facing, Pose, Side, ViewLabel

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
        What the measures were read from: the repaired and calibrated pose.
    view : ViewState
        The view that holds.
    begins_shot : bool
        Whether what was learnt before this frame no longer holds.
    """

    body: Body
    view: ViewState
    begins_shot: bool


class Recorder:
    """Turn poses into rows of measures, with the view and the person's proportions learnt on the way.

    Parameters
    ----------
    exercise : Exercise
        Whose measures to read.
    view : str or None
        Overrides the detected view.
    near : {"left", "right"} or None
        Overrides which side is turned to the camera.
    """

    def __init__(self, exercise: Exercise, view: ViewLabel | None, near: Side | None) -> None:
        self.series = Series(columns_of(exercise))
        self.views: list[ViewState] = []
        """The view of each row."""
        self._shot_starts_s: list[float] = []
        self._facing: Facing | None = near
        self._override = view
        self._continuity = Continuity()
        self.outliers = OutlierFilter()
        self._calibrate()
        self._steps: list[float] = []

    def push(self, pose: Pose) -> RecordedFrame:
        """Read one pose and add its row."""
        begins_shot = self._continuity.push(pose)
        if begins_shot:
            self._shot_starts_s.append(pose.t_s)
            self._calibrate()
            self.outliers.reset()
        pose = self.outliers.push(pose)
        view = self._tracker.push(pose)
        if self._facing is not None:
            view = ViewState(view.label, self._facing, view.azimuth_deg)
        centred = joint_centres(pose, view)
        lengths = self._proportions.push(centred, pose if view.forward == 0 else None)
        body = Body(centred, view.forward, lengths)
        row = [self._read(column, body) for column in self.series.columns]
        if len(self.series):
            self._steps = [*self._steps[-30:], pose.t_s - float(self.series.times_s[-1])]
        self.series.append(pose.t_s, row)
        self.views.append(view)
        return RecordedFrame(body, view, begins_shot)

    def _calibrate(self) -> None:
        """Start learning the view and the person's lengths: at first, and after each cut or zoom."""
        self._tracker = ViewTracker(self._override)
        self._proportions = Proportions()

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
        return median(self._steps) if self._steps else 1.0 / 30.0

    @property
    def latest_view(self) -> ViewState:
        """The view that holds now; unknown before the first pose."""
        return self.views[-1] if self.views else UNKNOWN

    def view_within(self, start_s: float, end_s: float) -> ViewState:
        """Return the view that held longest between two times; the latest one where no frame is between them."""
        views = self.views[self.series.within(start_s, end_s)] or [self.latest_view]
        labels = [view.label for view in views]
        label = max(dict.fromkeys(labels), key=labels.count)
        facings = [view.facing for view in views if view.label == label]
        facing = max(dict.fromkeys(facings), key=facings.count)
        return next(view for view in views if view.label == label and view.facing == facing)
