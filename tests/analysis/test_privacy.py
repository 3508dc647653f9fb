"""With privacy asked for, no file that an analysis writes shows a face; the poses are found all the same."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck import analysis
from formcheck.analysis import AnalysisOptions
from formcheck.catalogue.library import load_exercise
from formcheck.pose.looking import SecondLooker
from formcheck.pose.privacy import Privacy
from formcheck.pose.recording import PoseTrack
from formcheck.records import Pose
from formcheck.report.clip.panel import Layout
from formcheck.video import VideoReader
from tests.analysis.test_passes import KnowingFollower
from tests.pose.faces import BYSTANDER, FACE_COLOUR, share_of, write_faces
from tests.support.figures import Camera, SetTiming, film
from tests.support.moves import squat
from tests.support.running import FPS

CAMERA = Camera(90.0, 110.0, 320, 240)
ONCE = SetTiming(1, down_s=0.8, hold_s=0.1, up_s=0.6, pause_s=0.4, before_s=0.5)
POSES = film(squat(thigh_deg=35.0), ONCE, CAMERA, fps=FPS)
LOST = {5, 6, 15}
WRITTEN = {"annotated.mp4", "moments.png", "poster.png", "share.mp4"}
PICTURES = {".mp4", ".png", ".jpg"}
Analyses = dict[str, tuple[Path, analysis.Analysis]]


class LosingFollower(KnowingFollower):
    """Knows the poses of all frames but a few."""

    poses = tuple(replace(p, landmarks=p.landmarks * np.nan) if i in LOST else p for i, p in enumerate(POSES))
    is_crowd = True


@pytest.fixture(scope="module")
def analyses(tmp_path_factory: pytest.TempPathFactory) -> Analyses:
    """The same clip, analysed with each kind of privacy: folder and result."""
    folder = tmp_path_factory.mktemp("privacy")
    clip, made = write_faces(folder / "clip.mp4", POSES, FPS), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["formcheck.analysis.detect"], "Follower", LosingFollower)
        patch.setattr(SecondLooker, "__call__", lambda *_: None)
        for privacy in get_args(Privacy):
            options = AnalysisOptions(out=folder / privacy, privacy=privacy, share=True)
            made[privacy] = (folder / privacy, analysis.analyze(clip, load_exercise("squat"), options))
    return made


def pictures_in(folder: Path) -> list[tuple[str, NDArray[np.uint8]]]:
    """Every frame of every picture and clip in a folder, RGB."""
    found: list[tuple[str, NDArray[np.uint8]]] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".mp4":
            with VideoReader(path) as reader:
                found += [(path.name, frame.image) for frame in reader]
        elif path.suffix in PICTURES:
            image = cv2.imread(str(path))
            assert image is not None
            found.append((path.name, np.asarray(image[..., ::-1], np.uint8)))
    return found


@cache
def thinned(folder: Path) -> list[tuple[str, NDArray[np.uint8]]]:
    """The same pictures with a quarter of their pixels: a face has hundreds."""
    return [(name, image[::2, ::2].copy()) for name, image in pictures_in(folder)]


def most_of(colour: tuple[int, int, int], folder: Path) -> dict[str, float]:
    """By file, the largest share of a picture that has a colour."""
    shares: dict[str, float] = {}
    for name, image in thinned(folder):
        shares[name] = max(shares.get(name, 0.0), share_of(colour, image))
    return shares


def test_without_privacy_every_picture_shows_the_faces(analyses: Analyses) -> None:
    out, _ = analyses["none"]
    faces = most_of(FACE_COLOUR, out)
    assert set(faces) == WRITTEN
    assert min(faces.values()) > 0.001
    beside = most_of(BYSTANDER, out)  # whoever is cut out is not always in sight of the others
    assert min(beside["annotated.mp4"], beside["moments.png"]) > 0.001


@pytest.mark.parametrize("privacy", ["blur", "skeleton"])
def test_with_privacy_no_picture_shows_a_face(analyses: Analyses, privacy: str) -> None:
    out, made = analyses[privacy]
    for colour in (FACE_COLOUR, BYSTANDER):
        # A lone pixel that the encoder mixed from others is no face.
        assert most_of(colour, out) == pytest.approx(dict.fromkeys(WRITTEN, 0.0), abs=1e-5)
    assert made.report.summary.repetitions == 1
    crowded = any("--privacy skeleton" in warning for warning in made.report.warnings)
    assert crowded == (privacy == "blur")


@pytest.mark.parametrize("privacy", ["blur", "skeleton"])
def test_the_skeleton_is_drawn_over_what_is_covered(analyses: Analyses, privacy: str) -> None:
    out, _ = analyses[privacy]
    frames = [image for name, image in pictures_in(out) if name == "annotated.mp4"]
    height = Layout(CAMERA.width_px, CAMERA.height_px).enlarged * CAMERA.height_px
    bright = [float((frame[:height].min(axis=2) > 180).mean()) for frame in frames]
    assert min(share for i, share in enumerate(bright) if i not in LOST) > 0.001
    assert max(bright[i] for i in LOST) == 0.0


def test_the_poses_are_kept_as_they_were_found(analyses: Analyses) -> None:
    track = PoseTrack.load(analyses["skeleton"][0] / "poses.npz")
    assert track.source == "clip.mp4"
    found: list[Pose] = list(track.poses())
    assert [pose.found for pose in found] == [i not in LOST for i in range(len(POSES))]
    np.testing.assert_allclose(found[0].landmarks, POSES[0].landmarks)
