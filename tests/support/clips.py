"""Small synthetic clips whose frames tell their own number and which way is up.

An upright frame is dark, with a red block in its upper left corner and a green one in its upper right. Six cells along
the bottom hold the frame's number in binary, white for one. `index_of` and `is_upright` read them back.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray

WIDTH_PX, HEIGHT_PX = 96, 64
_CELLS = 6
_TICKS_PER_S = 90_000
_OPTIONS = {
    "libx264": {"preset": "ultrafast", "crf": "18"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
    "libsvtav1": {"preset": "12", "svtav1-params": "lp=1"},
}
_DAMAGE = b"\xff\x00\xa5"


def frame_image(index: int, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> NDArray[np.uint8]:
    """Draw the upright frame with this number (0..63)."""
    image = np.full((height_px, width_px, 3), 30, np.uint8)
    image[: height_px // 3, : width_px // 4] = (230, 20, 20)
    image[: height_px // 3, -(width_px // 4) :] = (20, 230, 20)
    for bit in range(_CELLS):
        if index >> bit & 1:
            image[height_px * 2 // 3 :, width_px * bit // _CELLS : width_px * (bit + 1) // _CELLS] = 235
    return image


def index_of(image: NDArray[np.uint8]) -> int:
    """Read the number out of an upright frame."""
    height_px, width_px, _ = image.shape
    row = image[height_px * 5 // 6].mean(axis=1)
    return sum(1 << bit for bit in range(_CELLS) if row[int(width_px * (bit + 0.5) / _CELLS)] > 128)


def is_upright(image: NDArray[np.uint8]) -> bool:
    """Whether red is upper left and green upper right."""
    height_px, width_px, _ = image.shape
    left, right = image[height_px // 6, width_px // 8], image[height_px // 6, -(width_px // 8)]
    return bool(left[0] > 150 > left[1] and right[1] > 150 > right[0])


def has_encoder(codec: str) -> bool:
    """Whether this build of PyAV can write the codec."""
    try:
        av.Codec(codec, "w")
    except av.FFmpegError:
        return False
    return True


def write_clip(
    path: Path,
    *,
    codec: str = "libx264",
    count: int = 12,
    size_px: tuple[int, int] = (WIDTH_PX, HEIGHT_PX),
    fps: float = 30.0,
    times_s: Sequence[float] | None = None,
    pix_fmt: str = "yuv420p",
    turn_deg: int = 0,
    mirrored: bool = False,
    pixel_aspect: Fraction | None = None,
    audio: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """Write a clip; its upright frames are `frame_image(0)` to `frame_image(count - 1)`.

    Parameters
    ----------
    path : Path
        Its suffix chooses the container.
    codec, pix_fmt : str
        PyAV's name of the encoder, and its pixel format.
    count : int
        Number of frames, at most 64.
    size_px : tuple of int
        Upright width and height as stored, before `pixel_aspect`.
    fps : float
        Frame rate where `times_s` does not say otherwise.
    times_s : sequence of float, optional
        Presentation time of each frame.
    turn_deg : int
        The stored frame is turned so that a reader must turn it counter-clockwise by this much.
    mirrored : bool
        A reader must swap left and right after the turn.
    pixel_aspect : Fraction, optional
        Width of a pixel over its height.
    audio : bool
        Add a tone.
    options : dict, optional
        More options for the encoder.

    Returns
    -------
    Path
        The same path.
    """
    times_s = times_s if times_s is not None else [i / fps for i in range(count)]
    with av.open(path, "w", container_options={"movflags": "+faststart"} if path.suffix == ".mp4" else {}) as out:
        sound = out.add_stream("aac", rate=16_000, layout="mono") if audio else None
        all_options = _OPTIONS.get(codec, {}) | (options or {})
        stream = out.add_stream(codec, rate=Fraction(fps).limit_denominator(1001), options=all_options)
        assert isinstance(stream, VideoStream)
        first = _stored(0, size_px, turn_deg, mirrored)
        stream.width, stream.height, stream.pix_fmt = first.shape[1], first.shape[0], pix_fmt
        stream.time_base = stream.codec_context.time_base = _time_base(path)
        if turn_deg or mirrored:
            stream.set_display_rotation(turn_deg, hflip=mirrored)
        if pixel_aspect:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        _encode(out, stream, [_stored(i, size_px, turn_deg, mirrored) for i in range(len(times_s))], times_s)
        if sound is not None:
            _add_tone(out, sound, times_s[-1] + 1 / fps)
    return path


def _stored(index: int, size_px: tuple[int, int], turn_deg: int, mirrored: bool) -> NDArray[np.uint8]:
    image = frame_image(index, *size_px)
    if mirrored:
        image = image[:, ::-1]
    return np.ascontiguousarray(np.rot90(image, -turn_deg // 90))


def _time_base(path: Path) -> Fraction:
    return Fraction(1, {".gif": 100, ".avi": 30}.get(path.suffix, _TICKS_PER_S))


def _encode(
    out: OutputContainer, stream: VideoStream, images: Sequence[NDArray[np.uint8]], times_s: Sequence[float]
) -> None:
    base = stream.codec_context.time_base or Fraction(1, _TICKS_PER_S)
    for image, t_s in zip(images, times_s, strict=True):
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts, frame.time_base = round(t_s / base), base
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def _add_tone(out: OutputContainer, stream: av.AudioStream, duration_s: float) -> None:
    rate = 16_000
    tone = np.sin(np.arange(round(duration_s * rate), dtype=np.float32) * 0.17, dtype=np.float32)[None, :] / 4
    frame = av.AudioFrame.from_ndarray(tone, format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
    out.mux(stream.encode(frame))
    out.mux(stream.encode(None))


def write_audio_only(path: Path, *, cover: bool = False) -> Path:
    """Write a file with a tone in it, and a cover image if asked."""
    with av.open(path, "w") as out:
        sound = out.add_stream("aac", rate=16_000, layout="mono")
        if cover:
            art = out.add_stream("png", rate=1)
            art.width, art.height, art.pix_fmt = WIDTH_PX, HEIGHT_PX, "rgb24"
            art.disposition = Disposition.attached_pic
            _encode(out, art, [frame_image(0)], [0.0])
        _add_tone(out, sound, 0.5)
    return path


def write_no_frames(path: Path) -> Path:
    """Write a container with a video stream that has no frame."""
    with av.open(path, "w") as out:
        stream = out.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
        out.start_encoding()
    return path


def truncate(path: Path, share: float) -> Path:
    """Cut a file after this share of its bytes."""
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * share)])
    return path


def damage_packets(path: Path, numbers: Sequence[int]) -> Path:
    """Overwrite the payload of some video packets, by their number in the file."""
    with av.open(path) as container:
        places = [(p.pos, p.size) for p in container.demux(video=0) if p.size]
    data = bytearray(path.read_bytes())
    for number in numbers:
        start, size = places[number]
        if start is None:
            msg = f"{path} does not tell where its packets are"
            raise ValueError(msg)
        data[start : start + size] = (_DAMAGE * size)[:size]
    path.write_bytes(data)
    return path


def forget_display_order(path: Path) -> Path:
    """Set every composition offset of an MP4 to zero, so that the times of its B-frames run backwards."""
    data = bytearray(path.read_bytes())
    # The composition offset box: name, version, number of entries, then (count, offset) for each.
    box = data.index(b"ctts")
    entries = int.from_bytes(data[box + 8 : box + 12])
    for entry in range(entries):
        offset_at = box + 16 + 8 * entry
        data[offset_at : offset_at + 4] = bytes(4)
    path.write_bytes(data)
    return path


def lie_about_length(path: Path, times: int) -> Path:
    """Write into the header that the clip is this many times as long as it is."""
    data = bytearray(path.read_bytes())
    if path.suffix == ".mkv":
        at = data.index(b"\x44\x89\x88") + 3  # the duration, as a number of eight bytes
        data[at : at + 8] = struct.pack(">d", times * struct.unpack(">d", data[at : at + 8])[0])
    elif path.suffix == ".avi":
        at = data.index(b"strh") + 8 + 32  # the number of frames
        data[at : at + 4] = struct.pack("<I", times * struct.unpack("<I", data[at : at + 4])[0])
    else:
        for name, offset in ((b"mvhd", 20), (b"tkhd", 24), (b"mdhd", 20)):
            at = data.index(name) + offset
            data[at : at + 4] = struct.pack(">I", times * struct.unpack(">I", data[at : at + 4])[0])
    path.write_bytes(data)
    return path


def repeat_times(path: Path, start: int, stop: int) -> Path:
    """Give the frames from `start` to `stop` the time of the one before them."""
    old = path.rename(path.with_stem("old"))
    with av.open(old) as container, av.open(path, "w") as out:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        stream = out.add_stream_from_template(container.streams.video[0])
        for number, packet in enumerate(packets):
            if start <= number < stop:
                packet.pts, packet.dts = packets[start - 1].pts, packets[start - 1].dts
            packet.stream = stream
            out.mux(packet)
    return path


def with_grey_track_first(clip: Path, path: Path, is_default: bool) -> Path:
    """Put a small grey track before that of a clip, which is the default one or as good as the other."""
    with av.open(clip) as container, av.open(path, "w") as out:
        grey = out.add_stream("libx264", rate=10)
        grey.width, grey.height, grey.pix_fmt, grey.disposition = 64, 48, "yuv420p", Disposition(0)
        moving = out.add_stream_from_template(container.streams.video[0])
        moving.disposition = Disposition.default if is_default else Disposition(0)
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 127, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            out.mux(grey.encode(frame))
        out.mux(grey.encode(None))
        for packet in container.demux(video=0):
            if packet.size:
                packet.stream = moving
                out.mux(packet)
    return path
