"""A path in, an open container out, or an error that says in plain words why the file is not a video."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.errors import UnreadableVideoError, did_you_mean

CLIP_KINDS: Final = ("mp4", "mov", "m4v", "webm", "mkv", "avi", "gif")
"""Endings of the files that are offered and taken for clips; what is in them is decided when one is opened."""
# Playlists are excluded on purpose: they would make the reader open other files or network addresses.
_VIDEO_FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,gif,mpegts,mpeg,mpegvideo,m4v,h264,hevc,av1,obu,ivf,flv,live_flv,asf,"
    "ogg,nut,mjpeg,mxf,yuv4mpegpipe,apng,wav,mp3,aac,flac,aiff,amr,"
    "image2,png_pipe,jpeg_pipe,webp_pipe,bmp_pipe,tiff_pipe,svg_pipe,ppm_pipe,pgm_pipe,jpegxl_pipe"
)
# Cover art and the previews of a player's time line are video streams too.
_PICTURES = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
_IMAGE_BRANDS = {"heic", "heix", "mif1", "avif"}
MOST_PIXELS: Final = 1 << 26
"""Pixels of a frame; a decoder may hold seventeen at once, each of one and a half bytes a pixel or more."""
MOST_ASPECT: Final = 10
"""How much longer one side of a frame may be than the other: the widest films have less than three times, and looking
for a small person in a strip would take as many looks as it is longer than high."""
_GOOD = "A video in a common format such as MP4, MOV, WebM, MKV, AVI or GIF is needed."


def open_container(path: Path) -> InputContainer:
    """Open a local file that may be a video.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    InputContainer
        To be closed by the caller.

    Raises
    ------
    UnreadableVideoError
        If it is missing, a folder, empty, an image, or not in a known video format.
    """
    _check_file(path)
    options = {"format_whitelist": _VIDEO_FORMATS, "protocol_whitelist": "file"}
    try:
        # The prefix prevents a colon in the name from being parsed as a protocol.
        container = av.open(f"file:{path}", mode="r", container_options=options, metadata_errors="replace")
    except (av.FFmpegError, OSError) as error:
        raise UnreadableVideoError(_not_a_video(path, error)) from error
    if _is_image(container):
        container.close()
        msg = (
            f"{str(path)!r} is an image, not a video. {_GOOD} "
            "Film a few repetitions, then run 'formcheck analyze' on that clip."
        )
        raise UnreadableVideoError(msg)
    return container


def choose_stream(container: InputContainer, path: Path) -> VideoStream:
    """Return the video stream that a player would show: the default one, else the largest, never cover art.

    Raises
    ------
    UnreadableVideoError
        If there is none, its codec is unknown, or its frames are far larger than any camera's.
    """
    moving = [s for s in container.streams.video if not s.disposition & _PICTURES]
    if not moving:
        found = ", ".join(sorted({s.type for s in container.streams if s.type != "video"})) or "nothing"
        msg = (
            f"{str(path)!r} has no video in it. Found: {found}. {_GOOD} "
            "Check that the right file was chosen, and that the camera recorded more than sound."
        )
        raise UnreadableVideoError(msg)
    known = [s for s in moving if s.codec_context is not None]
    if not known:
        msg = (
            f"{str(path)!r} uses a video codec that cannot be decoded here; H.264, HEVC, VP9 and AV1 can. "
            "Export the clip again as MP4 (H.264), then run the command on that file."
        )
        raise UnreadableVideoError(msg)
    chosen = max(known, key=lambda s: (bool(s.disposition & Disposition.default), s.width * s.height))
    if chosen.width * chosen.height > MOST_PIXELS:
        msg = (
            f"{str(path)!r} has frames of {chosen.width} x {chosen.height} pixels, and at most {MOST_PIXELS / 1e6:.0f} "
            "million are decoded: 8K has 33 million. Export the clip again, smaller."
        )
        raise UnreadableVideoError(msg)
    # What the header does not say, the decoder finds in the frames.
    chosen.codec_context.options = chosen.codec_context.options | {"max_pixels": str(MOST_PIXELS)}
    return chosen


def no_frame(path: Path, damaged: int) -> UnreadableVideoError:
    """Make the error for a file that opens as a video but yields no frame."""
    found = f"{damaged} damaged packets and no intact one" if damaged else "a video stream without a single frame"
    msg = (
        f"{str(path)!r} contains no frame that can be decoded. Found: {found}. {_GOOD} "
        "Copy or export the clip again, and check that it plays in a video player."
    )
    return UnreadableVideoError(msg)


def a_strip(path: Path, width_px: int, height_px: int) -> UnreadableVideoError:
    """Make the error for a picture that is so much longer than high, or higher than long, that its header must lie."""
    msg = (
        f"{str(path)!r} has frames of {width_px} x {height_px} pixels, in which nobody can be seen; one side may be "
        f"{MOST_ASPECT} times as long as the other. Export the clip again, and check that it plays in a video player."
    )
    return UnreadableVideoError(msg)


def _check_file(path: Path) -> None:
    if path.is_dir():
        msg = f"{str(path)!r} is a folder, not a video. Name a file in it, as in: formcheck record 'FOLDER/clip.mp4'."
        raise UnreadableVideoError(msg)
    if not path.exists():
        near = did_you_mean(path.name, [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else [])
        msg = f"There is no file {str(path)!r}.{near} {_GOOD} To list what is there: ls {str(path.parent)!r}"
        raise UnreadableVideoError(msg)
    if not path.is_file():
        msg = f"{str(path)!r} is neither a file nor a folder. {_GOOD}"
        raise UnreadableVideoError(msg)
    if path.stat().st_size == 0:
        msg = f"{str(path)!r} is empty (0 bytes). {_GOOD} Copy the clip from the camera again."
        raise UnreadableVideoError(msg)


def _is_image(container: InputContainer) -> bool:
    name = container.format.name
    brand = container.metadata.get("major_brand", "").strip()
    return name.endswith("_pipe") or name == "image2" or brand in _IMAGE_BRANDS


def _not_a_video(path: Path, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"{str(path)!r} may not be read. To allow it: chmod u+r {str(path)!r}"
    with path.open("rb") as file:
        head = file.read(4096)
    if head[4:8] == b"ftyp":
        found = "the start of an MP4 or MOV file without its index: the recording or the copy was cut off"
    elif _is_text(head):
        found = "text"
    else:
        found = f"data in no known video format ({getattr(error, 'strerror', None) or error})"
    return (
        f"{str(path)!r} cannot be read as a video. Found: {found}. {_GOOD} "
        "Copy or export the clip again, and check that it plays in a video player."
    )


def _is_text(head: bytes) -> bool:
    return all(byte >= 32 or byte in b"\t\n\r\f" for byte in head)
