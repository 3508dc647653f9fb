import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.data import SAMPLES
from formcheck.errors import ModelError, UsageError
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.skeleton import LEFT, NOSE, RIGHT, mirror
from formcheck.records import Frame
from formcheck.video import VideoReader

pytestmark = pytest.mark.model
BENT_AT_S = 2.0


def blank(width_px: int = 320, height_px: int = 240, t_s: float = 0.0) -> Frame:
    return Frame(0, t_s, np.full((height_px, width_px, 3), 90, np.uint8))


def still(image: NDArray[np.uint8], count: int = 2) -> Iterator[Frame]:
    return (Frame(i, i / 30, image) for i in range(count))


@pytest.fixture(scope="module")
def person() -> NDArray[np.uint8]:
    """A person seen from the side, bent over."""
    with VideoReader(SAMPLES / "deadlift_good_side.mp4") as reader:
        return next(frame.image for frame in reader if frame.t_s >= BENT_AT_S)


def test_an_empty_picture_holds_nobody() -> None:
    with Landmarker("full", with_dorsal=True) as landmarker:
        pose = landmarker.detect(blank())
    assert not pose.found
    assert (pose.width_px, pose.height_px) == (320, 240)
    for array, shape in ((pose.landmarks, (33, 4)), (pose.world, (33, 4)), (pose.dorsal, (19,))):
        assert array.shape == shape
        assert np.isnan(array).all()


@pytest.mark.parametrize("size_px", [(1, 1), (2000, 2), (3, 500)])
def test_odd_sizes_do_not_crash(size_px: tuple[int, int]) -> None:
    with Landmarker("full") as landmarker:
        assert not landmarker.detect(blank(*size_px)).found


def test_frames_within_one_millisecond_and_steps_back_are_taken() -> None:
    with Landmarker("full") as landmarker:
        times_s = (0.0, 0.0001, 0.0002, 0.0002, 5.0, 1.0)
        assert [landmarker.detect(blank(t_s=t_s)).t_s for t_s in times_s] == list(times_s)


def test_nothing_is_written_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Landmarker("full", with_dorsal=True) as landmarker:
        landmarker.detect(blank())
    assert capfd.readouterr() == ("", "")


def test_a_closed_terminal_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with Landmarker("full") as landmarker:
        assert not landmarker.detect(blank()).found


SEES_A_PERSON_LATE = """
import sys
import numpy as np
from formcheck.pose.landmarker import Landmarker
from formcheck.records import Frame
image = np.load(sys.argv[1])
with Landmarker("full") as landmarker:
    found = [landmarker.detect(Frame(i, i / 30, image * (i > 1))).found for i in range(4)]
assert found == [False, False, True, True], found
"""


def test_nothing_is_written_about_the_first_person(person: NDArray[np.uint8], tmp_path: Path) -> None:
    np.save(tmp_path / "person.npy", person)
    # MediaPipe makes its remark once in a process, so this needs one of its own.
    command = [sys.executable, "-c", SEES_A_PERSON_LATE, str(tmp_path / "person.npy")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_person_is_found_where_she_is(person: NDArray[np.uint8]) -> None:
    with Landmarker("full") as landmarker:
        pose = list(map(landmarker.detect, still(person)))[-1]
    height_px, width_px, _ = person.shape
    assert pose.found
    assert ((pose.landmarks[:, :2] > 0) & (pose.landmarks[:, :2] < (width_px, height_px))).all()
    assert pose.landmarks[NOSE, 0] < pose.landmarks[LEFT["hip"], 0], "she faces left"
    assert pose.landmarks[LEFT["hip"], 1] < pose.landmarks[LEFT["ankle"], 1], "y points down"
    np.testing.assert_allclose((pose.world[LEFT["hip"], :3] + pose.world[RIGHT["hip"], :3]) / 2, 0, atol=0.02)
    thigh_m = np.linalg.norm(pose.world[LEFT["hip"], :3] - pose.world[LEFT["knee"], :3])
    assert 0.25 < thigh_m < 0.6
    assert ((pose.landmarks[:, 3] >= 0) & (pose.landmarks[:, 3] <= 1)).all()
    assert np.isnan(pose.dorsal).all()


def test_a_padded_row_is_not_misread(person: NDArray[np.uint8]) -> None:
    with Landmarker("full") as landmarker:
        odd = person[:, 100:501]
        assert not odd.flags.c_contiguous
        poses = [landmarker.detect(frame) for frame in still(odd)]
    assert all(pose.found and pose.width_px == 401 for pose in poses)


def test_the_back_is_seen_and_mirrors(person: NDArray[np.uint8]) -> None:
    with Landmarker("full", with_dorsal=True) as landmarker, Landmarker("full", with_dorsal=True) as other:
        pose = list(map(landmarker.detect, still(person, 3)))[-1]
        flipped = list(map(other.detect, still(person[:, ::-1], 3)))[-1]
    assert np.isfinite(pose.dorsal).all()
    assert ((pose.dorsal > 0.1) & (pose.dorsal < 0.5)).all()
    trunk_px = np.hypot(*(pose.landmarks[LEFT["hip"]] - pose.landmarks[LEFT["shoulder"]])[:2])
    joints = [side[joint] for side in (LEFT, RIGHT) for joint in ("shoulder", "hip", "knee", "ankle")]
    apart_px = np.hypot(*(mirror(flipped).landmarks - pose.landmarks)[joints, :2].T)
    assert np.median(apart_px) < 0.1 * trunk_px


def test_an_unknown_model_is_a_wrong_word() -> None:
    with pytest.raises(UsageError, match="Did you mean 'heavy'"):
        Landmarker("heavvy")  # type: ignore[arg-type]


def test_a_bundle_that_mediapipe_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "pose_landmarker_full.task").write_bytes(b"no bundle")
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path))
    sums = hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{sums}  {path.name}\n")
    with pytest.raises(ModelError, match=r"MediaPipe .* refuses the pose model"):
        Landmarker("full")
