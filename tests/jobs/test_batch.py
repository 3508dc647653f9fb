"""Many clips at once: which are found, what is kept of an earlier run, and that a bad one harms no other."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import pytest

from formcheck.errors import UnknownExerciseError, UnreadableInputError, UsageError
from formcheck.jobs.batch import Clip, Outcome, Team, clips_in, run, write_index
from formcheck.jobs.order import Order
from formcheck.jobs.watching import Watcher
from formcheck.records import CLIP_MODEL
from formcheck.report.document import to_json
from tests.support.judged import shallow

# Writes the report that its argument names, with the clip's own checksum; what a clip holds says what becomes of it.
_WORKER = """
import hashlib, json, os, signal, sys, time
from pathlib import Path
def tell(kind, share=0.0, error=""):
    print(json.dumps({"kind": kind, "share": share, "error": error}), flush=True)
tell("ready")
report = json.loads(Path(sys.argv[1]).read_text())
for line in sys.stdin:
    task = json.loads(line)
    data, out = Path(task["clip"]).read_bytes(), Path(task["out"])
    if data == b"deadly":
        os.abort()
    if data in (b"killed", b"hangs"):
        out.mkdir(parents=True, exist_ok=True)
        (out / ".annotated.0123abcd.part.mp4").write_bytes(b"half")
    if data == b"killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if data == b"hangs":
        tell("progress", 0.5)
        time.sleep(600)
    if data == b"empty":
        tell("failed", error="It shows nobody.")
        continue
    out.mkdir(parents=True, exist_ok=True)
    report["source"]["sha256"] = hashlib.sha256(data).hexdigest()
    (out / "report.json").write_text(json.dumps(report))
    with (out / "runs").open("a") as runs:
        runs.write("x")
    tell("progress", 0.5)
    tell("done")
"""


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, ...]:
    report = shallow().report
    text = to_json(report).replace(f'"model": "{report.model}"', f'"model": "{CLIP_MODEL}"')
    (tmp_path / "report.json").write_text(text)
    return (sys.executable, "-I", "-S", "-c", _WORKER, str(tmp_path / "report.json"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three squats, two of them in a folder of their own, and a file that is no clip."""
    folder = tmp_path / "clips"
    for name in ("squat/one.mp4", "squat/two.MOV", "loose.mp4", "notes.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode())
    return folder


def order(clip: Clip) -> Order:
    return Order(exercise=clip.exercise)


def test_a_folder_names_the_exercise_of_the_clips_in_it(folder: Path) -> None:
    found = clips_in(folder, exercise="deadlift")
    assert [(clip.name, clip.exercise) for clip in found] == [
        ("loose.mp4", "deadlift"), ("squat/one.mp4", "squat"), ("squat/two.MOV", "squat"),
    ]  # fmt: skip


def test_a_table_says_how_tall_people_are(folder: Path) -> None:
    table = folder / "clips.csv"
    table.write_text("clip,exercise,height_cm\nsquat/one.mp4,squat,178\nloose.mp4,squat,\n")
    assert {clip.name: clip.height_cm for clip in clips_in(table)} == {"squat/one.mp4": 178.0, "loose.mp4": None}


def test_results_within_the_folder_are_no_clips(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "annotated.mp4").write_bytes(b"")
    assert len(clips_in(folder, exercise="squat", except_in=folder / "out")) == 3


def test_a_table_names_clips_and_exercises(folder: Path) -> None:
    table = folder / "clips.csv"
    table.write_text("clip,exercise\nsquat/one.mp4,forward_lunge\nloose.mp4,\n")
    assert [(clip.name, clip.exercise) for clip in clips_in(table, exercise="squat")] == [
        ("loose.mp4", "squat"), ("squat/one.mp4", "forward_lunge"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "kind", "said"),
    [
        ("file,exercise\nloose.mp4,squat\n", UsageError, "no column named clip; it has file, exercise"),
        ("clip\nlost.mp4\n", UnreadableInputError, "lists lost.mp4"),
        ("clip\nloose.mp4\n", UsageError, "Nothing says which exercise"),
        ("clip,exercise\nloose.mp4,sqat\n", UnknownExerciseError, "squat"),
        ("clip,exercise\n", UsageError, "There is no clip"),
        ("clip,exercise,height_cm\nloose.mp4,squat,1.78\n", UsageError, "'1.78' in the column height_cm"),
        ("clip,exercise,height_cm\nloose.mp4,squat,tall\n", UsageError, "a number from 50 to 250"),
    ],
)
def test_a_table_that_is_wrong_is_refused(folder: Path, table: str, kind: type[Exception], said: str) -> None:
    (folder / "clips.csv").write_text(table)
    with pytest.raises(kind, match=said):
        clips_in(folder / "clips.csv")


def test_what_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="does not exist"):
        clips_in(tmp_path / "nowhere")


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_bad_clip_harms_no_other_and_the_order_stays(
    folder: Path, tmp_path: Path, command: tuple[str, ...], jobs: int
) -> None:
    (folder / "squat" / "bad.mp4").write_bytes(b"deadly")
    (folder / "squat" / "dark.mp4").write_bytes(b"empty")
    told: list[float] = []
    found = run(clips_in(folder, exercise="squat"), tmp_path / "out", order, Team(jobs, command), told.append)
    assert [(one.clip.name, one.state) for one in found] == [
        ("loose.mp4", "done"), ("squat/bad.mp4", "failed"), ("squat/dark.mp4", "failed"),
        ("squat/one.mp4", "done"), ("squat/two.MOV", "done"),
    ]  # fmt: skip
    assert "broke off" in found[1].error
    assert found[2].error == "It shows nobody."
    assert told[-1] == pytest.approx(1.0)


@pytest.mark.slow
def test_a_clip_that_hangs_and_one_that_is_killed_end_with_a_reason_and_leave_nothing(
    folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (folder / "squat" / "hangs.mp4").write_bytes(b"hangs")
    (folder / "squat" / "killed.mp4").write_bytes(b"killed")
    out, clips = tmp_path / "out", clips_in(folder, exercise="squat")
    found = {one.clip.name: one for one in run(clips, out, order, Team(2, command, Watcher(silent_s=2)))}
    assert {name for name, one in found.items() if one.state == "done"} == {
        "loose.mp4", "squat/one.mp4", "squat/two.MOV",
    }  # fmt: skip
    assert "it made no progress for 2 seconds" in found["squat/hangs.mp4"].error
    assert "signal 9" in found["squat/killed.mp4"].error
    assert not [path.name for path in out.rglob("*") if path.stem in ("hangs", "killed") or ".part" in path.name]


def runs(out: Path) -> dict[str, int]:
    return {path.parent.name: len(path.read_text()) for path in out.rglob("runs")}


def test_what_is_done_is_kept_until_the_clip_or_what_is_asked_for_changes(
    folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    clips, out = clips_in(folder, exercise="squat"), tmp_path / "out"
    run(clips, out, order, Team(2, command))
    (out / "loose.mp4" / "report.json").write_text("{")
    (folder / "squat" / "one.mp4").write_bytes(b"another film")
    again = run(clips, out, order, Team(2, command))
    assert [one.state for one in again] == ["done", "done", "kept"]
    assert runs(out) == {"loose.mp4": 2, "one.mp4": 2, "two.MOV": 1}


def test_the_index_leads_to_the_results_and_says_why_a_clip_failed(tmp_path: Path) -> None:
    good = Outcome(Clip(tmp_path / "a.mp4", "squat/a & b.mp4", "squat"), "done", shallow().report)
    bad = Outcome(Clip(tmp_path / "b.mp4", "b.mp4", "squat"), "failed", error="It shows <nobody>.")
    (tmp_path / "squat" / "a & b.mp4").mkdir(parents=True)
    (tmp_path / "squat" / "a & b.mp4" / "report.json").write_text("{}")
    write_index([good, bad], tmp_path)
    rows = list(csv.DictReader((tmp_path / "index.csv").read_text().splitlines()))
    assert [(row["clip"], row["repetitions"], row["in form"], row["error"]) for row in rows] == [
        ("squat/a & b.mp4", "2", "0", ""), ("b.mp4", "", "", "It shows <nobody>."),
    ]  # fmt: skip
    assert rows[0]["to fix first"]
    page = (tmp_path / "index.html").read_text()
    assert 'href="squat/a%20%26%20b.mp4/report.json"' in page
    assert "squat/a &amp; b.mp4" in page
    assert "It shows &lt;nobody&gt;." in page
    assert "2 clips, 1 of which could not be analysed" in page


ATTACKS = (
    "=HYPERLINK(1).mp4",
    '"><script>alert(1)</script>.mp4',
    "; rm -rf ~.mp4",
    "@SUM(1).mp4",
    "javascript:alert(1).mp4",
)


def test_a_clip_named_as_an_attack_is_a_text_wherever_it_is_named(tmp_path: Path) -> None:
    for name in ATTACKS:
        (tmp_path / name.replace("/", "_")).mkdir()
    outcomes = [
        Outcome(Clip(tmp_path / "a.mp4", name.replace("/", "_"), "squat"), "done", shallow().report) for name in ATTACKS
    ]
    for one in outcomes:
        (tmp_path / one.clip.name / "report.json").write_text("{}")
    write_index(outcomes, tmp_path)
    rows = list(csv.DictReader((tmp_path / "index.csv").read_text().splitlines()))
    assert all(row["clip"][0] not in "=+-@" for row in rows)
    page = (tmp_path / "index.html").read_text()
    assert "<script" not in page
    assert 'href="javascript:' not in page
    assert page.count("report.json") == len(ATTACKS)
