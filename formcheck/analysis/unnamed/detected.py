"""Detects the poses of a clip before its exercise is known, and replays them, to be judged by any definition."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.analysis.detect import looking, poses_in
from formcheck.analysis.options import AnalysisOptions, Progress
from formcheck.analysis.watch import Watch
from formcheck.errors import UsageError
from formcheck.records import Frame, Pose
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader

_SAME_FRAME_S: Final = 1e-6
_DETECTING: Final = 0.9
"""Share of the work after which all poses are known: the model takes some ten times as long as decoding."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Detected:
    """The poses of a clip.

    Attributes
    ----------
    poses : sequence of Pose
        In the order of time, with the outline of the back.
    every : int
        One frame in so many was analysed.
    is_guess, is_crowd : bool
        As in `Follower`: whether the person was chosen among several, and whether several were seen.
    notes : tuple of str
        Warnings about how it was filmed.
    """

    poses: Sequence[Pose]
    every: int
    is_guess: bool
    is_crowd: bool
    notes: tuple[str, ...]


def detected(video: str | Path, options: AnalysisOptions, every_of: Callable[[float], int]) -> Detected:
    """Detect the poses of a clip.

    Parameters
    ----------
    video : str or Path
    options : AnalysisOptions
    every_of : callable
        Says of how many frames one is looked at, given the frames per second.

    Raises
    ------
    UnreadableVideoError, NobodyFoundError, ModelError
        As in `analyze`.
    """
    subject = options.subject.mirrored() if options.subject and options.mirrored else options.subject
    watch = Watch()
    with VideoReader(video, capture_fps=options.capture_fps, mirrored=options.mirrored) as reader:
        refuse_longer(reader.info, options.longest_s)
        every, part = every_of(reader.info.fps), scaled(options.progress, 0.0, _DETECTING)
        with looking(
            reader, options.model, with_dorsal=True, every=every, subject=subject, workers=options.workers
        ) as (follower, crew):
            poses = list(poses_in(reader.only(every=every), follower, part, watch=watch, crew=crew))
    return Detected(
        poses=poses, every=every, is_guess=watch.is_crowd and subject is None, is_crowd=watch.is_crowd,
        notes=(*watch.notes(),),
    )  # fmt: skip


def refuse_longer(info: VideoInfo, longest_s: float | None) -> None:
    """Refuse a clip that is longer than it may be, before it is read.

    Raises
    ------
    UsageError
        If it is.
    """
    if longest_s is not None and info.duration_s > longest_s:
        msg = (
            f"{str(info.path)!r} lasts {info.duration_s / 60:.0f} minutes, but at most {longest_s / 60:g} are allowed "
            "here. Trim it to the set and analyse that, or use the command line: formcheck analyze"
        )
        raise UsageError(msg)


def replayed(
    reader: VideoReader,
    known: Detected,
    progress: Progress | None = None,
    keep: Callable[[Frame, Pose], None] | None = None,
) -> Generator[Pose, None, None]:
    """Replay known poses, giving each with its frame to `keep`, for second looks.

    Parameters
    ----------
    reader : VideoReader
        The clip, not yet read.
    known : Detected
    progress : callable, optional
        Called with the share of the work done, 0..1.
    keep : callable, optional
        Called with each frame and its pose, before the pose is yielded.
    """
    waiting, part = deque(known.poses), scaled(progress, _DETECTING, 1.0)
    for frame in read_ahead(reader):
        while waiting and waiting[0].t_s < frame.t_s - _SAME_FRAME_S:
            yield waiting.popleft()
        if waiting and waiting[0].t_s <= frame.t_s + _SAME_FRAME_S:
            pose = waiting.popleft()
            if keep is not None:
                keep(frame, pose)
            yield pose
        if part is not None and reader.info.duration_s > 0:
            part(min(1.0, frame.t_s / reader.info.duration_s))
    yield from waiting


def scaled(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Return a callable that reports the progress of a part of the work."""
    return None if progress is None else lambda share: progress(start + (end - start) * share)
