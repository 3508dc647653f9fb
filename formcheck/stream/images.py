"""Frames of a stream as arrays: converted and scaled."""

from __future__ import annotations

import av
import cv2
import numpy as np
from numpy.typing import NDArray


def rgb(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """Convert a decoded frame to an array of shape (height, width, 3), C-contiguous."""
    return np.ascontiguousarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)


def fit(image: NDArray[np.uint8], width_px: int) -> NDArray[np.uint8]:
    """Scale an image of shape (height, width, 3) down to a width; a narrower one stays as it is."""
    height, width, _ = image.shape
    if width <= width_px:
        return image
    return scaled(image, (width_px, round(height * width_px / width)))


def scaled(image: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """Scale an image of shape (height, width, 3) to a width and a height."""
    if (image.shape[1], image.shape[0]) == size_px:
        return image
    return np.ascontiguousarray(cv2.resize(image, size_px, interpolation=cv2.INTER_AREA), dtype=np.uint8)
