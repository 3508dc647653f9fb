"""What the README, and the page for therapists, say of the catalogue and of the measured figures is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from textwrap import dedent

import pytest

from benchmarks.proofs.table import Row, read
from formcheck.catalogue.library import exercises, load_exercise
from formcheck.catalogue.session_plan import session
from formcheck.report.reference import status_counts

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text("utf-8")
THERAPISTS = (PROJECT / "docs" / "for-therapists.md").read_text("utf-8")
ACCURACY = (PROJECT / "benchmarks" / "ACCURACY.md").read_text("utf-8")
SUMMARY = (PROJECT / "docs" / "accuracy.md").read_text("utf-8").split("\n---\n")[0]
CUSTOM = (PROJECT / "docs" / "custom.md").read_text("utf-8")
LONGEST = 150


def table(page: str) -> list[str]:
    """The rows on what it judges and how well."""
    after = page.split("| question | how it was tested |")[1]
    return [line for line in after.splitlines()[2:7] if line.startswith("| ")]


def test_it_is_short() -> None:
    assert len(README.splitlines()) < LONGEST


def test_it_names_the_number_of_exercises() -> None:
    assert f"It knows {len(exercises())} exercises" in " ".join(README.split())


def test_it_says_how_many_cues_are_tested_and_that_no_clinician_has_reviewed_any() -> None:
    counts = status_counts(exercises())
    said = re.search(
        r"Of (\d+) cues (\d+) are \*tested\*.*?(\d+) are drafts, and (\d+) are reviewed", README, re.DOTALL
    )
    assert said is not None
    of_all = (sum(counts.values()), counts["tested"], counts["draft"], counts["clinician_reviewed"])
    assert tuple(map(int, said.groups())) == of_all


def test_both_pages_hold_the_same_five_rows() -> None:
    assert len(table(README)) == 5
    assert table(README) == table(THERAPISTS)


def test_every_row_says_of_how_many() -> None:
    for row in table(README):
        of_how_many = row.strip("| ").split(" | ")[3]
        assert re.search(r"\d", of_how_many), row


def test_the_error_of_an_angle_is_the_measured_one() -> None:
    rows = re.findall(r"^\| (Knee flexion, near side: mean abs[^|]*?) \|[^|]*\| ([^|]+?) \|", ACCURACY, re.MULTILINE)
    by_length = sorted(rows, key=lambda row: len(row[0]), reverse=True)
    free, all_clips = (re.findall(r"[\d.]+", measured) for _, measured in by_length)
    (row,) = [row for row in table(README) if "How exact is an angle" in row]
    assert f"mean error {free[0]} degrees where nothing hides the leg, {all_clips[0]} over all clips" in row
    assert f"{free[1]} and {all_clips[1]} frames" in row


def test_the_summary_of_the_accuracy_repeats_measured_figures() -> None:
    measured = [line.strip("| ").split(" | ")[2] for line in SUMMARY.splitlines() if line.startswith("| ")][1:]
    assert len(measured) >= 5
    assert [cell for cell in measured if f"| {cell} |" not in ACCURACY] == []


def test_the_drawn_faults_that_are_found_are_those_of_the_proofs() -> None:
    cues = {(row.exercise, row.cue) for row in read() if row.cue}
    found = {(row.exercise, row.cue) for row in read() if row.fired == "yes"}
    assert f"{len(found)} of {len(cues)} cues find their drawn fault" in README
    assert f"| rendered clips: the cue finds its drawn fault | {len(found)} | {len(cues)} cues |" in THERAPISTS


def test_the_good_clips_are_those_of_the_proofs() -> None:
    good = [row for row in read() if not row.cue]
    right = sum(is_right(row) and not row.faults for row in good)
    named = {row.exercise for row in good}
    said = f"without a false fault | {right} | {len(good)} clips, {len(named)} exercises |"
    assert said in THERAPISTS


def test_the_citation_names_this_version() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\nversion: {version}\n" in (PROJECT / "CITATION.cff").read_text("utf-8")


def is_right(row: Row) -> bool:
    return row.held == "yes" if row.held else row.counted == row.true


@pytest.mark.parametrize("page", [README, CUSTOM], ids=["README", "custom"])
def test_the_custom_exercise_is_valid(page: str, tmp_path: Path) -> None:
    code = page.split("`exercises/box_squat.toml`:")[1].split("\n\nThen `")[0].split("\n\nUse it with")[0]
    (tmp_path / "box_squat.toml").write_text(dedent(code.strip("\n")), "utf-8")
    box = load_exercise("box_squat", tmp_path)
    assert next(cue.say for cue in box.cue if cue.id == "depth") == "Down to the box"
    assert "full_stand" not in [cue.id for cue in box.cue]


def test_the_custom_programme_is_valid(tmp_path: Path) -> None:
    code = CUSTOM.split("`programmes/after_run.toml`:")[1].split("\n\nShow it with")[0]
    (tmp_path / "after_run.toml").write_text(dedent(code.strip("\n")), "utf-8")
    programme, rows = session("after_run", programmes_folder=tmp_path)
    assert programme.name == "After the long run"
    assert len(rows) == 1


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md", "THIRD_PARTY_NOTICES.md", ".github/CONTRIBUTING.md"])
def test_its_links_lead_somewhere(page: str) -> None:
    path = PROJECT / page
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (path.parent / link).exists()] == []
