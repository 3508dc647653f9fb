"""The sample videos, shortened and shrunk, in the containers and codecs that people have -> whole files as bytes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import Any, Final

import av
import numpy as np
from av.video.stream import VideoStream
from numpy.typing import NDArray

from benchmarks.data import SAMPLES
from formcheck.video.reader import VideoReader

# The encoder of AV1 describes itself at length.
os.environ.setdefault("SVT_LOG", "1")
Image = NDArray[np.uint8]
COUNT: Final = 16
_SIDE_PX: Final = 160
_EVERY: Final = 3
_NAMES: Final = ("squat_too_shallow_side", "forward_lunge_good_side", "side_lunge_good_front")
_TICKS: Final = 90_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a clip is written.

    Attributes
    ----------
    suffix, codec, pix_fmt : str
        The container by its ending, the encoder, and its pixel format.
    times_s : sequence of float or None
        Presentation times; None for 15 frames a second.
    turn_deg : int
        Rotation that the header states.
    with_sound : bool
        Whether there is a track of sound too.
    options : dict
        Of the encoder.
    """

    suffix: str = "mp4"
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    times_s: Sequence[float] | None = None
    turn_deg: int = 0
    with_sound: bool = False
    options: dict[str, str] = field(default_factory=dict)


FORMATS: Final = {
    "mp4": Making(with_sound=True, options={"preset": "veryfast", "g": "8"}),
    "mov": Making(suffix="mov", turn_deg=90, options={"preset": "veryfast"}),
    "hevc": Making(codec="libx265", options={"preset": "ultrafast", "x265-params": "log-level=none"}),
    "webm": Making(suffix="webm", codec="libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}),
    "mkv": Making(suffix="mkv", codec="libx264", with_sound=True, options={"preset": "veryfast", "g": "8"}),
    "avi": Making(suffix="avi", codec="mpeg4"),
    "gif": Making(suffix="gif", codec="gif", pix_fmt="rgb8"),
    "ts": Making(suffix="ts", options={"preset": "veryfast", "g": "8"}),
}


@cache
def pictures(which: int = 0) -> tuple[Image, ...]:
    """Read some frames of a sample video, small."""
    with VideoReader(SAMPLES / f"{_NAMES[which % len(_NAMES)]}.mp4", max_side_px=_SIDE_PX) as reader:
        return tuple(_even(frame.image) for frame in islice(reader, 0, COUNT * _EVERY, _EVERY))


@cache
def good_clips() -> dict[str, tuple[str, bytes]]:
    """Return undamaged clips by name, each with the ending of its file."""
    return {name: (how.suffix, written(pictures(i), how)) for i, (name, how) in enumerate(FORMATS.items())}


def written(images: Sequence[Image], how: Making, prepare: Any = None) -> bytes:
    """Write a clip and return its bytes; `prepare` may change each frame before it is encoded."""
    content = io.BytesIO()
    times_s = how.times_s if how.times_s is not None else [i / 15 for i in range(len(images))]
    with av.open(content, "w", format={"mkv": "matroska", "ts": "mpegts"}.get(how.suffix, how.suffix)) as out:
        stream = out.add_stream(how.codec, rate=15, options=how.options)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = images[0].shape[:2]
        stream.pix_fmt = how.pix_fmt
        # MPEG-4 counts no finer than 1/65535 s.
        base = Fraction(1, 15) if how.codec == "mpeg4" else Fraction(1, {"gif": 100, "avi": 15}.get(how.suffix, _TICKS))
        stream.time_base = stream.codec_context.time_base = base
        if how.turn_deg:
            stream.set_display_rotation(how.turn_deg)
        sound = out.add_stream("aac", rate=48_000, layout="mono") if how.with_sound else None
        for frame in _frames(images, times_s, base):
            out.mux(stream.encode(prepare(frame) if prepare is not None else frame))
        out.mux(stream.encode(None))
        if sound is not None:
            _add_silence(out, sound)
    return content.getvalue()


def _frames(images: Sequence[Image], times_s: Sequence[float], base: Fraction) -> Iterator[av.VideoFrame]:
    for image, t_s in zip(images, times_s, strict=False):
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = round(t_s / base), base
        yield frame


def _add_silence(out: Any, sound: Any) -> None:
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
    out.mux(sound.encode(frame))
    out.mux(sound.encode(None))


def _even(image: Image) -> Image:
    height, width = (size // 2 * 2 for size in image.shape[:2])
    return np.ascontiguousarray(image[:height, :width])
