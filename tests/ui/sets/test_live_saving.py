"""Sets of Live are in the store as soon as they end, and gone when they are discarded."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.analysis import Analysis
from formcheck.catalogue.library import load_exercise
from formcheck.errors import OutputError
from formcheck.pose.recording import PoseTrack
from formcheck.stream.set_recorder import RecordedSet
from formcheck.ui.pages.live.saving import SavedSets
from formcheck.ui.serving.keeping import scope
from tests.jobs.rows import wait_for
from tests.support.judged import shallow


@pytest.fixture
def recorded() -> RecordedSet:
    picture = np.full((20, 30, 3), 128, np.uint8)
    analysis = Analysis(
        report=shallow().report, series=shallow().session.series, exercise=load_exercise("squat"),
        worst_frames={"depth": picture},
    )  # fmt: skip
    return RecordedSet(analysis, PoseTrack.from_poses(shallow().poses))


@pytest.mark.slow
def test_a_set_is_kept_with_its_poses_and_pictures_until_it_is_discarded(recorded: RecordedSet) -> None:
    saved = SavedSets.of_this_page()
    saved(recorded)
    wait_for(lambda: scope().sets())
    (kept,) = scope().sets()
    assert (kept.source, kept.exercise_id, kept.repetitions) == ("live", "squat", 2)
    assert {"report.json", "repetitions.csv", "measures.csv", "poses.npz", "worst_depth.jpg"} == set(kept.files)
    assert saved.problem == ""
    saved.discard()
    assert scope().sets() == []
    saved.discard()


def test_a_set_names_the_prescription_that_counted_when_the_stream_began(recorded: RecordedSet) -> None:
    version = scope().prescribe({"exercises": [{"exercise": "squat", "repetitions": 3}]})
    saved = SavedSets.of_this_page()
    scope().prescribe({})
    saved(recorded)
    wait_for(lambda: scope().sets())
    assert [kept.prescription_id for kept in scope().sets()] == [version.id]


def test_a_set_that_was_deleted_in_history_is_discarded_without_complaint(recorded: RecordedSet) -> None:
    saved = SavedSets.of_this_page()
    saved(recorded)
    wait_for(lambda: scope().sets())
    scope().discard(scope().sets()[0].id)
    saved.discard()


def test_live_runs_without_a_store_and_says_that_nothing_is_kept(
    recorded: RecordedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        msg = "The disk is full."
        raise OutputError(msg)

    monkeypatch.setattr("formcheck.ui.pages.live.saving.scope", refuse)
    saved = SavedSets.of_this_page()
    saved(recorded)
    wait_for(lambda: saved.problem)
    assert saved.problem == "The disk is full."
    saved.discard()


def test_a_set_that_found_no_room_is_saved_once_there_is_some(
    recorded: RecordedSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        msg = "The disk is full."
        raise OutputError(msg)

    saved = SavedSets.of_this_page()
    with monkeypatch.context() as full:
        full.setattr("formcheck.store.scope.scope.Scope.save_set", refuse)
        saved(recorded)
        wait_for(lambda: saved.problem)
        saved.try_again()
        assert (saved.problem, scope().sets()) == ("The disk is full.", [])
    saved.try_again()
    assert (saved.problem, len(scope().sets())) == ("", 1)
    saved.try_again()
    assert len(scope().sets()) == 1
