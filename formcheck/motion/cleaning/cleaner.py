"""The poses of one stream go in; cleaned poses come out, each with the view and with whether a shot begins there."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.motion.cleaning.continuity import Continuity
from formcheck.motion.cleaning.outliers import OutlierFilter, OutlierKind
from formcheck.motion.cleaning.sides import Sides
from formcheck.motion.cleaning.view import ViewState, ViewTracker
from formcheck.pose.skeleton import without_person
from formcheck.records import Pose, ViewLabel


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPose:
    """A pose after cleaning.

    Attributes
    ----------
    pose : Pose
        With identity switches of the legs undone and outliers marked as not visible.
    view : ViewState
        The view that holds.
    begins_shot : bool
        Whether nothing that was learnt before this pose holds any more.
    outliers : tuple of str
        What was repaired or marked.
    is_doubted : bool
        Whether the person was seen at a place to which nobody gets that fast, and is left out until that has lasted.
    """

    pose: Pose
    view: ViewState
    begins_shot: bool
    outliers: tuple[OutlierKind, ...]
    is_doubted: bool = False


class PoseCleaner:
    """Cleans the poses of one stream and tracks their view, so that all who read the stream see the same.

    Parameters
    ----------
    view : str, optional
        Overrides the detected view.
    """

    def __init__(self, view: ViewLabel | None = None) -> None:
        self._view = view
        self._continuity, self._outliers = Continuity(), OutlierFilter()
        self._sides, self._tracker = Sides(), ViewTracker(view)

    def push(self, pose: Pose) -> CleanPose:
        """Clean the next pose; its time must be later than that of the pose before."""
        begins_shot = self._continuity.push(pose)
        if begins_shot:
            self._outliers.reset()
            self._sides, self._tracker = Sides(), ViewTracker(self._view)
        if self._continuity.is_doubted:
            return self._clean(without_person(pose), begins_shot, ("jump",))
        sided = self._sides.push(pose)
        turned: tuple[OutlierKind, ...] = ("reversed",) if sided is not pose else ()
        repaired = self._outliers.push(sided)
        return self._clean(repaired, begins_shot, turned + self._outliers.latest)

    def _clean(self, pose: Pose, begins_shot: bool, outliers: tuple[OutlierKind, ...]) -> CleanPose:
        return CleanPose(
            pose=pose,
            view=self._tracker.push(pose),
            begins_shot=begins_shot,
            outliers=outliers,
            is_doubted=self._continuity.is_doubted,
        )
