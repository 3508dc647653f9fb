"""A clip's second looks, as `formcheck analyze` takes them: taken once, and kept by clip, model and moment."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

import formcheck
from benchmarks.real import KEPT
from benchmarks.real.landmarks import key_of, landmarks
from formcheck.coaching.session import Session
from formcheck.files import write_whole
from formcheck.pose.looking import SecondLooker
from formcheck.pose.looks import Looks
from formcheck.pose.model.bundle import locate
from formcheck.records import ModelName, Pose
from formcheck.video.reader import VideoReader

_POSE = Path(formcheck.__file__).parent / "pose"
_SOURCES = [_POSE / name for name in ("looking.py", "looks.py", "landmarker.py", "model/task.py")]
_NOBODY = Pose(
    t_s=0.0,
    width_px=0,
    height_px=0,
    landmarks=np.full((33, 4), np.nan),
    world=np.full((33, 4), np.nan),
    dorsal=np.full(19, np.nan),
)


def judged_with_looks(path: Path, exercise: str, model: ModelName) -> Session:
    """Push the kept landmarks of a clip through a session that may look again.

    Frames are decoded only where a look is asked for that is not kept.
    """
    track, kept = landmarks(path, model), kept_file(path, model)
    poses = list(track.poses())
    with SecondLooker(model) as looker:
        looker.known = _load(kept, poses) if kept.exists() else {}
        session = Session(exercise, model=model, look_again=looker)
        for pose in poses:
            session.push(pose)
        session.finish()
        if not looker.has_missed:
            return session
        sys.stderr.write(f"Looking again at frames of {path.name} with the {model} model ...\n")
        session.reset()
        with VideoReader(path) as frames:
            for frame, pose in zip(frames, poses, strict=True):
                looker.keep(frame, pose)
                session.push(pose)
            session.finish()
        _save(kept, looker.known)
    return session


def kept_file(path: Path, model: ModelName) -> Path:
    """Name the file of a clip's looks: by the contents of clip and model, and the code that looks."""
    return KEPT / "looks" / model / f"{path.stem}-{key_of([path, locate(model), *_SOURCES])}.npz"


def _save(path: Path, known: dict[float, list[Looks]]) -> None:
    """Write one row for each look; of one that found nobody the landmarks are NaN."""
    rows = [(t_s, look) for t_s, looks in known.items() for look in looks]
    found = [look.poses[0] if look.poses else _NOBODY for _, look in rows]
    content = io.BytesIO()
    np.savez_compressed(
        content,
        t_s=np.array([t_s for t_s, _ in rows]),
        on_person=np.array([look.on_person for _, look in rows]),
        landmarks=np.array([pose.landmarks for pose in found]),
        world=np.array([pose.world for pose in found]),
        dorsal=np.array([pose.dorsal for pose in found]),
    )
    write_whole(path, content.getvalue())


def _load(path: Path, poses: list[Pose]) -> dict[float, list[Looks]]:
    known: dict[float, list[Looks]] = {}
    with np.load(path) as kept:
        rows = [kept[name] for name in ("t_s", "on_person", "landmarks", "world", "dorsal")]
    for t_s, on_person, points, world, dorsal in zip(*rows, strict=True):
        pose = replace(poses[0], t_s=float(t_s), landmarks=points, world=world, dorsal=dorsal)
        known.setdefault(pose.t_s, []).append(Looks((pose,) if pose.found else (), on_person))
    return known
