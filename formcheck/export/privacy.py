"""Writes the annotated clip and its picture without faces, in a separate folder."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.moments import write_moments
from formcheck.errors import UsageError
from formcheck.export.results import CLIP_FILE, MOMENTS_FILE, Results
from formcheck.pose.covering import Cover, Image
from formcheck.pose.privacy import Privacy
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import enlarge
from formcheck.records import Pose
from formcheck.report.clip.panel import Layout
from formcheck.report.overlay import draw
from formcheck.report.scene import Scene, Strip
from formcheck.video.reader import VideoReader
from formcheck.video.writer import VideoWriter

_SAME_FRAME_S = 1e-3
_NOTHING = Strip(times_s=np.empty(0), values=np.empty(0), now_s=0.0, marks=())
_SKELETON_ALONE = Scene(count=0, in_form=0, moving=False, view="", strip=_NOTHING)


def covered(results: Results, privacy: Privacy, folder: Path) -> Results:
    """Write the pictures of results again, with what must not be shown covered.

    Parameters
    ----------
    results : Results
        With the poses, which are needed to find the face.
    privacy : {"none", "blur", "skeleton"}
        What pictures show; with ``none`` the results are returned as they are.
    folder : Path
        Where the clip and the picture are written.

    Returns
    -------
    Results
        The same, with the pictures of that folder.

    Raises
    ------
    UsageError
        If there are pictures but no poses.
    """
    if privacy == "none":
        return results
    if results.clip is None:
        # The picture is made from the clip: alone it cannot be covered, and is left out.
        return dataclasses.replace(results, moments=None)
    if results.track is None:
        msg = (
            f"{str(results.folder)!r} has no poses.npz, which is needed to find faces. Analyse the clip again: "
            f"formcheck analyze VIDEO --exercise {results.report.exercise.id} --privacy {privacy} --out DIR"
        )
        raise UsageError(msg)
    clip, moments = folder / CLIP_FILE, folder / MOMENTS_FILE
    _cover_clip(results.track, results.clip, privacy, clip)
    write_moments(results.report, clip, moments)
    return dataclasses.replace(results, clip=clip, moments=moments if moments.exists() else None)


def _cover_clip(track: PoseTrack, clip: Path, privacy: Privacy, target: Path) -> None:
    poses, cover = list(track.poses()), Cover(privacy)
    layout = Layout(track.width_px, track.height_px)
    height = layout.enlarged * layout.height_px
    with VideoReader(clip) as reader, VideoWriter(target, *layout.size_px, reader.info.fps) as writer:
        for frame in reader:
            if frame.t_s > track.t_s[-1] + _SAME_FRAME_S:
                break  # the last card, or what has no pose to be covered by
            pose = _at(frame.t_s, poses, track.t_s)
            large = None if pose is None else enlarge(pose, layout.enlarged)
            picture = np.array(frame.image)
            picture[:height] = _picture(picture[:height], large, cover, privacy)
            writer.write(picture, frame.t_s)


def _picture(image: Image, pose: Pose | None, cover: Cover, privacy: Privacy) -> Image:
    shown = cover.covered(image, pose)
    if pose is not None and privacy == "skeleton":
        draw(shown, pose, _SKELETON_ALONE)
    return shown


def _at(t_s: float, poses: list[Pose], times_s: NDArray[np.float64]) -> Pose | None:
    nearest = int(np.abs(times_s - t_s).argmin())
    return poses[nearest] if abs(times_s[nearest] - t_s) <= _SAME_FRAME_S else None
