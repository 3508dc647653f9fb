"""Frames of high dynamic range in, as phones film them by default, the colours of an ordinary display out.

The transfer functions are those of Recommendation ITU-R BT.2100-2 (2018), tables 4 and 5. Its reference white of 203
nits (Report BT.2408) becomes the white of the display; what is brighter is compressed by the curve of Report BT.2390,
5.4.1, from the 1000 nits for which phones grade. PyAV is built without FFmpeg's own filter for this (zscale).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorTrc
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Curve = NDArray[np.float64]

_WHITE_NITS, _PEAK_NITS, _MOST_NITS = 203.0, 1000.0, 10_000.0
# System gamma of an HLG display of 1000 nits. Applied to each channel: exact for grey, a little more saturated else.
_HLG_GAMMA = 1.2
# From the primaries of BT.2020 to those of BT.709, linear light (Report BT.2087, inverted).
_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]], dtype=np.float32
)
# Entries of the two tables: the ten bits that are filmed, and enough for the dark end of the display's curve.
_IN_BITS, _OUT_BITS = 10, 14


def tone_map_of(frame: VideoFrame) -> Callable[[NDArray[Any]], Image] | None:
    """Return what brings frames like this one to an ordinary display; None where they are meant for one.

    Returns
    -------
    callable or None
        Takes RGB of 16 bits in the frame's own transfer function, shape (height, width, 3); gives RGB of 8 bits with
        the primaries and the transfer function of BT.709.
    """
    transfer = frame.color_trc
    if transfer not in (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67):
        return None
    into = _to_display(is_pq=transfer == ColorTrc.SMPTE2084)
    return lambda image: _mapped(image, into)


def _mapped(image: NDArray[Any], into: NDArray[np.float32]) -> Image:
    linear = into[image >> (16 - _IN_BITS)]
    steps = np.float32((1 << _OUT_BITS) - 1)
    narrow = cv2.transform(linear, _TO_BT709 * steps)
    return _encoding()[np.clip(narrow, 0.0, steps).astype(np.uint16)]


@cache
def _to_display(*, is_pq: bool) -> NDArray[np.float32]:
    """Tabulate linear light, 1 for the display's white, by the code of a frame."""
    code = np.linspace(0.0, 1.0, 1 << _IN_BITS)
    nits = _pq_nits(code) if is_pq else _PEAK_NITS * _hlg_scene(code) ** _HLG_GAMMA
    return (_compressed(nits) / _WHITE_NITS).astype(np.float32)


@cache
def _encoding() -> Image:
    """Tabulate the code of a display by linear light: the inverse of the transfer function of BT.1886, gamma 2.4."""
    linear = np.linspace(0.0, 1.0, 1 << _OUT_BITS)
    return np.round(255.0 * linear ** (1 / 2.4)).astype(np.uint8)


_M1: Final = 2610 / 16384
_M2: Final = 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32


def _pq_nits(code: Curve) -> Curve:
    power = code ** (1 / _M2)
    light: Curve = (np.maximum(power - _C1, 0.0) / (_C2 - _C3 * power)) ** (1 / _M1)
    return _MOST_NITS * light


def _pq_code(nits: Curve | float) -> Curve:
    power = (np.asarray(nits) / _MOST_NITS) ** _M1
    code: Curve = ((_C1 + _C2 * power) / (1.0 + _C3 * power)) ** _M2
    return code


def _hlg_scene(code: Curve) -> Curve:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12)


def _compressed(nits: Curve) -> Curve:
    """Bring up to 1000 nits down to the display's 203: as they are below the knee, along a Hermite spline above it."""
    peak = float(_pq_code(_PEAK_NITS))
    code, most = np.minimum(_pq_code(nits) / peak, 1.0), float(_pq_code(_WHITE_NITS)) / peak
    knee = 1.5 * most - 0.5
    t = np.maximum((code - knee) / (1.0 - knee), 0.0)
    above = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (3 * t**2 - 2 * t**3) * most
    return _pq_nits(np.where(code < knee, code, above) * peak)
