"""Renders with their truth, and the landmarks found in them, all kept in one folder; what is missing is made."""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.synthetic.clips import Clip, paths
from benchmarks.synthetic.truth import Truth
from formcheck.analysis import record
from formcheck.errors import NobodyFoundError
from formcheck.pose.model.bundle import locate
from formcheck.pose.recording import PoseTrack
from formcheck.records import ModelName


def is_rendered(clip: Clip, folder: Path) -> bool:
    """Whether the clip is rendered completely."""
    return all(path.exists() for path in paths(clip, folder))


def render_missing(clips: Sequence[Clip], folder: Path) -> None:
    """Render what is missing; a clip that cannot be rendered is announced and left out."""
    missing = [clip for clip in clips if not is_rendered(clip, folder)]
    if not missing:
        return
    try:
        from benchmarks.synthetic.rendering.film import render
    except ImportError as error:
        announce(f"{len(missing)} renders are missing and cannot be made here ({error}). Install moderngl with EGL.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for i, clip in enumerate(missing, 1):
        announce(f"rendering {i} of {len(missing)}: {clip.id}")
        try:
            render(clip, folder)
        except Exception as error:  # noqa: BLE001  (moderngl has no type of its own for a missing graphics library)
            announce(f"  not rendered: {type(error).__name__}: {error}")


def find_landmarks(clips: Sequence[Clip], folder: Path, model: ModelName, jobs: int) -> None:
    """Find the landmarks of all clips that have none yet for this model."""
    missing = [(*paths(clip, folder), model) for clip in clips if not kept_landmarks(clip, folder, model).exists()]
    if not missing:
        return None
    if jobs == 1:
        return _announce_each(map(_find, *zip(*missing, strict=True)), len(missing))
    # Not forked: the pose model does not survive that.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        _announce_each(pool.map(_find, *zip(*missing, strict=True)), len(missing))


def _announce_each(kept: Iterable[Path], count: int) -> None:
    for i, path in enumerate(kept, 1):
        announce(f"landmarks {i} of {count}: {path.name}")


def _find(video: Path, truth: Path, model: ModelName) -> Path:
    kept = _kept(video, model)
    try:
        track = record(video, model=model)
    except NobodyFoundError:
        track = _nobody(Truth.load(truth))
    track.save(kept)
    return kept


def _nobody(truth: Truth) -> PoseTrack:
    n, camera = len(truth.t_s), truth.about["camera"]
    blank = np.full((n, 33, 4), np.nan)
    return PoseTrack(
        t_s=truth.t_s,
        landmarks=blank,
        world=blank,
        dorsal=np.full((n, 19), np.nan),
        width_px=camera["width_px"],
        height_px=camera["height_px"],
    )


def kept_landmarks(clip: Clip, folder: Path, model: ModelName) -> Path:
    """Name the file of a clip's landmarks: another one for another video and another model."""
    return _kept(paths(clip, folder)[0], model)


def _kept(video: Path, model: ModelName) -> Path:
    key = hashlib.sha256(video.read_bytes() + locate(model).read_bytes()).hexdigest()[:16]
    return video.with_name(f"{video.stem}-{key}.track.npz")


def load(clips: Sequence[Clip], folder: Path, model: ModelName) -> Iterator[tuple[Clip, Truth, PoseTrack]]:
    """Read truth and landmarks of clips whose landmarks were found."""
    for clip in clips:
        yield clip, Truth.load(paths(clip, folder)[1]), PoseTrack.load(kept_landmarks(clip, folder, model))


def model_sha256(model: ModelName) -> str:
    """Hash of a pose model's file."""
    return hashlib.sha256(locate(model).read_bytes()).hexdigest()


def announce(text: str) -> None:
    """Write a line on progress to standard error, apart from the result."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()
