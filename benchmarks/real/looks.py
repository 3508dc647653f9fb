"""A clip's second looks, as `formcheck analyze` takes them: taken once, and kept by clip, model and moment."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

import formcheck
from benchmarks.real import KEPT
from benchmarks.real.landmarks import kept_file as kept_landmarks
from benchmarks.real.landmarks import key_of, landmarks
from formcheck.coaching.session import Session
from formcheck.files import write_whole
from formcheck.pose.looking import SecondLooker
from formcheck.pose.looks import Looks
from formcheck.pose.model.bundle import locate
from formcheck.pose.people.follower import Follower
from formcheck.pose.recording import PoseTrack
from formcheck.recognition.contest import Contest
from formcheck.records import ModelName, Pose
from formcheck.video.reader import VideoReader

_POSE = Path(formcheck.__file__).parent / "pose"
_SOURCES = [_POSE / name for name in ("looking.py", "looks.py", "landmarker.py", "model/task.py")]
# The model begins to track with its first frame, and finds knees and feet better after some more: in one clip by a
# tenth of the picture.
_SETTLES_FRAMES = 15
_NOBODY = Pose(
    t_s=0.0,
    width_px=0,
    height_px=0,
    landmarks=np.full((33, 4), np.nan),
    world=np.full((33, 4), np.nan),
    dorsal=np.full(19, np.nan),
)


def judged_with_looks(path: Path, exercise: str, model: ModelName, *, held_s: float = 0.0) -> Session:
    """Push the kept landmarks of a clip through a session that may look again.

    Frames are decoded only where a look is asked for that is not kept.

    Parameters
    ----------
    path : Path
        The clip.
    exercise : str
        Id of the definition that judges it.
    model : {"lite", "full", "heavy"}
        Pose model.
    held_s : float
        For how long the first frame with a person is held before the clip goes on, at the rate of the clip; what was
        before it is left out then.
    """
    kept = kept_file(path, model)
    poses = list(landmarks(path, model).poses())
    as_pushed = pushed(poses, held_s, settled(path, model, poses) if held_s else None)
    of_clip_s = {one.t_s: t_s for t_s, ones in as_pushed.items() for one in ones}
    with SecondLooker(model) as looker:
        looker.known = _load(kept, poses) if kept.exists() else {}

        def look_again(pose: Pose, times: int) -> Looks | None:
            return looker(replace(pose, t_s=of_clip_s[pose.t_s]), times)

        session = Session(exercise, model=model, look_again=look_again, rivals=Contest())
        for one in (one for ones in as_pushed.values() for one in ones):
            session.push(one)
        session.finish()
        if not looker.has_missed:
            return session
        sys.stderr.write(f"Looking again at frames of {path.name} with the {model} model ...\n")
        session.reset()
        with VideoReader(path) as frames:
            for frame, pose in zip(frames, poses, strict=True):
                looker.keep(frame, pose)
                for one in as_pushed.get(pose.t_s, ()):
                    session.push(one)
            session.finish()
        _save(kept, looker.known)
    return session


def settled(path: Path, model: ModelName, poses: list[Pose]) -> Pose:
    """Give the pose of the first frame with a person as it is found after that frame was shown for a while."""
    kept, first = kept_landmarks(path, model, kind="-settled", also=[Path(__file__)]), _first(poses)
    if not kept.exists():
        has_dorsal = bool(np.isfinite(first.dorsal).any())
        with VideoReader(path) as frames, Follower(model, with_dorsal=has_dorsal, has_cuts=False) as follower:
            frame = next(frame for frame, pose in zip(frames, poses, strict=False) if pose is first)
            held = (replace(frame, index=i, t_s=i / 30) for i in range(_SETTLES_FRAMES))
            PoseTrack.from_poses(follower.detect(one) for one in held).save(kept)
    return list(PoseTrack.load(kept).poses())[-1]


def _first(poses: list[Pose]) -> Pose:
    return next((pose for pose in poses if pose.found), poses[0])


def pushed(poses: list[Pose], held_s: float, held: Pose | None = None) -> dict[float, list[Pose]]:
    """List by the time of each pose of a clip as what it is pushed: moved, and the first one as often as it is held.

    Where another pose is given, that is held instead.
    """
    if not held_s:
        return {pose.t_s: [pose] for pose in poses}
    first = _first(poses)
    seen = poses[next(i for i, pose in enumerate(poses) if pose is first) :]
    gap_s = float(np.median(np.diff([pose.t_s for pose in seen])))
    moved = {pose.t_s: [replace(pose, t_s=pose.t_s - first.t_s + held_s)] for pose in seen}
    times = np.arange(0.0, held_s - gap_s / 2, gap_s).tolist()
    moved[first.t_s][:0] = [replace(first if held is None else held, t_s=t_s) for t_s in times]
    return moved


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
