"""The files of a report appear together or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.analysis.results_folder import results_folder
from formcheck.errors import OutputError
from formcheck.report.document import from_json, to_json
from formcheck.report.tables import measures_csv, repetitions_csv
from tests.support.judged import GAIT, HOLD, Judged, empty, good, shallow

NAMES = {"report.json", "repetitions.csv", "measures.csv"}


def save(judged: Judged, folder: Path) -> None:
    with results_folder(folder) as write:
        write(judged.report, judged.session.series)


def fail(folder: Path, error: type[BaseException], *, written: bool) -> None:
    with results_folder(folder) as write:
        if written:
            write(good().report, good().session.series)
        raise error


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["out", "a/b/out"])
def test_all_files_are_written(tmp_path: Path, name: str) -> None:
    folder, judged = tmp_path / name, shallow()
    save(judged, folder)
    assert content(folder) == {
        "report.json": to_json(judged.report).encode(),
        "repetitions.csv": repetitions_csv(judged.report).encode(),
        "measures.csv": measures_csv(judged.session.series).encode(),
    }
    assert len(from_json((folder / "report.json").read_text("utf-8")).repetitions) == 2


def test_none_of_them_is_there_before_the_end(tmp_path: Path) -> None:
    with results_folder(tmp_path) as write:
        assert NAMES.isdisjoint(content(tmp_path))
        write(good().report, good().session.series)
        assert NAMES.isdisjoint(content(tmp_path))
    assert set(content(tmp_path)) == NAMES


@pytest.mark.parametrize("written", [False, True], ids=["before writing", "after writing"])
def test_a_failure_leaves_no_file_and_no_folder(tmp_path: Path, written: bool) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path / "a" / "b", ZeroDivisionError, written=written)
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_other_files_and_older_results_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    save(empty(), tmp_path)
    before = content(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        fail(tmp_path, KeyboardInterrupt, written=True)
    assert content(tmp_path) == before


def test_newer_results_replace_older_ones(tmp_path: Path) -> None:
    save(empty(), tmp_path)
    save(good(), tmp_path)
    assert (tmp_path / "report.json").read_text("utf-8") == to_json(good().report)


def test_a_place_that_cannot_be_written_to_is_known_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "measures.csv").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path, tmp_path / "file"):
        with pytest.raises(OutputError, match="cannot be written"), results_folder(folder):
            pytest.fail("the work had begun")
    assert {path.name for path in tmp_path.iterdir()} == {"measures.csv", "file"}


def test_holds_and_steps_have_tables_of_their_own_that_go_with_them(tmp_path: Path) -> None:
    report, series = good().report, good().session.series
    (tmp_path / "notes.csv").write_text("mine", encoding="utf-8")
    for changed, more in (
        (replace(report, holds=(HOLD,)), {"holds.csv"}),
        (replace(report, gait=GAIT), {"gait.csv"}),
        (report, set()),
    ):
        with results_folder(tmp_path) as write:
            write(changed, series)
        assert set(content(tmp_path)) == NAMES | {"notes.csv"} | more
        assert content(tmp_path)["repetitions.csv"] == repetitions_csv(report).encode()


def test_a_failure_leaves_the_tables_of_an_older_analysis(tmp_path: Path) -> None:
    with results_folder(tmp_path) as write:
        write(replace(good().report, holds=(HOLD,)), good().session.series)
    with pytest.raises(ZeroDivisionError):
        fail(tmp_path, ZeroDivisionError, written=True)
    assert set(content(tmp_path)) == NAMES | {"holds.csv"}
