"""Writes a report and its series into a folder whose files appear together, or not at all if the analysis fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final, Protocol

from formcheck.files import output_errors, whole_file
from formcheck.motion.series import Series
from formcheck.pose.recording import PoseTrack
from formcheck.records import Report
from formcheck.report.document import to_json
from formcheck.report.tables import TABLE_NAMES, tables

POSES_NAME: Final = "poses.npz"
_ALWAYS = ("report.json", "repetitions.csv", "measures.csv")


class Write(Protocol):
    """Writes the files of a report."""

    def __call__(self, report: Report, series: Series, track: PoseTrack | None = None) -> None:
        """Write them into their places, to appear at the end of the block."""


@contextmanager
def results_folder(folder: Path) -> Iterator[Write]:
    """Reserve the files of a report before the work begins, so that a folder that is not writable is known at once.

    A table or a pose recording of an earlier analysis that the new report does not have is removed with the others'
    replacement.

    Parameters
    ----------
    folder : Path
        Created if missing, and removed again if it was created and the block fails.

    Yields
    ------
    callable
        Takes the report, the series and perhaps the poses; to be called once, at the end.

    Raises
    ------
    OutputError
        If the folder is not writable, or the disk is full. No partial file is left behind.
    """
    outdated: list[Path] = []
    with ExitStack() as stack:
        parts = {name: stack.enter_context(whole_file(folder / name)) for name in _ALWAYS}

        def write(report: Report, series: Series, track: PoseTrack | None = None) -> None:
            texts = {"report.json": to_json(report)} | tables(report, series)
            files = {name: text.encode() for name, text in texts.items()}
            files |= {} if track is None else {POSES_NAME: track.to_bytes()}
            for name, content in files.items():
                part = parts.get(name) or stack.enter_context(whole_file(folder / name))
                with output_errors(folder / name):
                    part.write_bytes(content)
            outdated.extend(folder / name for name in (*TABLE_NAMES, POSES_NAME) if name not in files)

        yield write
    for path in outdated:
        with output_errors(path):
            path.unlink(missing_ok=True)
