"""The bundle is valid FHIR, and says what the report says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from formcheck.desk.decision import Decision
from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.export.fhir import UCUM_SYSTEM, bundle, fhir_bytes
from formcheck.export.results import Results, open_results
from tests.export.folders import write_results
from tests.support.judged import GAIT, HOLD

GIVEN = Prescription(
    exercises=(
        Prescribed(exercise="squat", sets=3, repetitions=10, days=("monday", "thursday"), words="Slowly."),
        Prescribed(exercise="my_own", seconds=30.0, side="left"),
    ),
    words="Stop if it hurts.",
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return open_results(write_results(tmp_path_factory.mktemp("fhir") / "set"))


def resources(made: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in made["entry"] if entry["resource"]["resourceType"] == kind]


def empty(part: Any) -> Iterator[Any]:
    """Yield empty lists, objects and texts, which FHIR forbids and its models let pass."""
    if part in ([], {}, "", None):
        yield part
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for one in inner:
        yield from empty(one)


def variants(results: Results) -> list[Results]:
    report = results.report
    return [
        results,
        replace(results, report=replace(report, repetitions=(), holds=(HOLD,))),
        replace(results, report=replace(report, repetitions=(), gait=GAIT)),
        replace(results, report=replace(report, repetitions=())),
        replace(results, decisions=(Decision(by="Therapist", kind="comment", reason="Good."),)),
    ]


@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("prescription", [None, GIVEN, Prescription()])
def test_the_bundle_validates(results: Results, number: int, prescription: Prescription | None) -> None:
    content = fhir_bytes(variants(results)[number], "P-17", prescription)
    read = Bundle.model_validate_json(content)
    kinds = [entry["resource"]["resourceType"] for entry in json.loads(content)["entry"]]
    assert len(read.entry or []) == len(kinds)
    assert not list(empty(json.loads(content)))
    assert kinds.count("Patient") == kinds.count("DiagnosticReport") == 1
    assert kinds.count("CarePlan") == (prescription is not None)


def test_a_resource_that_is_wrong_would_be_refused(results: Results) -> None:
    made = bundle(results)
    del resources(made, "DiagnosticReport")[0]["status"]
    with pytest.raises(ValueError, match="status"):
        Bundle.model_validate_json(json.dumps(made))


def test_references_lead_to_resources_of_the_bundle(results: Results) -> None:
    made = bundle(results, "P-17", GIVEN)
    addresses = {entry["fullUrl"] for entry in made["entry"]}
    assert len(addresses) == len(made["entry"])
    (report,) = resources(made, "DiagnosticReport")
    assert {result["reference"] for result in report["result"]} <= addresses
    for kind in ("Observation", "DiagnosticReport", "CarePlan"):
        assert all(resource["subject"]["reference"] in addresses for resource in resources(made, kind))
    assert resources(made, "Patient")[0]["identifier"] == [{"value": "P-17"}]


def test_values_are_those_of_the_report_in_units_of_ucum(results: Results) -> None:
    made = {o["code"]["coding"][0]["code"]: o["valueQuantity"] for o in resources(bundle(results), "Observation")}
    assert made["repetitions"]["value"] == 2
    bend = [r.measures["knee_flexion_left"] for r in results.report.repetitions]
    mean = sum(value for value in bend if value is not None) / 2
    assert made["knee_flexion_left"]["value"] == pytest.approx(mean, abs=1e-4)
    assert (made["knee_flexion_left"]["code"], made["heel_rise_left"]["code"]) == ("deg", "1")
    assert {quantity["system"] for quantity in made.values()} == {UCUM_SYSTEM}


def test_a_report_is_final_once_somebody_looked_at_it(results: Results) -> None:
    made = [resources(bundle(one), "DiagnosticReport")[0] for one in (variants(results)[0], variants(results)[4])]
    assert [report["status"] for report in made] == ["preliminary", "final"]
    assert made[1]["performer"] == [{"display": "Therapist"}]


def test_the_same_set_has_the_same_ids(results: Results) -> None:
    assert bundle(results) == bundle(results)


def test_the_care_plan_says_what_was_prescribed(results: Results) -> None:
    (plan,) = resources(bundle(results, prescription=GIVEN), "CarePlan")
    squat, own = (activity["detail"] for activity in plan["activity"])
    assert (squat["code"]["text"], squat["description"]) == ("Squat", "3 sets of 10 repetitions. Slowly.")
    assert squat["scheduledTiming"]["repeat"]["dayOfWeek"] == ["mon", "thu"]
    assert (own["code"]["text"], own["description"]) == ("my_own", "1 set of 30 s, left side.")
    assert plan["description"] == "Stop if it hurts."
