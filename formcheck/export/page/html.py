"""Writes the page as one self-contained HTML file: no script, no external address, pictures embedded."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from formcheck.export.page.content import Page
from formcheck.export.page.pictures import Picture
from formcheck.export.page.trend import Line

_STYLE = """
@page { size: A4; margin: 14mm }
body { font: 14px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1b2026; background: #fff;
  max-width: 780px; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.6em; margin: 0 } h2 { font-size: 1.05em; margin: 1.2em 0 .3em; color: #0a6b62 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: .6em 0 }
dt { color: #5a6570 } dd { margin: 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .25em .6em .25em 0;
  border-bottom: 1px solid #dde2e6; vertical-align: top } th { color: #5a6570; font-weight: 600 }
.fault td:first-child { font-weight: 700 }
figure { display: inline-block; width: 48%; min-width: 240px; margin: 0 1% .5em 0; vertical-align: top }
figure img { max-width: 100%; max-height: 340px } figcaption { color: #5a6570; font-size: .9em }
figure.line { width: 31% } figure.line svg { width: 100%; border: 1px solid #dde2e6 }
.headline { font-size: 1.2em; font-weight: 600; margin: .4em 0 } footer { margin-top: 1.5em; font-size: .85em;
  color: #5a6570; border-top: 1px solid #dde2e6; padding-top: .5em }
@media screen and (max-width: 600px) { table { font-size: .82em } th, td { padding-right: .4em }
  figure, figure.line { width: 100%; margin-right: 0 } td:nth-child(5) { min-width: 6em } }
@media print { body { margin: 0; font-size: 11px } }
"""


def html_bytes(page: Page) -> bytes:
    """Write the page as HTML, UTF-8."""
    return ("\n".join(_lines(page)) + "\n").encode()


def _lines(page: Page) -> Iterator[str]:
    title = escape(page.title)
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    yield "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in page.facts) + "</dl>"
    yield f'<p class="headline">{escape(page.headline)}</p>'
    yield from _listed(page.to_do)
    yield from map(_figure, page.pictures)
    yield from _figures(page)
    if page.trend:
        yield "<h2>Over time</h2>"
        rows = [(past.day, past.done, past.in_form, *past.values) for past in page.trend]
        yield from _table(["Day", "Done", "In form", *page.trend_columns], rows, [""] * len(rows))
        yield from map(_line, page.lines)
    if page.words:
        yield "<h2>Words of the therapist</h2>"
        yield from (f"<p>{escape(text)}</p>" for text in page.words)
    if page.corrected:
        yield "<h2>Corrected by hand</h2>"
        yield from _listed(page.corrected)
    yield "<h2>Limits</h2>"
    yield from _listed(page.limits)
    yield f"<footer>{escape(page.disclaimer)}</footer></body></html>"


def _figures(page: Page) -> Iterator[str]:
    if page.figures:
        yield "<h2>Figures</h2>"
        rows = [(f.name, f.usual, f.worst, f.error, f.fine, f.verdicts) for f in page.figures]
        yield from _table(["", "Median", "Worst", "Error", "OK", "Verdicts"], rows, [f.verdict for f in page.figures])


def _listed(texts: Iterable[str]) -> Iterator[str]:
    items = [f"<li>{escape(text)}</li>" for text in texts]
    if items:
        yield f"<ul>{''.join(items)}</ul>"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], classes: Sequence[str]) -> Iterator[str]:
    yield '<div class="wide"><table><tr>' + "".join(f"<th>{escape(name)}</th>" for name in header) + "</tr>"
    for row, name in zip(rows, classes, strict=True):
        yield f'<tr class="{escape(name)}">' + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</table></div>"


def _line(one: Line) -> str:
    """Draw a figure over time on the band that holds 95 % of its readings."""
    band = f'<polygon points="{_points(one.band)}" fill="#cde8e5"/>' if one.band else ""
    dots = "".join(f'<circle cx="{x * 300:.1f}" cy="{(1 - y) * 80:.1f}" r="3" fill="#0a6b62"/>' for x, y in one.points)
    drawn = f'{band}<polyline points="{_points(one.points)}" fill="none" stroke="#0a6b62" stroke-width="2"/>{dots}'
    says = escape(f"{one.name}. {one.first}; {one.last}", quote=True)
    return (
        f'<figure class="line"><svg viewBox="-4 -4 308 88" role="img" aria-label="{says}">{drawn}</svg>'
        f"<figcaption>{says}</figcaption></figure>"
    )


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x * 300:.1f},{(1 - y) * 80:.1f}" for x, y in points)


def _figure(picture: Picture) -> str:
    data = base64.b64encode(picture.jpeg).decode()
    title = escape(picture.title, quote=True)
    return f'<figure><img alt="{title}" src="data:image/jpeg;base64,{data}"><figcaption>{title}</figcaption></figure>'
