"""The command line as a user meets it: what it prints, what it leaves behind, and how it refuses."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from formcheck import analysis, errors
from formcheck.catalogue import profile
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.toml import located
from formcheck.pose.recording import PoseTrack
from formcheck.report.lengths import OF_HEIGHT
from tests.support import clips
from tests.support.commands import Run
from tests.support.figures import film
from tests.support.moves import squat
from tests.support.running import FPS, ONE


def test_an_unknown_exercise_names_the_nearest(run: Run, tmp_path: Path) -> None:
    code, _, err = run("analyze", clips.write_clip(tmp_path / "a.mp4"), "-e", "sqat", "-o", tmp_path / "out")
    assert code == 2
    assert "'squat'" in err
    assert "formcheck exercises" in err


@pytest.mark.parametrize("arguments", [["analyze"], ["analyze", "a.mp4"], ["nonsense"], ["assess", "--json"]])
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Traceback" not in err


def test_a_subject_outside_the_frame_is_refused_with_an_example(run: Run, tmp_path: Path) -> None:
    for command in (["analyze", "none.mp4", "-e", "squat"], ["record", "none.mp4"]):
        code, out, err = run(*command, "--out", tmp_path / "out", "--subject", "1.4,0.5")
        assert (code, out) == (2, "")
        assert "--subject 0.25,0.5" in err
        assert "Traceback" not in err


def test_a_place_that_cannot_be_written_to_is_refused_before_the_work(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    source = clips.write_clip(tmp_path / "a.mp4")
    for extra in ([], ["--no-video"]):
        code, _, err = run("analyze", source, "-e", "squat", "-o", tmp_path / "file" / "out", *extra)
        assert code == 6
        assert "out" in err


@pytest.mark.model
def test_a_damaged_model_exits_with_5(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "pose_landmarker_heavy.task").write_bytes(b"not a model")
    monkeypatch.setenv("FORMCHECK_MODELS", str(tmp_path / "models"))
    code, _, err = run("analyze", clips.write_clip(tmp_path / "a.mp4"), "-e", "squat", "-o", tmp_path / "out")
    assert code == 5
    assert "model" in err
    assert not (tmp_path / "out" / "annotated.mp4").exists()


def test_recorded_landmarks_that_are_none_are_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_text("no recording at all\n" * 50)
    code, _, err = run("assess", tmp_path / "a.npz", "-e", "squat")
    assert code == 3
    assert "a.npz" in err


def test_exercises_are_listed(run: Run) -> None:
    code, out, _ = run("exercises", "--json")
    assert code == 0
    assert {"squat", "forward_lunge", "walking_lunge", "side_lunge", "deadlift"} <= {e["id"] for e in json.loads(out)}
    assert "Infinity" not in out, "which JSON does not know"
    assert run("exercises")[1].count("squat") >= 1


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A folder with a squat instead of the built-in one, and a lunge beside the built-in ones."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    (folder / "squat.toml").write_text('based_on = "squat"\nname = "Our squat"\n')
    (folder / "long_lunge.toml").write_text(
        'based_on = "forward_lunge"\nname = "Long lunge"\nwithout = ["alternate"]\n'
    )
    return folder


def test_custom_exercises_are_listed_with_the_built_in_ones(run: Run, clinic: Path) -> None:
    lines = run("exercises", "--exercises", clinic)[1].splitlines()
    listed = {line.split()[0]: line for line in lines if line.startswith("  ")}
    assert "Our squat (your own, replaces the built-in)" in listed["squat"]
    assert "Long lunge (your own) " in listed["long_lunge"]
    assert "your own" not in listed["deadlift"]
    origins = {e["id"]: e["origin"] for e in json.loads(run("exercises", "--json", "--exercises", clinic)[1])}
    assert (origins["squat"], origins["long_lunge"], origins["deadlift"]) == ("replaces_built_in", "own", "built_in")


def test_the_list_stands_in_groups_and_fits_a_terminal(run: Run) -> None:
    _, out, _ = run("exercises")
    strength = [line for line in out.splitlines() if line.startswith("strength (")]
    assert len(strength) == 1
    assert max(len(line) for line in out.splitlines()) <= 100


@pytest.mark.parametrize("command", ["analyze", "assess"])
def test_a_custom_exercise_is_judged(run: Run, clinic: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    from formcheck.errors import FormcheckError
    from formcheck.pose.recording import PoseTrack

    def stop(_: object, exercise: object, __: object) -> None:
        raise FormcheckError(str(getattr(exercise, "name", exercise)))

    monkeypatch.setattr(analysis, command, stop)
    monkeypatch.setattr(PoseTrack, "load", lambda _: None)
    out = ["-o", clinic / "out"] if command == "analyze" else []
    profile = clinic.parent / "profile.toml"
    profile.write_text("[long_lunge.trunk_upright]\nenabled = true\n")
    for exercise, name in (("squat", "Our squat"), ("long_lunge", "Long lunge")):
        _, _, err = run(command, "a", "-e", exercise, "--exercises", clinic, "--profile", profile, *out)
        assert err == f"formcheck: {name}\n"
    code, _, err = run(command, "a", "-e", "long_lung", "--exercises", clinic, *out)
    assert code == 2
    assert "Did you mean 'long_lunge'" in err
    assert f"formcheck exercises --exercises {clinic}" in err
    assert "'Squat'" not in run(command, "a", "-e", "long_lunge", *out)[2]


@pytest.mark.parametrize(
    ("exercise", "says"), [("hamstring_stretch_standing", "is not offered to this person"), ("squat", "")]
)
def test_an_exercise_that_is_hidden_for_a_person_is_judged_with_a_warning(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exercise: str, says: str
) -> None:
    from formcheck.errors import FormcheckError

    def stop(*_: object, **__: object) -> None:
        msg = "judged"
        raise FormcheckError(msg)

    monkeypatch.setattr(analysis, "analyze", stop)
    profile = tmp_path / "profile.toml"
    profile.write_text('flags = ["high_hamstring"]\n')
    _, _, err = run("analyze", "a", "-e", exercise, "--profile", profile, "-o", tmp_path / "out")
    *warning, judged = err.splitlines()
    assert judged == "formcheck: judged"
    assert all(says in line for line in warning)
    assert bool(warning) == bool(says)


def test_profiles_are_a_cascade_and_each_file_is_read_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    judged: list[Exercise] = []

    def count(path: Path) -> dict[str, object]:
        read.append(path.name)
        return located.read_toml(path)

    monkeypatch.setattr(profile, "read_toml", count)
    monkeypatch.setattr(analysis, "analyze", lambda _, exercise, __: judged.append(exercise))
    (tmp_path / "clinic.toml").write_text("[squat.depth]\npass.max = 45.0\nwarn.max = 55.0\n")
    (tmp_path / "person.toml").write_text("[squat.depth]\npass.max = 35.0\n")
    files = [argument for name in ("clinic", "person") for argument in ("--profile", tmp_path / f"{name}.toml")]
    with pytest.raises(AttributeError):
        run("analyze", "a", "-e", "squat", *files, "-o", tmp_path / "out")
    assert read == ["clinic.toml", "person.toml"]
    depth = next(cue for cue in judged[0].cue if cue.id == "depth")
    assert {(check.pass_.max, check.warn.max) for check in depth.check} == {(35.0, 55.0)}


@pytest.mark.slow
def test_the_app_receives_custom_exercises(run: Run, clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def start(command: list[str], *, env: dict[str, str], check: bool) -> subprocess.CompletedProcess[str]:
        assert not check
        started.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", start)
    monkeypatch.chdir(clinic.parent)
    assert run("app", "--exercises", "clinic", "--server.port", "8600")[0] == 0
    command, environment = started[0]
    assert command[-2:] == ["--server.port", "8600"]
    assert "--exercises" not in command
    assert environment["FORMCHECK_EXERCISES"] == str(clinic.resolve())
    (clinic / "squat.toml").write_text('based_on = "squat"\nnmae = "Our squat"\n')
    code, _, err = run("app", "--exercises", clinic)
    assert (code, len(started)) == (2, 1)
    assert "line 2, nmae: unknown key 'nmae'. Did you mean 'name'" in err


@pytest.mark.parametrize("command", [["exercises"], ["app"], ["assess", "a.npz", "-e", "squat"]])
def test_a_folder_without_exercises_is_refused(run: Run, tmp_path: Path, command: list[str]) -> None:
    (empty := tmp_path / "empty").mkdir()
    for folder, words in ((empty, "has no exercise in it"), (tmp_path / "gone", "is not a folder")):
        code, out, err = run(*command, "--exercises", folder)
        assert (code, out) == (2, "")
        assert f"{folder} {words}" in err


def test_the_schema_of_an_exercise_is_written(run: Run, tmp_path: Path) -> None:
    _, printed, _ = run("schema")
    assert "based_on" in json.loads(printed)["properties"]
    assert run("schema", "--out", tmp_path / "new" / "schema.json")[0] == 0
    assert (tmp_path / "new" / "schema.json").read_text("utf-8") == printed


@pytest.mark.parametrize(("command", "out"), [("schema", "docs/page"), ("reference", "docs")])
def test_a_page_is_written_whole_or_not_at_all(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, out: str
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    older = tmp_path / "docs" / ("page" if command == "schema" else "index.md")
    older.parent.mkdir()
    older.write_text("older")
    monkeypatch.setattr(os, "fsync", full)
    code, printed, err = run(command, "--out", tmp_path / out)
    assert (code, printed) == (6, "")
    assert f"{older.name}' cannot be written: No space left on device" in err
    assert list(older.parent.iterdir()) == [older]
    assert older.read_text() == "older"


def test_with_the_height_lengths_are_told_in_centimetres(run: Run, tmp_path: Path) -> None:
    poses = film(squat(thigh_deg=10.0, shin_deg=42.0, lean_deg=30.0), ONE, fps=FPS)
    PoseTrack.from_poses(poses).save(tmp_path / "squat.npz")
    _, plain, _ = run("assess", tmp_path / "squat.npz", "-e", "squat")
    _, told, _ = run("assess", tmp_path / "squat.npz", "-e", "squat", "--height", "178")
    share = re.search(r"knee (\d+) % of the foot's length past the toes, limit \d+ %", plain)
    length = re.search(r"knee about (\d+) cm past the toes, limit \d+ cm", told)
    assert share is not None
    assert length is not None
    assert float(length[1]) == pytest.approx(float(share[1]) / 100 * OF_HEIGHT["foot"] * 178, abs=0.7)


@pytest.mark.slow
def test_help_waits_for_no_video_no_pose_model_and_no_catalogue() -> None:
    script = (
        "import atexit, sys; atexit.register(lambda: print(*sys.modules)); import formcheck.cli; formcheck.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "--help"], capture_output=True, text=True, check=True)
    assert "Usage" in done.stdout
    assert {"mediapipe", "cv2", "av", "numpy", "pydantic", "scipy", "streamlit"}.isdisjoint(done.stdout.split())


def test_help_lists_the_exit_codes(run: Run) -> None:
    _, out, _ = run("--help")
    listed = {int(number) for number in re.findall(r"(\d) [a-z]", out.split("Exit codes:")[1])}
    assert listed == {0} | {kind.exit_code for kind in errors.FormcheckError.__subclasses__()}


@pytest.mark.parametrize("command", ["exercises", "analyze", "assess", "record", "app", "schema", "doctor"])
def test_each_command_has_help(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Usage" in out


def test_a_clip_to_share_needs_the_annotated_clip(run: Run, tmp_path: Path) -> None:
    code, _, err = run("analyze", tmp_path / "a.mp4", "-e", "squat", "-o", tmp_path / "out", "--share", "--no-video")
    assert code == 2
    assert "--share cuts its clip from annotated.mp4" in err
    assert not (tmp_path / "out").exists()
