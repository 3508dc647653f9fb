"""A clip goes in; what a browser would send of it as its camera comes out, with the poses that Live reads in it.

Both are kept, named by content: frames are encoded as browsers do it (VP8, the longer edge 640 pixels, at most 1.5
megabits a second), and poses are read by the `Follower` of Live, which does not look ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from benchmarks.real.landmarks import kept_file, landmarks
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.person import Person
from formcheck.pose.people.subject import Subject
from formcheck.pose.recording import PoseTrack
from formcheck.records import Frame, ModelName, Pose
from formcheck.stream.images import rgb, scaled
from formcheck.video.reader import VideoReader

HOLD_S = 12.0
"""How long the first frame with a person is held before the clip goes on, in seconds: people stand there first."""
_EDGE_PX, _BITS_PER_S = 640, 1_500_000
_MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True, slots=True)
class Filmed:
    """What Live is shown of a clip.

    Attributes
    ----------
    path : Path
        The kept video.
    track : PoseTrack
        The poses, at the times of the stream.
    """

    path: Path
    track: PoseTrack

    def frames(self) -> Iterator[av.VideoFrame]:
        """Yield the frames as they come from the network, with their times."""
        with av.open(str(self.path)) as container:
            yield from container.decode(video=0)


def film(clip: Path, fps: float, model: ModelName, *, with_dorsal: bool) -> Filmed:
    """Give what Live is shown of a clip at so many frames a second; filmed and read anew only after a change."""
    begins_s = first_seen_s(landmarks(clip, model))
    kind = f"-{fps:g}{'-dorsal' if with_dorsal else ''}"
    poses = kept_file(clip, model, kind=kind, also=[Path(__file__)])
    video = poses.with_suffix(".webm")
    if not video.exists():
        video.parent.mkdir(parents=True, exist_ok=True)
        _write(clip, video, begins_s, fps)
    if not poses.exists():
        _read(video, model, with_dorsal=with_dorsal).save(poses)
    return Filmed(video, PoseTrack.load(poses))


def first_seen_s(track: PoseTrack) -> float:
    """Say when somebody is in the picture for the first time, in seconds."""
    return next(pose.t_s for pose in track.poses() if pose.found)


def _write(clip: Path, target: Path, begins_s: float, fps: float) -> None:
    """Encode the clip from a moment on, whose frame is held first."""
    partial, written = target.with_name(f"partial-{target.name}"), 0
    with VideoReader(clip) as frames, av.open(str(partial), "w", format="webm") as out:
        stream = None
        for frame in (f for f in frames if f.t_s >= begins_s):
            image = _small(frame)
            if stream is None:
                stream = out.add_stream("libvpx", rate=Fraction(fps).limit_denominator(1000))
                stream.width, stream.height, stream.pix_fmt = image.shape[1], image.shape[0], "yuv420p"
                stream.bit_rate, stream.time_base = _BITS_PER_S, _MILLISECOND
                stream.options = {"deadline": "realtime", "cpu-used": "8"}
            while written / fps <= frame.t_s - begins_s + HOLD_S:
                shown = av.VideoFrame.from_ndarray(image, format="rgb24")
                shown.pts, shown.time_base = round(1000 * written / fps), _MILLISECOND
                out.mux(stream.encode(shown))
                written += 1
        if stream is not None:
            out.mux(stream.encode(None))
    partial.replace(target)


def _small(frame: Frame) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    height, width, _ = frame.image.shape
    share = min(1.0, _EDGE_PX / max(height, width))
    return scaled(frame.image, (round(width * share / 2) * 2, round(height * share / 2) * 2))


def _read(video: Path, model: ModelName, *, with_dorsal: bool) -> PoseTrack:
    with av.open(str(video)) as container, Follower(model, with_dorsal=with_dorsal, has_cuts=False) as follower:
        frames = enumerate(container.decode(video=0))
        return PoseTrack.from_poses(follower.detect(Frame(i, frame.time or 0.0, rgb(frame))) for i, frame in frames)


class KeptFollower:
    """Gives kept poses instead of a `Follower`, by their times; who else is in view is not kept."""

    def __init__(self, track: PoseTrack) -> None:
        self._poses: dict[int, Pose] = {round(1000 * pose.t_s): pose for pose in track.poses()}
        self.people: tuple[Person, ...] = ()

    def detect(self, frame: Frame) -> Pose:
        """Give the pose of the frame's time."""
        return self._poses[round(1000 * frame.t_s)]

    def select_subject(self, subject: Subject | None) -> None:
        """Follow who was followed."""

    def close(self) -> None:
        """Free nothing."""
