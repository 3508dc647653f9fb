"""Writes ``session.json``, ``index.html`` and ``chapters.vtt`` of a session."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from formcheck.analysis.annotate import FILE_NAME
from formcheck.analysis.unnamed.session import SessionAnalysis, SessionSet
from formcheck.analysis.unnamed.wanted import Missing
from formcheck.catalogue.library import load_exercise
from formcheck.errors import UnknownExerciseError
from formcheck.files import write_whole
from formcheck.report.summary import fixes
from formcheck.wording import moment

JSON_NAME: Final = "session.json"
_STYLE: Final = (
    "body{font:16px/1.4 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color-scheme:light dark}"
    "table{border-collapse:collapse;width:100%}td,th{padding:.5rem;text-align:left;border-bottom:1px solid #8886;"
    "vertical-align:top}.wide{overflow-x:auto}video{width:100%;max-height:70vh;background:#0008}small{opacity:.75}"
)
# A click on a set's beginning goes there in the film; without scripts it opens the film there.
_FILM: Final = (
    f'<video controls preload="metadata" src="{FILE_NAME}"><track kind="chapters" src="chapters.vtt" default></video>'
    "<script>addEventListener('click', (e) => { const at = e.target.dataset?.s, film = document.querySelector('video');"
    "if (at) { e.preventDefault(); film.currentTime = Number(at); film.play(); film.scrollIntoView(); } });</script>"
)
_HEADS: Final = ("From", "To", "Exercise", "Side", "Done", "In form", "To fix first", "Rest before")


def write_index(found: SessionAnalysis, lacking: Sequence[Missing], out: Path) -> None:
    """Write the three files, each whole or not at all.

    Raises
    ------
    OutputError
        If one cannot be written.
    """
    write_whole(out / JSON_NAME, json.dumps(session_document(found, lacking), indent=2, allow_nan=False) + "\n")
    write_whole(out / "chapters.vtt", _web_vtt(found.sets))
    write_whole(out / "index.html", _page(found, lacking, has_film=(out / FILE_NAME).is_file()))


def session_document(found: SessionAnalysis, lacking: Sequence[Missing]) -> dict[str, Any]:
    """Write a session as plain JSON data."""
    return {
        "schema_version": "1",
        "source": asdict(found.source),
        "model": found.model,
        "sets": [_set(number, one) for number, one in enumerate(found.sets, 1)],
        "missing": [asdict(one) for one in lacking],
        "warnings": list(found.warnings),
    }


def _set(number: int, one: SessionSet) -> dict[str, Any]:
    did, summary = one.did, one.report.summary
    return {
        "index": number,
        "exercise": {"id": one.exercise.id, "name": one.exercise.name},
        "side": one.found.side,
        "start_s": round(one.found.start_s, 2),
        "end_s": round(one.found.end_s, 2),
        "repetitions": did.repetitions,
        "hold_s": round(did.seconds, 1) if one.report.holds else 0.0,
        "in_form": summary.in_form,
        "not_judged": summary.not_judged,
        "rest_before_s": None if one.rest_s is None else round(one.rest_s, 1),
        "recognition": asdict(one.report.recognition) if one.report.recognition else None,
        "folder": one.folder,
    }


def done_words(one: SessionSet) -> str:
    """Return how much was done in a set: ``8 repetitions``, ``20 s``."""
    did = one.did
    if one.report.holds:
        return f"{did.seconds:.0f} s"
    if one.report.gait is not None:
        return f"{did.repetitions} steps in {did.seconds:.0f} s"
    steps = one.exercise.counting is not None and one.exercise.counting.counts == "steps"
    return f"{did.repetitions} {'step' if steps else 'repetition'}{'' if did.repetitions == 1 else 's'}"


def missing_words(one: Missing) -> str:
    """Return what is missing of an exercise: ``Squat: 1 set, 10 repetitions``."""
    parts = [
        f"{one.sets} set{'' if one.sets == 1 else 's'}" if one.sets else "",
        f"{one.repetitions} repetition{'' if one.repetitions == 1 else 's'}" if one.repetitions else "",
        f"{one.seconds:.0f} s" if one.seconds > 1.0 else "",
    ]
    try:
        name = load_exercise(one.exercise).name
    except UnknownExerciseError:
        name = one.exercise
    return f"{name}: {', '.join(part for part in parts if part)}"


def _page(found: SessionAnalysis, lacking: Sequence[Missing], *, has_film: bool) -> str:
    heads = "".join(f"<th>{head}</th>" for head in _HEADS)
    rows = "\n".join(_row(one, has_film=has_film) for one in found.sets)
    film = f"{_FILM}\n" if has_film else ""
    said = f"{len(found.sets)} set{'' if len(found.sets) == 1 else 's'}"
    left = "".join(f"<li>{escape(missing_words(one))}</li>" for one in lacking)
    plan = f"<h2>Missing from the plan</h2>\n<ul>{left}</ul>\n" if lacking else ""
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>formcheck: {said}</title><style>{_STYLE}</style>\n<h1>{said}</h1>\n"
        f'{film}<div class="wide"><table><tr>{heads}</tr>\n{rows}\n</table></div>\n{plan}'
        "<p><small>The film has a chapter for each set, and chapters.vtt names them for other players.</small></p>\n"
        "<p>formcheck is a training aid, not a medical device.</p></html>\n"
    )


def _row(one: SessionSet, *, has_film: bool) -> str:
    summary, first = one.report.summary, next(iter(fixes(one.report)), None)
    judged = len(one.report.repetitions) or len(one.report.holds)
    guess = one.found.recognition.guesses[0]
    sure = f"{guess.probability:.0%}: {guess.why}"
    name = f'<a href="{quote(one.folder)}/report.json">{escape(one.exercise.name)}</a><br><small>{escape(sure)}</small>'
    begins_s, begins = one.found.start_s, moment(one.found.start_s)
    cells = [
        f'<a href="{FILE_NAME}#t={begins_s:.1f}" data-s="{begins_s:.1f}">{begins}</a>' if has_film else begins,
        moment(one.found.end_s), name,
        "" if one.found.side == "both" else one.found.side,
        done_words(one), f"{summary.in_form} of {judged}" if judged else "",
        escape(first.message) if first is not None else "", "" if one.rest_s is None else f"{one.rest_s:.0f} s",
    ]  # fmt: skip
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _web_vtt(sets: Sequence[SessionSet]) -> str:
    return "\n\n".join(["WEBVTT", *_cues(sets)]) + "\n"


def _cues(sets: Sequence[SessionSet]) -> Iterator[str]:
    for number, one in enumerate(sets, 1):
        span = f"{_stamp(one.found.start_s)} --> {_stamp(one.found.end_s)}"
        yield f"{number}\n{span}\n{one.exercise.name}, {done_words(one)}"


def _stamp(t_s: float) -> str:
    whole = round(1000 * max(0.0, t_s))
    hours, rest = divmod(whole, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def session_text(found: SessionAnalysis, lacking: Sequence[Missing]) -> str:
    """Write a session for a terminal."""
    if not found.sets:
        return "No set was found. Film the whole body, and do two repetitions or more of each exercise."
    lines = [f"{moment(one.found.start_s)}  {one.exercise.name}, {done_words(one)}{_side(one)}" for one in found.sets]
    if lacking:
        lines += ["Missing from the plan:", *(f"  {missing_words(one)}" for one in lacking)]
    return "\n".join(lines)


def _side(one: SessionSet) -> str:
    return "" if one.found.side == "both" else f", {one.found.side}"
