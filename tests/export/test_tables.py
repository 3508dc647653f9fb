"""Tables with units, read back by the programs that read them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from formcheck.errors import UnreadableInputError
from formcheck.export.results import Results, open_results
from formcheck.export.tables.sheets import about, sheets
from formcheck.export.tables.writing import csv_files, excel_file, json_file
from formcheck.export.units import error_of, measure_of, unit_of
from formcheck.records import Report
from tests.export.folders import write_results
from tests.support.judged import GAIT, HOLD


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return open_results(write_results(tmp_path_factory.mktemp("tables") / "set"))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_every_column_of_a_number_names_its_unit(results: Results) -> None:
    repetitions, cues, series = sheets(results)
    titles = [column.title for column in repetitions.columns]
    assert titles[:5] == ["number", "side", "start_s [s]", "peak_s [s]", "end_s [s]"]
    assert {"knee_flexion_left [deg]", "heel_rise_left [1]", "trunk_lean [deg]"} <= set(titles)
    # Which leg stands is no number of anything.
    assert {column.name for column in series.columns if not column.unit} == {"standing_leg"}
    assert "unit" in [column.name for column in cues.columns]


def test_csv_holds_what_the_report_says(results: Results) -> None:
    files = csv_files(sheets(results))
    assert set(files) == {"repetitions.csv", "cues.csv", "series.csv"}
    first, second = rows_of(files["repetitions.csv"])
    report = results.report
    assert float(first["knee_flexion_left [deg]"]) == pytest.approx(
        report.repetitions[0].measures["knee_flexion_left"], rel=1e-5
    )
    assert (second["number"], second["in_form"]) == ("2", "false")
    depth = next(row for row in rows_of(files["cues.csv"]) if row["cue"] == "depth")
    assert (depth["verdict"], depth["unit"], depth["number"]) == ("fault", "deg", "1")
    assert results.curves is not None
    assert len(rows_of(files["series.csv"])) == len(results.curves.times_s)


def test_holds_and_runs_have_tables_of_their_own(results: Results) -> None:
    def names(report: Report) -> set[str]:
        return {sheet.name for sheet in sheets(replace(results, report=report))}

    assert "holds" in names(replace(results.report, holds=(HOLD,)))
    assert "run" in names(replace(results.report, gait=GAIT))


def test_json_is_strict_and_says_what_it_is_of(results: Results) -> None:
    read = json.loads(json_file(about(results), sheets(results)))
    assert read["about"]["exercise_id"] == "squat"
    assert read["series"]["columns"][0] == {"name": "t_s", "unit": "s"}
    assert len(read["repetitions"]["rows"]) == 2


def evil(results: Results) -> Results:
    first = results.report.repetitions[0]
    finding = replace(first.findings[0], message='=HYPERLINK("x")')
    return replace(
        results, report=replace(results.report, repetitions=(replace(first, findings=(finding,)),)), decisions=()
    )


def test_excel_reads_the_same_and_takes_no_text_for_a_formula(results: Results) -> None:
    made = sheets(evil(results))
    book = openpyxl.load_workbook(io.BytesIO(excel_file(about(results), made)))
    assert book.sheetnames == ["about", "repetitions", "cues", "series"]
    header, row = list(book["cues"].iter_rows())[:2]
    cell = row[[c.value for c in header].index("message")]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("x")')
    (_, *numbers) = book["series"].iter_rows(values_only=True)
    assert results.curves is not None
    assert [row[0] for row in numbers] == pytest.approx(results.curves.times_s.tolist())


def test_csv_takes_no_text_for_a_formula(results: Results) -> None:
    (row,) = rows_of(csv_files(sheets(evil(results)))["cues.csv"])
    assert row["message"].startswith("'=")


def test_units_and_errors_are_those_of_the_registry() -> None:
    assert [unit_of(name) for name in ("knee_flexion_left", "cadence", "number")] == ["deg", "/min", ""]
    knee = measure_of("knee_flexion_right")
    assert knee is not None
    assert error_of(knee) > knee.error


def test_a_table_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = write_results(tmp_path / "set")
    (folder / "measures.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableInputError, match="not a table of measures"):
        open_results(folder)
