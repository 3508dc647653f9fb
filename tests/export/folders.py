"""Folders of results of the stick figure, as `analyze --out` writes them, without a pose model."""

from __future__ import annotations

from pathlib import Path

from formcheck.analysis.moments import write_moments
from formcheck.analysis.results_folder import results_folder
from formcheck.pose.recording import PoseTrack
from formcheck.report.clip.panel import Layout
from formcheck.video.writer import VideoWriter
from tests.pose.faces import picture
from tests.support.judged import Judged, shallow
from tests.support.running import FPS

_EVERY = 4
"""Of the frames of the clip, so many are one: encoding them takes long."""


def write_results(folder: Path, judged: Judged | None = None, *, with_clip: bool = False) -> Path:
    """Write report, tables and poses, and a clip that shows faces if wanted."""
    judged = judged or shallow()
    with results_folder(folder) as write:
        write(judged.report, judged.session.shown(), PoseTrack.from_poses(judged.poses, source="home/clip.mp4"))
    if with_clip:
        layout = Layout(judged.poses[0].width_px, judged.poses[0].height_px)
        with VideoWriter(folder / "annotated.mp4", *layout.size_px, FPS) as writer:
            for pose in judged.poses[::_EVERY]:
                writer.write(layout.plain(picture(pose)), pose.t_s)
        write_moments(judged.report, folder / "annotated.mp4", folder / "moments.png")
    return folder
