"""Pictures of each exercise, its start and its end posture side by side, for the reference and the app.

``python -m benchmarks.synthetic.rendering.pictures`` draws those that are missing; they are part of the package.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.data import PROJECT
from benchmarks.synthetic.clips import Act, Clip, RunClip, Shot, shot
from benchmarks.synthetic.figure.body import PARTS
from benchmarks.synthetic.figure.kinematics import OutOfReachError, Placed
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.rendering.look import Look
from benchmarks.synthetic.rendering.mesh import Mesh
from benchmarks.synthetic.rendering.props import moved, props
from benchmarks.synthetic.rendering.room import room
from benchmarks.synthetic.rendering.studio import Studio
from formcheck.catalogue.library import exercises

FOLDER = PROJECT / "formcheck" / "catalogue" / "data" / "exercises" / "_images"
_BODIES = ("tall_man", "short_woman", "heavy_man", "woman")
_RUN = "good"
_QUALITY = 82
_HEIGHT_PX, _WIDTH_PX, _MARGIN = 260, 640, 0.08


def clip_of(exercise_id: str, gait: bool, turn: int) -> Clip | RunClip | None:
    """Choose what to draw of an exercise; None where there is no drawing."""
    body = _BODIES[turn % len(_BODIES)]
    if gait:
        return RunClip(_RUN, body)
    drawn = [movement for movement in MOVEMENTS.values() if movement.exercise == exercise_id]
    return Clip(drawn[0], body, drawn[0].views[0]) if drawn else None


def moments(act: Act) -> list[float]:
    """Choose the moments: at rest and at the turning point of a repetition, or once where it is held."""
    done = act.repetitions()
    return [0.0, done[0].peak_s] if done else [min(1.0, act.duration_s / 2)]


def picture(made: Shot) -> NDArray[np.uint8]:
    """Draw the postures beside each other; shape (height, width, 3), RGB."""
    placed = [made.act.at(t_s) for t_s in moments(made.act)]
    camera, look, body = _larger(made.camera), Look.seeded(made.clip.seed), placed[0].body
    person = Mesh(body.vertices, body.faces, look.colours(body.part, PARTS))
    about, still = props(made.prop, placed), room(look, made.camera.target_m[:2])
    with Studio(camera.width_px, camera.height_px) as studio:
        drawn = []
        for pose in placed:
            held = moved(about, pose) if made.prop == "barbell" else about
            drawn.append(studio.picture([person.moved(pose.vertices()), *held], camera, look, still))
    return np.concatenate([image[_around(camera, placed)] for image in drawn], axis=1)


def _larger(camera: Camera) -> Camera:
    return replace(camera, width_px=2 * camera.width_px, height_px=2 * camera.height_px)


def _around(camera: Camera, placed: Sequence[Placed]) -> tuple[slice, slice]:
    """Rows and columns around the figure in all postures."""
    seen = np.concatenate([camera.project(pose.vertices()) for pose in placed])
    margin = _MARGIN * float(np.ptp(seen, axis=0).max())
    low, high = np.maximum(seen.min(axis=0) - margin, 0.0).astype(int), (seen.max(axis=0) + margin).astype(int)
    return slice(low[1], high[1]), slice(low[0], high[0])


def save(image: NDArray[np.uint8], path: Path) -> None:
    """Write a JPEG of the usual height, no wider than a page."""
    height, width, _ = image.shape
    scale = min(_HEIGHT_PX / height, _WIDTH_PX / width)
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
    small = frame.reformat(round(width * scale), round(height * scale), interpolation="AREA")
    small.to_image().save(  # type: ignore[no-untyped-call]
        path, quality=_QUALITY
    )


def _drawn(clip: Clip | RunClip | None, path: Path) -> bool:
    """Draw an exercise; not every body's legs reach wherever another's do."""
    if clip is None:
        return False
    try:
        save(picture(shot(clip)), path)
    except OutOfReachError:
        return False
    return True


def main() -> int:
    """Draw what is missing, or all that are named."""
    FOLDER.mkdir(exist_ok=True)
    for turn, exercise in enumerate(exercises()):
        path = FOLDER / f"{exercise.id}.jpg"
        if path.exists() and exercise.id not in sys.argv[1:]:
            continue
        if any(_drawn(clip_of(exercise.id, exercise.mode == "gait", turn + i), path) for i in range(len(_BODIES))):
            print(path.name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
