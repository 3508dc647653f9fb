"""A week by share files between two machines without login: done, sent, reviewed, printed, sent back, read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from formcheck.desk.decision import Decision, Span, Target
from formcheck.desk.reviewed import DECISIONS_FILE
from formcheck.export.formats import Order, exported
from formcheck.export.page.content import Labels
from formcheck.export.results import open_results
from formcheck.export.share import pack
from formcheck.store.scope.scope import Scope
from formcheck.store.sharing import earlier_results, keep_shared, results_of
from formcheck.store.store import Store
from tests.desk.drawn import write_results
from tests.support.commands import Run

pytestmark = pytest.mark.slow

DEPTHS_DEG = (25.0, 20.0, 15.0)
"""Of the thighs above the horizontal in three sessions: the first two are not deep enough."""


def machine(place: Path) -> Store:
    return Store.open(place, f"sqlite:///{place / 'formcheck.db'}")


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[dict[str, Scope]]:
    """What the only user of each machine may reach; none of them has seen another's."""
    stores = {name: machine(tmp_path / name) for name in ("runner", "therapist", "second runner")}
    yield {name: store.local() for name, store in stores.items()}
    for store in stores.values():
        store.close()


def send(scope: Scope, set_id: str, file: Path, by: str) -> Path:
    pack(results_of(scope, set_id), file, by=by, with_clip=True)
    return file


def review(scope: Scope, set_id: str) -> list[str]:
    """Overrule two findings, move a repetition and comment, as the page *Desk* keeps it; return the ids."""
    second = scope.open_set(set_id).report.repetitions[1]
    moved = Span(start_s=second.start_s + 0.1, peak_s=second.peak_s, end_s=second.end_s + 0.1)
    overruled = (
        Decision(
            by="Therapist", kind="overrule_finding", target=Target(repetition=number, cue="depth"), verdict="ok",
            reason="deep enough after the operation",
        )
        for number in (1, 2)
    )  # fmt: skip
    decided = [
        *overruled,
        Decision(
            by="Therapist", kind="move_repetition", target=Target(repetition=2), span=moved, reason="begins later"
        ),
        Decision(by="Therapist", kind="comment", reason="Deep enough for this week. Three sets each day."),
    ]
    for one in decided:
        scope.decide(set_id, one.model_dump(mode="json", exclude_none=True))
    return [one.id for one in decided]


def printed(scope: Scope, set_id: str) -> str:
    order = Order(
        results=results_of(scope, set_id), labels=Labels(patient="Patient 7", by="Therapist"),
        earlier=tuple(earlier_results(scope, set_id)),
    )  # fmt: skip
    (content,) = exported(order, ["pdf"]).values()
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def test_a_week_without_a_server(machines: dict[str, Scope], tmp_path: Path, run: Run) -> None:
    runner, therapist, other = machines["runner"], machines["therapist"], machines["second runner"]
    done = []
    for depth_deg in DEPTHS_DEG:
        write_results(tmp_path / f"{depth_deg:g}", depth_deg)
        done.append(runner.save_set(tmp_path / f"{depth_deg:g}", source="upload", name="squat.mp4"))
    patient = therapist.add_person("Patient 7").id
    received = [
        keep_shared(therapist, send(runner, kept.id, tmp_path / f"{i}.formcheck", "Runner"), person=lambda: patient)[0]
        for i, kept in enumerate(done)
    ]
    assert [(kept.person_name, kept.at, kept.faulty) for kept in received] == [
        ("Patient 7", kept.at, kept.faulty) for kept in done
    ]
    decided = review(therapist, received[0].id)
    text = printed(therapist, received[-1].id)
    assert all(part in text for part in ("Patient 7", "Squat", "Over time"))

    back = send(therapist, received[0].id, tmp_path / "back.formcheck", "Therapist")
    kept, new = keep_shared(runner, back)
    assert (kept.id, new) == (done[0].id, len(decided))
    seen = results_of(runner, done[0].id)
    assert [one.id for one in seen.decisions] == decided
    assert [one.role for one in runner.decisions(done[0].id)] == ["guest"] * len(decided)
    # What was moved is measured anew here, from the poses that came along.
    summary = seen.decided.summary
    assert (seen.report.summary.in_form, summary.in_form, summary.not_judged) == (0, 2, 0)
    assert {f.verdict for one in seen.decided.repetitions for f in one.findings if f.cue == "depth"} == {"ok"}
    assert seen.decided.repetitions[1].start_s == pytest.approx(seen.report.repetitions[1].start_s + 0.1)
    assert runner.open_set(done[0].id).report == seen.report, "the machine's own is as it was"
    assert len(runner.sets()) == len(therapist.sets()) == len(done)
    assert other.sets() == [], "who was sent nothing has nothing"

    # Who has no app opens the same file with a command, and answers with another.
    folder, answer = tmp_path / "opened", tmp_path / "answer.formcheck"
    assert run("open", str(back), "--out", str(folder))[0] == 0
    assert (folder / DECISIONS_FILE).is_file()
    shared = run("share", str(folder), "--out", str(answer), "--by", "Runner", "--comment", "It felt good.")
    assert shared[0] == 0, shared
    answered, new = keep_shared(therapist, answer)
    assert (answered.id, new) == (received[0].id, 1)
    assert [one.reason for one in results_of(therapist, received[0].id).decisions][-1] == "It felt good."
    assert len(open_results(folder).decisions) == len(decided) + 1
