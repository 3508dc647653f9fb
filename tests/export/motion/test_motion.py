"""Motion files: axes, units and gaps, as the programs read them that they are for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import ezc3d
import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.errors import UsageError
from formcheck.export.motion.c3d import c3d_bytes
from formcheck.export.motion.markers import Markers, markers
from formcheck.export.motion.mot import coordinate, mot_text
from formcheck.export.motion.trc import trc_text
from formcheck.export.results import Curves
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Facing
from tests.support.figures import Camera, film, standing
from tests.support.moves import squat
from tests.support.running import FPS, TWO

Reads = Callable[[str, str], dict[str, Any]]
AZIMUTHS: dict[Facing, float] = {"right": 90.0, "left": 270.0, "camera": 0.0, "away": 180.0}


def stood(azimuth_deg: float) -> PoseTrack:
    camera = Camera(azimuth_deg)
    return PoseTrack.from_poses([camera.see(standing(), t_s) for t_s in (0.0, 0.04, 0.08)])


def place(made: Markers, name: str, frame: int = 0) -> NDArray[np.float64]:
    return np.asarray(made.points_m[frame, made.names.index(name)])


@pytest.fixture(scope="module")
def squatted() -> Markers:
    """A set in whose middle the person is not found for three frames."""
    poses = list(film(squat(), TWO, Camera(90.0), fps=FPS))
    lost = [replace(p, landmarks=p.landmarks * np.nan, world=p.world * np.nan) for p in poses[20:23]]
    return markers(PoseTrack.from_poses([*poses[:20], *lost, *poses[23:]]), "right")


@pytest.mark.parametrize("facing", list(AZIMUTHS))
def test_x_is_forward_y_up_and_z_to_the_right_from_wherever_it_was_filmed(facing: Facing) -> None:
    made = markers(stood(AZIMUTHS[facing]), facing)
    hips = (place(made, "left_hip") + place(made, "right_hip")) / 2
    np.testing.assert_allclose(hips, 0.0, atol=1e-9)
    joints = standing()
    for name in NAMES:
        forward, left, up = joints[name] - (joints["left_hip"] + joints["right_hip"]) / 2
        np.testing.assert_allclose(place(made, name), [forward, up, -left], atol=1e-9)


def test_the_rate_is_steady_and_a_gap_stays_a_gap() -> None:
    track = stood(90.0)
    times = np.array([0.0, 0.04, 0.08, 0.13, 0.16, 0.60, 0.64])
    moving = np.repeat(track.world[:1], 7, axis=0)
    moving[:, :, 0] += times[:, None]
    uneven = replace(
        track, t_s=times, world=moving, landmarks=np.repeat(track.landmarks[:1], 7, axis=0),
        dorsal=np.repeat(track.dorsal[:1], 7, axis=0), shot=None,
    )  # fmt: skip
    made = markers(uneven, "right")
    assert made.rate_hz == 25.0
    np.testing.assert_allclose(np.diff(made.times_s), 0.04)
    seen = np.isfinite(made.points_m[:, 0, 0])
    assert not seen[5:15].any()
    assert seen[:5].all()
    assert seen[15:].all()
    np.testing.assert_allclose(made.points_m[seen, 0, 0] - made.points_m[0, 0, 0], made.times_s[seen], atol=1e-9)


def test_ezc3d_reads_the_points_labels_units_and_gaps(squatted: Markers, tmp_path: Path) -> None:
    path = tmp_path / "a.c3d"
    path.write_bytes(c3d_bytes(squatted))
    read = ezc3d.c3d(str(path))
    point = read["parameters"]["POINT"]
    assert point["LABELS"]["value"] == list(NAMES)
    assert point["UNITS"]["value"] == ["m"]
    assert [point[name]["value"][0] for name in ("X_SCREEN", "Y_SCREEN")] == ["+X", "+Y"]
    assert point["RATE"]["value"][0] == pytest.approx(squatted.rate_hz)
    assert read["header"]["points"]["frame_rate"] == pytest.approx(squatted.rate_hz)
    points = read["data"]["points"][:3].transpose(2, 1, 0)
    assert points.shape == squatted.points_m.shape
    np.testing.assert_allclose(points, squatted.points_m, atol=1e-6)
    assert np.isnan(points[21]).all()
    residuals = read["data"]["meta_points"]["residuals"][0].T
    assert (residuals[21] == -1).all()
    assert (residuals[0] == 0).all()


def test_a_c3d_file_counts_no_more_frames_than_it_can(squatted: Markers) -> None:
    many = replace(squatted, points_m=np.zeros((65_536, 33, 3)))
    with pytest.raises(UsageError, match="--format trc"):
        c3d_bytes(many)


def cells_of(line: str) -> list[str]:
    """Split a line of the table, which ends with a tab as those of OpenSim do."""
    *cells, end = line.split("\t")
    assert end == ""
    return cells


def read_trc(text: str) -> tuple[dict[str, str], list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Parse a .trc as its specification says, refusing whatever deviates from it."""
    lines = text.split("\n")
    assert lines.pop() == ""
    kind, four, axes, _ = lines[0].split("\t")
    assert (kind, four, axes) == ("PathFileType", "4", "(X/Y/Z)")
    keys, values = (line.split("\t") for line in lines[1:3])
    assert keys == [
        "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate", "OrigDataStartFrame",
        "OrigNumFrames",
    ]  # fmt: skip
    header = dict(zip(keys, values, strict=True))
    count = int(header["NumMarkers"])
    names, axes_line, *rows = (cells_of(line) for line in (*lines[3:5], *lines[6:]))
    assert names[:2] == ["Frame#", "Time"]
    assert names[3::3] == names[4::3] == [""] * count
    assert axes_line == ["", "", *(f"{axis}{i + 1}" for i in range(count) for axis in "XYZ")]
    assert lines[5] == ""
    assert [int(row[0]) for row in rows] == list(range(1, int(header["NumFrames"]) + 1))
    assert {len(row) for row in rows} == {2 + 3 * count}
    table = np.array([[float(cell or "nan") for cell in row] for row in rows])
    return header, names[2::3], table[:, 1], table[:, 2:].reshape(len(rows), count, 3)


def test_a_trc_file_is_as_its_specification_says(squatted: Markers) -> None:
    header, names, times, points = read_trc(trc_text(squatted, "a.trc"))
    assert (header["Units"], header["DataRate"]) == ("m", f"{squatted.rate_hz:.2f}")
    assert names == list(NAMES)
    np.testing.assert_allclose(times, squatted.times_s, atol=1e-5)
    np.testing.assert_allclose(points, squatted.points_m, atol=1e-5)


CURVES = Curves(
    names=("knee_flexion_right", "trunk_lean", "heel_rise_left", "hip_flexion_left"),
    times_s=np.array([0.0, 0.1]),
    values=np.array([[90.0, 10.0, 0.2, np.nan], [45.5, np.nan, 0.1, np.nan]]),
)


def test_a_mot_file_is_as_its_specification_says() -> None:
    head, _, body = mot_text(CURVES, "squat").partition("endheader\n")
    name, *lines = head.splitlines()
    assert name == "squat"
    keys = dict(line.split("=") for line in lines if "=" in line)
    assert keys == {"version": "1", "nRows": "2", "nColumns": "3", "inDegrees": "yes"}
    titles, *rows = (line.split("\t") for line in body.splitlines())
    assert titles == ["time", "knee_angle_r", "trunk_lean"]
    np.testing.assert_allclose(np.array(rows, dtype=float), [[0.0, 90.0, 10.0], [0.1, 45.5, np.nan]])


@pytest.fixture
def read_by_opensim(tmp_path: Path) -> Reads:
    """Write a file and return what OpenSim read of it."""
    if find_spec("opensim") is None:
        pytest.skip("OpenSim has no package for this system")

    def read(name: str, text: str) -> dict[str, Any]:
        (tmp_path / name).write_text(text)
        script = Path(__file__).with_name("opensim_reads.py")
        told = subprocess.run([sys.executable, script, name], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stderr
        return dict(json.loads(told.stdout))

    return read


@pytest.mark.slow
def test_opensim_reads_the_markers_labels_unit_times_and_gaps(squatted: Markers, read_by_opensim: Reads) -> None:
    read = read_by_opensim("a.trc", trc_text(squatted, "a.trc"))
    assert read["labels"] == list(NAMES)
    assert (read["unit"], read["rate_hz"]) == ("m", pytest.approx(squatted.rate_hz))
    np.testing.assert_allclose(read["times_s"], squatted.times_s, atol=1e-5)
    points = np.array(read["values"])
    np.testing.assert_allclose(points, squatted.points_m, atol=1e-5)
    assert np.isnan(points[21]).all()
    # The axes: somebody who stands has the head above the feet, and the toes before the heels.
    head, heel, toe = (points[0, NAMES.index(name)] for name in ("nose", "right_heel", "right_toe"))
    assert head[1] - heel[1] > 1.0
    assert toe[0] - heel[0] > 0.1


@pytest.mark.slow
def test_opensim_reads_the_angles_in_degrees(read_by_opensim: Reads) -> None:
    read = read_by_opensim("a.mot", mot_text(CURVES, "squat"))
    assert (read["labels"], read["unit"]) == (["knee_angle_r", "trunk_lean"], "deg")
    np.testing.assert_allclose(read["times_s"], CURVES.times_s)
    np.testing.assert_allclose(np.array(read["values"]), CURVES.values[:, :2])


def test_only_angles_that_are_the_same_take_the_names_of_opensim() -> None:
    assert [coordinate(name) for name in ("elbow_flexion_left", "trunk_lean", "shin_lean_left")] == [
        "elbow_flex_l", "trunk_lean", "shin_lean_left",
    ]  # fmt: skip
    with pytest.raises(UsageError, match="no joint angle"):
        mot_text(replace(CURVES, values=CURVES.values * np.nan), "squat")
