"""A folder of results as `analyze` writes it, of a set of the stick figure: quick, and known to the last degree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from formcheck.analysis import Analysis
from formcheck.pose.recording import PoseTrack
from formcheck.records import ClipInfo
from formcheck.report.clip.panel import Layout
from formcheck.report.document import to_json
from formcheck.report.tables import tables
from formcheck.video.writer import VideoWriter
from tests.support.figures import SIDE
from tests.support.judged import Judged, judge
from tests.support.moves import squat
from tests.support.running import FPS


def write_results(folder: Path, thigh_deg: float) -> Analysis:
    """Write the results of two squats from the side, the thighs so far above the horizontal at the bottom."""
    judged = judge("squat", squat(thigh_deg=thigh_deg), SIDE)
    pose = judged.poses[0]
    source = ClipInfo(width_px=pose.width_px, height_px=pose.height_px, fps=FPS, duration_s=judged.poses[-1].t_s)
    report = replace(judged.report, source=source)
    series = judged.session.shown()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(to_json(report), "utf-8")
    for name, text in tables(report, series).items():
        (folder / name).write_text(text, "utf-8")
    PoseTrack.from_poses(judged.poses).save(folder / "poses.npz")
    _write_film(judged, folder / "annotated.mp4")
    return Analysis(report=report, series=series, exercise=judged.session.exercise)


def _write_film(judged: Judged, path: Path) -> None:
    """Draw each pose before a plain wall."""
    first = judged.poses[0]
    layout = Layout(first.width_px, first.height_px)
    wall = np.full((first.height_px, first.width_px, 3), 90, np.uint8)
    with VideoWriter(path, *layout.size_px, FPS) as writer:
        for pose in judged.poses:
            writer.write(layout.annotated(wall, pose, judged.scene(pose.t_s)), pose.t_s)
