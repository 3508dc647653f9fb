"""The command that proposes a definition from one good set: `learn`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import ExercisesOption, ModelOption, SubjectOption
from formcheck.cli.progress import progress_bar
from formcheck.records import CLIP_MODEL


def learn(
    clip: Annotated[Path, typer.Argument(help="A clip of one good set, or its poses (.npz).")],
    name: Annotated[str, typer.Option("--name", "-n", help="What the exercise is called.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the definition.")],
    *,
    least: Annotated[
        float,
        typer.Option(min=0.1, max=1.0, help="Share of the usual excursion that a repetition must reach."),
    ] = 0.6,
    model: ModelOption = CLIP_MODEL,
    subject: SubjectOption = None,
    folder: ExercisesOption = None,
) -> None:
    """Propose a definition (TOML) that counts the set in a clip, for an exercise that is not in the catalogue."""
    from formcheck.analysis import record
    from formcheck.analysis.unnamed.learning import id_of, learn_exercise
    from formcheck.pose.recording import PoseTrack

    exercise_id = id_of(name)
    if clip.suffix == ".npz":
        track = PoseTrack.load(clip)
    else:
        with progress_bar(clip.name) as progress:
            track = record(clip, model=model, subject=subject, progress=progress)
    learnt = learn_exercise(track.poses(), name, exercise_id, out, least=least, folder=folder)
    trial = learnt.trial
    typer.echo(f"It counts {trial.counted} repetitions of this set, in {trial.signal}.")
    if trial.taken_for:
        typer.echo(f"Without its name the set is taken for {', '.join(trial.taken_for)} instead: narrow the gates.")
    typer.echo(f"Definition: {learnt.path}")
    typer.echo(f"Try it: formcheck analyze {clip} --exercise {exercise_id} --exercises {out} --out results")
