"""Sets that go from one store to another as files, and come back with what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from formcheck.desk.decision import Decision, Target
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


@pytest.mark.slow
def test_another_set_of_the_same_exercise_is_kept_beside_it(stores: tuple[Scope, Scope], tmp_path: Path) -> None:
    runner, therapist = stores
    one = therapist.save_set(write_results(tmp_path / "one"), source="upload")
    other = runner.save_set(write_results(tmp_path / "other", good()), source="upload")
    received, _ = keep_shared(therapist, sent(runner, other.id, tmp_path / "a.formcheck"))
    assert {kept.id for kept in therapist.sets()} == {one.id, received.id}
    assert "decisions.json" not in received.files
