"""Sets that go from one store to another as files, and come back with what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.desk.decision import Decision, Target
from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.export.share import pack
from formcheck.store.scope.scope import Scope
from formcheck.store.sharing import keep_shared, results_of
from formcheck.store.store import Store
from tests.export.folders import write_results
from tests.support.judged import good

OVERRULED = Decision(
    by="Therapist",
    kind="overrule_finding",
    target=Target(repetition=1, cue="depth"),
    verdict="ok",
    reason="deep enough",
)


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[tuple[Scope, Scope]]:
    """The scope of a runner and that of a therapist, each on a machine of their own."""
    places = [tmp_path / name for name in ("runner", "therapist")]
    opened = [Store.open(place, f"sqlite:///{place / 'sets.db'}") for place in places]
    yield opened[0].local(), opened[1].local()
    for store in opened:
        store.close()


def sent(scope: Scope, set_id: str, file: Path) -> Path:
    pack(results_of(scope, set_id), file)
    return file


@pytest.mark.slow
def test_a_set_goes_to_a_therapist_and_comes_back_once(stores: tuple[Scope, Scope], tmp_path: Path) -> None:
    runner, therapist = stores
    mine = runner.save_set(write_results(tmp_path / "set"), source="upload")
    theirs, new = keep_shared(therapist, sent(runner, mine.id, tmp_path / "a.formcheck"))
    assert (theirs.source, theirs.at, new) == ("file", mine.at, 0)
    therapist.decide(theirs.id, OVERRULED.model_dump(mode="json", exclude_none=True))
    back = sent(therapist, theirs.id, tmp_path / "b.formcheck")
    assert [keep_shared(runner, back)[1] for _ in range(2)] == [1, 0]
    assert len(runner.sets()) == 1
    results = results_of(runner, mine.id)
    assert [decision.id for decision in results.decisions] == [OVERRULED.id]
    depths = [finding.verdict for finding in results.decided.repetitions[0].findings if finding.cue == "depth"]
    assert depths == ["ok"]
    assert [decision.role for decision in runner.decisions(mine.id)] == ["guest"]


def test_height_and_prescription_go_along(stores: tuple[Scope, Scope], tmp_path: Path) -> None:
    runner, therapist = stores
    me = runner.account.person_id
    assert me is not None
    squats = Prescription(exercises=(Prescribed(exercise="squat", sets=3, repetitions=10, words="Slowly."),))
    version = runner.prescribe(squats.to_payload())
    runner.set_height(me, 181.0)
    mine = runner.save_set(write_results(tmp_path / "set"), source="upload", prescription=version.id)
    file = sent(runner, mine.id, tmp_path / "a.formcheck")
    patient = therapist.add_person("Patient")
    theirs, _ = keep_shared(therapist, file, person=lambda: patient.id)
    results = results_of(therapist, theirs.id)
    assert (results.height_cm, results.prescription) == (181.0, squats)
    assert {one.name: one.height_cm for one in therapist.people()}["Patient"] == 181.0
    # What is known here stays.
    therapist.set_height(patient.id, 179.0)
    assert results_of(therapist, theirs.id).height_cm == 179.0
    keep_shared(therapist, file)
    assert results_of(therapist, theirs.id).height_cm == 179.0


@pytest.mark.slow
def test_another_set_of_the_same_exercise_is_kept_beside_it(stores: tuple[Scope, Scope], tmp_path: Path) -> None:
    runner, therapist = stores
    one = therapist.save_set(write_results(tmp_path / "one"), source="upload")
    other = runner.save_set(write_results(tmp_path / "other", good()), source="upload")
    received, _ = keep_shared(therapist, sent(runner, other.id, tmp_path / "a.formcheck"))
    assert {kept.id for kept in therapist.sets()} == {one.id, received.id}
    assert "decisions.json" not in received.files
