"""In: frames or images. Out: the pose of one person in each, in pixels and metres."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import ModelError
from formcheck.pose import skeleton
from formcheck.pose.dorsal import STATIONS, dorsal_profile
from formcheck.pose.model import bundle, task
from formcheck.pose.model.comparison import maskless_bundle
from formcheck.records import Frame, ModelName, Pose

Part = tuple[slice, slice]
"""Rows and columns of an image."""


class Landmarker:
    """Detects the pose of one person in the frames of one stream.

    It tracks the person from frame to frame, so each stream needs its own. Use it in a ``with`` statement, or call
    `close`.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    with_dorsal : bool
        Whether to measure the outline of the back too. It is read from the segmentation mask, with which a frame takes
        about half as long again (full model).

    Raises
    ------
    ModelError
        If the model is missing, damaged, or refused by MediaPipe.
    """

    def __init__(self, model: ModelName, with_dorsal: bool = False) -> None:
        self._task = _create(model, tracks=True, masks=with_dorsal)

    def detect(self, frame: Frame) -> Pose:
        """Detect the person in the next frame of the stream.

        Parameters
        ----------
        frame : Frame
            Upright, RGB, of any size.

        Returns
        -------
        Pose
            All NaN where nobody was found. `dorsal` is NaN unless it was asked for.
        """
        return _to_pose(self._task.track(frame.image, frame.t_s), frame)

    def aim(self, frame: Frame, alone: NDArray[np.uint8]) -> None:
        """Switch to another person.

        Parameters
        ----------
        frame : Frame
            The frame that was detected last.
        alone : ndarray of uint8, shape (height, width, 3)
            The same frame with everyone else painted over.
        """
        # The first detection loses the person tracked so far, the second finds the one who is left.
        for _ in range(2):
            self.detect(Frame(frame.index, frame.t_s, alone))

    def close(self) -> None:
        """Free the network; the landmarker cannot be used afterwards."""
        self._task.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


class StillLandmarker:
    """Detects one person in single images that have nothing to do with one another.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which network.
    with_mask : bool
        Whether `look` is to be called.

    Raises
    ------
    ModelError
        If the model is missing, damaged, or refused by MediaPipe.
    """

    def __init__(self, model: ModelName, *, with_mask: bool = False) -> None:
        self._task = _create(model, tracks=False, masks=with_mask)

    def detect(self, frame: Frame, image: NDArray[np.uint8], part: Part) -> Pose:
        """Detect the most prominent person in a part of an image.

        Parameters
        ----------
        frame : Frame
            The frame that the pose belongs to.
        image : ndarray of uint8, shape (height, width, 3)
            The image to search instead: the frame with something painted over.
        part : tuple of slice
            Rows and columns to search.

        Returns
        -------
        Pose
            In pixels of the frame; all NaN where nobody was found.
        """
        whole = Frame(frame.index, frame.t_s, image)
        return within(whole, part, lambda cut: _to_pose(self._task.detect(cut.image), cut))

    def look(self, image: NDArray[np.uint8]) -> tuple[Pose, NDArray[np.floating]]:
        """Detect the most prominent person in an image, with the person's mask.

        Parameters
        ----------
        image : ndarray of uint8, shape (height, width, 3)
            RGB.

        Returns
        -------
        pose : Pose
            In pixels of the image, at the time 0; all NaN where nobody was found.
        mask : ndarray of float, shape (height, width)
            Likelihood 0..1 that a pixel shows the person; empty where nobody was found.
        """
        result = self._task.detect(image)
        masks = result.segmentation_masks
        mask = masks[0].numpy_view()[..., 0].copy() if masks else np.empty((0, 0), np.float32)
        return _to_pose(result, Frame(0, 0.0, image)), mask

    def close(self) -> None:
        """Free the network."""
        self._task.close()


def within(frame: Frame, part: Part, detect: Callable[[Frame], Pose]) -> Pose:
    """Detect a person in a part of a frame, rows and columns; the pose is in pixels of the whole frame."""
    rows, columns = part
    pose = detect(Frame(frame.index, frame.t_s, np.ascontiguousarray(frame.image[rows, columns])))
    height_px, width_px = frame.image.shape[:2]
    landmarks = pose.landmarks + np.array([columns.start, rows.start, 0.0, 0.0])
    return replace(pose, width_px=width_px, height_px=height_px, landmarks=landmarks)


def _create(model: ModelName, *, tracks: bool, masks: bool = False) -> task.PoseTask:
    path = bundle.verify(bundle.locate(model))
    try:
        return task.PoseTask(path if masks else maskless_bundle(path).source, tracks=tracks, masks=masks)
    except (RuntimeError, ValueError) as error:
        msg = f"MediaPipe {task.VERSION} refuses the pose model {path}: {error}"
        raise ModelError(msg) from error


def _to_pose(result: Any, frame: Frame) -> Pose:
    height, width = frame.image.shape[:2]
    landmarks = world = np.full((skeleton.COUNT, 4), np.nan)
    dorsal = np.full(len(STATIONS), np.nan)
    if (found := task.landmarks_and_world(result)) is not None:
        landmarks, world = found[0] * (width, height, width, 1.0), found[1]
    if result.segmentation_masks:
        dorsal = dorsal_profile(result.segmentation_masks[0].numpy_view()[..., 0], landmarks)
    return Pose(t_s=frame.t_s, width_px=width, height_px=height, landmarks=landmarks, world=world, dorsal=dorsal)
