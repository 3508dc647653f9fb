import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.synthetic.clips import shot
from benchmarks.synthetic.rendering.person import CLIP, truth
from formcheck.errors import ModelError
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.model import person
from formcheck.pose.model.bundle import MODELS
from formcheck.pose.model.person import packed_person
from formcheck.pose.skeleton import COUNT
from formcheck.records import Frame, ModelName


def test_the_image_is_small_and_its_landmarks_are_inside() -> None:
    packed = packed_person()
    height_px, width_px, _ = packed.image.shape
    assert (height_px, width_px) == (640, 360)
    assert packed.landmarks_px.shape == (COUNT, 2)
    assert ((packed.landmarks_px > 0) & (packed.landmarks_px < (width_px, height_px))).all()


def test_the_truth_is_that_of_the_figure_that_was_drawn() -> None:
    packed = json.loads(Path(person.__file__).with_name("person.json").read_text("utf-8"))
    assert packed == truth(shot(CLIP))


def test_the_farthest_landmark_is_measured_in_heights_of_the_person() -> None:
    packed = packed_person()
    assert packed.farthest(packed.landmarks_px) == 0.0
    moved = packed.landmarks_px.copy()
    moved[3, 0] += np.ptp(packed.landmarks_px[:, 1]) / 10
    assert packed.farthest(moved) == pytest.approx(0.1)
    assert np.isnan(packed.farthest(np.full((COUNT, 4), np.nan)))


@pytest.mark.parametrize("content", [None, b"", b"no JPEG"], ids=["missing", "empty", "other"])
def test_a_damaged_image_is_reported(content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if content is not None:
        (tmp_path / "person.jpg").write_bytes(content)
    monkeypatch.setattr(person, "_IMAGE", tmp_path / "person.jpg")
    with pytest.raises(ModelError, match=r"person\.jpg, is missing or damaged\. Install formcheck again"):
        packed_person.__wrapped__()


@pytest.mark.model
@pytest.mark.parametrize("model", MODELS)
def test_each_model_detects_her_where_she_is(model: ModelName) -> None:
    packed = packed_person()
    with Landmarker(model) as landmarker:
        pose = landmarker.detect(Frame(0, 0.0, packed.image))
    assert packed.farthest(pose.landmarks) < 0.05
