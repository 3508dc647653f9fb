"""Poses go in, an ``.npz`` file comes out, and the other way round: what `record` writes and `assess` reads."""

from __future__ import annotations

import io
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.errors import UnreadableRecordingError
from formcheck.files import write_whole
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.skeleton import COUNT
from formcheck.records import Pose

_REQUIRED = ("t_s", "landmarks", "world", "width_px", "height_px")
_FARTHEST: Final = 1e6
"""Beyond every picture and every room, in pixels and in metres."""
_BROKEN = (
    OSError,
    ValueError,
    EOFError,
    MemoryError,
    zipfile.BadZipFile,
    zlib.error,
    # numpy reads the head of an array as a Python literal.
    SyntaxError,
    tokenize.TokenError,
    TypeError,
    KeyError,
    OverflowError,
    struct.error,
    NotImplementedError,
    RuntimeError,
)
# Two hours at sixty frames a second, unpacked: an archive can announce terabytes, or hold them in kilobytes.
_MOST_BYTES: Final = 1_000_000_000


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PoseTrack:
    """The poses of one person over one clip, all frames of one size.

    Attributes
    ----------
    t_s : ndarray of float, shape (n,)
        Presentation times in seconds, strictly increasing; n is at least 1.
    landmarks, world : ndarray of float, shape (n, 33, 4)
        As in `Pose`: pixels and metres; NaN in frames without a person.
    dorsal : ndarray of float, shape (n, 19)
        As in `Pose`.
    width_px, height_px : int
        Size of the upright frames.
    source : str, optional
        Where the poses came from, in words or as a path.
    shot : ndarray of int, shape (n,), optional
        As in `Pose`; all 0 where it was not recorded.
    centred : bool
        As in `Pose`.

    Raises
    ------
    ValueError
        If shapes, times or sizes are not as said here.
    """

    t_s: NDArray[np.float64]
    landmarks: NDArray[np.float64]
    world: NDArray[np.float64]
    dorsal: NDArray[np.float64]
    width_px: int
    height_px: int
    source: str | None = None
    shot: NDArray[np.int64] | None = None
    centred: bool = False

    def __post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise ValueError("; ".join(faults))

    @classmethod
    def from_poses(cls, poses: Iterable[Pose], source: str | None = None) -> Self:
        """Gather poses in the order of time.

        Parameters
        ----------
        poses : iterable of Pose
            At least one, all from frames of one size.
        source : str, optional
            Where they came from.

        Returns
        -------
        PoseTrack

        Raises
        ------
        ValueError
            If there is none, the frames differ in size, or the times do not increase.
        """
        gathered = list(poses)
        sizes = {(pose.width_px, pose.height_px) for pose in gathered}
        if len(sizes) != 1:
            msg = f"a track needs poses from frames of one size, found {len(sizes)} sizes"
            raise ValueError(msg)
        ((width_px, height_px),) = sizes
        return cls(
            t_s=np.array([pose.t_s for pose in gathered]),
            landmarks=np.stack([pose.landmarks for pose in gathered]),
            world=np.stack([pose.world for pose in gathered]),
            dorsal=np.stack([pose.dorsal for pose in gathered]),
            width_px=width_px,
            height_px=height_px,
            source=source,
            shot=np.array([pose.shot for pose in gathered], dtype=np.int64),
            centred=all(pose.centred for pose in gathered),
        )

    def poses(self) -> Iterator[Pose]:
        """Yield the poses one by one, as they were seen."""
        shots = np.zeros(self.t_s.size, np.int64) if self.shot is None else self.shot
        for t_s, *arrays, shot in zip(self.t_s, self.landmarks, self.world, self.dorsal, shots, strict=True):
            landmarks, world, dorsal = arrays
            yield Pose(
                t_s=float(t_s),
                width_px=self.width_px,
                height_px=self.height_px,
                landmarks=landmarks,
                world=world,
                dorsal=dorsal,
                shot=int(shot),
                centred=self.centred,
            )

    def save(self, path: Path) -> None:
        """Write a compressed ``.npz``, whole or not at all.

        Parameters
        ----------
        path : Path
            The file, replaced if it exists.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        write_whole(path, self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return the content of the compressed ``.npz`` that `save` writes."""
        named: dict[str, Any] = {
            name: getattr(self, name) for name in ("t_s", "landmarks", "world", "dorsal", "width_px", "height_px")
        }
        named |= {name: value for name in ("source", "shot") if (value := getattr(self, name)) is not None}
        if self.centred:
            named["centred"] = True
        content = io.BytesIO()
        np.savez_compressed(content, **named)
        return content.getvalue()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save`, or any program that follows the format, wrote.

        Parameters
        ----------
        path : Path
            An ``.npz`` with `t_s`, `landmarks`, `world`, `width_px`, `height_px` and perhaps `dorsal`, `source`,
            `shot` (`scene` in older recordings) and `centred`.

        Returns
        -------
        PoseTrack

        Raises
        ------
        UnreadableRecordingError
            If it is missing, is no such file, or its arrays do not fit together.
        """
        arrays = _read(path)
        if missing := [name for name in _REQUIRED if name not in arrays]:
            raise _unreadable(path, f"it lacks {', '.join(missing)} and holds {', '.join(arrays) or 'nothing'}")
        try:
            t_s, landmarks, world = (np.asarray(arrays[name], dtype=np.float64) for name in _REQUIRED[:3])
            dorsal = np.asarray(arrays.get("dorsal", np.full((t_s.size, len(STATIONS)), np.nan)), dtype=np.float64)
            width_px, height_px = (_whole(arrays[name]) for name in _REQUIRED[3:])
            source = str(arrays["source"]) if "source" in arrays else None
            # Recordings of before `shot` had that name call it `scene`.
            shots = arrays.get("shot", arrays.get("scene"))
            shot = None if shots is None else np.asarray(shots, dtype=np.int64)
            return cls(
                t_s=t_s,
                landmarks=landmarks,
                world=world,
                dorsal=dorsal,
                width_px=width_px,
                height_px=height_px,
                source=source,
                shot=shot,
                centred=bool(arrays.get("centred", False)),
            )
        except (TypeError, ValueError, OverflowError) as error:
            raise _unreadable(path, str(error)) from error


def _faults(track: PoseTrack) -> Iterator[str]:
    n = track.t_s.size
    shapes = {"t_s": (n,), "landmarks": (n, COUNT, 4), "world": (n, COUNT, 4), "dorsal": (n, len(STATIONS))}
    for name, expected in shapes.items():
        if (found := getattr(track, name).shape) != expected:
            yield f"{name} has the shape {found} instead of {expected}"
    if track.shot is not None and track.shot.shape != (n,):
        yield f"shot has the shape {track.shot.shape} instead of {(n,)}"
    if n == 0:
        yield "it holds no frame"
    if not (np.isfinite(track.t_s).all() and (np.diff(track.t_s.ravel()) > 0).all()):
        yield "the times in t_s do not increase"
    for name in ("landmarks", "world", "dorsal"):
        # NaN stands for what was not found.
        if (np.abs(getattr(track, name)) > _FARTHEST).any():
            yield f"{name} holds numbers beyond {_FARTHEST:,.0f}"
    if min(track.width_px, track.height_px) < 1:
        yield f"the frame size is {track.width_px} x {track.height_px} pixels"


def _read(path: Path) -> dict[str, NDArray[Any]]:
    try:
        with path.open("rb") as file:
            _refuse_larger(file)
            archive = np.load(file, allow_pickle=False)
            if not isinstance(archive, np.lib.npyio.NpzFile):
                msg = "it holds a single array"
                raise ValueError(msg)
            with archive:
                # What is named as an array and is none comes as bytes.
                return {name: np.asarray(archive[name]) for name in archive.files}
    except FileNotFoundError as error:
        msg = f"There is no file {path}. To make one, try: formcheck record VIDEO --out {path}"
        raise UnreadableRecordingError(msg) from error
    except _BROKEN as error:
        raise _unreadable(path, str(error) or type(error).__name__) from error


def _refuse_larger(file: BinaryIO) -> None:
    """Refuse an archive that holds more than any recording, before anything of it is unpacked."""
    if zipfile.is_zipfile(file):
        size = sum(member.file_size for member in zipfile.ZipFile(file).infolist())
        if size > _MOST_BYTES:
            msg = f"it unpacks to {size / 1e6:,.0f} MB, and at most {_MOST_BYTES / 1e6:,.0f} MB are read"
            raise ValueError(msg)
    file.seek(0)


def _whole(number: NDArray[Any]) -> int:
    if number.size != 1 or int(number.item()) != number.item():
        msg = f"the frame size must be whole pixels, found {number}"
        raise ValueError(msg)
    return int(number.item())


def _unreadable(path: Path, reason: str) -> UnreadableRecordingError:
    return UnreadableRecordingError(
        f"{path} is not a pose recording: {reason}. To make one, try: formcheck record VIDEO --out {path}"
    )
