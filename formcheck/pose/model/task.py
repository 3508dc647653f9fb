"""In: a bundle and frames. Out: the landmarks that MediaPipe detects in them, with the terminal kept clean."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.model.plots import plots_when_needed

with plots_when_needed():
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

VERSION: str = mp.__version__

_STDERR = 2


class PoseTask:
    """MediaPipe's pose landmarker for one person.

    Parameters
    ----------
    source : Path or bytes
        A bundle: a file, or its content.
    tracks : bool
        Whether the images are the frames of one stream, in which the person is followed. False for images that have
        nothing to do with one another.
    masks : bool
        Whether to return the segmentation mask too.

    Raises
    ------
    RuntimeError, ValueError
        If MediaPipe refuses the bundle.
    """

    def __init__(self, source: Path | bytes, *, tracks: bool, masks: bool = False) -> None:
        where = {"model_asset_path": str(source)} if isinstance(source, Path) else {"model_asset_buffer": source}
        mode = vision.RunningMode.VIDEO if tracks else vision.RunningMode.IMAGE
        options = vision.PoseLandmarkerOptions(
            base_options=BaseOptions(**where), running_mode=mode, num_poses=1, output_segmentation_masks=masks
        )
        self._last_ms = -1
        self._found_somebody = False
        with quiet_stderr():
            self._task = vision.PoseLandmarker.create_from_options(options)

    def detect(self, image: NDArray[np.uint8]) -> Any:
        """Detect the person in one image that has nothing to do with others; returns MediaPipe's result."""
        with quiet_stderr():
            return self._task.detect(_wrapped(image))

    def track(self, image: NDArray[np.uint8], t_s: float) -> Any:
        """Detect the person in the next frame of a stream; returns MediaPipe's result.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            RGB.
        t_s : float
            Time in the stream. Two frames may share it, and it may step back.
        """
        # MediaPipe requires whole milliseconds that strictly increase.
        self._last_ms = max(round(t_s * 1000), self._last_ms + 1)
        if self._found_somebody:
            return self._task.detect_for_video(_wrapped(image), self._last_ms)
        with quiet_stderr():  # MediaPipe's native code logs one more warning when it first finds a person
            result = self._task.detect_for_video(_wrapped(image), self._last_ms)
        self._found_somebody = bool(result.pose_landmarks)
        return result

    def close(self) -> None:
        """Free the networks; the task cannot be used afterwards."""
        with quiet_stderr():  # MediaPipe 1.2.3 logs which accelerator it frees
            self._task.close()


def landmarks_and_world(result: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Read the landmarks of a result.

    Returns
    -------
    tuple of ndarray, each of shape (33, 4), or None
        x and y in shares of the image's width and height, z in shares of the width, visibility 0..1; and x, y, z in
        metres about the mid-hip with the visibility. None where nobody was found.
    """
    if not result.pose_landmarks:
        return None
    return _to_array(result.pose_landmarks[0]), _to_array(result.pose_world_landmarks[0])


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Discard what MediaPipe's native code writes to the terminal; it has no setting for that.

    Several threads may do so at the same time: the terminal is back when the last of them has ended.
    """
    if sys.stderr is None:  # closed by the caller: the number may belong to another file now
        yield
        return
    _terminal.silence()
    try:
        yield
    finally:
        _terminal.restore()


class _Terminal:
    """The terminal, silent as long as at least one thread wants it to be."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._silencing = 0
        self._kept = -1

    def silence(self) -> None:
        with self._lock:
            self._silencing += 1
            if self._silencing > 1:
                return
            if sys.stderr is not None:
                sys.stderr.flush()
            self._kept = os.dup(_STDERR)
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, _STDERR)
            os.close(sink)

    def restore(self) -> None:
        with self._lock:
            self._silencing -= 1
            if self._silencing == 0:
                os.dup2(self._kept, _STDERR)
                os.close(self._kept)


_terminal = _Terminal()


def _wrapped(image: NDArray[np.uint8]) -> Any:
    # mp.Image silently misreads an array with padded rows.
    return mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(image))


def _to_array(points: Any) -> NDArray[np.float64]:
    return np.array([(p.x, p.y, p.z, p.visibility) for p in points], dtype=np.float64)
