"""Prescriptions that go from one store to another as files, and what is refused."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.errors import FormcheckError, NotKeptError, UnknownExerciseError, UnreadableInputError, UsageError
from formcheck.export.share import open_prescription, open_share, pack, pack_prescription
from formcheck.store.scope.scope import Scope
from formcheck.store.sharing import keep_prescription, keep_shared, results_of, shared_prescription
from formcheck.store.store import Store
from tests.export.folders import write_results
from tests.support.commands import Run

SQUATS = Prescription(
    exercises=(Prescribed(exercise="squat", sets=3, repetitions=10, days=("monday",), words="Slowly."),),
    words="Good morning.",
    contraindications=("high_hamstring",),
    unlocked=("plyometrics",),
)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Scope, Scope]]:
    """What the only user of a therapist's machine may reach, and of a runner's."""
    places = [tmp_path / name for name in ("therapist", "runner")]
    opened = [Store.open(place, f"sqlite:///{place / 'sets.db'}") for place in places]
    yield opened[0].local(), opened[1].local()
    for store in opened:
        store.close()


def sent(scope: Scope, file: Path, written: Prescription, starts: datetime | None = None) -> Path:
    person = next((one.id for one in scope.people() if one.name == "Patient"), None) or scope.add_person("Patient").id
    version = scope.prescribe(written.to_payload(), person=person, starts=starts)
    pack_prescription(shared_prescription(scope, version.id, person), file)
    return file


def test_a_prescription_goes_to_a_runner_once(machines: tuple[Scope, Scope], tmp_path: Path) -> None:
    therapist, runner = machines
    therapist.rename_person(None, "T. Therapist")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    first = sent(therapist, tmp_path / "1.formcheck", SQUATS)
    for _ in range(2):
        kept = keep_prescription(runner, first)
        assert (kept.version, kept.by, kept.account_id, kept.prescription) == (1, "T. Therapist", None, SQUATS)
    second = sent(therapist, tmp_path / "2.formcheck", Prescription(words="Rest."), tomorrow)
    assert keep_prescription(runner, second).starts == tomorrow
    counting = runner.prescription()
    assert counting is not None
    assert counting.prescription == SQUATS, "the second begins tomorrow"
    with pytest.raises(UsageError, match="is here already"):
        keep_prescription(runner, first)
    assert [one.version for one in runner.prescriptions()] == [2, 1]
    assert "receive prescription" in {entry.action for entry in runner.audit()}


def test_the_file_names_nobody_but_the_therapist(machines: tuple[Scope, Scope], tmp_path: Path) -> None:
    file = sent(machines[0], tmp_path / "1.formcheck", SQUATS)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["manifest.json", "prescription.json"]
        assert "Patient" not in "".join(archive.read(name).decode() for name in archive.namelist())
        assert json.loads(archive.read("manifest.json"))["format"] == 2


def test_what_does_not_fit_is_refused(machines: tuple[Scope, Scope], tmp_path: Path, run: Run) -> None:
    therapist, runner = machines
    plan, other = tmp_path / "plan.formcheck", tmp_path / "set.formcheck"
    sent(therapist, plan, SQUATS)
    done = runner.save_set(write_results(tmp_path / "set"), source="upload")
    pack(results_of(runner, done.id), other)
    with pytest.raises(UnreadableInputError, match="holds a set, not a prescription"):
        keep_prescription(runner, other)
    with pytest.raises(UnreadableInputError, match="holds a prescription, not a set"):
        keep_shared(therapist, plan)
    assert run("open", str(plan), "--out", str(tmp_path / "there"))[0] != 0
    assert not (tmp_path / "there").exists()
    unknown = Prescription(exercises=(Prescribed(exercise="chair_squat", repetitions=3),))
    with pytest.raises(UnknownExerciseError):
        keep_prescription(runner, sent(therapist, tmp_path / "unknown.formcheck", unknown))
    with pytest.raises(NotKeptError):
        shared_prescription(runner, "0" * 32)
    assert runner.prescriptions() == []


@pytest.mark.parametrize("besides", ["report.json", "person.json", "plan.json"])
def test_a_file_with_something_else_in_it_is_refused(
    machines: tuple[Scope, Scope], tmp_path: Path, besides: str
) -> None:
    plan = sent(machines[0], tmp_path / "plan.formcheck", SQUATS)
    with zipfile.ZipFile(plan, "a") as archive:
        archive.writestr(besides, b"{}")
    for opened in (open_prescription, lambda file: open_share(file, tmp_path / "there")):
        with pytest.raises(FormcheckError, match="cannot be opened"):
            opened(plan)
