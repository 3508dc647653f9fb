"""The rate at which a clip was filmed and that at which it plays in, how much slower it plays than life out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import UsageError

_TAG: Final = "com.android.capture.fps"
# Phones film in slow motion at twice the usual rate or more; rates that vary or are rounded differ by less.
_LEAST_STRETCH: Final = 1.5
# 960 frames per second, played at 30.
_MOST_STRETCH: Final = 32.0
# Webcams go down to 7.5 frames per second in dim rooms, and clips that were thinned out to 5; 30 that were slowed down
# eightfold play at 3.75.
_LEAST_FPS: Final = 4.0


@dataclass(frozen=True, slots=True)
class SlowMotion:
    """What is known of a clip's slow motion.

    Attributes
    ----------
    stretch : float
        How many times as long the clip plays as the movement took: 1 where nothing was told.
    fps : float
        Frames per second at which the clip plays.
    tagged_fps : float or None
        Frames per second at which it was filmed, as the camera noted in the file.
    """

    stretch: float
    fps: float
    tagged_fps: float | None = None

    @classmethod
    def of(cls, fps: float, told_fps: float | None, metadata: Mapping[str, str] | None = None) -> SlowMotion:
        """Compare rates.

        Parameters
        ----------
        fps : float
            Frames per second at which the clip plays; see `usual_fps`.
        told_fps : float or None
            Frames per second at which it was filmed, as the user says.
        metadata : mapping of str to str, optional
            Of the file. Its tag is not believed, only mentioned: it stays when a clip is cut or shared at another rate.

        Raises
        ------
        UsageError
            If no camera films so much faster than this clip plays.
        """
        stretch = told_fps / fps if told_fps is not None and math.isfinite(fps) else 1.0
        if stretch > _MOST_STRETCH:
            msg = (
                f"{told_fps:g} frames per second is {stretch:.0f} times the {fps:.3g} at which this clip plays; phones "
                f"film at most {_MOST_STRETCH:g} times as fast as they play. What is needed is the rate at which its "
                f"frames were taken: for a clip that was slowed down eightfold later, that is {8 * fps:.3g}."
            )
            raise UsageError(msg)
        return cls(stretch, fps, None if told_fps is not None else _tagged(metadata or {}))

    def notes(self) -> Iterator[str]:
        """Say that the times are not those of the clip, or that they perhaps should not be."""
        if not math.isclose(self.stretch, 1.0, rel_tol=0.01):
            yield (
                f"Filmed at {self.fps * self.stretch:g} and played at {self.fps:.3g} frames per second, as was told: "
                f"all times and speeds are those of the movement, which took 1/{self.stretch:.3g} of the clip's time."
            )
        elif self.tagged_fps is not None and self.tagged_fps >= _LEAST_STRETCH * self.fps:
            yield (
                f"The clip seems to be in slow motion: the camera noted {self.tagged_fps:g} frames per second, and it "
                f"plays at {self.fps:.3g}. If so, all times are too long: give --capture-fps {self.tagged_fps:g}, or "
                "say so on the page Review a clip."
            )
        elif self.stretch == 1.0 and self.fps < _LEAST_FPS:
            yield (
                f"The clip plays at {self.fps:.2g} frames per second, at which no camera films. If it was slowed down, "
                "all times are too long: give the rate at which it was filmed (--capture-fps, or on the page Review a "
                "clip)."
            )


def usual_fps(times_s: Sequence[float] | NDArray[np.float64]) -> float:
    """Return frames per second where none is missing: the mean of the steps near the median, NaN without a step.

    Phones drop frames; over all of them the rate would be lower than that of the camera.
    """
    steps_s = np.diff(times_s)
    if not len(steps_s):
        return math.nan
    usual_s = float(np.percentile(steps_s, 50, method="lower"))
    return 1.0 / float(steps_s[np.abs(steps_s - usual_s) <= usual_s / 2].mean())


def _tagged(metadata: Mapping[str, str]) -> float | None:
    try:
        fps = float(metadata.get(_TAG, ""))
    except ValueError:
        return None
    return fps if math.isfinite(fps) and fps > 0 else None
