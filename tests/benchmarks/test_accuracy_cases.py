"""The engine compared with true joints: a detector that sees them perfectly has no error, and a known one is found."""

import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.case import Case, match, same_moments
from benchmarks.accuracy.counting import boundary_rows, clip_rows, is_exact
from benchmarks.accuracy.engine import is_single, judge, turned
from benchmarks.accuracy.material import find_landmarks, load, render_missing
from benchmarks.accuracy.page import page
from benchmarks.accuracy.results import results
from benchmarks.accuracy.values import angle_rows, depth_rows, frame_rows, judged_rows
from benchmarks.accuracy.verdicts import verdicts_of
from benchmarks.synthetic.clips import Clip, paths
from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.tempo import Beat, SetTiming
from benchmarks.synthetic.truth import TrueRepetition, Truth, gather
from formcheck import assess
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Repetition
from formcheck.video.writer import VideoWriter

CLIP = Clip(MOVEMENTS["squat"], "heavy_man", "side")
FPS = 12.5


@cache
def truth_of(azimuth_deg: float, movement: str = "squat") -> Truth:
    clip = replace(CLIP, movement=MOVEMENTS[movement])
    tempo = SetTiming((Beat(1.2, 0.4, 1.2, 0.8), Beat(1.2, 0.4, 1.2, 1.2)))
    act = Performance(Figure(Body.load(clip.body)), clip.movement, tempo)
    times = np.arange(0.0, tempo.duration_s, 1.0 / FPS).tolist()
    camera = {"azimuth_deg": azimuth_deg, "width_px": 64, "height_px": 48}
    about = {"id": clip.id, "body": clip.body, "exercise": clip.movement.exercise, "view": "side", "camera": camera}
    repetitions = [TrueRepetition(act.side(i), *span) for i, span in enumerate(tempo.spans())]
    return gather(times, [act.at(t) for t in times], np.zeros((len(times), 33, 2)), repetitions, about)


def case(azimuth_deg: float, track: PoseTrack | None = None, movement: str = "squat") -> Case:
    truth = truth_of(azimuth_deg, movement)
    perfect = truth.track("side") if azimuth_deg < 180.0 else turned(truth.track("side"))
    return Case.of(replace(CLIP, movement=MOVEMENTS[movement]), truth, track or perfect)


def test_what_is_added_to_an_exercise_changes_nothing_that_it_says() -> None:
    track = truth_of(90.0).track("side")
    plain = assess(track, "squat", view="side", side="right")
    found = judge(track, "squat", "side", view="side", side="right").report
    own = [tuple(f for f in r.findings if not is_single(f.cue)) for r in found.repetitions]
    assert own == [r.findings for r in plain.repetitions]
    assert len(own) == 2


@pytest.mark.parametrize("azimuth_deg", [90.0, 270.0])
def test_a_perfect_detector_has_no_error(azimuth_deg: float) -> None:
    seen = [case(azimuth_deg)]
    assert {row["mae"] for row in frame_rows(seen, moving=False)} == {0.0}
    assert {row["error95"] for row in judged_rows(seen, by_cue=True)} == {0.0}
    (row,) = clip_rows(seen)
    assert is_exact(row)
    assert (row["found"], row["side right"], row["view reported"], row["facing right"]) == (row["frames"], 2, "side", 1)
    against = {str(row["against"]): row for row in boundary_rows(seen)}
    assert against["the true joints"]["p95"] == 0.0
    assert not any(v.is_false for v in verdicts_of(seen[0]))


def test_a_squat_is_the_same_from_both_sides() -> None:
    """Signed measures keep their signs, and near stays near, for a camera on the left."""
    right, left = (case(azimuth).perfect.report.repetitions for azimuth in (90.0, 270.0))
    for a, b in zip(right, left, strict=True):
        values = [(f.cue, f.value) for f in a.findings if f.value is not None]
        other = {f.cue: f.value for f in b.findings}
        assert len(values) > 8
        for cue, value in values:
            assert other[cue] == pytest.approx(value, abs=0.02), cue


def test_angles_in_space_agree_with_the_side_view() -> None:
    rows = {(row["measure"], row["limb"]): row for row in angle_rows([case(90.0)], moving=True)}
    trunk, knee = rows["trunk_lean", ""], rows["knee_flexion", "near"]
    assert float(str(trunk["mae"])) < 0.1
    # The knee points out a little, which a side view does not show.
    assert float(str(knee["mae"])) < 2.5
    (depth,) = [row for row in depth_rows([case(90.0)]) if (row["exercise"], row["limb"]) == ("all", "near")]
    assert depth["n"] == 2
    assert abs(float(str(depth["bias"]))) < 3.0


@pytest.mark.parametrize("azimuth_deg", [90.0, 270.0])
def test_a_toe_seen_too_far_back_is_a_knee_too_far_ahead(azimuth_deg: float) -> None:
    perfect = case(azimuth_deg).track
    landmarks = perfect.landmarks.copy()
    near, back_px = ("right", -20.0) if azimuth_deg < 180.0 else ("left", 20.0)
    knee, ankle, toe = (landmarks[:, NAMES.index(f"{near}_{name}"), :2] for name in ("knee", "ankle", "toe"))
    toe[:, 0] += back_px
    expected = float(np.mean(20.0 / np.linalg.norm(knee - ankle, axis=1)))
    rows = frame_rows([case(azimuth_deg, replace(perfect, landmarks=landmarks))], moving=False)
    (row,) = [row for row in rows if (row["measure"], row["limb"]) == ("knee_past_toe", "near")]
    assert row["bias"] == pytest.approx(expected)
    (far,) = [row for row in rows if (row["measure"], row["limb"]) == ("knee_past_toe", "far")]
    assert far["mae"] == 0.0


def test_the_lead_of_a_lunge_is_near_or_far() -> None:
    """The left leg leads first, then the right one; from the right, the left one is far."""
    seen = [case(90.0, movement="forward_lunge")]
    rows = {(row["cue"], row["limb"]): row["n"] for row in judged_rows(seen, by_cue=True) if row["limb"]}
    assert [rows[cue, limb] for cue in ("front_knee_90", "rear_knee_90") for limb in ("near", "far")] == [1, 1, 1, 1]
    (row,) = clip_rows(seen)
    assert row["side right"] == 2


def test_frames_that_were_lost_do_not_shift_the_others() -> None:
    true, found = same_moments(np.arange(10) / 25.0, np.array([0.0, 0.081, 0.12, 0.26]))
    assert (true.tolist(), found.tolist()) == ([0, 2, 3], [0, 1, 2])


def counted(peak_s: float) -> Repetition:
    report = case(90.0).perfect.report
    return replace(report.repetitions[0], peak_s=peak_s)


def test_the_nearer_of_two_counted_is_the_one() -> None:
    true = [TrueRepetition("both", 1.0, 2.0, 3.0), TrueRepetition("both", 5.0, 6.0, 7.0)]
    found = match(true, [counted(1.2), counted(2.1), counted(9.0)])
    assert [r.peak_s if r else None for r in found] == [2.1, None]


def test_the_page_shows_what_was_measured() -> None:
    text = page(results([case(90.0)], 3, "full"))
    assert "| Repetitions exact | every clip | 1 of 1 clips | - | too few |" in text
    assert "nothing to measure" in text
    assert "1 of 3 clips" in text
    assert "nan" not in text


def test_without_renders_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "page.md"
    assert main(["--no-render", "--only", "squat-*", "--folder", str(tmp_path), "--page", str(written)]) == 1
    assert "nothing to measure" in capsys.readouterr().err
    assert not written.exists()


def test_without_a_graphics_library_it_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "benchmarks.synthetic.rendering.film", None)
    render_missing([CLIP], tmp_path)
    assert "moderngl" in capsys.readouterr().err


@pytest.mark.model
def test_a_clip_in_which_nobody_is_found_is_kept_as_such(tmp_path: Path) -> None:
    video, truth_path = paths(CLIP, tmp_path)
    with VideoWriter(video, 64, 48, FPS) as writer:
        for i in range(4):
            writer.write(np.zeros((48, 64, 3), np.uint8), i / FPS)
    truth_of(90.0).save(truth_path)
    find_landmarks([CLIP], tmp_path, "full", jobs=1)
    ((_, truth, track),) = load([CLIP], tmp_path, "full")
    assert len(track.t_s) == len(truth.t_s)
    (row,) = clip_rows([Case.of(CLIP, truth, track)])
    assert (row["found"], row["counted"], is_exact(row)) == (0, 0, False)
