"""Every role is tried against every call of a scope, for the rows of one runner; docs/store.md says what is allowed."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.store.small_sets import files
from formcheck.errors import NotAllowedError, NotKeptError
from formcheck.store.entries import SetFilter
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from tests.store.conftest import Clinic

PAGE = Path(__file__).parents[2] / "docs" / "store.md"
ACTORS = {
    "the runner": "runner",
    "their therapist": "therapist",
    "an admin": "admin",
    "another runner": "other runner",
    "another therapist": "other therapist",
    "a former therapist": "former therapist",
    "an ended account": "ended",
}


class World:
    """The clinic, with something of the first runner in every table, made anew for each try."""

    def __init__(self, clinic: Clinic, folder: Path) -> None:
        self.clinic, self.folder, self.runner = clinic, folder, clinic.scope("runner")
        for name in ("former therapist", "ended"):
            clinic.ids[name] = clinic.store.add_account("therapist", name, issuer="https://i.example", subject=name).id
            clinic.admin.treat(clinic.ids[name], clinic.first)
        clinic.admin.end_treatment(clinic.ids["former therapist"], clinic.first)
        clinic.admin.end_account(clinic.ids["ended"])
        self.person = clinic.first
        self.tries = 0

    def set(self) -> str:
        kept = self.runner.save_set(files("fault"), source="upload")
        self.runner.decide(kept.id, {"kind": "comment"})
        return kept.id

    def job(self) -> str:
        return self.runner.add_job("analyze", {}, {"clip": b"clip"}).id

    def prescribed(self) -> str:
        self.runner.write_diary({})
        self.clinic.scope("therapist").prescribe({}, person=self.person)
        return self.person

    def archive(self) -> Path:
        self.tries += 1
        return self.folder / f"{self.tries}.zip"


Try = Callable[[Scope, World], Any]
TRIES: dict[str, Try] = {
    "save_set": lambda s, w: s.save_set(files("ok"), source="upload", person=w.person),
    "sets": lambda s, w: w.set() and s.sets(SetFilter(person=w.person)),
    "set_ids": lambda s, w: w.set() and s.set_ids(SetFilter(person=w.person)),
    "count_sets": lambda s, w: w.set() and s.count_sets(SetFilter(person=w.person)),
    "open_set": lambda s, w: s.open_set(w.set()),
    "has_file": lambda s, w: s.has_file(w.runner.open_set(w.set()).kept.files["report.json"]),
    "add_files": lambda s, w: s.add_files(w.set(), {"poses.npz": b"x"}),
    "discard": lambda s, w: s.discard(w.set()),
    "decide": lambda s, w: s.decide(w.set(), {"kind": "agree"}),
    "receive": lambda s, w: s.receive(w.set(), "1", {"kind": "agree"}, by="x", at=datetime.now(UTC)),
    "decisions": lambda s, w: s.decisions(w.set()),
    "decisions_of": lambda s, w: any(s.decisions_of([w.set()]).values()),
    "prescribe": lambda s, w: s.prescribe({}, person=w.person),
    "receive_prescription": lambda s, w: s.receive_prescription(
        {}, by="x", at=datetime.now(UTC), starts=datetime.now(UTC), person=w.person
    ),
    "prescriptions": lambda s, w: s.prescriptions(w.prescribed()),
    "prescription": lambda s, w: s.prescription(w.prescribed()),
    "write_diary": lambda s, w: s.write_diary({}, person=w.person),
    "diary": lambda s, w: s.diary(w.prescribed()),
    "add_job": lambda s, w: s.add_job("analyze", {}, {"clip": b"x"}, person=w.person),
    "jobs": lambda s, w: w.job() and [job for job in s.jobs() if job.person_id == w.person],
    "job": lambda s, w: s.job(w.job()),
    "cancel_job": lambda s, w: s.cancel_job(w.job()),
    "remove_job": lambda s, w: s.remove_job(w.job()),
    "people": lambda s, w: w.person in {person.id for person in s.people()},
    "rename_person": lambda s, w: s.rename_person(w.person, "renamed"),
    "set_height": lambda s, w: s.set_height(w.person, 178.0),
    "add_person": lambda s, _: s.add_person("somebody new"),
    "accounts": lambda s, _: s.accounts(),
    "add_account": lambda s, w: s.add_account("runner", "new", issuer="https://i.example", subject=str(w.archive())),
    "end_account": lambda s, w: s.end_account(w.clinic.ids["ended"]),
    "treat": lambda s, w: s.treat(w.clinic.ids["therapist"], w.person),
    "treatments": lambda s, w: [row for row in s.treatments() if row.person_id == w.person],
    "end_treatment": lambda s, w: s.end_treatment(w.clinic.ids["former therapist"], w.person),
    "audit": lambda s, w: s.audit(person=w.person),
    "export_person": lambda s, w: s.export_person(w.archive(), w.person),
}
BESIDES = {"account": "says who acts", "delete_person": "tried below, since it can be done once only"}


def outcome(attempt: Try, scope: Scope, world: World) -> str:
    """Say whether something of the runner was reached; refused and nothing found are the same to who tries."""
    try:
        found = attempt(scope, world)
    except (NotKeptError, NotAllowedError):
        return "no"
    return "yes" if found is None or found else "no"


def documented() -> dict[str, list[str]]:
    lines = [line.strip("| \n").split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {cells[0].strip(" `"): [cell.strip() for cell in cells[1:]] for cells in lines}


def test_every_call_of_a_scope_is_tried() -> None:
    public = {name for name, _ in inspect.getmembers(Scope) if not name.startswith("_")}
    assert public == TRIES.keys() | BESIDES.keys()


def test_each_role_reaches_what_the_documentation_says(clinic: Clinic, tmp_path: Path) -> None:
    world = World(clinic, tmp_path)
    found = {
        name: [outcome(attempt, clinic.scope(actor), world) for actor in ACTORS.values()]
        for name, attempt in TRIES.items()
    }
    known = documented()
    assert found == {name: known.get(name) for name in TRIES}


def test_only_those_delete_a_runner_of_whom_the_documentation_says_so(clinic: Clinic, tmp_path: Path) -> None:
    world = World(clinic, tmp_path)
    allowed = dict(zip(ACTORS, documented()["delete_person"], strict=True))
    for actor in (ACTORS[name] for name, is_allowed in allowed.items() if is_allowed == "no"):
        assert outcome(lambda s, w: s.delete_person(w.person), clinic.scope(actor), world) == "no", actor
    assert world.runner.account.person_id == world.person, "still there"
    assert [name for name, is_allowed in allowed.items() if is_allowed == "yes"] == ["the runner", "an admin"]
    other = clinic.second
    assert clinic.scope("other runner").delete_person().sets == 0
    clinic.admin.delete_person(world.person)
    assert not {other, world.person} & {person.id for person in clinic.admin.people()}


def test_what_is_not_there_and_what_is_somebody_elses_are_told_alike(clinic: Clinic) -> None:
    kept = clinic.scope("runner").save_set(files("ok"), source="upload")
    stranger, nothing = clinic.scope("other therapist"), "0" * 32
    told = []
    for wanted in (kept.id, nothing):
        with pytest.raises(NotKeptError) as error:
            stranger.open_set(wanted)
        told.append(str(error.value).replace(wanted, "ID"))
    assert told[0] == told[1]


def test_a_treatment_ends_by_itself(clinic: Clinic, store: Store) -> None:
    clinic.scope("runner").save_set(files("ok"), source="upload")
    other = clinic.scope("other therapist")
    clinic.admin.treat(clinic.ids["other therapist"], clinic.first, until=datetime(2020, 1, 1, tzinfo=UTC))
    assert other.sets() == []
    clinic.admin.treat(clinic.ids["other therapist"], clinic.first, until=datetime(2120, 1, 1, tzinfo=UTC))
    (kept,) = other.sets()
    assert other.open_set(kept.id).kept.is_seen
    clinic.scope("runner").end_treatment(clinic.ids["other therapist"], clinic.first)
    with pytest.raises(NotKeptError):
        other.open_set(kept.id)
    assert store.account_of("https://login.example", "other therapist") is not None


def test_who_saw_what_is_noted_where_it_was_somebody_else(clinic: Clinic) -> None:
    kept = clinic.scope("runner").save_set(files("ok"), source="upload")
    clinic.scope("runner").open_set(kept.id)
    clinic.scope("therapist").open_set(kept.id)
    seen = [entry for entry in clinic.scope("runner").audit() if entry.action == "open"]
    assert [(entry.by, entry.subject) for entry in seen] == [("therapist", kept.id)]


def test_a_decision_is_signed_by_who_made_it_and_never_changed(clinic: Clinic, store: Store) -> None:
    kept = clinic.scope("runner").save_set(files("fault"), source="upload")
    forged = {"id": "d1", "kind": "overrule_finding", "by": "somebody else", "at": "1999-01-01T00:00:00+00:00"}
    made = clinic.scope("therapist").decide(kept.id, forged)
    assert (made.by, made.role, made.payload["by"]) == ("therapist", "therapist", "therapist")
    assert made.payload["at"] != forged["at"]
    assert clinic.scope("runner").decide(kept.id, forged) == made, "the same id again changes nothing"
    received = clinic.scope("runner").receive(kept.id, "d2", {"kind": "comment"}, by="guest", at=made.at)
    assert received is not None
    assert clinic.scope("runner").receive(kept.id, "d2", {"kind": "comment"}, by="guest", at=made.at) is None
    listed = clinic.scope("therapist").decisions(kept.id)
    assert [(decision.number, decision.id, decision.role) for decision in listed] == [
        (1, "d1", "therapist"),
        (2, "d2", "guest"),
    ]
    assert clinic.scope("therapist").sets()[0].is_overruled
    for table in ("decision", "audit"):
        with pytest.raises(Exception, match=f"a row of {table} is never changed"), store.database.writing() as session:
            session.connection().exec_driver_sql(f"UPDATE {table} SET \"by\" = 'x'")


def test_prescriptions_have_versions_and_the_newest_that_has_begun_counts(clinic: Clinic) -> None:
    therapist = clinic.scope("therapist")
    first = therapist.prescribe({"exercises": [{"exercise": "squat", "repetitions": 8}]}, person=clinic.first)
    later = therapist.prescribe({}, person=clinic.first, starts=datetime(2120, 1, 1, tzinfo=UTC))
    runner = clinic.scope("runner")
    assert [version.version for version in runner.prescriptions()] == [2, 1]
    assert runner.prescription() == first
    assert runner.prescription(on=datetime(2121, 1, 1, tzinfo=UTC)) == later
    kept = runner.save_set(files("ok"), source="live", prescription=first.id)
    assert kept.prescription_id == first.id
    stranger = clinic.scope("other runner").save_set(files("ok"), source="live", prescription=first.id)
    assert stranger.prescription_id is None, "it is not theirs"


def test_an_admin_is_no_therapist(clinic: Clinic) -> None:
    with pytest.raises(NotAllowedError, match="Only a therapist's account"):
        clinic.admin.treat(clinic.ids["admin"], clinic.first)
