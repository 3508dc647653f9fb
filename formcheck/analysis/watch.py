"""Warns about how a clip was filmed, by its poses and its light."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from formcheck.pose.light import DARKEST
from formcheck.pose.people.small import SMALL_SHARE, height_share
from formcheck.records import Pose

_LEAST_SEEN_SHARE = 0.2
# In the dark a person is lost now and then: whoever is seen in fewer frames than this would be seen better by light.
_SEEN_BY_LIGHT_SHARE = 0.95
_DARK = (
    "The clip is dark, and a person was detected in only {share:.0%} of its frames, so that movements may have been "
    "missed. Film with more light, from the front or from above."
)
_SMALL = (
    "The person is small in the picture, at less than a third of its height: angles are less exact, and much may not "
    "be judged. Move closer to the camera."
)


class Watch:
    """Collects what a clip shows, frame by frame.

    Attributes
    ----------
    is_crowd : bool
        Whether several people were seen; set by the caller.
    """

    def __init__(self) -> None:
        self._frames = self._seen = self._small = 0
        self._brightness: list[float] = []
        self.is_crowd = False

    def push(self, pose: Pose, light: float | None) -> None:
        """Take the pose of the next frame, and its brightness, if measured."""
        self._frames += 1
        self._seen += pose.found
        self._small += pose.found and height_share(pose) < SMALL_SHARE
        if light is not None:
            self._brightness.append(light)

    @property
    def has_seen_somebody(self) -> bool:
        """Whether any frame showed a person."""
        return self._seen > 0

    @property
    def is_dark(self) -> bool:
        """Whether the light may be why a person is not found."""
        return bool(self._brightness) and median(self._brightness) < DARKEST

    def notes(self) -> Iterator[str]:
        """Yield the warnings."""
        share = self._seen / max(self._frames, 1)
        if self.is_dark and share < _SEEN_BY_LIGHT_SHARE:
            yield _DARK.format(share=share)
        elif share < _LEAST_SEEN_SHARE:
            yield f"A person was detected in only {share:.0%} of the frames; the rest could not be judged."
        if 2 * self._small > self._seen:
            yield _SMALL
