"""`formcheck export`: whole files or none, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.export.formats import FORMATS
from tests.export.folders import write_results
from tests.support.commands import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_results(tmp_path / "set")


def test_every_format_is_written(run: Run, folder: Path, tmp_path: Path) -> None:
    asked = [text for name in FORMATS for text in ("--format", name)]
    code, out, err = run("export", folder, "--out", tmp_path / "out", *asked, "--patient", "P-17")
    assert (code, err) == (0, "")
    written = {path.name.split(".", 1)[1] for path in (tmp_path / "out").iterdir()}
    assert written == {"pdf", "html", "csv", "xlsx", "json", "mot", "trc", "c3d", "fhir.json"}
    assert out.count("Written: ") == len(list((tmp_path / "out").iterdir()))
    assert all(path.stat().st_size > 0 for path in (tmp_path / "out").iterdir())


def test_a_format_that_cannot_be_written_leaves_none_of_the_others(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "poses.npz").unlink()
    code, _, err = run("export", folder, "--out", tmp_path / "out", "-f", "csv", "-f", "trc")
    assert (code, "has no poses.npz" in err, (tmp_path / "out").exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say what to write"),
        (("--labels", "-f", "csv"), "say what to write"),
        (("-f", "pdff"), "Did you mean 'pdf'"),
        (("-f", "csv", "--privacy", "blurr"), "blurr"),
    ],
)
def test_mistakes_are_explained(run: Run, folder: Path, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    code, _, err = run("export", folder, "--out", tmp_path / "out", *arguments)
    assert (code, says in err, (tmp_path / "out").exists()) == (2, True, False)


def test_one_set_at_a_time_and_earlier_ones_for_the_trend(run: Run, folder: Path, tmp_path: Path) -> None:
    code, _, err = run("export", folder, folder, "--out", tmp_path / "out", "-f", "html")
    assert (code, "--trend" in err) == (2, True)
    assert run("export", folder, "--trend", folder, "--out", tmp_path / "out", "-f", "html")[0] == 0
    (page,) = (tmp_path / "out").iterdir()
    assert "Over time" in page.read_text("utf-8")


def test_a_prescription_becomes_a_care_plan(run: Run, folder: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.json"
    given.write_text('{"exercises": [{"exercise": "squat", "sets": 3, "repetitions": 10}]}', encoding="utf-8")
    asked = ("export", folder, "--out", tmp_path / "out", "-f", "fhir", "--prescription", given)
    assert run(*asked)[0] == 0
    (written,) = (tmp_path / "out").iterdir()
    assert "CarePlan" in written.read_text("utf-8")
    given.write_text("[", encoding="utf-8")
    code, _, err = run(*asked)
    assert (code, "cannot be read as a prescription" in err) == (2, True)
