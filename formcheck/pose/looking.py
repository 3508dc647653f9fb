"""Frames go in and are kept for a while; a pose that was read in one of them goes in, and further looks at it come out.

The looks are independent of the stream: each finds the person anew in a crop of a single frame, plain or mirrored. A
frame is kept as the crop around its person alone, scaled and compressed: half a minute of them fits into memory.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.landmarker import StillLandmarker
from formcheck.pose.looks import ALL_LOOKS, NEAR, Looks, shank_px
from formcheck.pose.people.person import is_same_place
from formcheck.pose.skeleton import mirror
from formcheck.records import Frame, ModelName, Pose

Image = NDArray[np.uint8]

_KEPT_S = 30.0
_MOST_BYTES = 96_000_000
# The model sees a person with 205 of its 256 pixels; in the wider crop one has half of these.
_SIDE_PX, _QUALITY = 640, 90
# What is hidden stays hidden for so long, in seconds: a hand at 1 m/s moves by its own breadth.
_SAME_MOMENT_S = 0.1


class Way(NamedTuple):
    """How to look: the margin around the person, in lengths of their longer side, and whether at the mirror image."""

    margin: float
    mirrors: bool


WAYS = (Way(0.2, True), Way(0.2, False), Way(0.5, True), Way(0.5, False))
"""All looks, in the order in which they are taken."""


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """The part of a frame around one person: JPEG, its upper left corner in the frame, its pixels per frame pixel."""

    jpeg: bytes
    corner: NDArray[np.intp]
    scale: float

    @classmethod
    def of(cls, image: Image, pose: Pose) -> Crop:
        """Cut out the surroundings of a person, scaled down where they are larger than any look needs."""
        rows, columns = _around(pose.landmarks[:, :2], WAYS[-1].margin, image)
        part = image[rows, columns]
        scale = min(1.0, _SIDE_PX / max(part.shape[:2]))
        if scale < 1.0:
            part = cv2.resize(part, None, fx=scale, fy=scale).astype(np.uint8, copy=False)
        bgr = cv2.cvtColor(part, cv2.COLOR_RGB2BGR)
        _, jpeg = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        return cls(jpeg.tobytes(), np.array([columns.start, rows.start]), scale)

    @property
    def image(self) -> Image:
        """The pixels, RGB."""
        bgr = np.asarray(cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_COLOR), dtype=np.uint8)
        return np.ascontiguousarray(bgr[..., ::-1])


class SecondLooker:
    """Looks again at frames that were kept; a `formcheck.pose.looks.LookAgain`.

    Use it in a ``with`` statement or call `close`, after which it looks no more.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    most_looks : int
        How often a frame is looked at, 1..4.

    Attributes
    ----------
    known : dict of float to list of Looks
        What was seen, one by one, by the time of the frame in seconds.
    has_missed : bool
        Whether it was asked to look at a frame that was not kept.
    """

    def __init__(self, model: ModelName, most_looks: int = ALL_LOOKS) -> None:
        self._model, self._ways = model, WAYS[:most_looks]
        self._landmarker: StillLandmarker | None = None
        self._kept: deque[tuple[float, Crop]] = deque()
        self._bytes = 0
        self.known: dict[float, list[Looks]] = {}
        self.has_missed = False

    def keep(self, frame: Frame, pose: Pose) -> None:
        """Keep a frame for half a minute, with the pose that was read in it."""
        if pose.found:
            self.keep_crop(frame.t_s, Crop.of(frame.image, pose))

    def keep_crop(self, t_s: float, crop: Crop) -> None:
        """Keep for half a minute what was cut out of the frame of a time, in seconds, around its pose."""
        self._kept.append((t_s, crop))
        self._bytes += len(crop.jpeg)
        while self._kept[0][0] < t_s - _KEPT_S or self._bytes > _MOST_BYTES:
            self._bytes -= len(self._kept.popleft()[1].jpeg)

    def __call__(self, pose: Pose, times: int) -> Looks | None:
        """Look again at the frame of a pose; one look may be at a frame a moment away that was looked at before."""
        near = self.around(pose) if times == 1 else None
        return near if near is not None else self.take(pose, times)

    def take(self, pose: Pose, times: int) -> Looks | None:
        """Look so many times at the frame of a pose, if it was kept; what was seen once is remembered.

        Raises
        ------
        ModelError
            If the model is missing, damaged, or refused by MediaPipe.
        """
        known = self.known.get(pose.t_s, [])
        if ways := self._ways[len(known) : times]:
            crop = next((crop for t_s, crop in reversed(self._kept) if t_s == pose.t_s), None)
            self.has_missed |= crop is None
            if crop is not None:
                known = self.known[pose.t_s] = [*known, *looks_at(crop, pose, self._ready(), ways)]
        return Looks.together(known) if known else None

    def around(self, pose: Pose) -> Looks | None:
        """Give what is known of the nearest frame at most a moment away that was looked at; takes no look."""
        nearest_s = min(self.known, key=lambda t_s: abs(t_s - pose.t_s), default=math.inf)
        return Looks.together(self.known[nearest_s]) if abs(nearest_s - pose.t_s) <= _SAME_MOMENT_S else None

    def try_out(self, image: Image) -> None:
        """Load the model and detect the person in some image, so that the first look is as quick as all others."""
        self._ready().look(image)

    def _ready(self) -> StillLandmarker:
        if self._landmarker is None:
            self._landmarker = StillLandmarker(self._model, with_mask=True)
        return self._landmarker

    def close(self) -> None:
        """Free the network and the frames."""
        self._kept.clear()
        if self._landmarker is not None:
            self._landmarker.close()
        self._landmarker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def looks_at(crop: Crop, pose: Pose, landmarker: StillLandmarker, ways: Iterable[Way]) -> Iterator[Looks]:
    """Look at a crop in some ways.

    Parameters
    ----------
    crop : Crop
        Of the frame that the pose was read in.
    pose : Pose
        The first reading.
    landmarker : StillLandmarker
        One that gives masks.
    ways : iterable of Way

    Yields
    ------
    Looks
        One for each way; empty where nobody was found, or somebody else.
    """
    image = crop.image
    points = (pose.landmarks[:, :2] - crop.corner) * crop.scale
    for way in ways:
        rows, columns = _around(points, way.margin, image)
        seen, mask = landmarker.look(image[rows, columns][:, :: -1 if way.mirrors else 1])
        if way.mirrors:
            seen, mask = mirror(seen), mask[:, ::-1]
        corner = np.array([columns.start, rows.start])
        again = _in_frame(seen, pose, crop.corner + corner / crop.scale, crop.scale)
        if again.found and is_same_place(pose, again):
            yield Looks((again,), _on_person(mask, points - corner, NEAR * shank_px(pose) * crop.scale))
        else:
            yield Looks((), np.full(len(points), np.nan))


def _in_frame(seen: Pose, pose: Pose, corner: NDArray[np.float64], scale: float) -> Pose:
    """Move a pose from a crop to the frame."""
    landmarks = seen.landmarks / (scale, scale, scale, 1.0)
    landmarks[:, :2] += corner
    return replace(pose, landmarks=landmarks, world=seen.world, dorsal=seen.dorsal)


def _on_person(mask: NDArray[np.floating], points: NDArray[np.float64], radius_px: float) -> NDArray[np.float64]:
    """Return the highest value of a mask near each point; NaN where that is beyond its edge."""
    low = np.maximum(np.floor(points - radius_px), 0).astype(int)
    high = np.maximum(np.ceil(points + radius_px), 0).astype(int)
    near = [mask[top : bottom + 1, left : right + 1] for (left, top), (right, bottom) in zip(low, high, strict=True)]
    return np.array([part.max() if part.size else np.nan for part in near], dtype=np.float64)


def _around(points: NDArray[np.float64], margin: float, image: Image) -> tuple[slice, slice]:
    """Return the rows and columns of an image around some points, at least one of each."""
    height, width = image.shape[:2]
    low, high = points.min(axis=0), points.max(axis=0)
    slack = margin * float(max(high - low))
    left, top = np.clip(np.floor(low - slack), 0, (width - 1, height - 1)).astype(int).tolist()
    right, bottom = np.clip(np.ceil(high + slack), (left + 1, top + 1), (width, height)).astype(int).tolist()
    return slice(top, bottom), slice(left, right)
