"""A joint that was put elsewhere: every export has that frame as it was read anew, and says so."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from formcheck.desk.decision import Decision, Landmark, Target
from formcheck.export.formats import Order, exported
from formcheck.export.labels import label_files
from formcheck.export.page.content import Labels, page
from formcheck.export.page.html import html_bytes
from formcheck.export.results import Results, open_results
from formcheck.pose.skeleton import LEFT
from tests.export.folders import write_results


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Two squats; at the bottom of the first the left knee was put higher."""
    found = open_results(write_results(tmp_path_factory.mktemp("corrected") / "set"))
    assert found.track is not None
    at_s = found.report.repetitions[0].peak_s
    row = int(np.abs(found.track.t_s - at_s).argmin())
    x, y = found.track.landmarks[row, LEFT["knee"], :2]
    knee = Landmark(name="left_knee", x_px=float(x), y_px=float(y) - 40.0)
    put = Decision(by="Ada", kind="correct_landmark", target=Target(at_s=float(found.track.t_s[row])), landmark=knee)
    return replace(found, decisions=(put,))


def test_the_series_has_the_frame_anew_and_names_who_put_the_joint_there(results: Results) -> None:
    table = exported(Order(results=results), ["csv"])
    (name,) = (name for name in table if name.endswith("series.csv"))
    rows = list(csv.DictReader(io.StringIO(table[name].decode())))
    ((number, corrected),) = ((i, row) for i, row in enumerate(rows) if row["corrected_by_hand"])
    assert corrected["corrected_by_hand"] == "left_knee by Ada"
    assert results.curves is not None
    machine = float(results.curves.values[number, results.curves.names.index("knee_flexion_left")])
    assert abs(float(corrected["knee_flexion_left [deg]"]) - machine) > 2.0
    others = [float(row["knee_flexion_left [deg]"]) for i, row in enumerate(rows) if i != number]
    kept = np.delete(results.curves.values[:, results.curves.names.index("knee_flexion_left")], number)
    assert others == pytest.approx(kept.tolist(), rel=1e-4, abs=1e-4)


def test_motion_files_have_the_joint_where_it_was_put(results: Results) -> None:
    machine = exported(Order(results=replace(results, decisions=())), ["mot", "trc"])
    by_hand = exported(Order(results=results), ["mot", "trc"])
    for name, content in by_hand.items():
        lines = zip(content.decode().splitlines(), machine[name].decode().splitlines(), strict=True)
        assert sum(one != other for one, other in lines) == 1, name


def test_the_page_says_what_was_corrected_by_whom_and_what_the_machine_had_read(results: Results) -> None:
    (line,) = page(results, Labels()).corrected
    assert "left knee (Ada)" in line
    assert "(the machine: " in line
    assert b"Corrected by hand" in html_bytes(page(results, Labels()))
    assert page(replace(results, decisions=()), Labels()).corrected == ()


def test_where_a_person_puts_a_joint_is_a_label(results: Results) -> None:
    files = label_files([results])
    (row,) = csv.DictReader(io.StringIO(files["landmarks.csv"].decode()))
    assert (row["landmark"], row["rater"]) == ("left_knee", "1")
    assert float(row["machine_y_px"]) - float(row["y_px"]) == pytest.approx(40.0, abs=0.1)
    assert row["poses"] in files
    assert b"Ada" not in b"".join(files.values())


def test_the_verdicts_stay_until_somebody_overrules_them(results: Results) -> None:
    assert results.decided.repetitions == results.report.repetitions
