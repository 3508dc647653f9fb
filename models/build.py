"""Build the pose landmarker bundles of this folder from the packages that MediaPipe publishes.

    python models/build.py                        the full model, which the project carries
    python models/build.py lite heavy --out DIR   others

The packages are downloaded by name with pip and npm; hand in files that are already there with --wheel and --npm.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from formcheck.errors import FormcheckError
from formcheck.files import write_whole
from formcheck.pose.model import bundle
from formcheck.pose.model.packing import build_bundle

WHEEL_PACKAGE = "mediapipe==0.10.21"
WHEEL_OF = ("--python-version", "3.11", "--platform", "manylinux_2_28_x86_64", "--only-binary", ":all:")
DETECTOR = "pose_detection.tflite"


def download_wheel(folder: Path) -> Path:
    """Get the wheel that carries the person detector, for one fixed platform so that its checksum is known."""
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", *WHEEL_OF, "--dest", str(folder), WHEEL_PACKAGE]
    subprocess.run(pip, check=True)
    return next(folder.glob("*.whl"))


def read_detector(wheel: Path) -> bytes:
    """Take the person detector out of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        detector = archive.read(f"mediapipe/modules/pose_detection/{DETECTOR}")
    bundle.check_network(detector, DETECTOR)
    return detector


def main() -> None:
    """Build what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", default=[bundle.PACKED_MODEL], metavar="MODEL", help="lite, full or heavy")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {WHEEL_PACKAGE}, instead of downloading it")
    parser.add_argument("--npm", type=Path, help=f"the archive of {bundle.NPM_PACKAGE}, instead of downloading it")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="formcheck-") as folder:
        detector = read_detector(words.wheel or download_wheel(Path(folder)))
        archive = words.npm or bundle.npm_pack(Path(folder))
        for model in words.models:
            path = words.out / bundle.file_name(model)
            content = build_bundle(detector, bundle.read_network(archive, model))
            write_whole(path, content)
            sys.stdout.write(f"{hashlib.sha256(content).hexdigest()}  {path.name}\n")


if __name__ == "__main__":
    try:
        main()
    except FormcheckError as error:
        sys.exit(f"{error}")
