import os
import shutil
import zipfile
from pathlib import Path

import pytest

from formcheck.errors import ModelError, UsageError
from formcheck.pose.model import bundle, packing
from formcheck.records import ModelName

FULL = "pose_landmarker_full.task"


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the user named."""
    (folder := tmp_path / "chosen").mkdir()
    monkeypatch.setenv("FORMCHECK_MODELS", str(folder))
    return folder


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment of this machine says does not matter."""
    monkeypatch.delenv("FORMCHECK_MODELS", raising=False)


def networks() -> tuple[bytes, bytes]:
    with zipfile.ZipFile(bundle.locate("full")) as full:
        return full.read(packing.DETECTOR_MEMBER), full.read(packing.LANDMARKS_MEMBER)


@pytest.mark.parametrize("model", bundle.MODELS)
def test_each_model_is_carried_and_whole(model: ModelName) -> None:
    path = bundle.locate(model)
    assert path.name == f"pose_landmarker_{model}.task"
    assert bundle.verify(path) == path


def test_the_chosen_folder_comes_first(chosen: Path) -> None:
    shutil.copy(bundle.locate("full"), chosen)
    assert bundle.locate("full") == chosen / FULL
    bundle.verify(chosen / FULL)


@pytest.mark.usefixtures("chosen")
def test_what_the_chosen_folder_lacks_is_found_elsewhere() -> None:
    assert bundle.verify(bundle.locate("full")).name == FULL


def test_a_chosen_folder_that_is_none_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path / "none"))
    with pytest.raises(ModelError, match=r"FORMCHECK_MODELS is set to .*none', which is not a folder"):
        bundle.locate("full")


def test_a_missing_model_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("_PACKED_DIR", "_CHECKOUT_DIR"):
        monkeypatch.setattr(bundle, folder, tmp_path)
    with pytest.raises(ModelError, match=r"heavy pose model is missing.*Install formcheck again.*build\.py") as caught:
        bundle.locate("heavy")
    assert caught.value.exit_code == 5


def test_an_unknown_model_names_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"lite, full, heavy\. Did you mean 'full'"):
        bundle.locate("ful")  # type: ignore[arg-type]


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


def test_a_model_that_vanished_is_reported(chosen: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: No such file"):
        bundle.verify(chosen / FULL)


def test_the_checksums_cover_all_models_and_their_networks() -> None:
    sums = bundle.packed_sums()
    for model in bundle.MODELS:
        assert len(sums[bundle.file_name(model)]) == len(sums[f"pose_landmark_{model}.tflite"]) == 64


def test_building_again_from_a_bundles_own_networks_gives_the_same_bytes() -> None:
    assert packing.build_bundle(*networks()) == bundle.locate("full").read_bytes()


def test_the_networks_lie_aligned_in_the_bundle() -> None:
    content = bundle.locate("full").read_bytes()
    for network in networks():
        assert content.index(network) % 16 == 0


@pytest.mark.slow
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
