"""Pictures on a page."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import streamlit as st
from numpy.typing import NDArray

from formcheck.ui.player.browser_files import kept_address

_QUALITY: Final = 85


def show_picture(
    image: NDArray[np.uint8] | Path, *, caption: str, alt: str | None = None, width_px: int | None = None
) -> None:
    """Show a picture, embedded in the page or served like other kept files.

    Parameters
    ----------
    image : ndarray or Path
        A picture of shape (height, width, 3), RGB; or a file of a kept set.
    caption : str
        Caption below it.
    alt : str, optional
        What it shows, for those who do not see it.
    width_px : int, optional
        Greatest width in pixels.
    """
    shown = _served(image) if isinstance(image, Path) else _address(image)
    st.image(shown, caption=caption, alt=alt, width="content" if width_px is None else width_px)


def _served(path: Path) -> str | Path:
    return kept_address(path, path.name) or path


def _address(image: NDArray[np.uint8]) -> str:
    """Return a picture as an address that needs no server."""
    _, jpeg = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return f"data:image/jpeg;base64,{b64encode(jpeg.tobytes()).decode()}"
