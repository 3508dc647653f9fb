"""Landmarks of the clips, found once and kept as long as nothing that finds them has changed."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

import formcheck
from benchmarks.real import CACHE
from formcheck.analysis import record
from formcheck.pose.model.bundle import locate
from formcheck.pose.recording import PoseTrack

_ROOM = Path(formcheck.__file__).parent
_VIDEO = ("reader", "cuts", "orientation", "timing")


def sources() -> list[Path]:
    """List the modules between a clip and its landmarks."""
    return [*sorted((_ROOM / "pose").rglob("*.py")), *(_ROOM / "video" / f"{name}.py" for name in _VIDEO)]


def key_of(files: Iterable[Path]) -> str:
    """Digest of files: of the names and contents, so that a moved border between two is told as well."""
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def landmarks(path: Path) -> PoseTrack:
    """Landmarks of a clip, from the cache where clip, model and the code that finds them are the same as then."""
    kept = CACHE / f"{path.stem}-{key_of([path, locate('full'), *sources()])}.npz"
    if not kept.exists():
        sys.stderr.write(f"Finding the landmarks of {path.name} ...\n")
        CACHE.mkdir(parents=True, exist_ok=True)
        record(path).save(kept)
    return PoseTrack.load(kept)
