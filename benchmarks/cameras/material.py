"""Scenes go in; their truth and the landmarks found in them come out. What is missing is rendered and detected."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.cameras.scene import Scene
from benchmarks.synthetic.truth import Truth
from formcheck.analysis import record
from formcheck.errors import NobodyFoundError
from formcheck.pose.model.bundle import locate
from formcheck.pose.recording import PoseTrack
from formcheck.records import ModelName


@dataclass(frozen=True, eq=False)
class Sample:
    """A scene with its truth and what the pose model found; None where it found nobody."""

    scene: Scene
    truth: Truth
    track: PoseTrack | None


def make(scenes: Sequence[Scene], model: ModelName, folder: Path) -> None:
    """Render and detect what is missing, one scene after the other: it can be stopped and resumed at any time."""
    folder.mkdir(parents=True, exist_ok=True)
    for i, scene in enumerate(scenes, 1):
        if not _is_known(scene, folder):
            _announce(f"rendering {i} of {len(scenes)}: {scene.id}, {scene.movement}")
            _render(scene, folder)
        if _is_rendered(scene, folder) and not (kept := _kept(scene, model, folder)).exists():
            _detect(video_of(scene, folder), kept, model)


def load(scenes: Sequence[Scene], model: ModelName, folder: Path) -> Iterator[Sample]:
    """Read what was made of scenes, leaving out those that were not."""
    for scene in scenes:
        if not _is_rendered(scene, folder) or not (kept := _kept(scene, model, folder)).exists():
            continue
        track = PoseTrack.load(kept) if kept.stat().st_size else None
        yield Sample(scene, Truth.load(_truth_of(scene, folder)), track)


def unseen(scenes: Sequence[Scene], folder: Path) -> int:
    """Count the scenes that no camera can see as they ask for."""
    return sum(_unseen_of(scene, folder).exists() for scene in scenes)


def video_of(scene: Scene, folder: Path) -> Path:
    """Name the clip of a scene."""
    return folder / f"{scene.id}.mp4"


def _truth_of(scene: Scene, folder: Path) -> Path:
    return folder / f"{scene.id}.npz"


def _unseen_of(scene: Scene, folder: Path) -> Path:
    return folder / f"{scene.id}.unseen"


def _is_known(scene: Scene, folder: Path) -> bool:
    return _unseen_of(scene, folder).exists() or _is_rendered(scene, folder)


def _is_rendered(scene: Scene, folder: Path) -> bool:
    """Whether the kept clip shows this very scene: another sampling makes another clip."""
    path = _truth_of(scene, folder)
    if not path.exists():
        return False
    with np.load(path) as file:
        return bool(json.loads(str(file["text"]))["about"]["scene"] == asdict(scene))


def _render(scene: Scene, folder: Path) -> None:
    from benchmarks.cameras.filming import render
    from benchmarks.cameras.placing import NoCameraError
    from benchmarks.synthetic.figure.kinematics import OutOfReachError

    try:
        render(scene, video_of(scene, folder), _truth_of(scene, folder))
    except (NoCameraError, OutOfReachError) as error:
        _unseen_of(scene, folder).write_text(f"{error}\n", encoding="utf-8")


def _kept(scene: Scene, model: ModelName, folder: Path) -> Path:
    video = video_of(scene, folder)
    key = hashlib.sha256(video.read_bytes() + locate(model).read_bytes()).hexdigest()[:16]
    return folder / f"{scene.id}-{model}-{key}.track.npz"


def _detect(video: Path, kept: Path, model: ModelName) -> None:
    try:
        record(video, model=model, with_dorsal=False).save(kept)
    except NobodyFoundError:
        kept.touch()


def _announce(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
