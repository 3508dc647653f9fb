import zipfile
from pathlib import Path

import numpy as np
import pytest
from mediapipe.tasks.metadata import schema_py_generated as tflite

from formcheck.pose import landmarker
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.model import bundle
from formcheck.pose.model.comparison import MasklessBundle
from formcheck.pose.model.packing import DETECTOR_MEMBER, LANDMARKS_MEMBER, bundle_without_mask
from formcheck.pose.model.pruning import without_mask
from formcheck.records import Frame, Pose
from formcheck.video import VideoReader

_CLIP = Path(__file__).parents[3] / "sample_videos" / "squat_good_side.mp4"
_FRAMES = 12


def network(member: str) -> bytes:
    with zipfile.ZipFile(bundle.locate("full")) as full:
        return full.read(member)


def operators(model: bytes) -> int:
    return int(tflite.Model.GetRootAs(model, 0).Subgraphs(0).OperatorsLength())


def outputs(model: bytes) -> list[list[int]]:
    graph = tflite.Model.GetRootAs(model, 0).Subgraphs(0)
    return [list(graph.Tensors(tensor).ShapeAsNumpy()) for tensor in graph.OutputsAsNumpy()]


def test_the_mask_and_what_computes_it_are_left_out() -> None:
    whole = network(LANDMARKS_MEMBER)
    pruned = without_mask(whole)
    assert operators(pruned) < operators(whole)
    assert [1, 256, 256, 1] in outputs(whole)
    assert [1, 256, 256, 1] not in outputs(pruned)
    assert len(outputs(pruned)) == len(outputs(whole))


def test_no_tensor_is_listed_as_an_output_twice() -> None:
    """From MediaPipe 1.2.3 on, only one of the two would be filled, and the other be read uninitialised."""
    graph = tflite.Model.GetRootAs(without_mask(network(LANDMARKS_MEMBER)), 0).Subgraphs(0)
    listed = graph.OutputsAsNumpy().tolist()
    assert len(set(listed)) == len(listed)


def test_each_output_is_computed_by_an_operator_that_is_left() -> None:
    graph = tflite.Model.GetRootAs(without_mask(network(LANDMARKS_MEMBER)), 0).Subgraphs(0)
    left = [graph.Operators(i) for i in range(graph.OperatorsLength())]
    computed = {int(tensor) for operator in left for tensor in operator.OutputsAsNumpy()}
    assert set(graph.OutputsAsNumpy().tolist()) <= computed


def test_nothing_is_left_out_twice() -> None:
    pruned = without_mask(network(LANDMARKS_MEMBER))
    assert without_mask(pruned) == pruned


def test_a_network_without_a_mask_stays_as_it_is() -> None:
    detector = network(DETECTOR_MEMBER)
    assert without_mask(detector) == detector


@pytest.mark.parametrize("content", [b"", b"no bundle"])
def test_what_is_no_bundle_stays_as_it_is(content: bytes) -> None:
    assert bundle_without_mask(content) == content


@pytest.mark.model
def test_the_landmarks_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with VideoReader(_CLIP) as reader:
        frames = [frame for frame, _ in zip(reader, range(_FRAMES), strict=False)]
    pruned = poses(frames)
    monkeypatch.setattr(landmarker, "maskless_bundle", lambda path: MasklessBundle(source=path))
    whole = poses(frames)
    assert all(pose.found for pose in whole)
    for one, other in zip(pruned, whole, strict=True):
        np.testing.assert_array_equal(one.landmarks, other.landmarks)
        np.testing.assert_array_equal(one.world, other.world)


def poses(frames: list[Frame]) -> list[Pose]:
    with Landmarker("full") as finder:
        return [finder.detect(frame) for frame in frames]
