"""The commands that show what there is to be judged: `exercises`, `plan`, `reference` and `schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import ExercisesOption, JsonOption, ProfileOption, ProgrammesOption
from formcheck.files import write_whole


def exercises(*, folder: ExercisesOption = None, as_json: JsonOption = False) -> None:
    """List the exercises and the views to film them from."""
    from formcheck.catalogue import library
    from formcheck.report import listing

    known = library.exercises(folder)
    if as_json:
        typer.echo(json.dumps(listing.exercises_document(known, folder)))
    else:
        typer.echo(listing.exercises_text(known, folder))


def plan(
    programme: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The programme; by default all are listed.")
    ] = None,
    *,
    profiles: ProfileOption = None,
    exercises_folder: ExercisesOption = None,
    programmes_folder: ProgrammesOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the programmes, or lay out a session of one: doses, rests, minutes, and what is hidden or capped."""
    from formcheck.catalogue import session_plan
    from formcheck.catalogue.profile import person_of, read_profile
    from formcheck.report import listing

    if programme is None:
        known = session_plan.programmes(programmes_folder)
        typer.echo(json.dumps(listing.programmes_document(known)) if as_json else listing.programmes_text(known))
        return
    person = person_of(read_profile(path) for path in profiles or [])
    chosen, rows = session_plan.session(programme, person, exercises_folder, programmes_folder)
    typer.echo(json.dumps(listing.session_document(chosen, rows)) if as_json else listing.session_text(chosen, rows))


def reference(
    folder: ExercisesOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the pages; by default they are printed.")
    ] = None,
    measures: Annotated[Path | None, typer.Option(help="File for a list of all measures.")] = None,
) -> None:
    """Write a Markdown page for each exercise: how to film it, what is checked, and the sources of the limits."""
    from formcheck.report import measures_page
    from formcheck.report.reference import pages

    if measures is not None:
        write_whole(measures, measures_page.page())
    for name, text in pages(folder).items():
        _write(text, out / name if out is not None else None)


def schema(
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="File for the schema; by default it is printed.")
    ] = None,
) -> None:
    """Write the JSON schema of exercise files, which editors use for completion and checks."""
    from formcheck.catalogue.schema import schema_text

    _write(schema_text(), out)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)
