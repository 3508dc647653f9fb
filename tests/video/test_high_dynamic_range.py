from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorTrc
from numpy.typing import NDArray

from formcheck.video import VideoReader
from tests.support import clips

PQ, HLG = "smpte2084", "arib-std-b67"
TRANSFERS = {PQ: ColorTrc.SMPTE2084, HLG: ColorTrc.ARIB_STD_B67}
BT2020 = 9
needs_hevc = pytest.mark.skipif(not clips.has_encoder("libx265"), reason="this PyAV cannot write HEVC")

# Report ITU-R BT.2408-7, table 1: codes of a grey card of 18 %, and of the reference white. The card reflects 26 of 203
# nits, which a display of gamma 2.4 shows with the code 0.42 of 255.
GREY = {PQ: 0.38, HLG: 0.38}
WHITE = {PQ: 0.58, HLG: 0.75}


def write(path: Path, transfer: str, code: NDArray[np.float64]) -> Path:
    """Write a 10-bit HEVC clip of three frames, as a phone does, from codes 0..1 of shape (height, width, 3)."""
    params = f"log-level=none:transfer={transfer}:colorprim=bt2020:colormatrix=bt2020nc:crf=8"
    with av.open(path, "w") as out:
        stream = out.add_stream("libx265", rate=30, options={"preset": "ultrafast", "x265-params": params})
        stream.height, stream.width = code.shape[:2]
        stream.pix_fmt = "yuv420p10le"
        for _ in range(3):
            frame = av.VideoFrame.from_ndarray((code * 65535).round().astype(np.uint16), format="rgb48le")
            frame.color_trc, frame.color_primaries = TRANSFERS[transfer], ColorPrimaries.BT2020
            out.mux(stream.encode(frame.reformat(format="yuv420p10le", dst_colorspace=BT2020)))
        out.mux(stream.encode(None))
    return path


def first_image(path: Path) -> NDArray[np.uint8]:
    with VideoReader(path) as reader:
        return next(reader).image


@needs_hevc
@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_grey_and_white_are_those_of_an_ordinary_clip(tmp_path: Path, transfer: str) -> None:
    code = np.full((64, 96, 3), GREY[transfer])
    code[:, 48:] = WHITE[transfer]
    image = first_image(write(tmp_path / "a.mp4", transfer, code))
    assert image[32, 20].tolist() == pytest.approx([108] * 3, abs=5)
    assert np.all(image[32, 76] > 220)


@needs_hevc
def test_colours_keep_their_hue(tmp_path: Path) -> None:
    """The red of BT.709 in the primaries of BT.2020 (Report BT.2087), at 100 nits in PQ."""
    code = np.zeros((64, 96, 3))
    code[:] = [0.463, 0.279, 0.184]  # PQ of 62.7, 6.9 and 1.6 nits
    red, green, blue = (int(value) for value in first_image(write(tmp_path / "a.mp4", PQ, code))[32, 48])
    assert red > 150
    assert max(green, blue) < 60


def test_an_ordinary_clip_is_not_touched(tmp_path: Path) -> None:
    path = clips.write_clip(tmp_path / "a.mp4", count=3)
    assert np.abs(first_image(path).astype(int) - clips.frame_image(0)).mean() < 4
