"""One analysis from clip to folder, with a pose detector that knows the poses: what is opened, asked and written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from av.container import InputContainer

import formcheck
from formcheck import analysis
from formcheck.analysis import AnalysisOptions, detect, people_in_clip
from formcheck.analysis.detect import survey_frames
from formcheck.catalogue.library import load_exercise
from formcheck.errors import DefinitionError, NobodyFoundError, UnreadableVideoError
from formcheck.pose.looking import SecondLooker
from formcheck.pose.people.candidates import SubjectCandidate
from formcheck.pose.people.subject import Subject
from formcheck.pose.recording import PoseTrack
from formcheck.records import Frame, Pose
from formcheck.video import VideoReader, reader
from formcheck.video.opening import open_container
from tests.support.clips import write_clip
from tests.support.figures import Camera, SetTiming, film
from tests.support.moves import squat
from tests.support.running import FPS

SIZE = (160, 120)
TWICE = SetTiming(2, down_s=0.8, hold_s=0.1, up_s=0.6, pause_s=0.4, before_s=0.5)
CAMERA = Camera(90.0, 55.0, *SIZE)
POSES = film(squat(thigh_deg=35.0), TWICE, CAMERA, fps=FPS)


class KnowingFollower:
    """Stands for the pose model: gives the poses in order, and surveys two frames."""

    is_guess = is_crowd = False
    poses: Sequence[Pose] = POSES

    def __init__(self, *_: object, subject: Subject | None = None, **__: object) -> None:
        self.subject = subject
        self.surveyed: list[float] = []

    def survey(self, frames: Iterable[tuple[Frame, int]]) -> None:
        self.surveyed += [frame.t_s for (frame, _), _ in zip(frames, range(2), strict=False)]

    def detect(self, frame: Frame) -> Pose:
        return self.poses[frame.index]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "clip.mp4", size_px=SIZE, times_s=[pose.t_s for pose in POSES], fps=FPS)


@pytest.fixture(autouse=True)
def follower(monkeypatch: pytest.MonkeyPatch) -> None:
    # The function of the same name hides the module.
    monkeypatch.setattr(sys.modules["formcheck.analysis.detect"], "Follower", KnowingFollower)
    # The clip shows nobody whom a pose model could look at again.
    monkeypatch.setattr(SecondLooker, "__call__", lambda *_: None)


def test_a_clip_is_opened_once_for_its_times_and_once_for_each_pass(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def open_and_count(path: Path) -> InputContainer:
        opened.append(path)
        return open_container(path)

    monkeypatch.setattr(reader, "open_container", open_and_count)
    analysis.analyze(clip, load_exercise("squat"), AnalysisOptions(out=tmp_path / "out"))
    assert opened == [clip] * 4, "times, survey, judging, drawing"
    opened.clear()
    analysis.record(clip)
    assert opened == [clip] * 3, "times, survey, poses"


def test_an_analysis_is_a_report_with_what_it_was_made_from(clip: Path, tmp_path: Path) -> None:
    shares: list[float] = []
    options = AnalysisOptions(out=tmp_path / "out", view="side", progress=shares.append)
    made = analysis.analyze(clip, load_exercise("squat"), options)
    assert made.exercise == load_exercise("squat")
    assert len(made.series) == len(POSES) == len(shares)
    assert made.report.summary.repetitions == 2
    assert made.report.source.path == str(clip)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {
        "report.json",
        "repetitions.csv",
        "measures.csv",
        "annotated.mp4",
        "moments.png",
        "poster.png",
        "poses.npz",
    }
    assert made.report == formcheck.analyze(clip, "squat", view="side")


def test_a_recording_is_judged_as_the_clip_was(clip: Path) -> None:
    track = analysis.record(clip)
    assert isinstance(track, PoseTrack)
    assessed = formcheck.assess(track, "squat")
    assert assessed.repetitions == formcheck.analyze(clip, "squat").repetitions
    assert assessed.model == "recorded"


def test_a_clip_without_a_person_is_refused_after_the_last_frame(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KnowingFollower, "poses", [CAMERA.nobody(pose.t_s) for pose in POSES])
    with pytest.raises(NobodyFoundError, match=r"No person was found in .*clip\.mp4"):
        formcheck.analyze(clip, "squat", out=tmp_path / "out")
    with pytest.raises(NobodyFoundError):
        analysis.record(clip)
    assert not (tmp_path / "out").exists()


def test_profiles_that_name_a_custom_exercise_are_accepted_from_python(clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "long_squat.toml").write_text('based_on = "squat"\nname = "Long squat"\n', encoding="utf-8")
    (tmp_path / "person.toml").write_text(
        "[long_squat.depth]\nenabled = false\n[squat.depth]\npass.max = 45.0\nwarn.max = 55.0\n", encoding="utf-8"
    )
    profiles = [tmp_path / "person.toml"]
    plain = formcheck.analyze(clip, "squat", folder=folder, profiles=profiles)
    assert json.dumps(plain.exercise.resolved["depth"]).count("45.0")
    track = analysis.record(clip)
    assert "depth" not in formcheck.assess(track, "long_squat", folder=folder, profiles=profiles).exercise.resolved
    with pytest.raises(DefinitionError, match="no exercise 'long_squat'"):
        formcheck.analyze(clip, "squat", profiles=profiles)


def test_the_survey_looks_at_a_few_frames_per_second(tmp_path: Path) -> None:
    times = [i / 10 for i in range(300)]
    cut = write_clip(tmp_path / "long.mp4", size_px=(64, 48), times_s=times, fps=10.0)
    with VideoReader(cut) as frames:
        shown = list(survey_frames(frames))
    looked = [frame.t_s for frame, _ in shown]
    assert looked[:4] == pytest.approx([0.0, 0.5, 0.9, 1.3], abs=0.01)
    assert 19.0 < looked[-1] <= 20.0
    with VideoReader(cut) as frames:
        late = [frame.t_s for frame, _ in survey_frames(frames, Subject(0.5, 0.5, at_s=25.0))]
    assert 25.0 < late[-1] <= 26.0


def test_the_survey_counts_the_shots_also_between_its_frames() -> None:
    dark, bright = (np.full((48, 64, 3), shade, np.uint8) for shade in (60, 200))
    film = [Frame(i, i / 10, bright if 12 <= i < 14 else dark) for i in range(30)]
    shots = {frame.t_s: shot for frame, shot in survey_frames(film)}
    assert (shots[0.9], shots[1.3], shots[1.7]) == (0, 1, 2)


def test_people_are_looked_for_at_four_moments(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[float] = []

    def look(frames: Iterable[Frame], _: str) -> list[SubjectCandidate]:
        looked.extend(frame.t_s for frame in frames)
        return []

    monkeypatch.setattr(detect, "subject_candidates", look)
    assert people_in_clip(clip) == []
    assert looked == pytest.approx([0.0, 0.53, 1.53, 3.0], abs=0.08)
    with pytest.raises(UnreadableVideoError):
        people_in_clip(clip.with_name("none.mp4"))


def test_of_a_fast_clip_every_second_frame_is_looked_at_and_all_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = film(squat(thigh_deg=35.0), TWICE, CAMERA, fps=60.0)
    monkeypatch.setattr(KnowingFollower, "poses", fast)
    clip = write_clip(tmp_path / "fast.mp4", size_px=SIZE, times_s=[pose.t_s for pose in fast], fps=60.0)
    found = analysis.analyze(clip, load_exercise("squat"), AnalysisOptions(out=tmp_path / "out"))
    assert len(found.report.repetitions) == 2
    assert len(found.series.times_s) == (len(fast) + 1) // 2
    assert not [warning for warning in found.report.warnings if "overlay" in warning]
    with VideoReader(tmp_path / "out" / "annotated.mp4") as annotated:
        drawn = [frame for frame in annotated if frame.t_s <= fast[-1].t_s + 1e-3]
    assert len(drawn) == len(fast)
