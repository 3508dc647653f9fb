"""Sets that are kept, listed, opened and discarded, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.store.small_sets import files, report
from formcheck.catalogue.set_measures import Outcome
from formcheck.coaching.report_builder import summarise
from formcheck.errors import NotAllowedError, NotKeptError, OutputError, StoreDamagedError, UsageError
from formcheck.records import RepetitionSide, Report
from formcheck.store.base import content
from formcheck.store.entries import SetFilter
from formcheck.store.figures import numbers
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from tests.store.conftest import Clinic
from tests.support.judged import HOLD

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def me(store: Store) -> Scope:
    return store.local()


def test_what_was_saved_is_opened_as_it_was(store: Store, me: Scope) -> None:
    saved = me.save_set(files("ok", "fault"), source="upload", name="squat on Monday.mov", at=NOON)
    opened = store.local().open_set(saved.id)
    assert opened.report == report("ok", "fault")
    assert opened.paths["annotated.mp4"].read_bytes() == b"clip"
    assert (opened.kept.name, opened.kept.at, opened.kept.person_name) == ("squat on Monday.mov", NOON, "Me")


def test_a_folder_of_results_is_kept_whole(me: Scope, tmp_path: Path) -> None:
    for name, data in files("ok").items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "moments.png").write_bytes(b"picture")
    saved = me.save_set(tmp_path, source="file")
    assert sorted(saved.files) == ["annotated.mp4", "moments.png", "report.json"]


def test_a_store_that_is_opened_again_holds_what_it_held(home: Path, url: str) -> None:
    with Store.open(home, url) as store:
        saved = store.local().save_set(files("ok"), source="live")
    with Store.open(home, url) as store:
        assert [kept.id for kept in store.local().sets()] == [saved.id]


def test_a_list_shows_the_numbers_of_a_set(me: Scope) -> None:
    me.save_set(files("ok", "fault", "fault", "caution", "not_judged"), source="upload")
    (kept,) = me.sets()
    assert (kept.repetitions, kept.in_form, kept.faulty, kept.cautions, kept.not_judged) == (5, 2, 2, 1, 1)
    assert kept.numbers["measure.knee_flexion_deg"] == pytest.approx(93.0)
    assert kept.numbers["spread.knee_flexion_deg"] == pytest.approx(1.5811, abs=1e-4)
    assert kept.numbers["tempo.total_s"] == pytest.approx(2.0)
    assert "measure.trunk_deg" not in kept.numbers, "never seen"


FILTERS: tuple[tuple[SetFilter, list[str]], ...] = (
    (SetFilter(), ["new", "doubtful", "old"]),
    (SetFilter(exercise="lunge"), ["old"]),
    (SetFilter(source="live"), ["doubtful"]),
    (SetFilter(since=NOON), ["new"]),
    (SetFilter(until=NOON), ["doubtful", "old"]),
    (SetFilter(faulty=True), ["new"]),
    (SetFilter(doubtful=True), ["doubtful"]),
    (SetFilter(unseen=True), ["new", "old"]),
    (SetFilter(overruled=True), ["new"]),
    (SetFilter(undecided=True), ["doubtful", "old"]),
    (SetFilter(person="nobody"), []),
)


def test_repetitions_and_holds_are_counted_by_side() -> None:
    done, held = report("ok", "ok", "ok"), (replace(HOLD, side="left"), replace(HOLD, side="left"))
    sides: tuple[RepetitionSide, ...] = ("left", "right", "left")
    told = [replace(one, side=side) for one, side in zip(done.repetitions, sides, strict=True)]
    found = numbers(summarised(replace(done, repetitions=tuple(told), holds=held)))
    assert {name: value for name, value in found.items() if name.split(".")[0] in {"repetitions", "held_s"}} == {
        "repetitions.left": 2.0, "repetitions.right": 1.0, "held_s.left": 2 * HOLD.in_form_s,
    }  # fmt: skip
    plain = replace(done, repetitions=tuple(replace(one, side="both") for one in done.repetitions))
    assert "repetitions.left" not in numbers(summarised(plain))


def summarised(done: Report) -> Report:
    """The report with a summary of what is in it."""
    told = Outcome(repetitions=done.repetitions, holds=done.holds)
    return replace(done, summary=summarise(told, done.attempts, in_steps=False))


def test_a_filter_lists_what_it_asks_for(me: Scope) -> None:
    me.save_set(files("ok", exercise="lunge"), source="upload", name="old", at=NOON - timedelta(days=2))
    doubtful = me.save_set(files("caution"), source="live", name="doubtful", at=NOON - timedelta(days=1))
    new = me.save_set(files("fault"), source="upload", name="new", at=NOON)
    me.open_set(doubtful.id)
    me.decide(new.id, {"kind": "overrule_finding"})
    me.decide(doubtful.id, {"kind": "comment"})  # which decides nothing
    assert [(wanted, [kept.name for kept in me.sets(wanted)]) for wanted, _ in FILTERS] == list(FILTERS)
    assert [me.count_sets(wanted) for wanted, _ in FILTERS] == [len(names) for _, names in FILTERS]


def test_a_list_is_sorted_and_cut_into_pages(me: Scope) -> None:
    for day, verdict in enumerate(("fault", "not_judged", "ok")):
        me.save_set(files(verdict), source="upload", name=verdict, at=NOON + timedelta(days=day))  # type: ignore[arg-type]
    assert [kept.name for kept in me.sets(order="oldest")] == ["fault", "not_judged", "ok"]
    assert me.sets(order="doubtful")[0].name == "not_judged"
    assert [kept.name for kept in me.sets(limit=1, offset=1)] == ["not_judged"]


def test_a_discarded_set_is_gone_with_its_files_but_not_those_of_others(store: Store, me: Scope) -> None:
    saved = me.save_set(files("ok", clip=b"mine alone"), source="upload")
    other = me.save_set(files("ok", clip=b"other"), source="upload")
    assert saved.files["report.json"] == other.files["report.json"], "the same content lies there once"
    me.discard(saved.id)
    assert [kept.id for kept in me.sets()] == [other.id]
    assert not store.content.path(saved.files["annotated.mp4"]).exists()
    assert me.open_set(other.id).report == report("ok")
    with pytest.raises(NotKeptError, match="History lists"):
        me.open_set(saved.id)


def test_content_that_comes_again_after_it_was_discarded_is_kept(me: Scope) -> None:
    me.discard(me.save_set(files("ok"), source="upload").id)
    again = me.save_set(files("ok"), source="upload")
    assert me.open_set(again.id).paths["annotated.mp4"].read_bytes() == b"clip"


def test_files_can_be_added_but_the_report_is_never_replaced(store: Store, me: Scope) -> None:
    saved = me.save_set(files("ok"), source="upload")
    me.add_files(saved.id, {"poses.npz": b"poses", "annotated.mp4": b"blurred"})
    paths = me.open_set(saved.id).paths
    assert (paths["poses.npz"].read_bytes(), paths["annotated.mp4"].read_bytes()) == (b"poses", b"blurred")
    assert not store.content.path(saved.files["annotated.mp4"]).exists()
    with pytest.raises(UsageError, match="never replaced"):
        me.add_files(saved.id, {"report.json": b"{}"})


def test_no_name_becomes_a_path(store: Store, me: Scope) -> None:
    for name in ("../evil", "/etc/passwd", "a/b", "", ".hidden", "x" * 101):
        with pytest.raises(UsageError, match="cannot be the name of a kept file"):
            me.save_set({**files("ok"), name: b"x"}, source="upload")
    assert me.sets() == []
    assert list(store.content.all()) == []


def test_a_folder_without_a_report_is_refused(me: Scope, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no report\.json to keep; found: nothing"):
        me.save_set(tmp_path, source="upload")


def test_a_name_too_long_for_the_table_is_cut(me: Scope) -> None:
    assert len(me.save_set(files("ok"), source="upload", name="n" * 500).name) == 200


def test_a_full_disk_keeps_nothing(store: Store, me: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: object, _part: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content, "_copied", full)
    with pytest.raises(OutputError, match="Free some space"):
        me.save_set(files("ok"), source="upload")
    assert me.sets() == []
    assert list(store.content.all()) == []
    assert list(store.content.incoming.iterdir()) == []


@pytest.mark.parametrize("damage", [b"something else", None])
def test_a_damaged_or_missing_report_is_told(store: Store, me: Scope, damage: bytes | None) -> None:
    saved = me.save_set(files("ok"), source="upload")
    path = store.content.path(saved.files["report.json"])
    path.unlink()
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(StoreDamagedError, match="formcheck store check"):
        me.open_set(saved.id)


def test_only_who_did_or_saved_a_set_discards_it(clinic: Clinic) -> None:
    own = clinic.scope("runner").save_set(files("ok"), source="upload")
    taken = clinic.scope("therapist").save_set(files("fault"), source="upload", person=clinic.first)
    with pytest.raises(NotAllowedError, match="You can overrule"):
        clinic.scope("therapist").discard(own.id)
    clinic.scope("therapist").discard(taken.id)
    clinic.scope("runner").discard(own.id)
    assert clinic.scope("therapist").sets() == []
