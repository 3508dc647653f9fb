"""Clips that are odd and not broken: sizes, rates, times, turns, colours, tracks -> their bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any, Final

import av
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorTrc

from benchmarks.damage.seeds import COUNT, FORMATS, Making, good_clips, pictures, written

Make = Callable[[Random], bytes]
"""Takes what decides by chance, and returns a file."""
_PLAIN: Final = Making(options={"preset": "ultrafast"})
_STEP_S: Final = 1 / 15
_YEAR_S: Final = 365.0 * 24 * 3600


def _sized(width: int, height: int, count: int, _: Random) -> bytes:
    image = np.full((height, width, 3), 90, np.uint8)
    return written([image] * count, _PLAIN)


def _timed(times_s: Sequence[float], suffix: str, chance: Random) -> bytes:
    return written(pictures(chance.randrange(3)), replace(_PLAIN, times_s=times_s, suffix=suffix))


def _retimed(change: Callable[[int, int, int], tuple[int | None, int | None]], name: str, _: Random) -> bytes:
    """Write the packets of a good clip again, with other times; `change` takes number, time and usual step."""
    suffix, data = good_clips()[name]
    content = io.BytesIO()
    with av.open(io.BytesIO(data), "r") as container, av.open(content, "w", format=_muxer(suffix)) as out:
        source = container.streams.video[0]
        stream = out.add_stream_from_template(source)
        packets = [packet for packet in container.demux(source) if packet.size]
        step = max(int(1 / 15 / float(source.time_base or 1)), 1)
        for number, packet in enumerate(packets):
            packet.pts, packet.dts = change(number, packet.pts or 0, step)
            packet.stream = stream
            try:
                out.mux(packet)
            except av.FFmpegError:
                continue  # The writer refuses the worst of it; what it has taken is odd enough.
    return content.getvalue()


def _muxer(suffix: str) -> str:
    return {"mkv": "matroska", "ts": "mpegts"}.get(suffix, suffix)


def _without_key_frame(name: str, _: Random) -> bytes:
    suffix, data = good_clips()[name]
    content = io.BytesIO()
    with av.open(io.BytesIO(data), "r") as container, av.open(content, "w", format=_muxer(suffix)) as out:
        source = container.streams.video[0]
        stream = out.add_stream_from_template(source)
        for packet in container.demux(source):
            if packet.size and not packet.is_keyframe:
                packet.stream = stream
                out.mux(packet)
    return content.getvalue()


def _several(count: int, with_frames: bool, chance: Random) -> bytes:
    """Write several tracks of video, of which only the last may hold anything."""
    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as out:
        tracks: list[Any] = [out.add_stream("mpeg4", rate=15) for _ in range(count)]
        for number, stream in enumerate(tracks):
            stream.width, stream.height, stream.pix_fmt = 64 + 16 * number, 48, "yuv420p"
        for number, stream in enumerate(tracks):
            for i in range(6 if with_frames or number == count - 1 else 0):
                image = np.full((48, 64 + 16 * number, 3), chance.randrange(256), np.uint8)
                frame = av.VideoFrame.from_ndarray(image, format="rgb24")
                frame.pts = i
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
    return content.getvalue()


def _sound_alone(_: Random) -> bytes:
    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as out:
        sound: Any = out.add_stream("aac", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 48_000
        out.mux(sound.encode(frame))
        out.mux(sound.encode(None))
    return content.getvalue()


def _coloured(trc: ColorTrc | int, primaries: ColorPrimaries | int, pix_fmt: str, chance: Random) -> bytes:
    def tag(frame: av.VideoFrame) -> av.VideoFrame:
        frame = frame.reformat(format=pix_fmt)
        frame.color_trc, frame.color_primaries = trc, primaries
        return frame

    how = replace(_PLAIN, codec="libx265", pix_fmt=pix_fmt, options=FORMATS["hevc"].options)
    return written(pictures(chance.randrange(3)), how, tag)


def _made(how: Making, chance: Random) -> bytes:
    return written(pictures(chance.randrange(3)), how)


def _reversed(number: int, pts: int, step: int) -> tuple[int, int]:
    del pts
    return (COUNT - number) * step, number * step


ODD: Final[dict[str, tuple[str, Make]]] = {
    **{
        f"{width} x {height} pixels": ("mp4", partial(_sized, width, height, 4))
        for width, height in ((2, 2), (16, 2), (2, 4096), (4096, 2), (8192, 16), (16, 8192), (4096, 2160), (34, 34))
    },
    "8176 x 8176 pixels": ("mp4", lambda _: written(
        [np.full((8176, 8176, 3), 90, np.uint8)], Making(codec="mpeg4"))),
    "one frame": ("mp4", lambda chance: written(pictures(chance.randrange(3))[:1], _PLAIN)),
    "a frame a minute": ("mp4", partial(_timed, [60.0 * i for i in range(COUNT)], "mp4")),
    "a frame a year": ("mkv", partial(_timed, [_YEAR_S * i for i in range(COUNT)], "mkv")),
    "a frame a month, AVI": ("avi", lambda chance: written(pictures(chance.randrange(3)), replace(
        _PLAIN, codec="mpeg4", suffix="avi", options={}))),
    "10,000 frames a second": ("mp4", partial(_timed, [1e-4 * i for i in range(COUNT)], "mp4")),
    "90,000 frames a second": ("mp4", partial(_timed, [i / 90_000 for i in range(COUNT)], "mp4")),
    "times that begin after ten years": ("mkv", partial(_timed, [10 * _YEAR_S + i / 15 for i in range(COUNT)], "mkv")),
    "times before zero": ("mkv", partial(_timed, [-5 + i / 15 for i in range(COUNT)], "mkv")),
    "one gap of a day": ("mp4", partial(_timed, [i / 15 + (86_400 if i > 8 else 0) for i in range(COUNT)], "mp4")),
    "one gap of 15 hours, MPEG-TS": (
        "ts", partial(_timed, [i / 15 + (54_000 if i > 8 else 0) for i in range(COUNT)], "ts")),
    **{
        f"{what}, {name}": (good_suffix, partial(_retimed, change, name))
        for name, good_suffix in (("mp4", "mp4"), ("mkv", "mkv"), ("ts", "ts"), ("avi", "avi"))
        for what, change in (
            ("equal times", lambda *_: (0, 0)),
            ("falling times", _reversed),
            ("missing times", lambda *_: (None, None)),
            ("every other time missing", lambda n, _, step: (None, None) if n % 2 else (n * step, n * step)),
            ("times at the limit", lambda n, _, step: ((1 << 62) + n * step, (1 << 62) + n * step)),
            ("times far apart", lambda n, *_: (n * (1 << 40), n * (1 << 40))),
            ("times that start again", lambda n, _, step: (n % 4 * step, n * step)),
        )
    },
    **{f"no key frame, {name}": (name, partial(_without_key_frame, name)) for name in ("mp4", "avi", "ts")},
    **{f"{n} tracks": ("mp4", partial(_several, n, True)) for n in (2, 9, 40)},
    "9 tracks, 8 of them empty": ("mp4", partial(_several, 9, False)),
    "sound alone": ("mp4", _sound_alone),
    **{f"turned by {turn}": ("mp4", partial(_made, replace(_PLAIN, turn_deg=turn))) for turn in (90, 180, 270, 45)},
    "interlaced": ("avi", partial(_made, Making(suffix="avi", codec="mpeg4", options={"flags": "+ildct+ilme"}))),
    "alpha, VP9": ("webm", partial(_made, replace(FORMATS["webm"], pix_fmt="yuva420p"))),
    "alpha, ProRes": ("mov", partial(_made, Making(suffix="mov", codec="prores_ks", pix_fmt="yuva444p10le"))),
    "alpha, PNG": ("mov", partial(_made, Making(suffix="mov", codec="png", pix_fmt="rgba"))),
    "grey": ("mkv", partial(_made, Making(suffix="mkv", codec="ffv1", pix_fmt="gray"))),
    "16 bits": ("mkv", partial(_made, Making(suffix="mkv", codec="ffv1", pix_fmt="gbrp16le"))),
    "4:4:4": ("mp4", partial(_made, replace(_PLAIN, pix_fmt="yuv444p"))),
    "MJPEG": ("avi", partial(_made, Making(suffix="avi", codec="mjpeg", pix_fmt="yuvj420p"))),
    "AV1": ("mp4", partial(_made, Making(codec="libsvtav1", options={"preset": "12", "svtav1-params": "lp=1"}))),
    **{
        f"{name}, {pix_fmt}": ("mp4", partial(_coloured, trc, primaries, pix_fmt))
        for name, trc, primaries in (
            ("PQ", ColorTrc.SMPTE2084, ColorPrimaries.BT2020), ("HLG", ColorTrc.ARIB_STD_B67, ColorPrimaries.BT2020),
            ("PQ with the primaries of BT.709", ColorTrc.SMPTE2084, ColorPrimaries.BT709),
            ("linear light", ColorTrc.LINEAR, ColorPrimaries.BT2020),
        )
        for pix_fmt in ("yuv420p", "yuv420p10le")
    },
}  # fmt: skip
