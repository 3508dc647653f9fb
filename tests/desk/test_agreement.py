"""Cohen's kappa against published figures, and who is compared with whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck.desk.agreement import ALL, WHOLE, Agreement, agreements
from formcheck.desk.decision import Decision, Target, to_json
from formcheck.desk.kappa import cohens_kappa
from formcheck.desk.reviewed import Reviewed
from formcheck.records import Verdict
from formcheck.report import document
from tests.desk.test_decision import said
from tests.support.commands import Run
from tests.support.judged import found, good, with_findings

VERDICTS: tuple[Verdict, ...] = ("fault", "fault", "ok", "ok", "not_judged")
REPORT = with_findings(good().report, *([found("depth", verdict)] for verdict in VERDICTS))


def overruled(repetition: int, verdict: Verdict, by: str) -> Decision:
    target = Target(repetition=repetition, cue="depth")
    return said("overrule_finding", by=by, target=target, verdict=verdict, reason="seen otherwise")


def agreed(repetition: int, by: str, minutes: int = 0) -> Decision:
    return said("agree", minutes, by, target=Target(repetition=repetition))


def pair(found_: list[Agreement], first: str, second: str, cue: str) -> Agreement:
    (one,) = (a for a in found_ if (a.first, a.second, a.cue) == (first, second, cue))
    return one


def test_kappa_and_interval_are_those_of_the_manual_of_statpsych() -> None:
    """The example of its function `ci.kappa`: 31, 12, 4 and 58 pairs."""
    counts = {(0, 0): 31, (0, 1): 12, (1, 0): 4, (1, 1): 58}
    kappa = cohens_kappa([rated for rated, count in counts.items() for _ in range(count)])
    assert (kappa.value, kappa.low, kappa.high) == pytest.approx((0.6756757, 0.5317210, 0.8196303), abs=1e-6)
    assert (kappa.pairs, kappa.agreed) == (105, 89)


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([("ok", "ok"), ("fault", "fault")], 1.0),
        ([("ok", "fault"), ("fault", "ok")], -1.0),
        ([("ok", "ok"), ("ok", "fault"), ("fault", "ok"), ("fault", "fault")], 0.0),
        ([("ok", "ok")], None),
        ([], None),
    ],
)
def test_kappa_at_its_ends(pairs: list[tuple[str, str]], value: float | None) -> None:
    assert cohens_kappa(pairs).value == value


def test_machine_and_therapist_are_compared_where_the_therapist_decided() -> None:
    decisions = (agreed(1, "Ada"), overruled(2, "ok", "Ada"), agreed(3, "Ada"), agreed(5, "Ada"))
    one = pair(agreements([Reviewed(report=REPORT, decisions=decisions)]), "machine", "Ada", "depth")
    assert (one.kappa.pairs, one.kappa.agreed, one.not_judged) == (3, 2, 1)
    assert one.kappa.value == pytest.approx(0.4)


def test_two_therapists_are_compared_where_both_decided_each_by_the_own_last_word() -> None:
    decisions = (
        agreed(1, "Ada"), agreed(1, "Bo"),
        overruled(2, "ok", "Ada"), agreed(2, "Bo", 1),
        agreed(3, "Ada"), agreed(4, "Bo"),
    )  # fmt: skip
    found_ = agreements([Reviewed(report=REPORT, decisions=decisions)])
    both = pair(found_, "Ada", "Bo", "depth")
    assert (both.kappa.pairs, both.kappa.agreed) == (2, 1)
    assert pair(found_, "Ada", "Bo", ALL).kappa == both.kappa


def test_the_whole_repetition_has_a_row_of_its_own() -> None:
    whole = said("overrule_verdict", by="Ada", target=Target(repetition=1), verdict="ok", reason="fine for her")
    one = pair(agreements([Reviewed(report=REPORT, decisions=(whole, agreed(3, "Ada")))]), "machine", "Ada", WHOLE)
    assert (one.kappa.pairs, one.kappa.agreed) == (2, 1)


def test_the_command_reads_folders_and_prints_kappa_with_its_interval(run: Run, tmp_path: Path) -> None:
    for name, by in (("one", "Ada"), ("two", "Bo")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text(document.to_json(REPORT), "utf-8")
        decisions = [*(agreed(i, by) for i in (1, 3, 4)), overruled(2, "ok", by)]
        (tmp_path / name / "decisions.json").write_text(to_json(decisions), "utf-8")
    code, out, _ = run("agreement", tmp_path)
    assert code == 0
    assert "machine and Ada" in out
    assert "machine and Bo" in out
    assert "Ada and Bo" in out  # the same set in both folders
    assert "0.50   -0.23 to 1.00" in out


def test_a_folder_without_a_reviewed_set_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    code, out, err = run("agreement", tmp_path)
    assert (code, out) == (2, "")
    assert "decisions.json" in err
