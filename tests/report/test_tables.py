"""The tables of a report: rows, columns, and which tables there are."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.motion.measures import MEASURES
from formcheck.records import Report, ViewLabel
from formcheck.report.tables import (
    TABLE_NAMES,
    gait_csv,
    holds_csv,
    measures_csv,
    repetitions_csv,
    series_from_csv,
    tables,
)
from tests.support.judged import GAIT, HOLD, Judged, empty, good, knees_in, lunges, shallow

BASIC = ["index", "side", "start_s", "peak_s", "end_s", "complete", "in_form", "down_s", "hold_s", "up_s"]


def table(text: str) -> list[dict[str, str]]:
    """Read a table; a row that is too long or too short would hold None."""
    rows = list(csv.DictReader(io.StringIO(text)))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def names(report: Report) -> list[str]:
    return list(tables(report, good().session.series))


def test_each_table_has_its_own_name() -> None:
    report = good().report
    assert names(report) == ["repetitions.csv", "measures.csv"]
    assert names(replace(report, repetitions=(), holds=(HOLD,))) == ["repetitions.csv", "holds.csv", "measures.csv"]
    assert names(replace(report, repetitions=(), gait=GAIT)) == ["repetitions.csv", "gait.csv", "measures.csv"]
    assert names(replace(report, holds=(HOLD,), gait=GAIT)) == list(TABLE_NAMES)


def test_the_table_of_repetitions_holds_nothing_else() -> None:
    held = replace(good().report, repetitions=(), holds=(HOLD,), gait=GAIT)
    made = tables(held, good().session.series)
    assert made["repetitions.csv"] == ",".join(BASIC) + "\n"
    assert made["holds.csv"] == holds_csv(held)
    assert made["gait.csv"] == gait_csv(held) == "measure,value\ncadence,168\n"
    (row,) = table(made["holds.csv"])
    assert (row["side"], row["in_form_s"], row["in_form"], row["breaks"]) == ("left", "28.5", "", "0")


@pytest.mark.parametrize("make", [shallow, lunges], ids=lambda make: make.__name__)
def test_the_table_of_repetitions_has_a_row_for_each(make: Callable[[], Judged]) -> None:
    rows, repetitions = table(repetitions_csv(make().report)), make().report.repetitions
    cues, measures = [f.cue for f in repetitions[0].findings], list(repetitions[0].measures)
    assert list(rows[0]) == [*BASIC, *measures, *(f"{c}.verdict" for c in cues), *(f"{c}.value" for c in cues)]
    assert [row["index"] for row in rows] == ["1", "2"]
    for row, repetition in zip(rows, repetitions, strict=True):
        assert row["side"] == repetition.side
        assert row["in_form"] == str(repetition.in_form)
        assert float(row["peak_s"]) == pytest.approx(repetition.peak_s, abs=1e-3)
        for f in repetition.findings:
            assert row[f"{f.cue}.verdict"] == f.verdict
            assert row[f"{f.cue}.value"] == ("" if f.value is None else f"{f.value:.5g}")


@pytest.mark.parametrize(("in_form", "cell"), [(True, "True"), (False, "False"), (None, "")])
def test_what_was_not_judged_is_blank(in_form: bool | None, cell: str) -> None:
    (row,) = table(repetitions_csv(replace(good().report, repetitions=(replace(good().repetition, in_form=in_form),))))
    assert row["in_form"] == cell


def test_a_time_late_in_a_long_clip_keeps_its_milliseconds() -> None:
    late = replace(good().repetition, start_s=123.456, end_s=12345.678)
    (row,) = table(repetitions_csv(replace(good().report, repetitions=(late,))))
    assert (row["start_s"], row["end_s"]) == ("123.456", "12345.678")


def test_without_repetitions_there_is_still_a_header() -> None:
    assert repetitions_csv(empty().report) == ",".join(BASIC) + "\n"
    assert len(table(measures_csv(empty().session.series))) == 0
    assert measures_csv(empty().session.series).startswith("t_s,standing_leg,hip_drop,")


def test_the_table_of_measures_has_a_row_for_each_frame() -> None:
    series = good().session.series
    rows = table(measures_csv(series))
    assert list(rows[0]) == ["t_s", *(column.title for column in series.columns)]
    values = [[float(row[c.title] or "nan") for c in series.columns] for row in rows]
    np.testing.assert_allclose(values, series.rows, rtol=1e-4, atol=1e-9)
    np.testing.assert_allclose([float(row["t_s"]) for row in rows], [pose.t_s for pose in good().poses], atol=1e-4)


def test_what_was_not_seen_is_blank() -> None:
    first = table(measures_csv(good().session.series))[0]
    assert np.isnan(good().session.series.rows[0, 0])
    assert first["standing_leg"] == ""


@pytest.mark.parametrize(("make", "view"), [(good, "side"), (knees_in, "front")])
def test_what_a_view_cannot_show_is_empty(make: Callable[[], Judged], view: ViewLabel) -> None:
    """A frontal angle flips by half a turn, seen from the side: nobody can read anything from it."""
    judged = make()
    shown, labels = judged.session.shown(), [judged.session.view_at(t_s).label for t_s in judged.session.series.times_s]
    assert judged.report.view.label == view
    hidden_somewhere = False
    for column in judged.session.series.columns[1:]:
        views, values = MEASURES[column.measure].views, shown.column(column)
        unseen = np.array([bool(views) and label not in views for label in labels])
        raw = judged.session.series.column(column)
        hidden_somewhere |= bool(np.isfinite(raw[unseen]).any())
        assert not np.isfinite(values[unseen]).any()
        np.testing.assert_array_equal(values[~unseen], raw[~unseen])
        if unseen.all():
            assert {r.measures[column.title] for r in judged.report.repetitions} == {None}
    assert hidden_somewhere


def test_the_series_is_read_back_from_its_table() -> None:
    series = good().session.shown()
    again = series_from_csv(measures_csv(series))
    assert again.columns == series.columns
    assert again.times_s == pytest.approx(series.times_s, abs=1e-4)
    assert again.rows == pytest.approx(series.rows, rel=1e-4, abs=1e-6, nan_ok=True)
