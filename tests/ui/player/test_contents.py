"""What the player is sent: frame times and measures as they are, and what may be decided of each repetition."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from formcheck.analysis import Analysis
from formcheck.desk.decision import Decision, Landmark, Span, Target
from formcheck.desk.measuring.corrected import corrected
from formcheck.pose.recording import PoseTrack
from formcheck.records import Attempt, ClipInfo
from formcheck.ui.player.contents import curves, picture_share, shown_columns
from formcheck.ui.player.correcting import anew, joints
from formcheck.ui.player.items import Item, items, moments
from tests.desk.test_decision import said
from tests.support.judged import good, shallow

LATER = Span(start_s=20.0, peak_s=21.0, end_s=22.5)


@pytest.fixture(scope="module")
def result() -> Analysis:
    """Two squats that are not deep enough."""
    judged = shallow()
    return Analysis(report=judged.report, series=judged.session.shown(), exercise=judged.session.exercise)


def listed(result: Analysis, decisions: Sequence[Decision] = ()) -> list[Item]:
    return items(result.report, decisions, result.exercise)


def sent(item: Item, label: str) -> dict[str, Any]:
    (send,) = (choice["send"] for choice in item["choices"] if choice["label"].startswith(label))
    assert isinstance(send, dict)
    return send


def test_times_and_values_arrive_as_they_were_read(result: Analysis) -> None:
    packed = curves(result)
    times_s = np.frombuffer(base64.b64decode(packed["times"]), "<i4") / 10_000
    assert times_s == pytest.approx(result.series.times_s, abs=1e-4)
    for column, given in zip(shown_columns(result), packed["columns"], strict=True):
        raw = np.frombuffer(base64.b64decode(given["values"]), "<i2").astype(float)
        values = np.where(raw == -32768, np.nan, raw * given["scale"])
        read = result.series.column(column)
        assert values == pytest.approx(read, abs=np.nanmax(np.abs(read)) / 30_000, nan_ok=True)


def test_the_measures_are_those_that_the_exercise_shows_and_is_judged_by(result: Analysis) -> None:
    names = [column.measure for column in shown_columns(result)]
    assert result.exercise.display is not None
    assert names[0] == result.exercise.display.measure
    assert "thigh_elevation" in names
    assert "knee_projection" not in names  # from the front only


def test_the_picture_of_an_annotated_clip_is_above_its_panel() -> None:
    across, down = picture_share(ClipInfo(width_px=1280, height_px=720))
    assert across == 1.0
    assert 0.6 < down < 0.9
    assert picture_share(ClipInfo()) == [1.0, 1.0]


def test_each_repetition_says_how_it_stands_and_what_may_be_right_instead(result: Analysis) -> None:
    first, _ = listed(result)
    assert (first["id"], first["title"], first["form"]) == ("r1", "Repetition 1", "fault")
    assert first["stands"].startswith("to fix (")
    assert first["agree"] == {"kind": "agree", "target": {"repetition": 1}}
    assert sent(first, "Fine: ")["target"] == {"repetition": 1, "cue": "depth"}
    assert sent(first, "In form")["verdict"] == "ok"
    assert sent(first, "Not a repetition")["kind"] == "remove_repetition"
    assert not [choice for choice in first["choices"] if choice["label"] == "Not in form"]
    assert len(first["choices"]) <= 9


def test_every_choice_is_a_decision(result: Analysis) -> None:
    tried = Attempt(start_s=20.0, peak_s=21.0, end_s=22.5, reason="too_small", message="too small")
    report = replace(result.report, attempts=(tried,))
    for item in items(report, (), result.exercise):
        sends = [choice["send"] for choice in item["choices"]] + [item["agree"]]
        for send in sends:
            Decision(by="Ada", reason="as seen", **send)
    assert items(report, (), result.exercise)[-1]["why"] == ["Not counted: too small."]


def test_what_was_decided_is_shown_beside_the_machines_own(result: Analysis) -> None:
    target = Target(repetition=1, cue="depth")
    fine = said("overrule_finding", target=target, verdict="ok", reason="fine for this knee")
    gone = said("remove_repetition", target=Target(repetition=2), reason="sat down")
    first, second, third = listed(result, [fine, gone, said("add_repetition", span=LATER, reason="missed")])
    assert (first["form"], first["stands"], first["is_settled"]) == ("ok", "in form; the machine: to fix", True)
    assert (second["is_removed"], second["stands"]) == (True, "no repetition")
    assert (third["title"], third["agree"]) == ("Added repetition", None)


def test_a_counted_attempt_is_no_longer_listed_as_one(result: Analysis) -> None:
    tried = Attempt(start_s=20.0, peak_s=21.0, end_s=22.5, reason="too_small", message="too small")
    report = replace(result.report, attempts=(tried,))
    counts = said("add_repetition", target=Target(attempt=1), span=LATER, reason="it counts")
    assert [item["is_attempt"] for item in items(report, [counts], result.exercise)] == [False, False, False]
    taken_back = said("withdraw", 1, target=Target(decision=counts.id))
    assert [item["is_attempt"] for item in items(report, [counts, taken_back], result.exercise)][-1]


def test_faults_and_cautions_stand_at_their_moments(result: Analysis) -> None:
    found = moments(result.report)
    assert [moment["verdict"] for moment in found].count("fault") == 2
    assert all("Repetition" in moment["text"] for moment in found)
    assert [moment for moment in moments(good().report) if moment["verdict"] == "fault"] == []


def test_joints_arrive_where_they_are_and_a_corrected_frame_says_what_is_read_there(result: Analysis) -> None:
    track = PoseTrack.from_poses(shallow().poses)
    sent_ = joints(track)
    points = np.frombuffer(base64.b64decode(sent_["points"]), "<i2").reshape(track.t_s.size, len(sent_["names"]), 2)
    row = int(np.abs(track.t_s - result.report.repetitions[0].peak_s).argmin())
    x, y = points[row, sent_["names"].index("left knee")] * sent_["share"] * np.array(sent_["size"])
    here = Landmark(name="left_knee", x_px=float(x), y_px=float(y))
    put = said("correct_landmark", target=Target(at_s=float(track.t_s[row])), landmark=here)
    frames = corrected(result.report, track, result.exercise, [put])
    (told,) = anew(frames, shown_columns(result))
    assert (told["index"], told["joints"]) == (row, [{"name": "left knee", "at": [here.x_px, here.y_px]}])
    assert told["says"].startswith("Corrected by hand in this frame: left knee (Ada")
    # Put where it was, it reads as the machine did.
    read = [float(result.series.column(column)[row]) for column in shown_columns(result)]
    assert [np.nan if value is None else value for value in told["values"]] == pytest.approx(read, abs=0.3, nan_ok=True)
