"""The chart, as the data that it holds."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from formcheck.motion.series import Column
from formcheck.records import Report
from formcheck.ui.parts import charts
from formcheck.ui.parts.charts import angle_chart
from formcheck.wording import form_word
from tests.support.figures import SIDE
from tests.support.judged import Judged, empty, found, good, judge, knees_in, lunges, shallow, with_findings
from tests.support.moves import squat


def layers(judged: Judged, report: Report | None = None, *, validate: bool = False) -> dict[str, Any]:
    """Rows of the chart by their mark, read from its JSON, which has no NaN in it."""
    session = judged.session
    chart = angle_chart(report or judged.report, session.series, session.exercise)
    assert chart is not None
    spec = json.loads(json.dumps(chart.to_dict(validate=validate), allow_nan=False))
    data = spec.get("datasets", {})
    return {
        layer["mark"]["type"]: layer["data"].get("values", data.get(layer["data"].get("name")))
        for layer in spec["layer"]
    }


@pytest.mark.parametrize(("make", "count"), [(good, 0), (shallow, 2), (knees_in, 4), (lunges, 0), (empty, 0)])
def test_there_is_a_shade_for_each_repetition_and_a_mark_for_each_fault(make: Callable[[], Judged], count: int) -> None:
    repetitions = make().report.repetitions
    drawn = layers(make(), validate=make in (shallow, empty))
    assert [(row["start"], row["end"], row["no"]) for row in drawn["rect"]] == [
        (r.start_s, r.end_s, r.index) for r in repetitions
    ]
    assert [row["form"] for row in drawn["rect"]] == [form_word(r.in_form) for r in repetitions]
    faults = [f for r in repetitions for f in r.findings if f.verdict == "fault"]
    assert len(faults) == count
    assert [(row["t"], row["fault"]) for row in drawn.get("point", [])] == [(f.at_s, f.message) for f in faults]


def test_the_line_is_the_angle_of_the_exercise() -> None:
    series, rows = good().session.series, layers(good())["line"]
    assert {row["side"] for row in rows} == {"left", "right"}
    right = [row for row in rows if row["side"] == "right"]
    assert [row["t"] for row in right] == [round(float(t_s), 3) for t_s in series.times_s]
    assert max(row["value"] for row in right) == pytest.approx(float(np.nanmax(series.rows[:, 2:4])), abs=0.1)


def test_a_fault_is_marked_on_the_line() -> None:
    drawn = layers(shallow())
    for mark in drawn["point"]:
        near = [row["value"] for row in drawn["line"] if abs(row["t"] - mark["t"]) < 0.01]
        assert mark["value"] == pytest.approx(max(near), abs=0.1)


def test_where_nobody_was_seen_the_line_has_a_gap() -> None:
    judged = judge("squat", squat(), SIDE)
    for i in range(20):
        judged.session.push(SIDE.nobody(20.0 + i / 20))
    rows = layers(judged, judged.session.finish())["line"]
    unseen = [row["value"] for row in rows if row["t"] >= 20.0]
    assert len(unseen) >= 20
    assert set(unseen) == {None}
    assert any(row["value"] is not None for row in rows)


def test_a_fault_where_nothing_was_seen_is_marked_all_the_same() -> None:
    judged = judge("squat", squat(), SIDE)
    judged.session.push(SIDE.nobody(20.0))
    report = with_findings(judged.report, [found("depth", at_s=20.0), found("heel_down", at_s=None)])
    assert layers(judged, report)["point"] == [{"t": 20.0, "value": 0.0, "fault": "Do depth better"}]


@pytest.mark.parametrize("most", [20, 40])
def test_a_long_clip_is_thinned_out_evenly(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "_MOST_POINTS", most)
    times = [row["t"] for row in layers(good())["line"] if row["side"] == "left"]
    assert most / 2 < len(times) <= most
    assert np.ptp(np.diff(times)) < 0.01


def test_from_the_front_the_line_is_the_signal_that_counted() -> None:
    rows, series = layers(knees_in())["line"], knees_in().session.series
    assert {row["side"] for row in rows} == {"both"}
    drop = series.column(Column("hip_drop"))
    assert max(row["value"] for row in rows) == pytest.approx(float(np.nanmax(drop)), abs=0.001)
