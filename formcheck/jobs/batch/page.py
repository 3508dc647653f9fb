"""Outcomes of a batch -> ``index.csv`` and ``index.html``, which lead to the results."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import quote

from formcheck.export.tables.writing import plain
from formcheck.files import write_whole
from formcheck.jobs.batch.running import Outcome
from formcheck.report.summary import fixes, parts

_COLUMNS: Final = ("clip", "exercise", "state", "repetitions", "in form", "not judged", "to fix first", "error")
_STYLE: Final = (
    "body{font:16px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.5rem;text-align:left;border-bottom:1px solid #8886;"
    "vertical-align:top}img{width:15rem;max-width:40vw;border-radius:6px}.failed{color:#c0352b}"
)


def write_index(outcomes: Sequence[Outcome], out: Path) -> None:
    """Write the table and the page, each whole or not at all.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    write_whole(out / "index.csv", _table(outcomes))
    write_whole(out / "index.html", _page(outcomes, out))


def _table(outcomes: Sequence[Outcome]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([plain(cell) for cell in _row(one)] for one in outcomes)
    return text.getvalue()


def _row(one: Outcome) -> tuple[str, ...]:
    if one.report is None:
        return (one.clip.name, one.clip.exercise, one.state, "", "", "", "", one.error)
    summary, first = one.report.summary, next(iter(fixes(one.report)), None)
    done = len(parts(one.report)) or summary.repetitions
    return (
        one.clip.name, one.clip.exercise, one.state, str(done), str(summary.in_form), str(summary.not_judged),
        first.message if first is not None else "", "",
    )  # fmt: skip


def _page(outcomes: Sequence[Outcome], out: Path) -> str:
    rows = "\n".join(_html_row(one, out) for one in outcomes)
    heads = "".join(f"<th>{escape(name.capitalize())}</th>" for name in ("", *_COLUMNS[:2], *_COLUMNS[3:7]))
    failed = sum(one.report is None for one in outcomes)
    said = f"{len(outcomes)} clips" + (f", {failed} of which could not be analysed" if failed else "")
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>formcheck: {said}</title><style>{_STYLE}</style>\n<h1>{said}</h1>\n"
        f"<table><tr>{heads}</tr>\n{rows}\n</table>\n"
        "<p>formcheck is a training aid, not a medical device.</p></html>\n"
    )


def _html_row(one: Outcome, out: Path) -> str:
    folder, results, name = quote(one.clip.name), out / one.clip.name, escape(one.clip.name)
    if one.report is None:
        cells = ["", name, escape(one.clip.exercise), f'<span class="failed">{escape(one.error)}</span>', "", "", ""]
    else:
        _, exercise, _, *numbers, _ = map(escape, _row(one))
        cells = [
            _picture(folder, results, name),
            _links(folder, results, name),
            exercise,
            *numbers,
        ]
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _picture(folder: str, results: Path, name: str) -> str:
    if not (results / "poster.png").is_file():
        return ""
    return f'<img src="{folder}/poster.png" alt="A moment of {name}" loading="lazy">'


def _links(folder: str, results: Path, name: str) -> str:
    return "<br>".join([name, *_files(folder, results)])


def _files(folder: str, results: Path) -> Iterator[str]:
    named = {"annotated.mp4": "annotated clip", "moments.png": "moments", "report.json": "report"}
    for file, title in named.items():
        if (results / file).is_file():
            yield f'<a href="{folder}/{file}">{title}</a>'
