"""In: the name of a pose model. Out: the file of its bundle, checked against the recorded checksum."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import get_args

from formcheck.errors import ModelError, UsageError, did_you_mean
from formcheck.records import ModelName

MODELS: tuple[ModelName, ...] = get_args(ModelName)
CHECKSUMS_NAME = "SHA256SUMS"

_ENV_NAME = "FORMCHECK_MODELS"
_PACKED_DIR = Path(__file__).parents[2] / "_models"
_CHECKOUT_DIR = Path(__file__).parents[3] / "models"
_REMEDY = "Install formcheck again; in a checkout, run: python models/build.py"
_verified: dict[Path, tuple[int, int]] = {}


def file_name(model: ModelName) -> str:
    """Name the bundle file of a model, for example ``pose_landmarker_full.task``."""
    return f"pose_landmarker_{model}.task"


def locate(model: ModelName) -> Path:
    """Find the bundle of a model without reading it.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which one.

    Returns
    -------
    Path
        The first that exists in the folder of the environment variable ``FORMCHECK_MODELS``, the installed package,
        and the checkout's ``models/``.

    Raises
    ------
    UsageError
        If there is no model of this name.
    ModelError
        If the bundle is nowhere, or ``FORMCHECK_MODELS`` is not a folder.
    """
    _check_name(model)
    folders = _folders()
    for folder in folders:
        if (path := folder / file_name(model)).is_file():
            return path
    looked = ", ".join(str(folder) for folder in folders)
    msg = f"The {model} pose model is missing: no {file_name(model)} in {looked}. {_REMEDY}"
    raise ModelError(msg)


def verify(path: Path) -> Path:
    """Check a bundle against its recorded SHA-256.

    The sums are those of the file ``SHA256SUMS`` beside the bundle, else those packed with formcheck. A bundle that
    passed is not read again while its size and modification time stay the same.

    Parameters
    ----------
    path : Path
        A bundle.

    Returns
    -------
    Path
        The same path, absolute.

    Raises
    ------
    ModelError
        If it is missing, unreadable, of unknown origin, or damaged.
    """
    path = path.absolute()
    try:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if _verified.get(path) == stamp:
            return path
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        msg = f"The pose model {path} cannot be read: {error.strerror}. {_remedy_for(path)}"
        raise ModelError(msg) from error
    _compare(path, found)
    _verified[path] = stamp
    return path


def packed_sums() -> dict[str, str]:
    """Read the checksums that formcheck carries: SHA-256 in hexadecimal by file name.

    Raises
    ------
    ModelError
        If formcheck was installed without them.
    """
    for folder in (_PACKED_DIR, _CHECKOUT_DIR):
        if sums := _read_sums(folder):
            return sums
    msg = f"The checksums of the pose models are missing from {_PACKED_DIR}. {_REMEDY}"
    raise ModelError(msg)


def _check_name(model: str) -> None:
    if model not in MODELS:
        known = ", ".join(MODELS)
        msg = f"There is no pose model {model!r}; there are {known}.{did_you_mean(model, MODELS)}"
        raise UsageError(msg)


def _folders() -> list[Path]:
    folders = [_PACKED_DIR, _CHECKOUT_DIR]
    if chosen := os.environ.get(_ENV_NAME):
        if not Path(chosen).is_dir():
            msg = f"{_ENV_NAME} is set to {chosen!r}, which is not a folder. Correct it, or unset it."
            raise ModelError(msg)
        folders.insert(0, Path(chosen))
    return folders


def _remedy_for(path: Path) -> str:
    return f"Delete it. {_REMEDY}" if path.is_file() else _REMEDY


def _compare(path: Path, found: str) -> None:
    expected = (packed_sums() | _read_sums(path.parent)).get(path.name)
    if expected is None:
        msg = (
            f"Nothing says what {path} should hold. If you trust it, add a line to {path.parent / CHECKSUMS_NAME}: "
            f"{found}  {path.name}"
        )
        raise ModelError(msg)
    if found != expected:
        msg = f"The pose model {path} is damaged: SHA-256 {found} instead of {expected}. {_remedy_for(path)}"
        raise ModelError(msg)


def _read_sums(folder: Path) -> dict[str, str]:
    try:
        lines = (folder / CHECKSUMS_NAME).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split(maxsplit=1) for line in lines if not line.startswith("#"))
    return {pair[1].removeprefix("*"): pair[0] for pair in pairs if len(pair) == 2}
