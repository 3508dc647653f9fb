"""What is known of real clips, read as people wrote it, and how counts are compared with it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.curves import explain
from benchmarks.real.known.truth import (
    Clip,
    all_clips,
    clip_of,
    count_of,
    hold_of,
    peaks_of,
    rate_of,
    stranger_of,
    turns_of,
)
from benchmarks.real.landmarks import key_of, sources
from benchmarks.real.measuring import Measured, Totals, exercise_of, in_parallel, match, normalised_error
from benchmarks.real.tables import aims_table, clip_table, known, missing_table
from formcheck.coaching.session import Session
from formcheck.motion.series import Series
from formcheck.records import Attempt, Repetition, Tempo

ROW = {
    "file": "someone.mp4", "exercise_id": "squat", "view": "side", "repetitions": "2 (+1 cut)",
    "peak_times_s": "1.0 3.0", "form": "good, deep",
}  # fmt: skip
CLIP = clip_of(ROW, Path())


def repetition(peak_s: float, *, in_form: bool = True) -> Repetition:
    return Repetition(
        index=1,
        side="both",
        start_s=peak_s - 0.5,
        peak_s=peak_s,
        end_s=peak_s + 0.5,
        complete=True,
        in_form=in_form,
        tempo=Tempo(None, None, None),
        measures={},
        findings=(),
    )


def measured(clip: Clip, *found: Repetition) -> Measured:
    session = Session("squat")
    report = session.finish()
    summary = replace(report.summary, repetitions=len(found), in_form=sum(r.in_form is True for r in found))
    return Measured(clip, "squat", replace(report, repetitions=found, summary=summary), session.series)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 (+1 cut mid-ascent)", (2, False)), ("9 (1st starts at bottom; 10th fades)", (9, False)),
        ("3 steps", (3, False)), ("~4", (4, True)), ("several", (None, False)), ("", (None, False)),
        ("~28 knee lifts, 142 steps/min in 6.2-17.9 s", (28, True)), ("0.5 of one", (None, False)),
    ],
)  # fmt: skip
def test_counts_are_read(text: str, expected: tuple[int | None, bool]) -> None:
    assert count_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.5 17.4", (10.5, 17.4)), ("~2.9", (2.9,)), ("2.1 10.6 16 18", (2.1, 10.6, 16.0, 18.0)), ("", ()),
        ("strides every 0.716 s", ()),
    ],
)  # fmt: skip
def test_peaks_are_read(text: str, expected: tuple[float, ...]) -> None:
    assert peaks_of(text) == expected


def test_holds_and_rates_are_read() -> None:
    assert hold_of("hold ~11-19 s") == (11.0, 19.0)
    assert hold_of("hold 7-24.5 s") == (7.0, 24.5)
    assert hold_of("3 steps") is None
    assert rate_of("33 steps in 12 s = 168 steps/min (+-1)") == 168.0
    assert rate_of("~3 strides, slow-mo") is None


def test_a_row_is_read() -> None:
    assert (CLIP.repetitions, CLIP.peaks_s, CLIP.is_good, CLIP.is_bad) == (2, (1.0, 3.0), True, False)
    held = clip_of(ROW | {"repetitions": "hold 7-24 s", "file": "tomnotch_plank.mp4", "form": "BAD: not good"}, Path())
    assert (held.repetitions, held.hold_s, held.is_good, held.is_bad) == (None, (7.0, 24.0), False, True)
    assert known(held) == "hold 17.0 s"
    assert known(clip_of(ROW | {"repetitions": "several"}, Path())) == "several"


def test_a_row_of_a_stranger_is_read() -> None:
    row = {"clip": "s99", "exercise": "squat", "repetitions": "3", "tolerance": "1", "turning_points_s": "1;3;5"}
    clip = stranger_of(row | {"camera": "side"}, Path())
    assert (clip.path.name, clip.repetitions, clip.tolerance, clip.peaks_s) == ("s99.mp4", 3, 1, (1.0, 3.0, 5.0))
    assert known(clip) == "3 +- 1"
    none = stranger_of(row | {"exercise": "none: jumping", "repetitions": "", "camera": ""}, Path())
    assert (none.repetitions, none.is_exercise) == (None, False)
    assert stranger_of(row | {"clip": "s38", "camera": ""}, Path()).exercise.startswith("none of the catalogue")


@pytest.mark.parametrize(
    ("text", "repetitions", "expected"),
    [
        ("1.08;2.75", 2, ("lowest", (1.08, 2.75))),
        ("0.4-1.2 floor;2.55 top;3.8 floor", 1, ("top", (2.55,))),
        ("0.1-0.35 floor;1.1 bar at belly", 1, ("lowest", (0.35,))),
        ("2.2 lift-off;3.1 top", 1, ("lowest", (2.2,))),
        ("0.0 floor;2.0 near top", 1, ("lowest", (0.0,))),
        ("0.0 low;1.1 top;2.5 low;3.4 top;5.0 low", 2, ("top", (1.1, 3.4))),
        ("", 0, ("lowest", ())),
    ],
)
def test_the_moments_that_occur_once_a_repetition_are_chosen(
    text: str, repetitions: int, expected: tuple[str, tuple[float, ...]]
) -> None:
    assert turns_of(text, repetitions) == expected


def test_a_label_that_says_neither_is_neither() -> None:
    clip = replace(CLIP, form="upright, slight overstride")
    assert not clip.is_good
    assert not clip.is_bad


def spans(*peaks_s: float) -> list[tuple[float, float, float]]:
    return [(t - 0.5, t, t + 0.5) for t in peaks_s]


def test_peaks_are_matched_nearest_first_and_once() -> None:
    assert match([1.0, 3.0], spans(1.2, 2.9)) == [(0, 0), (1, 1)]
    assert match([1.0], spans(0.6, 1.1)) == [(0, 1)]
    assert match([1.0, 1.4], spans(1.3)) == [(1, 0)]
    assert match([1.0], spans(2.5)) == []
    assert match([], spans(1.0)) == []


def test_a_peak_within_a_long_repetition_belongs_to_it() -> None:
    assert match([7.9], [(4.0, 6.0, 10.0)]) == [(0, 0)]


def test_normalised_error() -> None:
    assert normalised_error(10, 10) == 0.0
    assert normalised_error(10, 8) == pytest.approx(0.2)
    assert normalised_error(2, 5) == 1.5
    assert (normalised_error(0, 3), normalised_error(0, 0)) == (1.0, 0.0)


def test_missed_and_extra_repetitions() -> None:
    one = measured(CLIP, repetition(1.2), repetition(6.0))
    assert (one.missed, one.extra, one.miscount) == (1, 1, 0)
    assert one.errors_s == pytest.approx([0.2])
    blind = measured(replace(CLIP, peaks_s=()), repetition(1.2))
    assert (blind.missed, blind.extra, blind.errors_s, blind.miscount) == (0, 0, [], 1)


def test_the_top_of_a_lift_is_compared_with_its_end() -> None:
    lift = replace(CLIP, repetitions=1, peaks_s=(2.4,), turn="top")
    one = measured(lift, repetition(1.0))
    assert (one.missed, one.extra, one.errors_s) == (0, 0, [])


def test_a_count_within_its_tolerance_is_right() -> None:
    one = measured(replace(CLIP, repetitions=3, tolerance=1), repetition(1.0), repetition(3.0))
    assert one.miscount == 0
    assert measured(replace(CLIP, repetitions=4, tolerance=1), repetition(1.0), repetition(3.0)).miscount == 1


def test_true_repetitions_are_numbered_in_time() -> None:
    one = measured(CLIP, repetition(6.0), repetition(3.1), repetition(1.2))
    assert [one.true_number(j) for j in range(3)] == [None, 2, 1]
    blind = measured(replace(CLIP, peaks_s=()), repetition(1.0), repetition(3.0), repetition(5.0))
    assert [blind.true_number(j) for j in range(3)] == [1, 2, None]


def test_a_repetition_that_is_listed_as_an_attempt_has_not_vanished() -> None:
    one = measured(replace(CLIP, repetitions=3, peaks_s=(1.0, 4.0, 9.0)), repetition(1.0))
    assert (one.vanished, one.attempts) == (2, "-")
    attempt = Attempt(start_s=3.5, peak_s=4.0, end_s=4.5, reason="gate", message="feet side by side")
    listed = replace(one, report=replace(one.report, attempts=(attempt,)))
    assert (listed.vanished, listed.attempts) == (1, "feet side by side x1")
    assert (Totals.of([listed]).vanished, Totals.of([listed]).repetitions) == (1, 3)


def test_a_peak_of_an_attempt_that_is_none_is_not_missed() -> None:
    one = measured(replace(CLIP, peaks_s=(1.0, 3.0, 5.0)), repetition(1.0), repetition(3.0))
    assert (one.missed, one.extra) == (0, 0)


def test_totals() -> None:
    good = measured(CLIP, repetition(1.0), repetition(3.4, in_form=False))
    short = measured(replace(CLIP, repetitions=4), repetition(1.0, in_form=False))
    bad = measured(replace(CLIP, form="BAD: bending", repetitions=1), repetition(1.0, in_form=False), repetition(3.0))
    about = measured(replace(CLIP, is_about=True, repetitions=9), repetition(1.0))
    t = Totals.of([good, short, bad, about])
    assert (t.clips, t.known, t.exact, t.within_one) == (4, 3, 1, 2)
    assert t.normalised_error == pytest.approx((0.0 + 0.75 + 1.0) / 3)
    assert (t.false_faults, t.good_repetitions, t.bad_flagged, t.bad_clips) == (2, 4, 1, 1)


def test_totals_of_nothing_claim_nothing() -> None:
    t = Totals.of([])
    assert (t.known, t.normalised_error, t.peak_error_s) == (0, None, None)


def test_work_in_one_process_keeps_its_order() -> None:
    assert in_parallel(str, [2, 1], jobs=1) == ["2", "1"]


def test_only_what_the_definition_tells_is_compared() -> None:
    assert exercise_of(CLIP) == "squat"
    assert exercise_of(replace(CLIP, exercise="goblet_squat")) is not None
    assert exercise_of(replace(CLIP, exercise="handstand")) is None
    assert exercise_of(replace(CLIP, exercise="")) is None


def test_tables_keep_untuned_people_apart() -> None:
    tuned = replace(CLIP, path=Path("nowva_squats.mp4"))
    both = [measured(CLIP, repetition(1.0), repetition(3.0)), measured(tuned, repetition(1.0))]
    assert next(row for row in aims_table(both) if "| counts exact |" in row).split(" | ")[2:] == [
        "0 of 1 (0% to 79%)",
        "1 of 1 (21% to 100%) |",
    ]
    assert [row.split(" | ")[0] for row in clip_table(both)][2:] == ["| nowva_squats"]
    assert list(missing_table([CLIP]))[-1] == "| someone | squat | 2 |"


def test_the_key_changes_with_names_contents_and_borders(tmp_path: Path) -> None:
    def key(**contents: str) -> str:
        for name, content in contents.items():
            (tmp_path / name).write_text(content)
        return key_of(tmp_path / name for name in contents)

    keys = [key(a="1", b="2"), key(a="1", b="3"), key(a="12", b=""), key(a="1", c="2")]
    assert len(set(keys)) == 4
    assert key(a="1", b="2") == keys[0]


def test_a_comment_does_not_change_the_key(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    keys = []
    for text in ('"""One."""\nx = 1\n', '"""Two."""\n# why\nx = 1\n', "x = 2\n"):
        module.write_text(text)
        keys.append(key_of([module]))
    assert keys[0] == keys[1] != keys[2]


def test_what_detects_landmarks_is_part_of_the_key() -> None:
    assert {"follower.py", "subject.py", "landmarker.py", "reader.py", "cuts.py"} <= {path.name for path in sources()}
    assert all(path.is_file() for path in sources())


def test_a_curve_is_drawn(tmp_path: Path) -> None:
    one = measured(CLIP, repetition(1.0, in_form=False), repetition(3.0))
    series = Series(one.series.columns)
    for t in np.arange(0.0, 4.0, 0.1):
        series.append(float(t), [float(np.nan if t < 0.5 else np.sin(t))] * len(series.columns))
    path = explain(replace(one, series=series), tmp_path / "new")
    assert path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.real
@pytest.mark.skipif(not FOOTAGE.is_dir(), reason="needs the clips beside the project")
def test_every_row_beside_the_project_says_something() -> None:
    for clip in all_clips(FOOTAGE, STRANGERS):
        assert clip.path.is_file()
        assert clip.known or not clip.is_exercise
