"""What the README says of the catalogue is so."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from formcheck.catalogue.library import exercises, load_exercise
from formcheck.report.reference import status_counts

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_it_says_how_many_cues_are_tested() -> None:
    counts = status_counts(exercises())
    said = re.search(r"Of the (\d+) cues (\d+) are \*tested\*.*?(\d+) are drafts", README, re.DOTALL)
    assert said is not None
    assert tuple(map(int, said.groups())) == (sum(counts.values()), counts["tested"], counts["draft"])


def test_its_own_exercise_is_valid(tmp_path: Path) -> None:
    code = README.split("`exercises/box_squat.toml`:")[1].split("Then `formcheck analyze")[0]
    (tmp_path / "box_squat.toml").write_text(dedent(code.strip("\n")), "utf-8")
    box = load_exercise("box_squat", tmp_path)
    assert next(cue.say for cue in box.cue if cue.id == "depth") == "Down to the box"
    assert "full_stand" not in [cue.id for cue in box.cue]


def test_it_names_the_number_of_exercises() -> None:
    assert f"the {len(exercises())} exercises" in README
