"""Tables in, the bytes of their files out: CSV, Excel or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from formcheck.errors import MissingPackageError
from formcheck.export.tables.sheets import Cell, Sheet

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes text that begins so for a formula, and runs it."""
_WIDTH = 18


def csv_files(sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Return a CSV for each table, by file name: UTF-8, comma, decimal point, empty if not seen."""
    return {f"{sheet.name}.csv": _csv(sheet) for sheet in sheets}


def json_file(about: Mapping[str, Cell], sheets: Sequence[Sheet]) -> bytes:
    """Return all tables as one JSON object: `about`, and for each table its columns with units and its rows."""
    tables = {
        sheet.name: {
            "columns": [{"name": column.name, "unit": column.unit or None} for column in sheet.columns],
            "rows": sheet.rows,
        }
        for sheet in sheets
    }
    return json.dumps({"about": about} | tables, ensure_ascii=False, allow_nan=False, indent=1).encode()


def excel_file(about: Mapping[str, Cell], sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with a sheet for each table, and a first one that describes them.

    Raises
    ------
    MissingPackageError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        msg = (
            "Excel files need openpyxl, which is not installed: `pip install 'formcheck[app]'`. CSV needs no extra "
            "package."
        )
        raise MissingPackageError(msg) from None
    book = Workbook(write_only=True)
    _fill(book.create_sheet("about"), [("", ""), *about.items()])
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), [tuple(column.title for column in sheet.columns), *sheet.rows])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(page: Any, rows: Sequence[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    for i in range(len(rows[0])):
        page.column_dimensions[get_column_letter(i + 1)].width = _WIDTH
    page.freeze_panes = "A2"
    for row in rows:
        cells = [WriteOnlyCell(page, value=value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                cell.data_type = "s"  # text stays text, also where it looks like a formula
        page.append(cells)


def _csv(sheet: Sheet) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([[plain(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode()


def plain(cell: Cell) -> Cell:
    """Return a value for a table of text: numbers rounded, and text that no spreadsheet takes for a formula."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
