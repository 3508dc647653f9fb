"""From a clip to its landmarks: detected once, kept as long as nothing that detects them has changed."""

from __future__ import annotations

import ast
import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import formcheck
from benchmarks.real import KEPT
from formcheck.analysis import record
from formcheck.pose.model.bundle import locate
from formcheck.pose.recording import PoseTrack
from formcheck.records import ModelName

_ROOM = Path(formcheck.__file__).parent
_VIDEO = ("reader", "cuts", "orientation", "timing")
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def sources() -> list[Path]:
    """List the modules between a clip and its landmarks."""
    return [*sorted((_ROOM / "pose").rglob("*.py")), *(_ROOM / "video" / f"{name}.py" for name in _VIDEO)]


def key_of(files: Iterable[Path]) -> str:
    """Digest of the files' names and contents; of Python, only what is executed: a comment changes no landmark."""
    digest = hashlib.sha256()
    for path in files:
        content = _code(path) if path.suffix == ".py" else path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def kept_file(path: Path, model: ModelName, *, kind: str = "", also: Iterable[Path] = ()) -> Path:
    """Name the file in which something that a model found in a clip is kept.

    Parameters
    ----------
    path : Path
        The clip.
    model : {"lite", "full", "heavy"}
        Pose model.
    kind : str
        What is kept, where it is not the landmarks of all frames.
    also : iterable of Path
        More modules that it comes from.

    Returns
    -------
    Path
        Named by the contents of the clip and the model, the code between them, and the release of MediaPipe.
    """
    key = key_of([path, locate(model), *sources(), *also])
    of_release = hashlib.sha256(f"{key} mediapipe {version('mediapipe')}".encode()).hexdigest()[:16]
    return KEPT / model / f"{path.stem}{kind}-{of_release}.npz"


def landmarks(path: Path, model: ModelName = "full") -> PoseTrack:
    """Give the landmarks of a clip, detected anew only where clip, model, MediaPipe or code have changed."""
    kept = kept_file(path, model)
    if not kept.exists():
        sys.stderr.write(f"Detecting the landmarks of {path.name} with the {model} model ...\n")
        record(path, model=model, workers=1).save(kept)
    return PoseTrack.load(kept)


def _code(path: Path) -> bytes:
    """Give the syntax tree of a module without docstrings, as text."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
    return ast.dump(tree).encode()
