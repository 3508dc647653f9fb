"""The command that analyses many clips: `batch`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli.options import ExercisesOption, HeightOption, MirroredOption, ModelOption, PrivacyOption, ShareOption
from formcheck.cli.progress import progress_bar
from formcheck.errors import FormcheckError
from formcheck.records import CLIP_MODEL

if TYPE_CHECKING:
    from formcheck.jobs.batch import Outcome

# Each holds a pose model, and the frames between its stages: about a gigabyte.
_USUAL_JOBS = min(os.cpu_count() or 1, 8)


def batch(
    source: Annotated[Path, typer.Argument(metavar="DIR|CSV", help="A folder of clips, or a table that lists them.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for all results.")],
    *,
    exercise: Annotated[
        str | None,
        typer.Option("--exercise", "-e", metavar="ID", help="The exercise of clips for which nothing else names one."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, help="How many clips to analyse at the same time.")
    ] = _USUAL_JOBS,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask",
            metavar="ADDRESS",
            help="Scheduler of a Dask cluster to do the work, such as tcp://10.0.0.1:8786; its machines must share the "
            "same folders and have the same formcheck.",
        ),
    ] = None,
    model: ModelOption = CLIP_MODEL,
    no_video: Annotated[bool, typer.Option("--no-video", help="Leave out the annotated clips.")] = False,
    share: ShareOption = False,
    folder: ExercisesOption = None,
    mirrored: MirroredOption = False,
    privacy: PrivacyOption = "none",
    height_cm: HeightOption = None,
) -> None:
    """Analyse many clips, each into its own folder, and write index.html and index.csv.

    The exercise of a clip is named by the column `exercise` of the table, by a folder above the clip, or by
    --exercise. The same command continues an interrupted run: finished clips are kept.
    """
    from formcheck.analysis import AnalysisOptions
    from formcheck.jobs import batch as batches
    from formcheck.jobs.order import Order

    options = AnalysisOptions(model=model, draw=not no_video, share=share, mirrored=mirrored, privacy=privacy)
    clips = batches.clips_in(source, exercise=exercise, folder=folder, except_in=out)
    named = str(folder.absolute()) if folder is not None else None
    crew = batches.Cluster(dask) if dask is not None else batches.Team(min(jobs, len(clips)))
    try:
        with progress_bar(f"{len(clips)} clips") as progress:
            outcomes = batches.run(
                clips,
                out,
                lambda clip: Order(
                    exercise=clip.exercise, folder=named, height_cm=clip.height_cm or height_cm, options=options
                ),
                crew,
                progress,
            )
    except KeyboardInterrupt:
        sys.stderr.write(f"formcheck: stopped. Finished results are in {out}; run the same command to continue.\n")
        raise SystemExit(130) from None
    batches.write_index(outcomes, out)
    typer.echo(f"Results: {out / 'index.html'}")
    _tell_failed(outcomes)


def _tell_failed(outcomes: list[Outcome]) -> None:
    failed = [one for one in outcomes if one.state == "failed"]
    if failed:
        lines = "\n".join(f"  {one.clip.name}: {one.error}" for one in failed)
        msg = f"{len(failed)} of {len(outcomes)} clips could not be analysed; the others are done.\n{lines}"
        raise FormcheckError(msg)
