"""Tables of verdicts compared with what was done, on invented verdicts."""

import math
from dataclasses import replace

import pytest

from benchmarks.accuracy.headline import LEAST_REPETITIONS, SPINE_CUE, headline
from benchmarks.accuracy.verdicts import (
    MISSED,
    Verdict,
    beyond,
    false_rows,
    false_share,
    fault_rows,
    reliable_rows,
    spine_rows,
    unjudged_rows,
)
from benchmarks.synthetic.clips import HELD_OUT, RELEASE
from formcheck.catalogue.checks import Band

GOOD = Verdict(
    group="held out", body="tall_man", exercise="squat", view="side", clip="a", cue="depth", fault="", good=True,
    given="ok", true="ok",
    reason="", rightly=False, size=math.nan, excess=math.nan, unit="", spine_deg=0.0, outline=math.nan,
)  # fmt: skip
DRAWN = replace(GOOD, clip="b", fault="shallow", good=False, given="fault", true="fault", unit="deg")


@pytest.mark.parametrize(
    ("value", "excess"), [(15.0, 0.0), (20.0, 1.0), (12.5, -0.5), (-10.0, 0.0), (-20.0, 2.0), (2.5, -2.5)]
)
def test_how_far_beyond_warn(value: float, excess: float) -> None:
    assert beyond(value, Band(min=-10.0, max=15.0), 5.0) == excess


def test_an_open_band_has_one_edge() -> None:
    assert beyond(0.7, Band(min=0.8), 0.05) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("excess", "step"),
    [(-3.0, "below warn"), (-0.4, "warn"), (0.4, "warn"), (1.0, "warn + 1"), (1.6, "warn + 2"), (9.0, "warn + 2")],
)
def test_steps_of_a_fault(excess: float, step: str) -> None:
    assert replace(DRAWN, excess=excess).step == step


def test_sensitivity_is_of_what_was_judged() -> None:
    verdicts = [
        replace(DRAWN, excess=1.0, given=given) for given in ("fault", "caution", "ok", "ok", "not_judged", MISSED)
    ]
    (row,) = fault_rows(verdicts)
    assert (row["size"], row["repetitions"], row["judged"]) == ("warn + 1", 6, 4)
    assert (row["sensitivity"], row["noticed"]) == (0.25, 0.5)


def test_the_smallest_fault_is_given_in_errors_and_in_units() -> None:
    verdicts = [
        replace(DRAWN, excess=e, size=15.0 + 5.0 * e, given="fault" if e >= 1.5 else "caution")
        for e in (0.0, 0.5, 1.5, 2.0, 2.5)
    ]
    (row,) = reliable_rows(verdicts)
    assert (row["fault from"], row["fault from size"]) == (1.5, 22.5)
    assert (row["noticed from"], row["noticed from size"]) == (0.0, 15.0)


def test_a_fault_of_the_true_joints_is_not_a_false_one() -> None:
    verdicts = [GOOD, replace(GOOD, given="fault"), replace(GOOD, given="fault", true="fault")]
    (row,) = false_rows(verdicts)
    assert (row["good"], row["fault"], row["true fault"]) == (3, 1, 1)


def test_of_other_cues_only_what_the_true_joints_pass_counts() -> None:
    other = replace(GOOD, good=False, clip="b")
    verdicts = [
        replace(other, given="fault"),
        replace(other, given="fault", true="caution"),
        replace(other, given="not_judged"),
        DRAWN,
    ]
    (row,) = false_rows(verdicts)
    assert (row["good"], row["other cues"], row["false fault"], row["where"]) == (0, 1, 1, "b")


def test_a_repetition_with_two_false_faults_counts_once() -> None:
    """Two cues in two repetitions of one clip: the first repetition has both faults."""
    verdicts = [
        replace(GOOD, cue="depth", given="fault"),
        replace(GOOD, cue="depth"),
        replace(GOOD, cue="heel_down", given="fault"),
        replace(GOOD, cue="heel_down"),
    ]
    assert false_share(verdicts) == (1, 2)


def test_a_repetition_that_was_not_counted_has_no_false_fault() -> None:
    assert false_share([replace(GOOD, given=MISSED), GOOD, replace(GOOD, clip="c")]) == (0, 2)


def test_not_judged_by_reason() -> None:
    silent = replace(GOOD, given="not_judged", reason="visibility")
    verdicts = [GOOD, silent, replace(silent, rightly=True), replace(silent, reason="view", rightly=True)]
    rows = {row["reason"]: row for row in unjudged_rows(verdicts)}
    assert (rows["visibility"]["not judged"], rows["visibility"]["share"]) == (2, 0.5)
    assert (rows["visibility"]["rightly"], rows["visibility"]["wrongly"]) == (1, 1)
    assert (rows["view"]["rightly"], rows["view"]["wrongly"]) == (1, 0)


def test_bends_of_the_spine() -> None:
    lift = replace(GOOD, exercise="deadlift", cue=SPINE_CUE)
    verdicts = [
        replace(lift, outline=0.1),
        replace(lift, spine_deg=31.0, given="fault", outline=-0.3),
        replace(lift, spine_deg=32.0, given="caution", outline=-0.1),
        replace(lift, spine_deg=46.0, given="fault", view="front"),
    ]
    straight, bent = spine_rows(verdicts, SPINE_CUE)
    assert (straight["bend"], straight["sensitivity"], straight["median"]) == ("0", 0.0, 0.1)
    assert (bent["bend"], bent["sensitivity"], bent["noticed"], bent["lowest"], bent["highest"]) == (
        "30",
        0.5,
        1.0,
        -0.3,
        -0.1,
    )


def results_of(verdicts: list[Verdict]) -> dict[str, str]:
    return {str(row["what"]): str(row["result"]) for row in headline([], verdicts)}


def enough(verdict: Verdict, bodies: tuple[str, ...] = HELD_OUT) -> list[Verdict]:
    """The same verdict on as many repetitions and bodies as a figure needs."""
    each = math.ceil(LEAST_REPETITIONS / len(bodies))
    return [replace(verdict, body=body, clip=f"{verdict.clip}-{body}-{i}") for body in bodies for i in range(each)]


def test_an_aim_without_anything_measured_is_neither_reached_nor_missed() -> None:
    assert set(results_of([]).values()) == {"-"}


def test_the_aims_for_faults() -> None:
    drawn = replace(DRAWN, excess=1.0, given="caution")
    lift = replace(GOOD, exercise="deadlift", cue=SPINE_CUE)
    bent = replace(lift, spine_deg=30.0, given="fault", good=False)
    results = results_of([v for one in (drawn, GOOD, lift, bent) for v in enough(one)])
    assert results["Every fault at warn + error reported as caution or fault"] == "pass"
    assert results["Every fault at warn + error classified as a fault"] == "short"
    assert results["Spine bent by about 30 degrees classified as a fault"] == "pass"
    assert results["Straight spine classified as a fault"] == "pass"
    assert results["Good repetitions with a false fault"] == "pass"


def test_what_was_not_counted_was_not_found() -> None:
    results = results_of([*enough(replace(DRAWN, excess=1.0)), *enough(replace(DRAWN, excess=1.0, given=MISSED))])
    assert results["Every fault at warn + error classified as a fault"] == "short"


@pytest.mark.parametrize("kept", [slice(LEAST_REPETITIONS - 1), slice(None, None, 4)], ids=["19", "a quarter"])
def test_a_figure_of_few_repetitions_has_no_result(kept: slice) -> None:
    results = results_of(enough(GOOD)[kept])
    assert results["Good repetitions with a false fault"] == "too few"


def test_a_figure_of_two_bodies_has_no_result_but_at_a_release() -> None:
    of_two = results_of(enough(GOOD, HELD_OUT[:2]))
    of_release = results_of([replace(v, group="kept for a release") for v in enough(GOOD, RELEASE)])
    assert of_two["Good repetitions with a false fault"] == "too few"
    assert of_release["Good repetitions with a false fault"] == "pass"


def test_bodies_that_were_fitted_on_do_not_count() -> None:
    fitted = [replace(v, group="fitted on") for v in enough(GOOD)]
    results = results_of([*enough(replace(GOOD, given="fault")), *fitted])
    assert results["Good repetitions with a false fault"] == "short"
    assert set(results_of([replace(v, given="fault") for v in fitted]).values()) == {"-"}
