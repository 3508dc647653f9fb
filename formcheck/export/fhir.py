"""Turns results into a FHIR bundle: Patient, Observations, DiagnosticReport, and a CarePlan if there is a prescription.

The resources are those of R4 (4.0.1). R4B (4.3.0) left Patient, Observation, DiagnosticReport, CarePlan and Bundle as
they are, so the bundle is valid in both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from statistics import fmean
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from formcheck.catalogue.library import load_exercise
from formcheck.desk.decision import in_force
from formcheck.desk.prescription import Prescribed, Prescription
from formcheck.errors import FormcheckError
from formcheck.export.results import Results
from formcheck.export.units import unit_of
from formcheck.records import Report
from formcheck.report import summary

UCUM_SYSTEM: Final = "http://unitsofmeasure.org"
_CATEGORY_SYSTEM: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
_CODES: Final = "urn:formcheck:measure"
"""No terminology has codes for these measures; formcheck's own names are used, with their meaning as text."""
_EXERCISES: Final = "urn:formcheck:exercise"
Resource = dict[str, Any]


def fhir_bytes(results: Results, patient: str = "", prescription: Prescription | None = None) -> bytes:
    """Write the bundle as JSON; see `bundle`."""
    return json.dumps(bundle(results, patient, prescription), ensure_ascii=False, indent=1, allow_nan=False).encode()


def bundle(results: Results, patient: str = "", prescription: Prescription | None = None) -> Resource:
    """Return a bundle of the type ``collection``.

    The same results give the same ids, so that a record system recognises a repeated import.

    Parameters
    ----------
    results : Results
        The set, with the decisions about it.
    patient : str
        Number of the patient in the clinic's own records; without one the Patient is empty.
    prescription : Prescription, optional
        What was prescribed.
    """
    report = results.decided
    seed = f"formcheck/{report.source.sha256}/{report.exercise.definition_sha256}/{results.analysed.isoformat()}"

    def address(name: str) -> str:
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{seed}/{name}')}"

    who = {"reference": address("patient")}
    when = results.analysed.isoformat(timespec="seconds")
    observations = {f"observation/{o['code']['coding'][0]['code']}": o for o in _observations(report, who, when)}
    told = [{"reference": address(name)} for name in observations]
    resources = {"patient": _patient(patient)} | observations
    resources["report"] = _diagnostic_report(results, who, when, told)
    if prescription is not None:
        resources["plan"] = _care_plan(prescription, who, when)
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": when,
        "entry": [{"fullUrl": address(name), "resource": resource} for name, resource in resources.items()],
    }


def _patient(number: str) -> Resource:
    return {"resourceType": "Patient"} | ({"identifier": [{"value": number}]} if number else {})


def _observations(report: Report, who: Resource, when: str) -> Iterator[Resource]:
    method = f"Video, one camera, {report.view.label} view, pose model {report.model}"
    for name, text, value, unit in _figures(report):
        yield {
            "resourceType": "Observation",
            "status": "final" if report.model else "preliminary",
            "category": [{"coding": [{"system": _CATEGORY_SYSTEM, "code": "activity"}]}],
            "code": {"coding": [{"system": _CODES, "code": name}], "text": text},
            "subject": who,
            "effectiveDateTime": when,
            "valueQuantity": {"value": round(value, 4), "unit": unit, "system": UCUM_SYSTEM, "code": unit},
            "method": {"text": method},
        }


def _figures(report: Report) -> Iterator[tuple[str, str, float, str]]:
    """Yield code, text, value and unit of the counts, and of the mean of each measure over the repetitions."""
    done = report.summary
    if report.repetitions:
        yield "repetitions", "Repetitions counted", done.repetitions, "{count}"
        yield "repetitions_in_form", "Repetitions in form", done.in_form, "{count}"
    if report.holds:
        yield "hold_time", "Time held in form", done.hold_s, "s"
    for name, value in _means(report).items():
        unit = unit_of(name)
        if unit and math.isfinite(value):
            yield name, f"{name.replace('_', ' ').capitalize()}, mean of the set", value, unit


def _means(report: Report) -> Mapping[str, float]:
    if report.gait is not None:
        return {name: value for name, value in report.gait.measures.items() if value is not None}
    found: dict[str, list[float]] = {}
    for repetition in report.repetitions:
        for name, value in repetition.measures.items():
            if value is not None:
                found.setdefault(name, []).append(value)
    return {name: fmean(values) for name, values in found.items()}


def _diagnostic_report(results: Results, who: Resource, when: str, told: list[Resource]) -> Resource:
    report = results.decided
    reviewed = list(dict.fromkeys(decision.by for decision in in_force(results.decisions)))
    code = {"coding": [{"system": _CODES, "code": "set"}], "text": f"Movement analysis: {report.exercise.name}"}
    return {
        "resourceType": "DiagnosticReport",
        "status": "final" if reviewed else "preliminary",
        "code": code,
        "subject": who,
        "effectiveDateTime": when,
        "issued": when,
        "performer": [{"display": name} for name in reviewed] or [{"display": "formcheck"}],
        "conclusion": summary.text(report),
    } | _listed("result", told)


def _care_plan(given: Prescription, who: Resource, when: str) -> Resource:
    said = {"description": given.words} if given.words else {}
    return {
        "resourceType": "CarePlan",
        "status": "active",
        "intent": "plan",
        "title": "Exercises",
        **said,
        "subject": who,
        "created": when,
    } | _listed("activity", [{"detail": _activity(row)} for row in given.exercises])


def _listed(name: str, items: list[Resource]) -> Resource:
    """Name a list; an empty one is left out, as FHIR requires."""
    return {name: items} if items else {}


def _activity(row: Prescribed) -> Resource:
    return {
        "status": "scheduled",
        "code": {"text": _name(row.exercise), "coding": [{"system": _EXERCISES, "code": row.exercise}]},
        "description": " ".join(part for part in (f"{_amount(row)}.", row.words) if part),
        "scheduledTiming": {
            "repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "dayOfWeek": [day[:3] for day in row.days]}
        },
    }


def _amount(row: Prescribed) -> str:
    sets = "1 set" if row.sets == 1 else f"{row.sets} sets"
    each = f"{row.seconds:g} s" if row.repetitions is None else f"{row.repetitions} repetitions"
    return f"{sets} of {each}" + ("" if row.side == "both" else f", {row.side} side")


def _name(exercise: str) -> str:
    try:
        return load_exercise(exercise).name
    except FormcheckError:
        return exercise
