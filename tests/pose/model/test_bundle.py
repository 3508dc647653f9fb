import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from formcheck.errors import ModelError, UsageError
from formcheck.pose.model import bundle, packing

FULL = "pose_landmarker_full.task"


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of our own, so that what is installed on this machine does not matter."""
    monkeypatch.setattr("platformdirs.user_data_path", lambda _: tmp_path / "data")
    monkeypatch.delenv("FORMCHECK_MODELS", raising=False)
    return tmp_path


@pytest.fixture
def chosen(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (folder := elsewhere / "chosen").mkdir()
    monkeypatch.setenv("FORMCHECK_MODELS", str(folder))
    return folder


def networks() -> tuple[bytes, bytes]:
    with zipfile.ZipFile(bundle.locate("full")) as full:
        return full.read(packing.DETECTOR_MEMBER), full.read(packing.LANDMARKS_MEMBER)


@pytest.mark.usefixtures("elsewhere")
def test_the_carried_model_is_there_and_whole() -> None:
    path = bundle.locate("full")
    assert path.name == FULL
    assert bundle.verify(path) == path


def test_the_chosen_folder_comes_first(chosen: Path) -> None:
    shutil.copy(bundle.locate("full"), chosen)
    assert bundle.locate("full") == chosen / FULL
    bundle.verify(chosen / FULL)


@pytest.mark.usefixtures("chosen")
def test_what_the_chosen_folder_lacks_is_found_elsewhere() -> None:
    assert bundle.verify(bundle.locate("full")).name == FULL


def test_a_chosen_folder_that_is_none_is_told(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(elsewhere / "none"))
    with pytest.raises(ModelError, match=r"FORMCHECK_MODELS is set to .*none', which is not a folder"):
        bundle.locate("full")


@pytest.mark.usefixtures("elsewhere")
def test_a_missing_model_says_how_to_get_it() -> None:
    with pytest.raises(ModelError, match=r"lite pose model is missing.*formcheck models fetch lite") as caught:
        bundle.locate("lite")
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("use", [bundle.locate, bundle.fetch])
def test_an_unknown_model_names_the_nearest(use: Callable[[Any], Path]) -> None:
    with pytest.raises(UsageError, match=r"lite, full, heavy\. Did you mean 'full'"):
        use("ful")


@pytest.mark.parametrize("content", [b"", b"not a model", None], ids=["empty", "other", "truncated"])
def test_a_damaged_model_is_refused(chosen: Path, content: bytes | None) -> None:
    whole = bundle.locate("full").read_bytes()
    (chosen / FULL).write_bytes(whole[:-1000] if content is None else content)
    with pytest.raises(ModelError, match=r"is damaged: SHA-256 .* Delete it\. Install formcheck again"):
        bundle.verify(bundle.locate("full"))


def test_damage_after_a_first_check_is_found(chosen: Path) -> None:
    path = Path(shutil.copy(bundle.locate("full"), chosen))
    bundle.verify(path)
    content = bytearray(path.read_bytes())
    content[5_000_000] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1))
    with pytest.raises(ModelError, match="is damaged"):
        bundle.verify(path)


def test_a_model_of_unknown_origin_is_refused_until_its_sum_stands_beside_it(chosen: Path) -> None:
    (path := chosen / "own.task").write_bytes(b"own")
    with pytest.raises(ModelError, match=r"add a line to .*SHA256SUMS") as caught:
        bundle.verify(path)
    (chosen / "SHA256SUMS").write_text(str(caught.value).split(": ")[-1])
    assert bundle.verify(path) == path


def test_a_model_that_vanished_is_told(chosen: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        bundle.verify(chosen / FULL)


def test_the_checksums_cover_all_models_and_their_networks() -> None:
    sums = bundle.packed_sums()
    for model in bundle.MODELS:
        assert len(sums[bundle.file_name(model)]) == len(sums[bundle.network_name(model)]) == 64


def test_building_again_from_a_bundles_own_networks_gives_the_same_bytes() -> None:
    assert packing.build_bundle(*networks()) == bundle.locate("full").read_bytes()


def test_the_networks_lie_aligned_in_the_bundle() -> None:
    content = bundle.locate("full").read_bytes()
    for network in networks():
        assert content.index(network) % 16 == 0


def test_bare_networks_are_given_their_scaling() -> None:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as schema
    from mediapipe.tasks.metadata import schema_py_generated as tflite

    scalings = []
    for network in networks():
        model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(network, 0))
        data = bytes(model.buffers[model.metadata[-1].buffer].data)
        metadata = schema.ModelMetadataT.InitFromObj(schema.ModelMetadata.GetRootAs(data, 0))
        options = metadata.subgraphMetadata[0].inputTensorMetadata[0].processUnits[0].options
        scalings.append((float(options.mean[0]), float(options.std[0])))
    assert scalings == [(127.5, 127.5), (0.0, 255.0)]


def npm_that(monkeypatch: pytest.MonkeyPatch, brings: bytes | Exception) -> None:
    """Put a package manager in the place of npm that brings this archive, or fails."""

    def run(command: list[str], **_: object) -> None:
        if isinstance(brings, Exception):
            raise brings
        (Path(command[-1]) / "mediapipe-pose.tgz").write_bytes(brings)

    monkeypatch.setattr("shutil.which", lambda _: "npm")
    monkeypatch.setattr("subprocess.run", run)


def package_of(name: str, network: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as package:
        info = tarfile.TarInfo(f"package/{name}")
        info.size = len(network)
        package.addfile(info, io.BytesIO(network))
    return out.getvalue()


def test_fetch_installs_a_whole_model(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, network = networks()  # stands for the lite one, which is not carried along
    sums = bundle.packed_sums() | {"pose_landmark_lite.tflite": hashlib.sha256(network).hexdigest()}
    monkeypatch.setattr(bundle, "packed_sums", lambda: sums)
    npm_that(monkeypatch, package_of("pose_landmark_lite.tflite", network))
    path = bundle.fetch("lite")
    assert path == elsewhere / "data" / "models" / "pose_landmarker_lite.task" == bundle.locate("lite")
    npm_that(monkeypatch, AssertionError("npm is not asked for what is there"))
    assert bundle.fetch("lite") == path
    path.write_bytes(b"damaged")
    with pytest.raises(ModelError, match=r"is damaged.*formcheck models fetch lite"):
        bundle.verify(path)


FAILURES = {
    "offline": (subprocess.CalledProcessError(1, "npm", stderr="npm error network down\n"), "npm error network down"),
    "hanging": (subprocess.TimeoutExpired("npm", 600), "did not bring"),
    "another network": (package_of("pose_landmark_lite.tflite", b"other"), "not the expected network"),
    "another package": (package_of("index.js", b""), "holds no pose_landmark_lite"),
    "no archive": (b"<html>", "holds no pose_landmark_lite"),
}


@pytest.mark.parametrize(("brings", "message"), FAILURES.values(), ids=FAILURES.keys())
def test_a_failed_fetch_installs_nothing(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, brings: bytes | Exception, message: str
) -> None:
    npm_that(monkeypatch, brings)
    with pytest.raises(ModelError, match=message):
        bundle.fetch("lite")
    assert not (elsewhere / "data").exists()


@pytest.mark.usefixtures("elsewhere")
def test_fetching_without_npm_says_how_to_do_it_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(ModelError, match=r"npm is not installed.*By hand.*npm pack @mediapipe/pose@.*models/build.py"):
        bundle.fetch("heavy")


def test_the_carried_model_is_not_fetched_from_elsewhere(chosen: Path) -> None:
    (chosen / FULL).write_bytes(b"damaged")
    with pytest.raises(ModelError, match="is damaged"):
        bundle.fetch("full")
