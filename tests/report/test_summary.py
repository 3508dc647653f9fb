"""A report in words."""

from dataclasses import replace

import pytest

from formcheck.records import Attempt, AttemptReason, View, ViewLabel
from formcheck.report.summary import fixes, not_counted, text
from formcheck.wording import UNSTEADY_VIEW
from tests.support.judged import empty, found, good, knees_in, shallow, with_findings

FROM_FRONT = "Film from the front to have this judged: camera at hip height, 2 to 4 m away, whole body in view."


def lines_with(start: str, words: str) -> list[str]:
    return [line for line in words.splitlines() if line.startswith(start)]


def test_a_good_set_has_nothing_to_fix() -> None:
    assert text(good().report).splitlines()[:2] == [
        "Squat, seen from the side: 2 repetitions, 2 in form.",
        "Nothing to fix in what could be judged.",
    ]


def test_a_fault_has_its_words_count_worst_repetition_value_and_limit() -> None:
    report = with_findings(
        good().report,
        [found("lean", value=31.4)],
        [found("lean", "caution", value=21.0)],
        [found("lean", value=44.6, at_s=65.04)],
    )
    assert text(report).splitlines() == [
        "Squat, seen from the side: 3 repetitions, 1 in form, 2 with faults.",
        "Fix first:",
        "  Do lean better (minor, 2 of 3; worst in no. 3 at 1:05.0: 45°, limit 20°)",
    ]


def test_worst_is_furthest_beyond_its_limit_on_either_side() -> None:
    report = with_findings(
        good().report,
        [found("knees", value=0.7, limit=0.8)],
        [found("knees", value=0.4, limit=0.8)],
        [found("knees", value=0.9, limit=0.8)],
    )
    (thing,) = fixes(report)
    assert (thing.repetition, thing.worst.value, thing.count) == (2, 0.4, 3)


def test_what_to_fix_first_goes_by_severity_then_by_how_often() -> None:
    seldom, often, major, info = (
        found("seldom"),
        found("often"),
        found("major", severity="major"),
        found("info", severity="info"),
    )
    harmless = [found("ok", "ok"), found("unseen", "not_judged", "major")]
    report = with_findings(good().report, [info, seldom, often, *harmless], [info, often, major], [info, often])
    assert [(t.cue, t.severity, t.count) for t in fixes(report)] == [
        ("major", "major", 1),
        ("often", "minor", 3),
        ("seldom", "minor", 1),
        ("info", "info", 3),
    ]
    assert [line.split(" better")[0] for line in lines_with("  Do", text(report))] == [
        "  Do major",
        "  Do often",
        "  Do seldom",
        "  Do info",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (31.6, "deg", "32°"),
        (0.456, "ratio", "0.46"),
        (1.25, "s", "1.2 s"),
        (2.0, "count", "2"),
        (0.5, "ratio/s", "0.50 /s"),
    ],
)
def test_values_have_their_unit(value: float, unit: str, words: str) -> None:
    report = with_findings(good().report, [found("a", value=value, limit=value, unit=unit)])
    assert f": {words}, limit {words})" in text(report)


@pytest.mark.parametrize(
    ("at_s", "words"), [(0.0, "0:00.0"), (9.94, "0:09.9"), (59.97, "1:00.0"), (754.3, "12:34.3"), (None, None)]
)
def test_moments_read_as_on_a_player(at_s: float | None, words: str | None) -> None:
    moment = f" at {words}" if words else ""
    report = with_findings(good().report, [found("a", at_s=at_s)])
    assert f"worst in no. 1{moment}: 30°" in text(report)


def test_real_faults_are_listed() -> None:
    (line,) = lines_with("  ", text(shallow().report))
    assert line.startswith("  A little lower, if pain-free (info, 2 of 2; worst in no. ")
    assert [thing.cue for thing in fixes(knees_in().report)] == ["knee_valgus", "lateral_shift"]


def test_what_was_judged_nowhere_comes_with_how_to_film() -> None:
    assert lines_with("Not judged", text(good().report)) == [
        f"Not judged: knee valgus, lateral shift, stance width. {FROM_FRONT}"
    ]


def test_with_the_definition_cues_have_words_and_values_say_what_they_are_of() -> None:
    words = text(good().report, good().session.exercise)
    assert "Not judged: Push your knees out; " in words
    (line,) = lines_with("  ", text(shallow().report, shallow().session.exercise))
    assert "angle of the thigh above the horizontal: " in line
    assert not any(cue.id.replace("_", " ") in words for cue in good().session.exercise.cue if "_" in cue.id)


def test_nobody_is_told_to_film_from_where_they_filmed() -> None:
    asked = replace(found("lean", "not_judged", message="Film from the side to have this judged: ..."), reason="view")
    assert f"Not judged: lean. {UNSTEADY_VIEW}" in text(with_findings(good().report, [asked], [asked]))


def test_a_cue_is_named_once_with_what_helps_most_often() -> None:
    rare, usual = (found("knee_lean", "not_judged", message=message) for message in ("Film it.", "Come nearer."))
    said = lines_with("Not judged", text(with_findings(good().report, [usual], [rare], [usual])))
    assert "Not judged: knee lean. Come nearer." in said
    assert not any("Film it." in line for line in said)


def test_what_was_judged_once_is_not_called_unjudged() -> None:
    unseen = found("lean", "not_judged", message="Film it.")
    assert "Not judged" not in text(with_findings(good().report, [unseen], [found("lean", "ok")]))
    assert "Not judged: lean. Film it." in text(with_findings(good().report, [unseen], [unseen]))


def test_what_was_not_judged_is_counted_apart() -> None:
    unseen = found("lean", "not_judged", message="Film it.")
    report = with_findings(good().report, [found("lean", "ok")], [found("lean")], [unseen], [unseen])
    assert text(report).startswith("Squat, seen from the side: 4 repetitions, 1 in form, 1 with faults, 2 not judged.")


def test_where_not_one_cue_was_judged_nothing_is_said_to_be_fine() -> None:
    unseen = found("lean", "not_judged", message="Film it.")
    words = text(with_findings(good().report, [unseen], [unseen]))
    assert "Nothing to fix" not in words
    assert words.splitlines() == [
        "Squat, seen from the side: 2 repetitions, 2 not judged.",
        "Not judged: none of its cues could be seen from here.",
        "Not judged: lean. Film it.",
    ]


def test_without_a_deciding_cue_nothing_is_said_to_be_fine() -> None:
    report = with_findings(good().report, [found("depth", "ok")])
    report = replace(
        report,
        repetitions=(replace(report.repetitions[0], in_form=None),),
        summary=replace(report.summary, in_form=0, not_judged=1),
    )
    assert "No fault was seen, but the deciding cues could not be judged from here." in text(report)
    assert "Nothing to fix" not in text(report)


def test_a_caution_is_to_be_watched() -> None:
    lean, slow = found("lean", "caution", value=21.0), found("slow", "caution", "info", value=1.0, limit=1.5, unit="s")
    report = with_findings(good().report, [lean, slow], [lean], [found("lean", "ok")])
    assert text(report).splitlines() == [
        "Squat, seen from the side: 3 repetitions, 3 in form.",
        "To watch:",
        "  Do lean better (minor, 2 of 3; worst in no. 1 at 0:02.0: 21°, OK up to 20°)",
        "  Do slow better (info, 1 of 3; worst in no. 1 at 0:02.0: 1.0 s, OK from 1.5 s)",
    ]


def test_one_is_singular() -> None:
    assert "1 repetition, 1 in form." in text(with_findings(good().report, []))
    assert "2 repetitions, 2 in form." in text(with_findings(good().report, [], []))


def test_findings_of_the_set_are_listed_unless_ok() -> None:
    of_set = (found("sides", message="Swap sides"), found("run", "caution"), found("even", "ok", message="Even"))
    words = text(replace(good().report, set_findings=of_set))
    assert lines_with("Over", words) == ["Over the set: Swap sides", "Over the set: Do run better"]


def test_what_was_not_counted_is_listed_with_its_reason_attempts_first() -> None:
    def lost(start_s: float, reason: AttemptReason, message: str) -> Attempt:
        return Attempt(start_s=start_s, peak_s=start_s + 0.5, end_s=start_s + 1.0, reason=reason, message=message)

    others = [lost(float(t_s), "gate", "a lunge") for t_s in range(5)]
    attempts = (*others, lost(7.0, "hidden", "the person was lost from view"), lost(9.0, "gate", "hands at the feet"))
    report = replace(good().report, attempts=attempts)
    assert not_counted(report) == [
        "1 attempt was not counted: the person was lost from view (at 0:07.0).",
        "5 movements were not counted: a lunge (at 0:00.0, 0:01.0, 0:02.0, 0:03.0, ...).",
        "1 movement was not counted: hands at the feet (at 0:09.0).",
    ]
    assert "\n".join(not_counted(report)) in text(report)


def test_warnings_come_last() -> None:
    words = text(replace(good().report, warnings=("The clip ends early.", "It is dark.")))
    assert words.splitlines()[-2:] == ["Note: The clip ends early.", "Note: It is dark."]


def test_nothing_counted_praises_nothing_and_asks_why() -> None:
    words = text(empty().report)
    assert words.splitlines()[0] == "Squat, seen from an unclear direction: 0 repetitions, 0 in form."
    assert "Nothing to fix" not in words
    assert lines_with("Note: No repetition was counted.", words)


@pytest.mark.parametrize(
    ("label", "words"),
    [("front", "from the front"), ("rear", "from behind"), ("oblique", "at an angle"), ("floor_side", "on the floor")],
)
def test_the_view_is_named(label: ViewLabel, words: str) -> None:
    assert f"{words}: " in text(replace(good().report, view=View(label, "unknown", 1.0)))
