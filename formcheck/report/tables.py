"""The folder of results: its files appear together when the work has gone well, and not at all when it has not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from formcheck.files import output_errors, whole_file
from formcheck.motion.series import Series
from formcheck.records import Report
from formcheck.report.document import gait_csv, holds_csv, measures_csv, repetitions_csv, to_json


def _table(report: Report) -> str:
    """Write what was done as a table: a row for each measure of a run, each hold or each repetition."""
    if report.gait is not None:
        return gait_csv(report)
    return holds_csv(report) if report.holds else repetitions_csv(report)


_FILES: dict[str, Callable[[Report, Series], str]] = {
    "report.json": lambda report, _: to_json(report),
    "repetitions.csv": lambda report, _: _table(report),
    "measures.csv": lambda _, series: measures_csv(series),
}

Write = Callable[[Report, Series], None]


@contextmanager
def results_folder(folder: Path) -> Iterator[Write]:
    """Claim the files of a report before the work begins, so that a place that cannot be written to is known at once.

    Parameters
    ----------
    folder : Path
        Made if missing, and removed again if it was made and the block fails.

    Yields
    ------
    callable
        Takes the report and the series; to be called once, at the end.

    Raises
    ------
    OutputError
        The place cannot be written to, or is full. Nothing is left behind.
    """
    with ExitStack() as stack:
        parts = {name: stack.enter_context(whole_file(folder / name)) for name in _FILES}

        def write(report: Report, series: Series) -> None:
            for name, part in parts.items():
                with output_errors(folder / name):
                    part.write_text(_FILES[name](report, series), encoding="utf-8", newline="")

        yield write
