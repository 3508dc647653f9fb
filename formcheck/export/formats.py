"""Writes results in the formats named: all of the files or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from formcheck.desk.prescription import Prescription
from formcheck.errors import UsageError, did_you_mean
from formcheck.export.fhir import fhir_bytes
from formcheck.export.motion.c3d import c3d_bytes
from formcheck.export.motion.markers import Markers, markers
from formcheck.export.motion.mot import mot_text
from formcheck.export.motion.trc import trc_text
from formcheck.export.page.content import Labels, page
from formcheck.export.page.html import html_bytes
from formcheck.export.page.pdf import pdf_bytes
from formcheck.export.results import Results
from formcheck.export.tables.sheets import about, sheets
from formcheck.export.tables.writing import csv_files, excel_file, json_file
from formcheck.files import output_errors, whole_file


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is to be exported.

    Attributes
    ----------
    results : Results
        The set.
    labels : Labels
        Names, and the therapist's remarks, for the pages.
    earlier : tuple of Results
        Other sets of the same exercise, for the trend.
    prescription : Prescription or None
        For FHIR; by default the one that the set was done for.
    """

    results: Results
    labels: Labels = field(default_factory=Labels)
    earlier: tuple[Results, ...] = ()
    prescription: Prescription | None = None

    @property
    def name(self) -> str:
        """The stem of the file names: exercise and day."""
        return f"{self.results.report.exercise.id}_{self.results.analysed:%Y-%m-%d}"


Make = Callable[[Order], dict[str, bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its description, and the function that makes its files."""

    says: str
    make: Make


def _page_as(suffix: str, make: Callable[..., bytes]) -> Make:
    return lambda order: {f"{order.name}.{suffix}": make(page(order.results, order.labels, order.earlier))}


def _csv(order: Order) -> dict[str, bytes]:
    return {f"{order.name}_{name}": content for name, content in csv_files(sheets(order.results)).items()}


def _excel(order: Order) -> dict[str, bytes]:
    return {f"{order.name}.xlsx": excel_file(about(order.results), sheets(order.results))}


def _json(order: Order) -> dict[str, bytes]:
    return {f"{order.name}.json": json_file(about(order.results), sheets(order.results))}


def _mot(order: Order) -> dict[str, bytes]:
    curves = order.results.decided_curves
    if curves is None:
        raise _lacks(order, "measures.csv")
    return {f"{order.name}.mot": mot_text(curves, order.name).encode()}


def _trc(order: Order) -> dict[str, bytes]:
    return {f"{order.name}.trc": trc_text(_markers(order), f"{order.name}.trc").encode()}


def _c3d(order: Order) -> dict[str, bytes]:
    return {f"{order.name}.c3d": c3d_bytes(_markers(order))}


def _fhir(order: Order) -> dict[str, bytes]:
    prescription = order.prescription or order.results.prescription
    return {f"{order.name}.fhir.json": fhir_bytes(order.results, order.labels.patient, prescription)}


FORMATS: Final[Mapping[str, Format]] = {
    "pdf": Format(says="a page for a patient's file", make=_page_as("pdf", pdf_bytes)),
    "html": Format(says="the same page for a browser", make=_page_as("html", html_bytes)),
    "csv": Format(says="tables of repetitions, cues and series", make=_csv),
    "xlsx": Format(says="the same tables as an Excel workbook", make=_excel),
    "json": Format(says="the same tables as JSON", make=_json),
    "mot": Format(says="joint angles for OpenSim", make=_mot),
    "trc": Format(says="landmarks for OpenSim", make=_trc),
    "c3d": Format(says="landmarks for biomechanics programs", make=_c3d),
    "fhir": Format(says="a FHIR R4 bundle for a clinic's records", make=_fhir),
}


def exported(order: Order, formats: Iterable[str]) -> dict[str, bytes]:
    """Return the files of some formats by their names.

    Raises
    ------
    UsageError
        If there is no such format, or the results lack what it needs.
    MissingPackageError
        If a package that it needs is not installed.
    """
    files: dict[str, bytes] = {}
    for name in formats:
        if name not in FORMATS:
            msg = f"there is no format {name!r}; the formats are {', '.join(FORMATS)}.{did_you_mean(name, FORMATS)}"
            raise UsageError(msg)
        files |= FORMATS[name].make(order)
    return files


def read_prescription(path: Path) -> Prescription:
    """Read a prescription from a JSON file.

    Raises
    ------
    UsageError
        If there is no such file, or it is not a prescription.
    """
    try:
        payload = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read as a prescription: {error}. A prescription is JSON, as the store keeps it."
        raise UsageError(msg) from None
    return Prescription.from_payload(payload)


def write_files(files: Mapping[str, bytes], folder: Path) -> Sequence[Path]:
    """Write files into a folder, all or none.

    Raises
    ------
    OutputError
        If one of them cannot be written.
    """
    with ExitStack() as stack:
        for name, content in files.items():
            part = stack.enter_context(whole_file(folder / name))
            with output_errors(folder / name):
                part.write_bytes(content)
    return [folder / name for name in files]


def _markers(order: Order) -> Markers:
    track = order.results.decided_track
    if track is None:
        raise _lacks(order, "poses.npz")
    return markers(track, order.results.report.view.facing)


def _lacks(order: Order, name: str) -> UsageError:
    return UsageError(
        f"{str(order.results.folder)!r} has no {name}. Analyse the clip again: formcheck analyze VIDEO --exercise "
        f"{order.results.report.exercise.id} --out DIR"
    )
