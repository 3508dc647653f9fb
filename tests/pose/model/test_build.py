"""`models/build.py`, which makes the bundles from the packages that MediaPipe publishes."""

import hashlib
import importlib.util
import io
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from formcheck.errors import ModelError
from formcheck.pose.model import bundle
from formcheck.pose.model.packing import DETECTOR_MEMBER, LANDMARKS_MEMBER

_SCRIPT = Path(__file__).parents[3] / "models" / "build.py"
_LITE = "pose_landmark_lite.tflite"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def package_of(path: Path, name: str, network: bytes) -> Path:
    with tarfile.open(path, "w:gz") as package:
        info = tarfile.TarInfo(f"package/{name}")
        info.size = len(network)
        package.addfile(info, io.BytesIO(network))
    return path


@pytest.mark.slow
def test_the_networks_of_the_packages_give_the_carried_bundle(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(bundle.locate("lite")) as lite:
        detector, landmarks = lite.read(DETECTOR_MEMBER), lite.read(LANDMARKS_MEMBER)
    # They carry their scaling already, and the bare ones are not in the project: so their sums are others.
    sums = {build.DETECTOR: hashlib.sha256(detector), _LITE: hashlib.sha256(landmarks)}
    monkeypatch.setattr(build, "packed_sums", lambda: {name: found.hexdigest() for name, found in sums.items()})
    with zipfile.ZipFile(tmp_path / "mediapipe.whl", "w") as wheel:
        wheel.writestr(f"mediapipe/modules/pose_detection/{build.DETECTOR}", detector)
    package_of(tmp_path / "pose.tgz", _LITE, landmarks)
    words = ["build.py", "lite", "--wheel", "mediapipe.whl", "--npm", "pose.tgz", "--out", "."]
    monkeypatch.setattr("sys.argv", words)
    monkeypatch.chdir(tmp_path)
    build.main()
    assert (tmp_path / "pose_landmarker_lite.task").read_bytes() == bundle.locate("lite").read_bytes()


@pytest.mark.parametrize("name", [_LITE, "index.js"], ids=["another network", "another package"])
def test_another_network_is_refused(name: str, build: ModuleType, tmp_path: Path) -> None:
    archive = package_of(tmp_path / "pose.tgz", name, b"other")
    with pytest.raises(ModelError, match=r"pose_landmark_lite\.tflite is not the expected network: SHA-256"):
        build.read_landmarks(archive, "lite")


def test_an_unknown_model_is_refused_before_anything_is_downloaded(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["build.py", "ful"])
    with pytest.raises(SystemExit):
        build.main()
    assert "no such model: ful; there are lite, full, heavy" in capsys.readouterr().err
