"""Sets as files: to and fro, and what is refused."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest

from formcheck.catalogue.profile import Adjustment
from formcheck.desk import decision
from formcheck.desk.decision import Decision, Target
from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.errors import UnreadableInputError, UsageError
from formcheck.export.results import open_results
from formcheck.export.share import open_share, pack
from formcheck.export.share.manifest import FORMAT, MANIFEST_FILE, NEEDS
from tests.export.folders import write_results
from tests.support.commands import Run
from tests.support.judged import good

CHANGELOG = Path(__file__).parents[2] / "CHANGELOG.md"
Members = dict[str, bytes]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    pack(open_results(write_results(folder / "results")), folder / "set.formcheck", by="Runner")
    return folder / "set.formcheck"


def members_of(file: Path) -> Members:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(shared: Path, target: Path, change: Callable[[Members], None], *, honest: bool = True) -> Path:
    """The file with other members; `honest` has the manifest list them as they are."""
    members = members_of(shared)
    change(members)
    if honest:
        manifest = json.loads(members[MANIFEST_FILE])
        manifest["members"] = {
            name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
            if name != MANIFEST_FILE
        }
        members[MANIFEST_FILE] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def overrule(repetition: int, by: str) -> Decision:
    target = Target(repetition=repetition, cue="depth")
    return Decision(by=by, kind="overrule_finding", target=target, verdict="ok", reason="deep enough for her")


def test_what_is_opened_is_what_was_shared(shared: Path, tmp_path: Path) -> None:
    assert open_share(shared, tmp_path / "there") == 0
    before, after = open_results(shared.parent / "results"), open_results(tmp_path / "there")
    assert after.report == before.report
    assert after.analysed == before.analysed
    for name in ("measures.csv", "repetitions.csv"):
        assert (after.folder / name).read_bytes() == (before.folder / name).read_bytes()
    assert before.track is not None
    assert after.track is not None
    np.testing.assert_array_equal(after.track.landmarks, before.track.landmarks)
    assert after.track.source == "clip.mp4"
    assert after.clip is after.moments is None


def test_a_file_goes_to_a_therapist_and_comes_back_with_decisions(tmp_path: Path) -> None:
    here, there = write_results(tmp_path / "here"), tmp_path / "there"
    pack(open_results(here), tmp_path / "a.formcheck", by="Runner")
    open_share(tmp_path / "a.formcheck", there)
    theirs, ours = overrule(1, "Therapist"), Decision(by="Runner", kind="comment", reason="My knee hurt.")
    (there / "decisions.json").write_text(decision.to_json([theirs]), encoding="utf-8")
    (here / "decisions.json").write_text(decision.to_json([ours]), encoding="utf-8")
    pack(open_results(there), tmp_path / "b.formcheck", by="Therapist")
    assert open_share(tmp_path / "b.formcheck", here) == 1
    assert open_share(tmp_path / "b.formcheck", here) == 0
    back = open_results(here)
    assert set(back.decisions) == {theirs, ours}
    parts = (*back.report.repetitions, *back.decided.repetitions)
    verdicts = [{finding.cue: finding.verdict for finding in part.findings}["depth"] for part in parts]
    assert verdicts == ["fault", "fault", "ok", "fault"]


def test_decisions_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    here = write_results(tmp_path / "here")
    one = overrule(1, "Therapist")
    (here / "decisions.json").write_text(decision.to_json([one]), encoding="utf-8")
    pack(open_results(here), tmp_path / "a.formcheck")
    changed = one.model_copy(update={"reason": "something else"})
    (here / "decisions.json").write_text(decision.to_json([changed]), encoding="utf-8")
    with pytest.raises(UsageError, match=r"differs between this folder and the file"):
        open_share(tmp_path / "a.formcheck", here)
    assert decision.from_json((here / "decisions.json").read_bytes()) == (changed,)


def test_a_folder_with_another_set_is_left_alone(shared: Path, tmp_path: Path) -> None:
    other = write_results(tmp_path / "other", good())
    before = {path.name: path.read_bytes() for path in other.iterdir()}
    with pytest.raises(UsageError, match="holds something other than"):
        open_share(shared, other)
    assert {path.name: path.read_bytes() for path in other.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_height_and_prescription_travel_and_the_rest_of_the_week_does_not(tmp_path: Path) -> None:
    bands = {"depth": Adjustment(enabled=False)}
    squat = Prescribed(exercise="squat", sets=3, repetitions=10, words="Slowly.", cues=bands)
    week = Prescription(exercises=(squat, Prescribed(exercise="front_plank", seconds=30.0)), is_strict=True)
    here = replace(open_results(write_results(tmp_path / "here")), height_cm=172.0, prescription=week)
    pack(here, tmp_path / "a.formcheck")
    open_share(tmp_path / "a.formcheck", tmp_path / "there")
    there = open_results(tmp_path / "there")
    assert there.height_cm == 172.0
    assert there.prescription == Prescription(exercises=(squat,), is_strict=True)
    assert there.definition is not None
    assert not next(cue for cue in there.definition.cue if cue.id == "depth").enabled
    # Sent on, they go along.
    pack(there, tmp_path / "b.formcheck")
    assert members_of(tmp_path / "b.formcheck")["person.json"] == members_of(tmp_path / "a.formcheck")["person.json"]
    assert json.loads(members_of(tmp_path / "a.formcheck")[MANIFEST_FILE])["format"] == 2


def test_a_file_of_the_first_format_still_opens(shared: Path, tmp_path: Path) -> None:
    assert open_share(Path(__file__).parent / "released" / "format_1.formcheck", tmp_path / "there") == 1
    there = open_results(tmp_path / "there")
    assert (there.height_cm, there.prescription) == (None, None)
    assert [one.by for one in there.decisions] == ["Ada"]
    assert len(there.decided.repetitions) == 2
    # Without anything of the person an older formcheck can open what is written now.
    assert json.loads(members_of(shared)[MANIFEST_FILE])["format"] == 1


def huge_array() -> bytes:
    """A recording whose array says that it is a terabyte."""
    content, start = io.BytesIO(), io.BytesIO()
    np.lib.format.write_array_header_1_0(start, {"descr": "<f8", "fortran_order": False, "shape": (10**11, 1)})
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("t_s.npy", start.getvalue() + b"\0" * 64)
    return content.getvalue()


def pickled() -> bytes:
    content = io.BytesIO()
    np.savez(content, t_s=np.array([{}], dtype=object))
    return content.getvalue()


def put(name: str, content: bytes) -> Callable[[Members], None]:
    return lambda members: members.update({name: content})


def newer(members: Members) -> None:
    manifest = {"format": 3, "needs": "0.9.0", "whatever": 1}
    members[MANIFEST_FILE] = json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "honest", "says"),
    [
        (put("../../evil.py", b"x"), True, "which does not belong in a share file"),
        (put("/etc/passwd", b"x"), True, "which does not belong in a share file"),
        (put("report.json", b"{}"), True, "report.json is not valid"),
        (put("decisions.json", b"[{}]"), True, "decisions.json is not valid"),
        (put("measures.csv", b"t_s,a\n1\n"), True, "measures.csv is not valid"),
        (put("moments.png", b"GIF89a"), True, "not a PNG"),
        (put("annotated.mp4", b"#!/bin/sh"), True, "not an MP4"),
        (put("person.json", b'{"height_cm": 999}'), True, "person.json is not valid"),
        (put("person.json", b'{"name": "Ada"}'), True, "person.json is not valid"),
        (put("poses.npz", pickled()), True, "poses.npz is not valid"),
        (put("poses.npz", huge_array()), True, "claims 800000000000 bytes"),
        (put("measures.csv", b"0" * 5_000_000), True, "packed to less than 1/200"),
        (put("report.json", b"{}"), False, "size or checksum differs"),
        (lambda members: members.pop("report.json"), True, "instead of"),
        (lambda members: members.pop("decisions.json"), False, "instead of"),
        (lambda members: members.pop(MANIFEST_FILE), False, "has no manifest.json"),
        (put(MANIFEST_FILE, b"{"), False, "manifest.json is not valid"),
        (newer, False, r"pip install --upgrade 'formcheck>=0.9.0'"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_should_be_is_refused_and_nothing_is_written(
    shared: Path, tmp_path: Path, change: Callable[[Members], None], honest: bool, says: str
) -> None:
    file = rewritten(shared, tmp_path / "bad.formcheck", change, honest=honest)
    with pytest.raises(UnreadableInputError, match=says):
        open_share(file, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.formcheck"]


def test_a_member_that_is_larger_than_announced_is_not_read_to_its_end(shared: Path, tmp_path: Path) -> None:
    def lie(members: Members) -> None:
        manifest = json.loads(members[MANIFEST_FILE])
        manifest["members"]["measures.csv"]["bytes"] = 10
        members[MANIFEST_FILE] = json.dumps(manifest).encode()

    with pytest.raises(UnreadableInputError, match=r"measures\.csv is not what"):
        open_share(rewritten(shared, tmp_path / "bad.formcheck", lie, honest=False), tmp_path / "out")


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.99])
def test_a_file_that_was_cut_off_is_refused(shared: Path, tmp_path: Path, kept: float) -> None:
    content = shared.read_bytes()
    cut = tmp_path / "cut.formcheck"
    cut.write_bytes(content[: int(kept * len(content))])
    with pytest.raises(UnreadableInputError, match="cannot be opened"):
        open_share(cut, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_come_twice_are_refused(tmp_path: Path) -> None:
    twice = tmp_path / "twice.formcheck"
    with zipfile.ZipFile(twice, "w") as archive:
        for _ in range(2):
            archive.writestr("report.json", b"{}")
    with pytest.raises(UnreadableInputError, match="twice"):
        open_share(twice, tmp_path / "out")


def test_where_the_clip_lay_is_not_told(tmp_path: Path) -> None:
    report = good().report
    placed = replace(report, source=replace(report.source, path="/home/runner/private/squat.mp4"))
    folder = write_results(tmp_path / "results", replace(good(), report=placed))
    pack(open_results(folder), tmp_path / "a.formcheck")
    assert all(b"private" not in content for content in members_of(tmp_path / "a.formcheck").values())


def test_the_commands_share_and_open(run: Run, tmp_path: Path) -> None:
    folder, file = write_results(tmp_path / "here"), tmp_path / "a.formcheck"
    code, out, _ = run("share", folder, "--out", file, "--by", "Therapist", "--comment", "Heels down.")
    assert (code, "Shared" in out) == (0, True)
    code, out, _ = run("open", file, "--out", tmp_path / "there")
    assert (code, "1 new decision" in out) == (0, True)
    assert [d.reason for d in open_results(tmp_path / "there").decisions] == ["Heels down."]
    assert run("share", folder, "--out", file, "--comment", "unsigned")[0] == 2
    assert run("share", folder, "--out", tmp_path / "a.zip")[0] == 2
    assert run("share", tmp_path, "--out", file)[0] == 3
    assert run("open", tmp_path / "none.formcheck", "--out", tmp_path / "x")[0] == 3


@pytest.mark.parametrize("seed", range(8))
def test_damage_anywhere_is_an_error_that_says_so_and_leaves_nothing(shared: Path, tmp_path: Path, seed: int) -> None:
    """Bytes change in the directory of the ZIP and in the heads of its members, where a reader trusts most."""
    content = shared.read_bytes()
    with zipfile.ZipFile(shared) as archive:
        places = [*(info.header_offset + i for info in archive.infolist() for i in range(30))]
        places += range(archive.start_dir, len(content))
    chance = random.Random(seed)
    for _ in range(12):
        changed = bytearray(content)
        for place in chance.sample(places, 3):
            changed[place] = chance.randrange(256)
        (tmp_path / "bad.formcheck").write_bytes(changed)
        with suppress(UnreadableInputError):
            open_share(tmp_path / "bad.formcheck", tmp_path / "out")
            shutil.rmtree(tmp_path / "out")  # what changed says nothing, as a date
        assert [path.name for path in tmp_path.iterdir()] == ["bad.formcheck"]


def test_members_are_stored_or_deflated_and_nothing_else(shared: Path, tmp_path: Path) -> None:
    target = tmp_path / "bad.formcheck"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in members_of(shared).items():
            archive.writestr(name, content)
    with pytest.raises(UnreadableInputError, match="packed by a method"):
        open_share(target, tmp_path / "out")


def test_each_format_is_read_by_this_version_or_by_the_next_one() -> None:
    """A version that is still to be released can only be named while the changelog collects what will be in it."""
    this = tuple(map(int, version("formcheck").split(".")))
    later = [needs for needs in NEEDS.values() if tuple(map(int, needs.split("."))) > this]
    assert set(later) <= {f"{this[0]}.{this[1] + 1}.0"}
    assert not later or "## [Unreleased]" in CHANGELOG.read_text("utf-8")
    assert list(NEEDS) == list(range(1, FORMAT + 1))
