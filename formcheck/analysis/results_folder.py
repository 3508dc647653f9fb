"""A report and its series in, a folder of files out that appear together, or not at all if the analysis fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from formcheck.files import output_errors, whole_file
from formcheck.motion.series import Series
from formcheck.records import Report
from formcheck.report.document import to_json
from formcheck.report.tables import TABLE_NAMES, tables

_ALWAYS = ("report.json", "repetitions.csv", "measures.csv")

Write = Callable[[Report, Series], None]


@contextmanager
def results_folder(folder: Path) -> Iterator[Write]:
    """Reserve the files of a report before the work begins, so that a folder that is not writable is known at once.

    A table of an earlier analysis that the new report does not have is removed with the others' replacement.

    Parameters
    ----------
    folder : Path
        Created if missing, and removed again if it was created and the block fails.

    Yields
    ------
    callable
        Takes the report and the series; to be called once, at the end.

    Raises
    ------
    OutputError
        If the folder is not writable, or the disk is full. No partial file is left behind.
    """
    outdated: list[Path] = []
    with ExitStack() as stack:
        parts = {name: stack.enter_context(whole_file(folder / name)) for name in _ALWAYS}

        def write(report: Report, series: Series) -> None:
            texts = {"report.json": to_json(report)} | tables(report, series)
            for name, text in texts.items():
                part = parts.get(name) or stack.enter_context(whole_file(folder / name))
                with output_errors(folder / name):
                    part.write_text(text, encoding="utf-8", newline="")
            outdated.extend(folder / name for name in TABLE_NAMES if name not in texts)

        yield write
    for path in outdated:
        with output_errors(path):
            path.unlink(missing_ok=True)
