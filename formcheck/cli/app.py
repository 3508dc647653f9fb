"""The commands; each reads its options, calls one library function and prints the result.

What a command needs is imported inside it: the catalogue takes half a second and MediaPipe longer, and neither
`formcheck --help` nor another command waits for them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import catalogue, store
from formcheck.cli.batch import batch
from formcheck.cli.options import (
    CaptureFpsOption,
    ExerciseOption,
    ExercisesOption,
    FoundOption,
    HeightOption,
    JsonOption,
    MirroredOption,
    ModelOption,
    PrivacyOption,
    ProfileOption,
    ProgrammesOption,
    ShareOption,
    SideOption,
    SubjectOption,
    ViewOption,
    WorkersOption,
)
from formcheck.cli.progress import progress_bar
from formcheck.cli.sharing import export, open_, share
from formcheck.cli.unnamed.learn import learn
from formcheck.cli.unnamed.session import session
from formcheck.cli.unnamed.which import found_exercise, which
from formcheck.errors import FormcheckError, UsageError
from formcheck.guesses import AUTO
from formcheck.records import CLIP_MODEL

if TYPE_CHECKING:
    from formcheck.catalogue.exercise import Exercise
    from formcheck.records import Report

_SHARE_NEEDS_VIDEO = "--share cuts its clip from annotated.mp4, which --no-video leaves out. Give only one of the two."

app = typer.Typer(
    help="Count repetitions on video, and report which were wrong, when, by how much, and what to do.",
    epilog=(
        "Exit codes: 0 done; 2 usage error; 3 the input cannot be read as a video or a pose recording; 4 no person "
        "found; 5 a pose model is missing or damaged; 6 the results cannot be written; 7 the packages of the app are "
        "not installed; 8 the store of sets cannot be used, or is damaged."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(store.app, name="store")
for command in (catalogue.exercises, catalogue.plan, catalogue.reference, catalogue.schema):
    app.command()(command)


@app.command()
def analyze(
    video: Annotated[Path, typer.Argument(help="The clip.")],
    exercise: FoundOption,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    *,
    view: ViewOption = "auto",
    side: SideOption = "auto",
    model: ModelOption = CLIP_MODEL,
    subject: SubjectOption = None,
    no_video: Annotated[bool, typer.Option("--no-video", help="Leave out the annotated clip.")] = False,
    share: ShareOption = False,
    profiles: ProfileOption = None,
    folder: ExercisesOption = None,
    capture_fps: CaptureFpsOption = None,
    mirrored: MirroredOption = False,
    height_cm: HeightOption = None,
    privacy: PrivacyOption = "none",
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge a clip, and write report.json, its tables (CSV), poses.npz and annotated.mp4 into a folder."""
    from formcheck import analysis

    if share and no_video:
        raise UsageError(_SHARE_NEEDS_VIDEO)
    options = analysis.AnalysisOptions(
        view=None if view == "auto" else view,
        side=None if side == "auto" else side,
        capture_fps=capture_fps,
        mirrored=mirrored,
        out=out,
        draw=not no_video,
        share=share,
        model=model,
        subject=subject,
        privacy=privacy,
        workers=workers,
    )
    found = found_exercise(video, options, folder) if exercise == AUTO else None
    chosen = exercise if found is None else which(found.recognition)
    definition = _resolved(chosen, folder, profiles or []).for_height(height_cm)
    with progress_bar(video.name) as progress:
        told = replace(options, progress=progress)
        if found is None:
            report = analysis.analyze(video, definition, told).report
        else:
            report = analysis.analyze_found(video, found, definition, told).report
    _print_report(report, definition, as_json=as_json)
    if not as_json:
        _print(f"Results: {out}")


@app.command()
def assess(
    poses: Annotated[Path, typer.Argument(help="A pose recording (.npz), as `formcheck record` writes it.")],
    exercise: ExerciseOption,
    *,
    view: ViewOption = "auto",
    side: SideOption = "auto",
    profiles: ProfileOption = None,
    folder: ExercisesOption = None,
    capture_fps: CaptureFpsOption = None,
    mirrored: MirroredOption = False,
    height_cm: HeightOption = None,
    as_json: JsonOption = False,
) -> None:
    """Judge a pose recording, with the same engine as `analyze`."""
    from formcheck import analysis
    from formcheck.pose.recording import PoseTrack

    definition = _resolved(exercise, folder, profiles or []).for_height(height_cm)
    options = analysis.JudgingOptions(
        view=None if view == "auto" else view,
        side=None if side == "auto" else side,
        capture_fps=capture_fps,
        mirrored=mirrored,
    )
    _print_report(analysis.assess(PoseTrack.load(poses), definition, options).report, definition, as_json=as_json)


@app.command()
def record(
    video: Annotated[Path, typer.Argument(help="The clip.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the pose recording (.npz).")],
    *,
    model: ModelOption = CLIP_MODEL,
    subject: SubjectOption = None,
    workers: WorkersOption = None,
) -> None:
    """Record the poses in a clip, to be judged later with `formcheck assess`."""
    from formcheck import analysis

    with progress_bar(video.name) as progress:
        track = analysis.record(video, model=model, subject=subject, progress=progress, workers=workers)
    track.save(out)
    _print(f"{len(track.t_s)} frames: {out}")


@app.command()
def agreement(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FOLDER]...",
            help="Folders with report.json and decisions.json of reviewed sets; by default the sets of the store.",
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Print Cohen's kappa with its 95 % interval for each cue: machine and therapist, and two therapists."""
    from formcheck.cli.agreement import agreement_document, agreement_text
    from formcheck.cli.store import reviewed_in_store
    from formcheck.desk.agreement import agreements
    from formcheck.desk.reviewed import reviewed_in

    found = agreements(list(reviewed_in(folders)) if folders else reviewed_in_store())
    _print(json.dumps(agreement_document(found)) if as_json else agreement_text(found))


@app.command(name="app", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_app(
    context: typer.Context, *, exercises_folder: ExercisesOption = None, programmes_folder: ProgrammesOption = None
) -> None:
    """Open the app in the browser, on this machine only. Other options go to Streamlit: --server.port 8600."""
    from formcheck.catalogue import library, session_plan
    from formcheck.cli.launching import launch

    # A mistake in a definition is reported here, where it can be read, before the browser opens.
    if exercises_folder is not None:
        library.exercises(exercises_folder)
    if programmes_folder is not None:
        session_plan.programmes(programmes_folder)
    raise typer.Exit(launch(context.args, exercises=exercises_folder, programmes=programmes_folder))


app.command()(batch)
app.command()(session)
app.command()(learn)
app.command()(share)
app.command("open")(open_)
app.command()(export)


@app.command()
def doctor() -> None:
    """Check what works on this machine, and say what to do if something does not."""
    from rich.console import Console

    from formcheck.cli.doctor import diagnose

    console, well = Console(), True
    for found in diagnose():
        well &= found.works
        console.print(f"{'ok  ' if found.works else 'FAIL'}  {found.name}: {found.found}", markup=False)
        if not found.works:
            console.print(f"      {found.remedy}", markup=False)
    raise typer.Exit(0 if well else 1)


def _resolved(exercise: str, folder: Path | None, profiles: Sequence[Path]) -> Exercise:
    from formcheck.catalogue.profile import person_of, read_profile, resolve_exercise
    from formcheck.catalogue.safety import hidden_because

    cascade = [read_profile(path) for path in profiles]
    definition = resolve_exercise(exercise, folder, cascade)
    if cascade and (hidden := hidden_because(definition, person_of(cascade))):
        # The clip exists and is judged all the same, but the reader of the report should know.
        sys.stderr.write(f"formcheck: {definition.name} is not offered to this person. {hidden}\n")
    return definition


def _print_report(report: Report, exercise: Exercise, *, as_json: bool) -> None:
    from formcheck.report import summary
    from formcheck.report.document import to_json

    _print(to_json(report) if as_json else summary.text(report, exercise))


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Run the command line; an error that a user can cause is a message and an exit code, never a traceback."""
    try:
        app()
    except FormcheckError as error:
        sys.stderr.write(f"formcheck: {error}\n")
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        sys.stderr.write("formcheck: stopped; nothing was written.\n")
        raise SystemExit(130) from None
