"""What is shown at a moment."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from formcheck.catalogue.set_measures import Outcome
from formcheck.motion.cleaning.view import UNKNOWN, ViewState
from formcheck.motion.series import Column
from formcheck.records import Facing, Finding, Repetition, ViewLabel
from formcheck.report.overlay import whole_degrees
from formcheck.report.scene import STRIP_S, Scene, scene_at
from tests.support.figures import SIDE, SetTiming
from tests.support.judged import Judged, empty, found, good, judge, knees_in, lunges, shallow, side_lunges
from tests.support.moves import squat

LINGER_S = 1.5
TOO_SHALLOW = "A little lower, if pain-free"


def only(judged: Judged, *findings: Finding) -> Outcome:
    """The first repetition, with other findings where given."""
    return Outcome(repetitions=[replace(judged.repetition, findings=findings) if findings else judged.repetition])


def test_the_count_rises_when_a_repetition_ends() -> None:
    first, second = good().report.repetitions
    before, at_end = good().scene(first.end_s - 0.01), good().scene(first.end_s)
    assert (before.count, before.in_form, at_end.count, at_end.in_form) == (0, 0, 1, 1)
    assert [good().scene(second.end_s + dt).count for dt in (-0.01, 0.0, 5.0)] == [1, 2, 2]


def test_repetitions_out_of_form_are_counted_but_not_as_in_form() -> None:
    scene = shallow().scene(10.0)
    assert (scene.count, scene.in_form, scene.not_judged, scene.form) == (2, 0, 0, "0 in form")


def test_repetitions_that_were_not_judged_are_counted_apart() -> None:
    first, second = good().report.repetitions
    scene = good().scene(10.0, Outcome(repetitions=[first, replace(second, in_form=None)]))
    assert (scene.count, scene.in_form, scene.not_judged) == (2, 1, 1)
    assert scene.form == "1 in form, 1 not judged"
    assert [mark.in_form for mark in scene.strip.marks] == [True, None]


def test_it_moves_from_start_to_end() -> None:
    first, second = good().report.repetitions
    moments = [first.start_s - 0.01, first.start_s, first.end_s - 0.01, first.end_s + 0.01, second.start_s]
    assert [good().scene(t_s).moving for t_s in moments] == [False, True, True, False, True]


def test_live_it_moves_before_the_repetition_is_known() -> None:
    session = good().session
    scene = scene_at(1.5, session.exercise, Outcome(), session.series, session.view_at(1.5), set_open=True)
    assert (scene.moving, scene.verdicts, scene.cue) == (True, {}, "")


def test_a_cue_appears_at_its_moment_and_lingers() -> None:
    known = only(shallow())
    (repetition,) = known.repetitions
    (at_s,) = [f.at_s for f in repetition.findings if f.verdict == "fault"]
    assert at_s is not None
    moments = [at_s - 0.01, at_s, repetition.end_s + LINGER_S, repetition.end_s + LINGER_S + 0.01]
    scenes = [shallow().scene(t_s, known) for t_s in moments]
    assert [scene.cue for scene in scenes] == ["", TOO_SHALLOW, TOO_SHALLOW, ""]
    assert [scene.cue_verdict for scene in scenes] == ["ok", "fault", "fault", "ok"]


def test_a_cue_without_a_moment_comes_at_the_peak() -> None:
    known = only(shallow(), found("depth", at_s=None))
    (repetition,) = known.repetitions
    assert [shallow().scene(repetition.peak_s + dt, known).cue for dt in (-0.01, 0.0)] == ["", "Do depth better"]


def test_the_next_repetition_takes_the_cue_of_the_last_away() -> None:
    second = shallow().report.repetitions[1]
    assert shallow().scene(second.start_s - 0.01).cue == TOO_SHALLOW
    assert shallow().scene(second.start_s).cue == ""


@pytest.mark.parametrize(
    ("findings", "shown"),
    [
        ([found("a", "ok"), found("b", "not_judged", "major")], ""),
        ([found("a", "caution", "major"), found("b", "fault", "info")], "Do b better"),
        ([found("a", "fault", "minor"), found("b", "fault", "major"), found("c", "fault", "info")], "Do b better"),
        ([found("a", "fault", "minor"), found("b", "fault", "major", at_s=9.0)], "Do a better"),
        ([found("a", "caution", "info"), found("b", "caution", "minor")], ""),
    ],
)
def test_the_worst_whose_moment_has_come_is_shown(findings: list[Finding], shown: str) -> None:
    judged = good()
    session, cues = judged.session, [cue.id for cue in good().session.exercise.cue]
    named = [replace(f, cue=cues[i]) for i, f in enumerate(findings)]
    scene = scene_at(2.5, session.exercise, only(judged, *named), session.series, session.view_at(2.5), set_open=False)
    assert scene.cue == shown


def test_joints_wear_the_verdict_from_the_first_moment_on() -> None:
    start_s = shallow().repetition.start_s
    assert shallow().scene(start_s - 0.01).verdicts == {}
    verdicts = shallow().scene(start_s).verdicts
    assert verdicts["right_knee"] == "fault"
    assert set(verdicts.values()) <= {"ok", "caution", "fault"}


def test_from_the_side_only_the_near_side_is_judged() -> None:
    depth = only(shallow(), found("depth"))
    assert {name.split("_")[0] for name in shallow().scene(2.0, depth).verdicts} == {"right"}


def test_from_the_front_both_knees_wear_the_fault() -> None:
    scene = knees_in().scene(2.0, only(knees_in(), found("knee_valgus")))
    assert (scene.verdicts["left_knee"], scene.verdicts["right_knee"]) == ("fault", "fault")


def test_a_joint_wears_the_worst_of_its_verdicts() -> None:
    findings = [found("knee_behind_toe", "ok"), found("depth"), found("full_stand", "caution")]
    alone = {f.cue: good().scene(2.0, only(good(), f)).verdicts for f in findings}
    together = good().scene(2.0, only(good(), *findings)).verdicts
    assert "right_knee" in alone["knee_behind_toe"]
    assert alone["depth"]["right_knee"] == together["right_knee"] == "fault"
    assert set(together) == set().union(*alone.values())


def test_what_was_not_judged_colours_nothing() -> None:
    assert good().scene(2.0, only(good(), found("depth", "not_judged"))).verdicts == {}


def test_a_check_of_another_view_colours_nothing() -> None:
    assert good().scene(2.0, only(good(), found("stance_width"))).verdicts == {}


@pytest.mark.parametrize(("index", "lead"), [(0, "left"), (1, "right")])
def test_a_lunge_colours_the_leg_it_judges(index: int, lead: str) -> None:
    repetition = lunges().report.repetitions[index]
    assert repetition.side == lead
    known = Outcome(repetitions=[replace(repetition, findings=(found("front_knee_90"),))])
    verdicts = lunges().scene(repetition.peak_s, known).verdicts
    assert verdicts[f"{lead}_knee"] == "fault"
    assert {name.split("_")[0] for name in verdicts} == {lead}


@pytest.mark.parametrize(
    ("make", "index", "joint", "column"),
    [
        (good, 0, "right_knee", Column("knee_flexion", "right")),
        (lunges, 0, "left_knee", Column("knee_flexion", "left")),
        (lunges, 1, "right_knee", Column("knee_flexion", "right")),
        (side_lunges, 0, "right_knee", Column("knee_bend_frontal", "right")),
        (side_lunges, 1, "left_knee", Column("knee_bend_frontal", "left")),
    ],
    ids=["squat", "lead left", "lead right", "trail right", "trail left"],
)
def test_the_angle_is_that_of_the_moment_and_the_limb(
    make: Callable[[], Judged], index: int, joint: str, column: Column
) -> None:
    judged = make()
    peak_s, series = judged.report.repetitions[index].peak_s, judged.session.series
    row = int(np.argmin(abs(series.times_s - peak_s)))
    assert judged.scene(float(series.times_s[row])).angle == (joint, series.column(column)[row])


def test_no_angle_in_a_view_it_cannot_be_read_from() -> None:
    assert knees_in().scene(knees_in().repetition.peak_s).angle is None
    session = good().session
    assert scene_at(2.0, session.exercise, Outcome(), session.series, UNKNOWN, set_open=False).angle is None


def test_no_angle_before_the_first_frame_or_where_it_was_not_seen() -> None:
    assert good().scene(-1.0).angle is None
    session = judge("squat", squat(), SIDE, SetTiming(1, 0.5, 0.1, 0.5, 0.2, 0.2)).session
    session.push(SIDE.nobody(9.0))
    assert (
        scene_at(9.0, session.exercise, Outcome(), session.series, session.view_at(9.0), set_open=False).angle is None
    )


@pytest.mark.parametrize(
    ("label", "facing", "words"),
    [
        ("side", "right", "side view, facing right"),
        ("side", "unknown", "side view"),
        ("front", "camera", "front view"),
        ("rear", "away", "rear view"),
        ("oblique", "left", "oblique view"),
        ("floor_side", "left", "side view, on the floor"),
        ("unknown", "unknown", "view unclear"),
    ],
)
def test_the_view_has_words(label: ViewLabel, facing: Facing, words: str) -> None:
    session = good().session
    view = ViewState(label, facing, 0.0)
    assert scene_at(2.0, session.exercise, Outcome(), session.series, view, set_open=False).view == words


def test_the_strip_holds_the_signal_up_to_now() -> None:
    strip, series = good().scene(4.0).strip, good().session.series
    assert strip.now_s == 4.0
    np.testing.assert_array_equal(strip.times_s, series.times_s[series.times_s <= 4.0])
    np.testing.assert_array_equal(strip.values, series.column(Column("hip_drop"))[: len(strip.times_s)])
    assert [(mark.index, mark.in_form) for mark in strip.marks] == [(1, True), (2, True)]
    assert [mark.index for mark in good().scene(2.0).strip.marks] == [1]


def test_the_strip_forgets_what_is_long_over() -> None:
    first = good().repetition
    assert len(good().scene(first.end_s + STRIP_S - 0.1).strip.marks) == 2
    scene = good().scene(first.end_s + STRIP_S + 0.1)
    assert [mark.index for mark in scene.strip.marks] == [2]
    assert scene.strip.times_s.min() > first.end_s


def test_nothing_yet_is_a_scene_too() -> None:
    session = empty().session
    scene = scene_at(0.0, session.exercise, Outcome(), session.series, UNKNOWN, set_open=False)
    assert (scene.count, scene.cue, scene.angle, scene.strip.marks, scene.moving) == (0, "", None, (), False)


@pytest.mark.parametrize(("label", "tells"), [("rear", True), ("oblique", True), ("side", False), ("unknown", False)])
def test_where_nothing_can_be_judged_the_picture_tells_how_to_film(label: ViewLabel, tells: bool) -> None:
    session = judge("deadlift", squat(), SIDE, SetTiming(1, 0.5, 0.1, 0.5, 0.2, 0.2)).session
    scene = scene_at(0.5, session.exercise, Outcome(), session.series, ViewState(label, "unknown", 0.0), set_open=False)
    assert scene.cue_verdict == ("not_judged" if tells else "ok")
    assert scene.cue.startswith("Film from the side, camera at hip height") == tells
    assert ("." in scene.cue, bool(scene.cue)) == (False, tells)


def test_somebody_who_is_not_down_on_the_floor_yet_is_told_so_where_the_view_is_right() -> None:
    session = judge("front_plank", squat(), SIDE, SetTiming(1, 0.5, 0.1, 0.5, 0.2, 0.2)).session
    cues = {
        label: scene_at(
            0.5, session.exercise, Outcome(), session.series, ViewState(label, "unknown", 0.0), set_open=False
        ).cue
        for label in ("side", "front", "floor_side")
    }
    assert cues["side"] == "Not in position on the floor yet"
    assert cues["front"].startswith("Film from the side")
    assert cues["floor_side"] == ""


def test_a_view_that_judges_one_measure_only_asks_for_no_other() -> None:
    session = good().session
    scene = scene_at(
        0.5, session.exercise, Outcome(), session.series, ViewState("oblique", "left", 40.0), set_open=False
    )
    assert scene.cue == ""


def test_only_a_side_view_has_a_near_side() -> None:
    assert (good().scene(2.0).near, knees_in().scene(2.0).near) == ("right", None)


def test_a_lean_is_measured_from_the_vertical() -> None:
    lean = judge("deadlift", squat(), SIDE, SetTiming(1, 0.5, 0.1, 0.5, 0.2, 0.2)).scene(0.5)
    assert (lean.angle_is_lean, good().scene(2.0).angle_is_lean) == (True, False)


def test_what_was_judged_obliquely_is_shown_and_nobody_is_told_to_film_otherwise() -> None:
    judged = lunges()
    session, repetition = judged.session, judged.report.repetitions[0]
    oblique = replace(session.view_at(repetition.peak_s), label="oblique")

    def shown(*repetitions: Repetition) -> Scene:
        outcome = Outcome(repetitions=list(repetitions))
        return scene_at(repetition.peak_s, session.exercise, outcome, session.series, oblique, set_open=False)

    scene = shown(repetition)
    assert scene.reasons
    assert all(reason.words for reason in scene.reasons)
    assert any(reason.detail for reason in scene.reasons)
    assert not scene.cue.startswith("Film")
    unseen = [replace(f, verdict="not_judged", value=None, reason="view") for f in repetition.findings]
    assert shown(replace(repetition, findings=tuple(unseen))).cue.startswith("Film from the side")


@pytest.mark.parametrize(("degrees", "words"), [(-0.3, "0\u00b0"), (-4.6, "\u22125\u00b0"), (90.4, "90\u00b0")])
def test_an_angle_that_rounds_to_nothing_has_no_sign(degrees: float, words: str) -> None:
    assert whole_degrees(degrees) == words
