import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.pose.landmarker import Landmarker, StillLandmarker
from formcheck.pose.model import bundle, comparison
from formcheck.pose.model.comparison import maskless_bundle
from formcheck.pose.model.packing import bundle_without_mask
from formcheck.pose.model.person import packed_person
from formcheck.records import Frame, ModelName

pytestmark = pytest.mark.model


@pytest.fixture
def fresh() -> Iterator[None]:
    """A process that has compared nothing yet."""
    comparison.forget()
    yield
    comparison.forget()


@pytest.fixture
def full() -> Path:
    return bundle.locate("full")


def prunes_to(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "bundle_without_mask", lambda _: content)


@pytest.mark.parametrize("model", bundle.MODELS)
def test_the_pruned_bundle_is_used_where_it_detects_the_same(
    model: ModelName, caplog: pytest.LogCaptureFixture
) -> None:
    path = bundle.locate(model)
    chosen = maskless_bundle(path, anew=True)
    assert chosen.source == bundle_without_mask(path.read_bytes())
    assert chosen.note == ""
    assert not caplog.records


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("other", "said"),
    [("another network", "finds other landmarks"), ("no bundle", "is refused")],
)
def test_the_whole_bundle_is_used_with_a_warning_where_the_pruned_differs(
    other: str, said: str, full: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    prunes_to(bundle.locate("lite").read_bytes() if other == "another network" else b"no bundle", monkeypatch)
    with Landmarker("full") as landmarker:
        assert landmarker.detect(Frame(0, 0.0, packed_person().image)).found
    (record,) = caplog.records
    assert f"the bundle without it {said}" in record.getMessage()
    assert 'pip install "mediapipe' in record.getMessage()
    assert maskless_bundle(full).source == full
    assert maskless_bundle(full).note == record.getMessage()
    assert len(caplog.records) == 1, "it is said once"


DETECTED = np.random.default_rng(5).uniform(size=(3, 2, 33, 4))


def changed(by: float) -> NDArray[np.float64]:
    other = DETECTED.copy()
    other[1, 0, 7, 2] += by
    return other


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (changed(0.0), ""),
        (changed(1e-6), ""),
        (changed(2e-4), "the bundle without it finds other landmarks"),
        (changed(np.nan), "the bundle without it finds nobody"),
    ],
    ids=["equal", "rounding", "one landmark", "nobody once"],
)
def test_one_landmark_of_one_detection_is_enough(
    found: NDArray[np.float64], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, "_detected", lambda source: DETECTED if isinstance(source, Path) else found)
    assert comparison._difference(Path("whole"), b"pruned") == said


@pytest.mark.usefixtures("fresh")
def test_what_the_tests_have_compared_is_not_compared_at_every_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> str:
        pytest.fail("it was compared; list the digest of the pruned bundle, and the release, in comparison._KNOWN")

    monkeypatch.setattr(comparison, "_difference", never)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    for model in bundle.MODELS:
        path = bundle.locate(model)
        assert maskless_bundle(path).source == bundle_without_mask(path.read_bytes())


@pytest.mark.usefixtures("fresh")
def test_nothing_is_pruned_where_nobody_is_found_at_all(full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = replace(packed_person(), image=np.zeros_like(packed_person().image))
    monkeypatch.setattr(comparison, "packed_person", lambda: empty)
    chosen = maskless_bundle(full, anew=True)
    assert chosen.source == full
    assert "nobody is found in the packed image" in chosen.note


@pytest.mark.usefixtures("fresh")
def test_two_landmarkers_prune_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pruned: list[int] = []

    def counted(content: bytes) -> bytes:
        pruned.append(len(content))
        return bundle_without_mask(content)

    monkeypatch.setattr(comparison, "bundle_without_mask", counted)
    with Landmarker("full"):
        StillLandmarker("full").close()
    assert len(pruned) == 1
