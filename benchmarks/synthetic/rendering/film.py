"""Renders a clip: one MP4 as a camera would have made it, and beside it what is true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from benchmarks.synthetic.clips import FOLDER, FPS, Clip, RunClip, Shot, paths, shot
from benchmarks.synthetic.figure.body import PARTS
from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.movement import Fault, Movement
from benchmarks.synthetic.rendering.look import Look, filmed
from benchmarks.synthetic.rendering.mesh import Mesh, coarser
from benchmarks.synthetic.rendering.props import moved, props
from benchmarks.synthetic.rendering.room import room
from benchmarks.synthetic.rendering.studio import Studio
from benchmarks.synthetic.sizing import values_of
from benchmarks.synthetic.truth import TrueRepetition, Truth, gather
from formcheck.pose.skeleton import NAMES
from formcheck.video.writer import VideoWriter

# A pixel shows about 7 mm of the figure.
_DETAIL_M = 0.01


def render(clip: Clip | RunClip, folder: Path = FOLDER) -> Truth:
    """Render a clip and write both of its files; the truth last, so that it stands for a whole clip."""
    made = shot(clip)
    times = np.arange(0.0, made.act.duration_s, 1.0 / FPS).tolist()
    placed = [made.act.at(t_s) for t_s in times]
    video, beside = paths(clip, folder)
    _film(made, times, placed, video)
    truth = _truth(made, times, placed)
    truth.save(beside)
    return truth


def _film(made: Shot, times: Sequence[float], placed: Sequence[Placed], video: Path) -> None:
    camera, look = made.camera, Look.seeded(made.clip.seed)
    rng = np.random.default_rng(made.clip.seed)
    body = placed[0].body
    person = coarser(Mesh(body.vertices, body.faces, look.colours(body.part, PARTS)), _DETAIL_M)
    about = props(made.prop, placed)
    still = [*([] if made.prop == "barbell" else about), *room(look, camera.target_m[:2])]
    with (
        Studio(camera.width_px, camera.height_px) as studio,
        VideoWriter(video, camera.width_px, camera.height_px, FPS) as writer,
    ):
        for t_s, pose in zip(times, placed, strict=True):
            moving = [person.moved(pose.vertices()), *(moved(about, pose) if made.prop == "barbell" else [])]
            picture = studio.picture(moving, camera, look, still)
            writer.write(filmed(picture, look, rng), t_s)


def _truth(made: Shot, times: Sequence[float], placed: Sequence[Placed]) -> Truth:
    pixels = np.array([made.camera.project(np.array([pose.points[name] for name in NAMES])) for pose in placed])
    about = {"id": made.clip.id, "body": made.clip.body, **made.about, "camera": asdict(made.camera)}
    truth = gather(times, placed, pixels, made.act.repetitions(), about)
    if isinstance(made.clip, RunClip) or made.clip.fault is None or not made.about["exercise"]:
        return truth
    return replace(truth, repetitions=_sized(truth, made.clip.movement, made.clip.fault))


def _sized(truth: Truth, movement: Movement, fault: Fault) -> tuple[TrueRepetition, ...]:
    """Add the true size of the fault to each repetition, read from the true joints of this very clip."""
    repetitions = truth.repetitions
    if fault.down_s is not None:
        # From the start to the middle of the bottom, which is held for a moment.
        return tuple(replace(r, size=r.peak_s - r.start_s) for r in repetitions)
    if fault.spine:
        sizes = [float(np.interp(r.peak_s, truth.t_s, truth.spine_flexion_deg)) for r in repetitions]
    else:
        sizes = values_of(truth, movement, fault)
    return tuple(
        replace(r, size=size if math.isfinite(size) else None) for r, size in zip(repetitions, sizes, strict=True)
    )
