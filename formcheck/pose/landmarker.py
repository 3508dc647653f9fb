"""From frames to poses with MediaPipe; the only file that runs it."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.pose import skeleton
from formcheck.pose.dorsal import STATIONS, dorsal_profile
from formcheck.pose.model import bundle
from formcheck.pose.model.packing import bundle_without_mask
from formcheck.records import Frame, ModelName, Pose

_STDERR = 2
_stderr_lock = threading.Lock()


class Landmarker:
    """Finds the pose of one person in the frames of one stream.

    It follows the person from frame to frame, so each stream needs its own. Use it in a ``with`` statement, or call
    `close`.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    with_dorsal : bool
        Whether to measure the back's outline too. A frame takes about half as long again then, since the network
        computes its mask only for this.

    Raises
    ------
    ModelError
        If the model is missing, damaged, or refused by MediaPipe.
    """

    def __init__(self, model: ModelName = "full", with_dorsal: bool = False) -> None:
        self._last_ms = -1
        self._prints_first_warning = True
        self._task = _create(model, vision.RunningMode.VIDEO, masks=with_dorsal)

    def detect(self, frame: Frame) -> Pose:
        """Find the person in the next frame of the stream.

        Parameters
        ----------
        frame : Frame
            Upright, RGB, of any size.

        Returns
        -------
        Pose
            All NaN where nobody was found. `dorsal` is NaN unless it was asked for.
        """
        # MediaPipe wants whole milliseconds that strictly increase, also when two frames share one.
        self._last_ms = max(round(frame.t_s * 1000), self._last_ms + 1)
        image = _to_mediapipe(frame.image)
        if self._prints_first_warning:  # it has one more remark to make on the first person it sees
            with _quiet_stderr():
                result = self._task.detect_for_video(image, self._last_ms)
            self._prints_first_warning = not result.pose_landmarks
        else:
            result = self._task.detect_for_video(image, self._last_ms)
        return _to_pose(result, frame)

    def aim(self, frame: Frame, alone: NDArray[np.uint8]) -> None:
        """Turn to another person.

        Parameters
        ----------
        frame : Frame
            The frame that was detected last.
        alone : ndarray of uint8, shape (height, width, 3)
            The same picture with everybody else painted over.
        """
        # Once to lose whoever was followed before, and once to find the one who is left.
        for _ in range(2):
            self.detect(Frame(frame.index, frame.t_s, alone))

    def close(self) -> None:
        """Free the network; the landmarker cannot be used afterwards."""
        _close(self._task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class StillLandmarker:
    """Finds one person in single pictures that do not follow one another.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.

    Raises
    ------
    ModelError
        If the model is missing or damaged.
    """

    def __init__(self, model: ModelName = "full") -> None:
        self._task = _create(model, vision.RunningMode.IMAGE, masks=False)

    def detect(self, frame: Frame, image: NDArray[np.uint8], part: slice) -> Pose:
        """Find whoever stands out most in a part of a picture.

        Parameters
        ----------
        frame : Frame
            The frame that the pose belongs to.
        image : ndarray of uint8, shape (height, width, 3)
            What to look at in its place: the frame with something painted over.
        part : slice
            Columns to look at.

        Returns
        -------
        Pose
            In the pixels of the frame; all NaN where nobody was found.
        """
        strip = Frame(frame.index, frame.t_s, image[:, part])
        with _quiet_stderr():
            pose = _to_pose(self._task.detect(_to_mediapipe(strip.image)), strip)
        landmarks = pose.landmarks + np.array([part.start, 0.0, 0.0, 0.0])
        return replace(pose, width_px=image.shape[1], landmarks=landmarks)

    def close(self) -> None:
        """Free the network."""
        _close(self._task)


def _create(model: ModelName, mode: Any, *, masks: bool) -> Any:
    path = bundle.verify(bundle.locate(model))
    options = vision.PoseLandmarkerOptions(
        base_options=_bundle_of(path, masks=masks),
        running_mode=mode,
        num_poses=1,
        output_segmentation_masks=masks,
    )
    try:
        with _quiet_stderr():
            return vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        msg = f"MediaPipe {mp.__version__} refuses the pose model {path}: {error}"
        raise ModelError(msg) from error


def _close(task: Any) -> None:
    with _quiet_stderr():  # MediaPipe 1.2.3 logs which accelerator it frees
        task.close()


def _bundle_of(path: Path, *, masks: bool) -> BaseOptions:
    """Name the bundle, or hand over one without the mask's part where nobody asks for masks."""
    if masks:
        return BaseOptions(model_asset_path=str(path))
    return BaseOptions(model_asset_buffer=bundle_without_mask(path.read_bytes()))


@contextmanager
def _quiet_stderr() -> Iterator[None]:
    """Hold back what MediaPipe's native code writes to the terminal; no setting of its own does.

    The lock keeps two threads from taking each other's redirection for the true one.
    """
    if sys.stderr is None:  # closed by the caller: the number may belong to another file now
        yield
        return
    with _stderr_lock:
        sys.stderr.flush()
        kept = os.dup(_STDERR)
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)
            os.close(sink)
            os.close(kept)


def _to_mediapipe(image: NDArray[np.uint8]) -> Any:
    # mp.Image reads an array with padded rows as if it had none, and says nothing
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))


def _to_pose(result: Any, frame: Frame) -> Pose:
    height, width = frame.image.shape[:2]
    landmarks = world = np.full((skeleton.COUNT, 4), np.nan)
    dorsal = np.full(len(STATIONS), np.nan)
    if result.pose_landmarks:
        landmarks = _to_array(result.pose_landmarks[0]) * (width, height, width, 1.0)
        world = _to_array(result.pose_world_landmarks[0])
    if result.segmentation_masks:
        dorsal = dorsal_profile(result.segmentation_masks[0].numpy_view()[..., 0], landmarks)
    return Pose(t_s=frame.t_s, width_px=width, height_px=height, landmarks=landmarks, world=world, dorsal=dorsal)


def _to_array(points: Any) -> NDArray[np.float64]:
    return np.array([(p.x, p.y, p.z, p.visibility) for p in points], dtype=np.float64)
