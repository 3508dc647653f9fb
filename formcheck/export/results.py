"""Reads a folder that `formcheck analyze --out` wrote: report, decisions, curves, poses and pictures."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis import annotate, moments
from formcheck.analysis.results_folder import POSES_NAME
from formcheck.catalogue.exercise import Exercise
from formcheck.desk import decision
from formcheck.desk.deciding import apply, definition_of
from formcheck.desk.decision import Decision
from formcheck.desk.measuring.corrected import CorrectedFrame, corrected, row_of, track_corrected
from formcheck.desk.measuring.moved import measured
from formcheck.desk.prescription import Prescription
from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import FormcheckError, UnreadableInputError
from formcheck.export.person import PERSON_FILE, Person, person_from_json
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report
from formcheck.report.document import from_json

CURVES_FILE: Final = "measures.csv"
CLIP_FILE: Final = annotate.FILE_NAME
MOMENTS_FILE: Final = moments.FILE_NAME
POSES_FILE: Final = POSES_NAME


@dataclass(frozen=True, kw_only=True, eq=False)
class Curves:
    """All measures over time.

    Attributes
    ----------
    names : tuple of str
        Measure and side, as the columns of ``measures.csv`` are called: ``knee_flexion_left``.
    times_s : ndarray of float, shape (n,)
    values : ndarray of float, shape (n, columns)
        In the unit of the measure; NaN where not seen.
    """

    names: tuple[str, ...]
    times_s: NDArray[np.float64]
    values: NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Results:
    """One analysed set.

    Attributes
    ----------
    paths : mapping of str to Path
        Its files, by their names in a folder of results.
    report : Report
        The machine's own.
    decisions : tuple of Decision
        The decisions about it, if any.
    curves : Curves or None
    track : PoseTrack or None
        The poses; None for results of a formcheck that did not keep them.
    analysed : datetime
        When the report was written, in UTC.
    clip, moments : Path or None
        The annotated clip, and the picture of the moments that matter, if they exist.
    prescription : Prescription or None
        The prescription that it was done for, if known.
    height_cm : float or None
        Body height of the person in centimetres, if given.
    """

    paths: Mapping[str, Path]
    report: Report
    decisions: tuple[Decision, ...] = ()
    curves: Curves | None = None
    track: PoseTrack | None = None
    analysed: datetime
    clip: Path | None = None
    moments: Path | None = None
    prescription: Prescription | None = None
    height_cm: float | None = None

    @cached_property
    def definition(self) -> Exercise | None:
        """The definition that judged, as prescribed; None if it is not built in."""
        found = definition_of(self.report)
        if self.prescription is not None:
            with suppress(FormcheckError):  # a custom exercise, or one that has changed since
                found = self.prescription.resolve(self.report.exercise.id)
        return found.for_height(self.height_cm) if found is not None else None

    @cached_property
    def decided(self) -> Report:
        """The report with the decisions applied; what was moved or added is measured from the poses."""
        anew = measured(self.report, self.track, self.definition, self.decisions)
        return apply(self.report, self.decisions, self.definition, anew)

    @cached_property
    def corrected(self) -> tuple[CorrectedFrame, ...]:
        """The frames in which joints were moved by hand, with their measures."""
        return corrected(self.report, self.track, self.definition, self.decisions)

    @property
    def decided_curves(self) -> Curves | None:
        """The measures over time, read again in the corrected frames."""
        if self.curves is None or not self.corrected:
            return self.curves
        values = self.curves.values.copy()
        for frame in self.corrected:
            row = row_of(self.curves.times_s, frame.t_s)
            read = {column.title: value for column, value in frame.values.items()}
            if row is not None:
                values[row] = [read.get(name, old) for name, old in zip(self.curves.names, values[row], strict=True)]
        return replace(self.curves, values=values)

    @property
    def decided_track(self) -> PoseTrack | None:
        """The poses, with the joints where a person put them."""
        return self.track if self.track is None or not self.corrected else track_corrected(self.track, self.corrected)

    @property
    def folder(self) -> Path:
        """The folder of its report."""
        return self.paths[REPORT_FILE].parent


def open_results(folder: Path) -> Results:
    """Read a folder of results.

    Raises
    ------
    UnreadableInputError
        If there is no report in it, or one of its files is damaged.
    """
    report_file = folder / REPORT_FILE
    if not report_file.is_file():
        msg = (
            f"{str(folder)!r} is not a folder of results: it has no {REPORT_FILE}. To make one, try: formcheck analyze "
            f"VIDEO --exercise ID --out {str(folder)!r}"
        )
        raise UnreadableInputError(msg)
    return read_results({path.name: path for path in folder.iterdir() if path.is_file()})


def read_results(
    paths: Mapping[str, Path],
    decisions: Sequence[Decision] | None = None,
    analysed: datetime | None = None,
    prescription: Prescription | None = None,
    height_cm: float | None = None,
) -> Results:
    """Read the files of a set, from any paths.

    Parameters
    ----------
    paths : mapping of str to Path
        By their names in a folder of results; ``report.json`` is required.
    decisions : sequence of Decision, optional
        By default those of ``decisions.json``.
    analysed : datetime, optional
        By default the time at which the report was written.
    prescription : Prescription, optional
        The prescription that it was done for; by default that in ``person.json`` of a share file, if there is one.
    height_cm : float, optional
        Body height of the person in centimetres; by default likewise.

    Raises
    ------
    UnreadableInputError
        If one of them is damaged.
    """
    report, poses, curves = paths[REPORT_FILE], paths.get(POSES_FILE), paths.get(CURVES_FILE)
    if decisions is None:
        decided = paths.get(DECISIONS_FILE)
        decisions = decision.from_json(decided.read_bytes()) if decided is not None else ()
    said = read_person(paths)
    return Results(
        paths=paths,
        report=from_json(report.read_text("utf-8")),
        decisions=tuple(decisions),
        curves=read_curves(curves.read_text("utf-8"), str(curves)) if curves is not None else None,
        track=PoseTrack.load(poses) if poses is not None else None,
        analysed=analysed or datetime.fromtimestamp(report.stat().st_mtime, UTC),
        clip=paths.get(CLIP_FILE),
        moments=paths.get(MOMENTS_FILE),
        prescription=prescription or said.prescription,
        height_cm=height_cm or said.height_cm,
    )


def read_person(paths: Mapping[str, Path]) -> Person:
    """Read what a share file says about the person; an empty record if it says nothing.

    Raises
    ------
    UnreadableInputError
        If it is damaged.
    """
    return person_from_json(paths[PERSON_FILE].read_bytes()) if PERSON_FILE in paths else Person()


def read_curves(text: str, name: str = CURVES_FILE) -> Curves:
    """Read the content of a ``measures.csv``.

    Raises
    ------
    UnreadableInputError
        If it is none.
    """
    try:
        header, *rows = csv.reader(io.StringIO(text))
        table = np.array([[float(cell or "nan") for cell in row] for row in rows]).reshape(len(rows), -1)
        if header[0] != "t_s" or (rows and table.shape[1] != len(header)):
            msg = "its rows do not match its header"
            raise ValueError(msg)
    except (ValueError, IndexError) as error:
        msg = f"{name} is not a table of measures: {error}. To write it again: formcheck analyze"
        raise UnreadableInputError(msg) from None
    if not rows:
        table = np.empty((0, len(header)))
    return Curves(names=tuple(header[1:]), times_s=table[:, 0], values=table[:, 1:])
