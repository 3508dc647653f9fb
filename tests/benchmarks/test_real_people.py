"""Who is tuned and who is not, what raters' labels say, and how findings are compared with them."""

import csv
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.data import PROJECT
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.agreement import NOT_COUNTED, Share, cells_of, false_alarms, reasons, rows_of, share, without_cue
from benchmarks.real.confusion import NAMES, SAME, Cell, confusion_table, is_right, share_table
from benchmarks.real.known.labels import CUES, CueLabel, cue_of, label_of, labels, repetitions_of
from benchmarks.real.known.people import SEEN, people, person_of, split
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.measuring import Measured
from formcheck.catalogue.library import exercise_ids, load_exercise
from formcheck.coaching.session import Session
from formcheck.records import Finding, Repetition, Tempo, Verdict

CLIP = Clip(path=Path("nowva_squats.mp4"), exercise="squat", known="2", repetitions=2, peaks_s=(1.0, 3.0))
ROW = {
    "clip": "s99", "exercise": "squat", "cue": "depth", "label": "fine", "certainty": "sure", "estimate": "deep",
    "which": "all", "comment": "",
}  # fmt: skip


def label(cue: str = "depth", **changed: str) -> CueLabel:
    return label_of(ROW | {"cue": cue} | changed)


def repetition(peak_s: float, **verdicts: Verdict) -> Repetition:
    findings = tuple(
        Finding(
            cue=cue,
            verdict=verdict,
            severity="minor",
            value=None,
            limit=None,
            unit="deg",
            at_s=None,
            reason="view" if verdict == "not_judged" else None,
            message="",
            source="",
        )
        for cue, verdict in verdicts.items()
    )
    return Repetition(
        index=1,
        side="both",
        start_s=peak_s - 0.5,
        peak_s=peak_s,
        end_s=peak_s + 0.5,
        complete=True,
        in_form=True,
        tempo=Tempo(None, None, None),
        measures={},
        findings=findings,
    )


def measured(labelled: list[CueLabel], *found: Repetition, clip: Clip = CLIP) -> Measured:
    session = Session("squat")
    report = session.finish()
    summary = replace(report.summary, repetitions=len(found))
    clip = replace(clip, labels=tuple(labelled))
    return Measured(clip, "squat", replace(report, repetitions=found, summary=summary), session.series)


def test_everybody_who_was_seen_is_tuned_and_no_clip_is_of_two_people() -> None:
    assert {person_of(stem).group for stem in SEEN} == {"tuned"}
    stems = [stem for person in people() for stem in person.clips]
    assert len(stems) == len(set(stems))
    assert person_of("a clip that nobody has listed").group == "untuned"


def test_the_committed_list_is_what_the_hashes_say() -> None:
    seen = {person.id for person in people() if SEEN.intersection(person.clips)}
    assert {person.id: person.group for person in people()} == split([person.id for person in people()], seen)


def test_a_split_is_balanced_and_does_not_depend_on_the_order() -> None:
    ids = [f"p{i}" for i in range(21)]
    found = split(ids, {"p3"})
    assert found == split(reversed(ids), {"p3"})
    assert found["p3"] == "tuned"
    assert sorted(found.values()).count("untuned") == 10


@pytest.mark.real
@pytest.mark.skipif(not STRANGERS.is_dir(), reason="needs the clips beside the project")
def test_every_clip_beside_the_project_is_of_the_listed_person() -> None:
    with (STRANGERS / "truth.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["clip"]: row["person"] for row in csv.DictReader(file)}
    assert {stem: person_of(stem).id for stem in listed} == listed
    assert all(person_of(clip.path.stem).id for clip in all_clips(FOOTAGE, STRANGERS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all", None), ("", None), ("1", {1}), ("2-3 (1 borderline)", {2, 3}), ("1-3 7-10", {1, 2, 3, 7, 8, 9, 10}),
        ("2,4,6", {2, 4, 6}), ("1 3-6", {1, 3, 4, 5, 6}), ("1-2", {1, 2}),
    ],
)  # fmt: skip
def test_which_repetitions_are_read(text: str, expected: set[int] | None) -> None:
    assert repetitions_of(text) == expected


def test_labels_are_read_by_clip() -> None:
    found = labels([ROW, ROW | {"cue": "trunk_lean", "certainty": "unsure"}, ROW | {"clip": "s98"}])
    assert {clip: [label.cue for label in of_clip] for clip, of_clip in found.items()} == {
        "s99": ["depth", "trunk_lean"],
        "s98": ["depth"],
    }
    assert [label.is_truth for label in found["s99"]] == [True, False]


def test_a_label_in_other_words_is_refused() -> None:
    with pytest.raises(ValueError, match="found 'okay', expected one of fine, fault, unseen"):
        label_of(ROW | {"label": "okay"})


def test_every_cue_that_labels_are_mapped_to_is_in_the_catalogue() -> None:
    for (exercise, cue), wanted in CUES.items():
        assert wanted in {c.id for c in load_exercise(exercise).cue}
        assert cue != wanted


def test_labels_without_a_cue_are_compared_with_nothing() -> None:
    assert cue_of("squat", "depth") == "depth"
    assert cue_of("deadlift", "straight_back") == "straight_back_proxy"
    assert cue_of("reverse_lunge", "full_stand") is None
    assert cue_of("handstand", "depth") is None
    one = measured([label("smile"), label("frown", certainty="unsure")], repetition(1.0))
    assert list(rows_of(one)) == []
    assert without_cue([one]) == {("squat", "smile"): 1}


def test_each_true_repetition_meets_its_finding() -> None:
    fine, later = label(), label("trunk_lean", label="fault", which="2")
    one = measured(
        [fine, later], repetition(1.0, depth="fault", trunk_lean="ok"), repetition(3.1, depth="ok", trunk_lean="ok")
    )
    assert [(row.cue, row.seen, row.number, row.verdict) for row in rows_of(one)] == [
        ("depth", "fine", 1, "fault"), ("depth", "fine", 2, "ok"), ("trunk_lean", "fault", 2, "ok"),
    ]  # fmt: skip


def test_what_was_not_counted_is_not_judged_and_what_is_no_repetition_is_compared_too() -> None:
    one = measured(
        [label(), label("heel_down", label="fault")], repetition(1.0, depth="ok"), repetition(8.0, depth="fault")
    )
    assert [(row.cue, row.number, row.verdict, row.reason) for row in rows_of(one)] == [
        ("depth", 1, "ok", None),
        ("depth", 2, "not_judged", NOT_COUNTED),
        ("depth", None, "fault", None),
        ("heel_down", 1, "not_judged", NOT_COUNTED),
        ("heel_down", 2, "not_judged", NOT_COUNTED),
    ]
    assert reasons(rows_of(one)) == {NOT_COUNTED: 3}


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (("ok", "fault"), "fault"), (("caution", "ok"), "caution"), (("not_judged", "ok"), "ok"),
        (("not_judged", "not_judged"), "not_judged"),
    ],
)  # fmt: skip
def test_a_cell_is_the_worst_of_its_repetitions(verdicts: tuple[Verdict, Verdict], expected: Verdict) -> None:
    first, second = verdicts
    one = measured([label()], repetition(1.0, depth=first), repetition(3.0, depth=second))
    assert [cell.verdict for cell in cells_of(rows_of(one))] == [expected]


def test_shares_by_label() -> None:
    labelled = [label(), label("trunk_lean"), label("knee_valgus", label="unseen")]
    found = repetition(1.0, depth="fault", trunk_lean="caution", knee_valgus="not_judged")
    cells = cells_of(rows_of(measured(labelled, found, clip=replace(CLIP, repetitions=1, peaks_s=(1.0,)))))
    assert share(cells, "fine", "fault") == Share(1, 2)
    assert share(cells, "fine", "fault", "caution") == Share(2, 2)
    assert share(cells, "unseen", "fault") == Share(0, 1)


def test_only_repetitions_that_no_label_calls_wrong_can_be_given_a_false_fault() -> None:
    called, fine = repetition(1.0, depth="fault", stance_width="ok"), repetition(3.0, depth="ok", stance_width="fault")
    assert false_alarms([measured([label()], called, fine)]) == Share(1, 2)
    assert false_alarms([measured([label(), label("heel_down", label="fault", which="1")], called, fine)]) == Share(
        0, 1
    )
    assert false_alarms([measured([label(), label("heel_down", label="fault", certainty="unsure")], called)]) == Share(
        0, 0
    )
    assert false_alarms([measured([], called)]) == Share(0, 0)


def test_intervals_are_wilsons() -> None:
    # Newcombe (1998), table I: 81 of 263 and 0 of 20.
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert (Share(0, 0).interval, Share(0, 0).value, str(Share(0, 0))) == (None, None, "-")
    assert str(Share(1, 2)) == "1 of 2 (9% to 91%)"


def test_names_of_the_same_movement_are_not_wrong() -> None:
    assert set(NAMES) <= set(exercise_ids())
    assert set().union(*SAME) <= set(exercise_ids())
    assert is_right(CLIP, "squat")
    assert is_right(replace(CLIP, exercise="goblet_squat"), "squat")
    assert not is_right(CLIP, "deadlift")
    assert not is_right(replace(CLIP, exercise=""), "squat")
    assert all(load_exercise(name).counting for name in NAMES)


def test_false_repetitions_are_a_share_of_the_true_ones() -> None:
    cells = [Cell(CLIP, "squat", 2, True), Cell(CLIP, "deadlift", 1, False), Cell(CLIP, "burpee", 0, False)]
    rows = [row.split(" | ")[2] for row in list(share_table(cells, ["tuned"]))[2:]]
    assert rows == ["1 of 4 (25.0%) |", "1 of 2 (50%) |", "1 of 2 (9% to 91%) |"]
    assert list(confusion_table(cells))[2:] == ["| nowva_squats | squat | 2 | 1 |"]


@pytest.mark.real
@pytest.mark.skipif(not STRANGERS.is_dir(), reason="needs the clips beside the project")
def test_no_clip_of_an_untuned_person_can_be_asked_for() -> None:
    untuned = next(clip for clip in all_clips(FOOTAGE, STRANGERS) if clip.group == "untuned").path.stem
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.real", untuned, "--explain", "nowhere"],
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
    )
    assert run.returncode != 0
    assert "this person is untuned" in run.stderr
    assert run.stdout == ""
