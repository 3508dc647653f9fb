"""The command that finds all sets of a film: `session`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import (
    CaptureFpsOption,
    ExercisesOption,
    JsonOption,
    MirroredOption,
    ModelOption,
    PrivacyOption,
    ProgrammesOption,
    SubjectOption,
    WorkersOption,
)
from formcheck.cli.progress import progress_bar
from formcheck.records import CLIP_MODEL


def session(
    video: Annotated[Path, typer.Argument(help="The film, of one set or many.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    *,
    programme: Annotated[
        str | None,
        typer.Option("--programme", metavar="ID", help="The planned programme: what is missing from it is listed."),
    ] = None,
    no_video: Annotated[bool, typer.Option("--no-video", help="Leave out the annotated film.")] = False,
    model: ModelOption = CLIP_MODEL,
    subject: SubjectOption = None,
    folder: ExercisesOption = None,
    programmes_folder: ProgrammesOption = None,
    capture_fps: CaptureFpsOption = None,
    mirrored: MirroredOption = False,
    privacy: PrivacyOption = "none",
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find all sets of a film, and judge each: a folder for each, a table, and the annotated film with chapters."""
    from formcheck.catalogue import session_plan

    rows = session_plan.session(programme, None, folder, programmes_folder)[1] if programme is not None else []
    from formcheck.analysis import AnalysisOptions
    from formcheck.analysis.unnamed import index
    from formcheck.analysis.unnamed.session import analyze_session
    from formcheck.analysis.unnamed.wanted import missing, wanted_of

    with progress_bar(video.name) as progress:
        options = AnalysisOptions(
            out=out, draw=not no_video, model=model, subject=subject, capture_fps=capture_fps, mirrored=mirrored,
            progress=progress, privacy=privacy, workers=workers,
        )  # fmt: skip
        found = analyze_session(video, options, folder=folder)
    lacking = missing(wanted_of(rows), [one.did for one in found.sets])
    index.write_index(found, lacking, out)
    if as_json:
        typer.echo(json.dumps(index.session_document(found, lacking)))
        return
    typer.echo(index.session_text(found, lacking))
    typer.echo(f"Results: {out / 'index.html'}")
