"""`formcheck doctor`: it is well only where people are really found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from formcheck.pose.model import comparison, person
from formcheck.pose.model.bundle import MODELS, locate
from tests.support.commands import Run

pytestmark = pytest.mark.model


@pytest.fixture
def fresh() -> Iterator[None]:
    """A process that has compared no model yet."""
    comparison.forget()
    yield
    comparison.forget()


def test_the_doctor_finds_this_machine_well(run: Run) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, ""), out
    text = " ".join(out.split())
    for model in MODELS:
        assert f"ok pose model {model}: finds the person in the bundled image, all landmarks within" in text


@pytest.mark.usefixtures("fresh")
def test_a_model_that_finds_nobody_fails_with_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = person.packed_person()
    for module in (person, comparison):
        monkeypatch.setattr(module, "packed_person", lambda: replace(packed, image=np.zeros_like(packed.image)))
    code, out, _ = run("doctor")
    text = " ".join(out.split())
    assert code == 1
    assert "FAIL pose model full: the file is intact, but nobody is found in the image of a person" in text
    assert 'pip install "mediapipe' in text


def test_landmarks_in_the_wrong_place_fail(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = person.packed_person()
    moved = replace(packed, landmarks_px=packed.landmarks_px + 80.0)
    monkeypatch.setattr(person, "packed_person", lambda: moved)
    code, out, _ = run("doctor")
    assert code == 1
    assert "FAIL pose model full" in " ".join(out.split())


@pytest.mark.usefixtures("fresh")
def test_a_model_that_cannot_be_pruned_works_and_is_noted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "bundle_without_mask", lambda _: b"no bundle")
    code, out, _ = run("doctor")
    assert code == 0
    assert "pose_landmarker_full.task runs with its mask" in " ".join(out.split())


def test_a_damaged_model_fails_alone(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / locate("heavy").name).write_bytes(b"damaged")
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    code, out, _ = run("doctor")
    text = " ".join(out.split())
    assert code == 1
    assert "FAIL pose model heavy: The pose model" in text
    assert "ok pose model full" in text
