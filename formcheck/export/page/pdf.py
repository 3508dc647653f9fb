"""Writes the page as a PDF of one A4 page, or two if the text needs them."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Literal, cast

from formcheck.errors import MissingPackageError
from formcheck.export.page.content import Page
from formcheck.export.page.fonts import font_files
from formcheck.export.page.pictures import Picture
from formcheck.export.page.trend import Line

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN_MM: Final = 13.0
_PICTURES_MM: Final = (62.0, 50.0, 40.0)
"""Height of pictures that leaves room for the text on one page."""
_GAP_MM: Final = 4.0
_FONT: Final = "page"
_SIZE_PT: Final = 8.5
_GREY, _INK, _TEAL, _LINE = (90, 101, 112), (27, 32, 38), (10, 107, 98), (221, 226, 230)
_ARABIC: Final = ("\u0600", "\u08ff")
"""Letters that are joined in writing, which takes a shaping engine that this page does without."""
_NOT_WRITTEN: Final = "The font of this PDF lacks the letters that appear here as ?; the HTML page has them."
_BAND: Final = (205, 232, 229)
_LINE_MM: Final = 14.0
_ABREAST: Final = 3
Colour = tuple[int, int, int]
_WIDTHS: Final = (25, 14, 14, 15, 37, 25)
"""Of the columns of the figures, in parts of their sum."""


def pdf_bytes(page: Page) -> bytes:
    """Write the page as PDF, with its font embedded.

    Raises
    ------
    MissingPackageError
        If fpdf2 or the font is not installed.
    """
    try:
        from fpdf import FPDF
    except ImportError:
        msg = (
            "PDF files need fpdf2, which is not installed: `pip install 'formcheck[app]'`. HTML needs no extra package."
        )
        raise MissingPackageError(msg) from None
    # It logs each table of the font that it leaves out.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    pdf = FPDF(format="A4")
    pdf.set_margin(_MARGIN_MM)
    pdf.c_margin = 0.0  # words begin where pictures do
    pdf.set_auto_page_break(True, margin=_MARGIN_MM)
    pdf.set_title(page.title)
    pdf.set_creator("formcheck")
    for style, path in font_files().items():
        pdf.add_font(_FONT, style, path)
    pdf.add_page()
    written = _in_letters_of(pdf, page)
    _fill(pdf, written, _picture_mm(pdf, written))
    content = io.BytesIO()
    pdf.output(content)
    return content.getvalue()


def _picture_mm(pdf: FPDF, page: Page) -> float:
    """Return the height of pictures with which the text fits on one page, or the usual one if it never does."""
    for height_mm in _PICTURES_MM:
        with pdf.offset_rendering() as tried:
            _fill(cast("FPDF", tried), page, height_mm)  # it records what the page would be told
        if not tried.page_break_triggered:
            return height_mm
    return _PICTURES_MM[0]


def _in_letters_of(pdf: FPDF, page: Page) -> Page:
    """Replace the letters that the font lacks or cannot join, and say so on the page."""
    known = getattr(pdf.fonts[_FONT], "cmap", {})
    unknown: set[str] = set()

    def written(text: str) -> str:
        bad = {c for c in text if c > "\x7f" and (ord(c) not in known or _ARABIC[0] <= c <= _ARABIC[1])}
        unknown.update(bad)
        return "".join("?" if c in bad else c for c in text)

    shown = replace(
        page,
        facts=tuple((name, written(text)) for name, text in page.facts),
        words=tuple(map(written, page.words)),
        corrected=tuple(map(written, page.corrected)),
        limits=tuple(map(written, page.limits)),
        to_do=tuple(map(written, page.to_do)),
    )
    return replace(shown, limits=(*shown.limits, _NOT_WRITTEN)) if unknown else shown


def _fill(pdf: FPDF, page: Page, picture_mm: float) -> None:
    _text(pdf, page.title, 17, bold=True)
    for name, text in page.facts:
        _fact(pdf, name, text)
    pdf.ln(2)
    _text(pdf, page.headline, 12, bold=True)
    for text in page.to_do:
        _text(pdf, f"\u2022 {text}")
    _pictures(pdf, page.pictures, picture_mm)
    if page.figures:
        _heading(pdf, "Figures")
        rows = [(f.name, f.usual, f.worst, f.error, f.fine, f.verdicts) for f in page.figures]
        _table(pdf, ("", "Median", "Worst", "Error", "OK", "Verdicts"), rows, _WIDTHS)
    if page.trend:
        _heading(pdf, "Over time")
        rows_ = [(past.day, past.done, past.in_form, *past.values) for past in page.trend]
        _table(pdf, ("Day", "Done", "In form", *page.trend_columns), rows_, (1,) * len(rows_[0]))
        _lines(pdf, page.lines)
    if page.words:
        _heading(pdf, "Words of the therapist")
    for text in page.words:
        _text(pdf, text)
    if page.corrected:
        _heading(pdf, "Corrected by hand")
    for text in page.corrected:
        _text(pdf, f"\u2022 {text}")
    _heading(pdf, "Limits")
    for text in page.limits:
        _text(pdf, f"\u2022 {text}", 7.5, colour=_GREY)
    pdf.ln(1.5)
    _text(pdf, page.disclaimer, 7.5, colour=_GREY)


def _text(pdf: FPDF, text: str, size_pt: float = _SIZE_PT, *, bold: bool = False, colour: Colour = _INK) -> None:
    pdf.set_font(_FONT, "B" if bold else "", size_pt)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size_pt * 0.47, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _fact(pdf: FPDF, name: str, text: str) -> None:
    pdf.set_font(_FONT, "", _SIZE_PT)
    pdf.set_text_color(*_GREY)
    pdf.cell(26, 4.2, name)
    pdf.set_text_color(*_INK)
    pdf.multi_cell(0, 4.2, text, align="L", new_x="LMARGIN", new_y="NEXT")


def _heading(pdf: FPDF, text: str) -> None:
    pdf.ln(2)
    _text(pdf, text, 10, bold=True, colour=_TEAL)
    pdf.ln(0.8)


def _pictures(pdf: FPDF, pictures: Sequence[Picture], height_mm: float) -> None:
    if not pictures:
        return
    pdf.ln(2)
    room = (pdf.epw - _GAP_MM * (len(pictures) - 1)) / len(pictures)
    share = min(height_mm / p.height_px * p.width_px / room for p in pictures)
    top, left, lowest = pdf.get_y(), pdf.l_margin, 0.0
    for i, picture in enumerate(pictures):
        x, width = left + i * (room + _GAP_MM), room * min(1.0, share)
        height = width * picture.height_px / picture.width_px
        pdf.image(io.BytesIO(picture.jpeg), x, top, width, height)
        pdf.set_xy(x, top + height + 0.8)
        pdf.set_font(_FONT, "", 7.5)
        pdf.set_text_color(*_GREY)
        pdf.multi_cell(room, 3.4, picture.title, align="L", new_x="LMARGIN", new_y="NEXT")
        lowest = max(lowest, pdf.get_y())
    pdf.set_xy(left, lowest)


def _lines(pdf: FPDF, lines: Sequence[Line]) -> None:
    """Draw the figures over time, side by side, each on the band that holds 95 % of its readings."""
    if not lines:
        return
    pdf.ln(1.5)
    room, top = (pdf.epw - _GAP_MM * (_ABREAST - 1)) / _ABREAST, pdf.get_y()
    for number, one in enumerate(lines[:_ABREAST]):
        _line(pdf, one, pdf.l_margin + number * (room + _GAP_MM), top, room)
    pdf.set_xy(pdf.l_margin, top + _LINE_MM + 7.5)


def _line(pdf: FPDF, one: Line, left: float, top: float, width: float) -> None:
    def on_page(point: tuple[float, float]) -> tuple[float, float]:
        return left + point[0] * width, top + 3.6 + (1.0 - point[1]) * _LINE_MM

    _small(pdf, left, top, width, one.name, "L")
    pdf.set_draw_color(*_LINE)
    pdf.rect(left, top + 3.6, width, _LINE_MM)
    if one.band:
        pdf.set_fill_color(*_BAND)
        pdf.polygon([on_page(point) for point in one.band], style="F")
    pdf.set_draw_color(*_TEAL)
    pdf.polyline([on_page(point) for point in one.points])
    pdf.set_fill_color(*_TEAL)
    for across, down in map(on_page, one.points):
        pdf.circle(across, down, 0.7, style="F")
    below = top + 3.8 + _LINE_MM
    _small(pdf, left, below, width, one.first, "L")
    _small(pdf, left, below, width, one.last, "R")


def _small(pdf: FPDF, left: float, top: float, width: float, text: str, align: Literal["L", "R"]) -> None:
    pdf.set_font(_FONT, "", 7.5)
    pdf.set_text_color(*_GREY)
    pdf.set_xy(left, top)
    pdf.cell(width, 3.4, text, align=align)


def _table(pdf: FPDF, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    from fpdf.enums import TableBordersLayout
    from fpdf.fonts import FontFace

    pdf.set_font(_FONT, "", 7.5)
    pdf.set_text_color(*_INK)
    pdf.set_draw_color(*_LINE)
    head = FontFace(emphasis="BOLD", color=_GREY)
    with pdf.table(
        col_widths=tuple(widths), text_align="LEFT", line_height=3.7, padding=0.4, headings_style=head,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
    ) as table:  # fmt: skip
        for cells in (header, *rows):
            table.row(tuple(cells))
