"""In: the file of a bundle. Out: what to run where no mask is asked for, pruned if that was seen to change nothing.

Pruning relies on how MediaPipe runs a network, which a release may change (1.2.3 did). So the pruned bundle is compared
with the whole one, once in a process, on an image of a person; but for those that our tests have compared already.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import skeleton
from formcheck.pose.model import task
from formcheck.pose.model.packing import bundle_without_mask
from formcheck.pose.model.person import packed_person

logger = logging.getLogger(__name__)

# The first detection runs the person detector, the others follow the person. Memory that was never written may hold the
# right number once, but hardly three times.
_DETECTIONS: Final = 3
_INTERVAL_S: Final = 1 / 30
# In shares of the image, in metres and of visibility; the remaining operators are the same, so that in practice all
# numbers are equal. A tenth of a pixel in an image of 1000 is far below what any measure resolves.
_TOLERANCE: Final = 1e-4

_KNOWN: Final = {
    ("1.2.3", "x86_64"): frozenset({
        "41c2a1526bd3492ce54bb16b6a6a8fb9752b51bb6e82d1aa6535d882eeafb305",  # lite
        "16e5a6cd9fe9b209262cb9adfbb7396cb8f66bd4dc35935a1fdab18fdbf80914",  # full
        "9a64d6785c32e802c6c7746ce625928aad2a22e95d33484c3105dded6e32bee4",  # heavy
    })
}  # fmt: skip
"""SHA-256 of the pruned bundles that detect the same as the whole ones, by release of MediaPipe and kind of processor:
the tests compare them anew each time. Where a bundle or a release is another one, it is compared when it is used."""

_lock = threading.Lock()
_compared: dict[tuple[Path, int, int], MasklessBundle] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class MasklessBundle:
    """What to run where no mask is asked for.

    Attributes
    ----------
    source : Path or bytes
        The content of the pruned bundle, or the file of the whole one.
    note : str
        Why the whole bundle is used although a pruned one was made; empty otherwise.
    """

    source: Path | bytes
    note: str = ""


def maskless_bundle(path: Path, *, anew: bool = False) -> MasklessBundle:
    """Prune a bundle and compare the result with the whole; both happen once in a process and file.

    Parameters
    ----------
    path : Path
        A bundle that was verified.
    anew : bool
        Whether to compare also where our tests have.

    Returns
    -------
    MasklessBundle
        The pruned bundle if both detect the same landmarks in the packed image of a person. Otherwise the whole one,
        and a warning is logged.

    Raises
    ------
    RuntimeError, ValueError
        If MediaPipe refuses the whole bundle.
    OSError
        If it cannot be read.
    """
    key = _key(path)
    with _lock:
        if anew:
            _compared[key] = _maskless_bundle(*key, anew)
        return _compared.get(key) or _maskless_bundle(*key, anew)


def take_over(path: Path, compared: MasklessBundle) -> None:
    """Take what another process found out about a bundle, instead of comparing once more."""
    with _lock:
        _compared[_key(path)] = compared


def forget() -> None:
    """Forget all comparisons, as if new."""
    with _lock:
        _compared.clear()
        _maskless_bundle.cache_clear()


def tested_mediapipe() -> str:
    """Return the versions of MediaPipe that formcheck was tested with, as pip takes them."""
    needed = metadata.requires("formcheck") or []
    return next((text for text in needed if text.startswith("mediapipe")), "mediapipe")


def _key(path: Path) -> tuple[Path, int, int]:
    status = path.stat()
    return path, status.st_mtime_ns, status.st_size


@lru_cache(maxsize=8)
def _maskless_bundle(path: Path, _mtime_ns: int, _size: int, anew: bool) -> MasklessBundle:
    whole = path.read_bytes()
    pruned = bundle_without_mask(whole)
    is_same = pruned == whole or (_is_known(pruned) and not anew)
    if is_same or not (difference := _difference(path, pruned)):
        return MasklessBundle(source=pruned)
    note = (
        f"{path.name} runs with its mask, so that each frame takes longer: under MediaPipe {task.VERSION} "
        f'{difference}. Tested versions: pip install "{tested_mediapipe()}"'
    )
    logger.warning(note)
    return MasklessBundle(source=path, note=note)


def _is_known(pruned: bytes) -> bool:
    here = (task.VERSION, platform.machine())
    return hashlib.sha256(pruned).hexdigest() in _KNOWN.get(here, ())


def _difference(whole: Path, pruned: bytes) -> str:
    """Say how a pruned bundle differs from the whole one on the packed image; empty if it does not."""
    with ThreadPoolExecutor(1) as beside:
        waited_for = beside.submit(_detected, pruned)
        expected = _detected(whole)
        try:
            found = waited_for.result()
        except (RuntimeError, ValueError) as error:
            return f"the bundle without it is refused ({error})"
    if np.isnan(expected).any():
        return "nobody is found in the packed image of a person, so that the bundle without it cannot be compared"
    if np.isnan(found).any():
        return "the bundle without it finds nobody"
    if np.abs(found - expected).max() > _TOLERANCE:
        return "the bundle without it finds other landmarks"
    return ""


def _detected(source: Path | bytes) -> NDArray[np.float64]:
    """Detect the packed person several times; shape (detections, 2, 33, 4), NaN where nobody was found."""
    image = packed_person().image
    nobody = np.full((2, skeleton.COUNT, 4), np.nan)
    running = task.PoseTask(source, tracks=True)
    try:
        results = [running.track(image, i * _INTERVAL_S) for i in range(_DETECTIONS)]
    finally:
        running.close()
    found = [task.landmarks_and_world(result) for result in results]
    return np.array([nobody if pair is None else np.stack(pair) for pair in found])
