"""Turns a clip into its poses, to be judged later: see `assess`."""

from __future__ import annotations

from pathlib import Path

from formcheck.analysis.detect import looking, poses_in
from formcheck.analysis.options import Progress
from formcheck.pose.people.subject import Subject
from formcheck.pose.recording import PoseTrack
from formcheck.records import CLIP_MODEL, ModelName
from formcheck.video.reader import VideoReader


def record(
    video: str | Path,
    *,
    model: ModelName = CLIP_MODEL,
    subject: Subject | None = None,
    with_dorsal: bool = True,
    progress: Progress | None = None,
    workers: int | None = None,
) -> PoseTrack:
    """Detect the landmarks in a clip without judging them.

    Parameters
    ----------
    video : str or Path
        The clip.
    model : {"lite", "full", "heavy"}
        The pose model.
    subject : Subject, optional
        A point on the person to record, in a clip with several; by default the person who exercises.
    with_dorsal : bool
        Whether to measure the outline of the back as well. Some exercises need it.
    progress : callable, optional
        Called with the share of the work done, 0..1.
    workers : int, optional
        How many workers analyse the clip at the same time; see `AnalysisOptions`.

    Raises
    ------
    UnreadableVideoError, NobodyFoundError, ModelError
        As in `analyze`.
    """
    with (
        VideoReader(video) as reader,
        looking(reader, model, with_dorsal=with_dorsal, every=1, subject=subject, workers=workers) as (follower, crew),
    ):
        poses = poses_in(reader, follower, progress, crew=crew)
        return PoseTrack.from_poses(poses, source=str(reader.info.path))
