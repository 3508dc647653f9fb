"""Bands, and when nothing is said because it cannot be seen."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.catalogue.checks import Band, Check
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.set_measures import (
    Outcome,
    fewest_on_a_side,
    longest_run_on_one_side,
    reach_difference,
    smallest_of_best_excursion,
    unequal_sides,
)
from formcheck.coaching.judging import Judgement, decisive, judge_value
from formcheck.coaching.session import Session
from formcheck.motion.measures import MEASURES
from formcheck.records import Finding, Pose, Repetition, RepetitionSide, Report, Tempo, Verdict
from tests.support.figures import FRONT, SIDE, Camera, SetTiming, film
from tests.support.moves import squat
from tests.support.running import FPS, GOOD, ONE, TWO, findings, good, longer, report_of


@pytest.mark.parametrize(
    ("value", "verdict", "limit"),
    [
        (0.0, "ok", None), (10.0, "ok", None), (11.5, "ok", None), (11.6, "caution", 10.0), (15.0, "caution", 10.0),
        (15.1, "fault", 15.0), (-5.0, "ok", None), (-6.5, "ok", None), (-6.6, "caution", -5.0),
        (-10.0, "caution", -5.0), (-10.1, "fault", -10.0),
    ],
)  # fmt: skip
def test_a_value_against_its_bands(value: float, verdict: Verdict, limit: float | None) -> None:
    found = judge_value(value, Band(min=-5.0, max=10.0), Band(min=-10.0, max=15.0), error=3.0)
    assert found[:2] == (verdict, limit)


def test_a_value_at_the_limit_is_not_beyond_it_however_it_was_computed() -> None:
    pause, warn = Band(min=1.0), Band(min=0.92)
    assert judge_value(3.1 - 2.18, pause, warn, error=0.02)[0] == "caution"
    assert 3.1 - 2.18 < 0.92
    assert judge_value(0.91, pause, warn, error=0.02)[0] == "fault"
    assert judge_value(0.1 + 0.2, Band(max=0.3), Band(max=0.4), error=0.0)[0] == "ok"


def test_without_an_error_the_bands_alone_decide() -> None:
    assert judge_value(11.0, Band(max=10.0), Band(max=15.0), error=0.0) == ("caution", 10.0, 1.0)
    assert judge_value(10.0, Band(max=10.0), Band(max=15.0), error=0.0) == ("ok", None, 0.0)


def test_the_worst_that_was_judged_decides_and_what_was_seen_says_why_nothing_was() -> None:
    unseen, hidden = Judgement(verdict="not_judged", reason="view"), Judgement(verdict="not_judged", reason="occluded")
    fine, little = Judgement(verdict="ok", excess=-1.0), Judgement(verdict="caution", excess=0.6)
    more, wrong = Judgement(verdict="caution", excess=0.9), Judgement(verdict="fault", excess=0.7)
    assert decisive([unseen, fine, more, wrong, hidden]) is wrong
    assert decisive([fine, little, more, unseen]) is more
    assert decisive([hidden, fine]) is fine
    assert decisive([unseen, hidden]) is hidden
    assert decisive([unseen]) is unseen


@pytest.mark.parametrize(("value", "verdict", "limit"), [(17.9, "caution", 10.0), (18.1, "fault", 18.0)])
def test_a_fault_is_at_least_the_error_beyond_what_is_fine(value: float, verdict: Verdict, limit: float) -> None:
    assert judge_value(value, Band(max=10.0), Band(max=15.0), error=8.0)[:2] == (verdict, limit)


@pytest.mark.parametrize(("value", "verdict"), [(-1e9, "ok"), (1.0, "ok"), (1.5, "caution"), (2.5, "fault")])
def test_a_band_may_be_open_on_one_side(value: float, verdict: Verdict) -> None:
    assert judge_value(value, Band(max=1.0), Band(max=2.0), error=0.1)[0] == verdict


@pytest.mark.parametrize("value", [100.0, 1e9])
def test_without_a_warn_edge_there_is_no_fault(value: float) -> None:
    assert judge_value(value, Band(max=1.0), Band(), error=0.1)[:2] == ("caution", 1.0)


@settings(max_examples=50, deadline=None)
@given(st.floats(-100, 100), st.floats(0.1, 20.0))
def test_within_the_error_of_the_band_nothing_is_a_fault(value: float, error: float) -> None:
    verdict, _, excess = judge_value(value, Band(min=-10.0, max=10.0), Band(min=-10.0, max=10.0), error)
    assert excess == pytest.approx((abs(value) - 10.0) / error)
    assert (verdict == "fault") == (abs(value) - 10.0 > error)
    assert judge_value(-value, Band(min=-10.0, max=10.0), Band(min=-10.0, max=10.0), error)[0] == verdict


def of(report: Report, cue: str) -> Finding:
    return next(finding for finding in findings(report) if finding.cue == cue)


@pytest.mark.parametrize(
    ("exercise", "camera", "cue", "advice"),
    [
        ("squat", SIDE, "knee_valgus", "Film from the front"),
        ("squat", FRONT, "knee_behind_toe", "Film from the side"),
        ("squat", FRONT, "heel_down", "Film from the side"),
        ("forward_lunge", Camera(40.0), "front_knee_90", "Film from the side"),
        ("side_lunge", SIDE, "trail_leg_straight", "Film from the front"),
        ("deadlift", FRONT, "straight_back_proxy", "Film from the side"),
        (
            "squat",
            FRONT,
            "trunk_lean",
            "Film from the side",
        ),  # a lean this large would be a fault, a smaller one is no proof
    ],
)
def test_from_the_wrong_side_nothing_is_judged(exercise: str, camera: Camera, cue: str, advice: str) -> None:
    found = of(good(exercise, camera), cue)
    assert (found.verdict, found.reason, found.value, found.limit) == ("not_judged", "view", None, None)
    assert found.message.startswith(advice)


@pytest.mark.parametrize(("joint", "cues"), [("knee", ["depth", "knee_behind_toe"]), ("heel", ["heel_down"])])
def test_what_is_hidden_is_not_judged(joint: str, cues: list[str]) -> None:
    camera = Camera(hidden=frozenset([f"right_{joint}"]))
    report = report_of("squat", film(GOOD["squat"], ONE, camera, fps=FPS))
    assert report.repetitions
    for cue in cues:
        assert (of(report, cue).verdict, of(report, cue).reason) == ("not_judged", "visibility")
        assert of(report, cue).message


def test_what_is_hidden_half_of_the_time_is_not_judged() -> None:
    poses = film(GOOD["squat"], ONE, fps=FPS)
    hidden = film(GOOD["squat"], ONE, Camera(hidden=frozenset(["right_heel"])), fps=FPS)
    mixed: list[Pose] = [b if i % 2 else a for i, (a, b) in enumerate(zip(poses, hidden, strict=True))]
    found = of(report_of("squat", mixed), "heel_down")
    assert (found.verdict, found.reason) == ("not_judged", "visibility")


def test_without_standing_there_is_nothing_to_compare_with() -> None:
    pulses = squat(thigh_deg=-5.0, rest_deg=80.0)
    found = of(report_of("squat", film(pulses, TWO, FRONT, fps=FPS)), "depth")
    assert (found.verdict, found.reason) == ("not_judged", "calibration")
    assert "Stand upright" in found.message


@pytest.mark.parametrize(("cue", "fps"), [("slow_lower", 7.0), ("hips_first", 9.0)])
def test_too_few_frames_a_second_judge_no_speed(cue: str, fps: float) -> None:
    found = of(report_of("squat", film(GOOD["squat"], ONE, SIDE, fps=fps)), cue)
    assert (found.verdict, found.reason) == ("not_judged", "frame_rate")


@pytest.mark.parametrize("down_s", [0.3, 0.7, 1.3, *longer(0.5, 0.8, 0.9, 1.0, 1.2)])
def test_fewer_frames_a_second_make_no_fault_of_a_tempo(down_s: float) -> None:
    timing = SetTiming(1, down_s=down_s, hold_s=0.2, up_s=1.0, pause_s=0.6, before_s=1.0)
    thirty, fifteen, ten = (
        of(report_of("squat", film(GOOD["squat"], timing, SIDE, fps=fps)), "slow_lower").verdict
        for fps in (30.0, 15.0, 10.0)
    )
    assert "fault" not in (fifteen, ten) or thirty == "fault"
    assert (thirty == "fault") == (down_s < 0.4)
    if down_s in (0.7, 1.3):
        assert fifteen == ten == thirty == ("caution" if down_s < 1.0 else "ok")


def test_a_view_that_was_given_is_believed() -> None:
    poses = film(GOOD["squat"], ONE, Camera(50.0), fps=FPS)
    assert of(report_of("squat", poses), "trunk_lean").reason == "view"
    assert of(report_of("squat", poses, view="side"), "trunk_lean").reason is None


def test_the_share_of_judged_findings_is_reported() -> None:
    report = good("squat")
    judged = [finding.verdict != "not_judged" for finding in report.repetitions[0].findings]
    assert report.summary.judged_share == pytest.approx(sum(judged) / len(judged))
    assert 0.0 < report.summary.judged_share < 1.0


def test_every_enabled_cue_has_a_finding() -> None:
    report = good("squat")
    assert [f.cue for f in report.repetitions[0].findings] == [cue.id for cue in load_exercise("squat").cue]


def repetition(side: RepetitionSide, *, complete: bool = True) -> Repetition:
    return Repetition(
        index=1,
        side=side,
        start_s=0.0,
        peak_s=1.0,
        end_s=2.0,
        complete=complete,
        in_form=True,
        tempo=Tempo(1.0, 0.0, 1.0),
        measures={},
        findings=(),
    )


@pytest.mark.parametrize(
    ("sides", "run", "unequal", "fewest"), [("lrlr", 1, 0, 2), ("lllr", 3, 2, 1), ("rr", 2, 2, 0), ("", 0, 0, 0)]
)
def test_numbers_of_a_set(sides: str, run: int, unequal: int, fewest: int) -> None:
    words: dict[str, RepetitionSide] = {"l": "left", "r": "right"}
    done = Outcome(repetitions=[repetition(words[side]) for side in sides])
    assert (longest_run_on_one_side(done), unequal_sides(done), fewest_on_a_side(done)) == (run, unequal, fewest)


def test_the_difference_between_the_reaches_of_the_feet_is_measured() -> None:
    reaches = {"left": (0.50, 0.60), "right": (0.40, 0.46)}  # type: dict[RepetitionSide, tuple[float, ...]]
    done = [replace(repetition(side), measures={"foot_reach": far}) for side in reaches for far in reaches[side]]
    assert reach_difference(Outcome(repetitions=done)) == pytest.approx(0.12)
    assert reach_difference(Outcome(repetitions=done[:2])) is None
    assert reach_difference(Outcome(repetitions=[repetition("left"), repetition("right")])) is None


def test_a_shallow_repetition_does_not_fill_the_dose() -> None:
    assert fewest_on_a_side(Outcome(repetitions=[repetition("left"), repetition("right", complete=False)])) == 0.0


def test_a_check_may_know_its_own_error() -> None:
    given = {
        "measure": "trunk_lean",
        "phase": "bottom",
        "views": ["side"],
        "pass": {"max": 45.0},
        "warn": {"max": 55.0},
    }
    assert Check.model_validate({**given, "error": 9.0}).error == 9.0
    assert Check.model_validate(given).error == MEASURES["trunk_lean"].error


@pytest.mark.parametrize(
    ("excursions", "share"),
    [((), None), ((0.5,), None), ((0.5, 0.5), 1.0), ((0.3, 0.4, 0.5, 0.2), 0.4), ((0.4, 0.4, 0.4, 0.8), 1.0)],
)
def test_the_smallest_repetition_is_compared_with_the_best_of_the_first_three(
    excursions: tuple[float, ...], share: float | None
) -> None:
    assert smallest_of_best_excursion(Outcome(excursions=excursions)) == (share and pytest.approx(share))


def test_a_set_knows_the_excursions_of_its_signal() -> None:
    session = Session(load_exercise("squat"))
    for pose in film(GOOD["squat"], TWO, fps=FPS):
        session.push(pose)
    assert len(session.finish().repetitions) == 2
    low, high = sorted(session._tracker.done.excursions)
    assert 0.3 < low <= high < 0.7
