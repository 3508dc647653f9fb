"""The command line; each command calls one library function."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from formcheck.cli.options import (
    AsJson,
    CaptureFps,
    Exercise,
    Model,
    ModelOption,
    Near,
    OwnExercises,
    OwnProgrammes,
    Profiles,
    SideOption,
    SubjectOption,
    View,
    ViewOption,
)
from formcheck.errors import FormcheckError
from formcheck.files import write_whole

if TYPE_CHECKING:
    from formcheck.catalogue.exercise import Exercise as Definition

app = typer.Typer(
    help="Count repetitions on video, and say which were wrong, when, by how much, and what to do.",
    epilog=(
        "Exit codes: 0 done; 2 wrong usage; 3 the input cannot be read as a video or a pose recording; 4 no person "
        "found; 5 a pose model is missing or damaged; 6 the results cannot be written; 7 the "
        "packages of the app are not installed."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
models = typer.Typer(help="Bring the pose models that are not packed.", no_args_is_help=True)
app.add_typer(models, name="models")


@app.command()
def exercises(*, own: OwnExercises = None, as_json: AsJson = False) -> None:
    """List the exercises and from where to film them."""
    from formcheck.catalogue import library
    from formcheck.report import listing

    found = library.exercises(own)
    text = json.dumps(listing.exercises_document(found, own)) if as_json else listing.exercises_text(found, own)
    sys.stdout.write(text + "\n")


@app.command(name="plan")
def show_plan(
    programme: Annotated[str | None, typer.Argument(metavar="[ID]", help="Programme; without, all are listed.")] = None,
    *,
    profiles: Profiles = None,
    own: OwnExercises = None,
    own_programmes: OwnProgrammes = None,
    as_json: AsJson = False,
) -> None:
    """List the programmes, or lay out the session of one: doses, rests, minutes, and what is hidden or capped."""
    from formcheck.catalogue.profile import person_of, read_profile
    from formcheck.catalogue.session_plan import programmes, session
    from formcheck.report import listing

    shown: object
    if programme is None:
        known = programmes(own_programmes)
        shown = listing.programmes_document(known) if as_json else listing.programmes_text(known)
    else:
        person = person_of(read_profile(path) for path in profiles or [])
        chosen, rows = session(programme, person, own, own_programmes)
        shown = listing.session_document(chosen, rows) if as_json else listing.session_text(chosen, rows)
    sys.stdout.write((json.dumps(shown) if as_json else str(shown)) + "\n")


@app.command()
def reference(
    own: OwnExercises = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder to write them to; printed without.")] = None,
) -> None:
    """Write a page of Markdown for each exercise: how to film it, what is checked, and the sources of the limits."""
    from formcheck.report.reference import pages

    for name, text in pages(own).items():
        if out is None:
            sys.stdout.write(text)
        else:
            write_whole(out / name, text)


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option("--out", "-o", help="File to write it to; printed without.")] = None,
) -> None:
    """Make the JSON schema of an exercise file, with which editors complete and check."""
    from formcheck.catalogue.schema import schema_text

    _write(schema_text(), out)


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
    else:
        write_whole(out, text)


@app.command()
def analyze(
    video: Annotated[Path, typer.Argument(help="The clip.")],
    exercise: Exercise,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the results.")],
    *,
    view: View = ViewOption.AUTO,
    side: Near = SideOption.AUTO,
    model: Model = ModelOption.FULL,
    subject: SubjectOption = None,
    no_video: Annotated[bool, typer.Option("--no-video", help="Leave out the annotated clip.")] = False,
    profiles: Profiles = None,
    own: OwnExercises = None,
    capture_fps: CaptureFps = None,
    as_json: AsJson = False,
) -> None:
    """Judge a clip: report.json, tables (CSV) and annotated.mp4 in a folder."""
    from formcheck import analysis
    from formcheck.pose.people.subject import Subject
    from formcheck.report import document, summary

    definition = _definition(exercise, own, profiles or [])
    with _progress(video.name) as progress:
        options = analysis.AnalysisOptions(
            out=out,
            draw=not no_video,
            view=view.override,
            side=side.override,
            capture_fps=capture_fps,
            model=model.chosen,
            subject=Subject.parse(subject) if subject is not None else None,
            progress=progress,
        )
        report = analysis.analyze(video, definition, options).report
    sys.stdout.write(document.to_json(report) + "\n" if as_json else f"{summary.text(report)}\nResults: {out}\n")


@app.command()
def assess(
    poses: Annotated[Path, typer.Argument(help="Recorded landmarks (.npz), as `formcheck record` writes them.")],
    exercise: Exercise,
    *,
    view: View = ViewOption.AUTO,
    side: Near = SideOption.AUTO,
    profiles: Profiles = None,
    own: OwnExercises = None,
    capture_fps: CaptureFps = None,
    as_json: AsJson = False,
) -> None:
    """Judge recorded landmarks with the same engine."""
    from formcheck import analysis
    from formcheck.pose.recording import PoseTrack
    from formcheck.report import document, summary

    definition = _definition(exercise, own, profiles or [])
    track = PoseTrack.load(poses)
    options = analysis.JudgingOptions(view=view.override, side=side.override, capture_fps=capture_fps)
    report = analysis.assess(track, definition, options).report
    sys.stdout.write((document.to_json(report) if as_json else summary.text(report)) + "\n")


@app.command()
def record(
    video: Annotated[Path, typer.Argument(help="The clip.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File for the landmarks (.npz).")],
    *,
    model: Model = ModelOption.FULL,
    subject: SubjectOption = None,
) -> None:
    """Record the landmarks of a clip, to be judged later with `formcheck assess`."""
    from formcheck import analysis
    from formcheck.pose.people.subject import Subject

    chosen = Subject.parse(subject) if subject is not None else None
    with _progress(video.name) as progress:
        track = analysis.record(video, model=model.chosen, subject=chosen, progress=progress)
    track.save(out)
    sys.stdout.write(f"{len(track.t_s)} frames: {out}\n")


@app.command(name="app", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run_app(context: typer.Context, *, own: OwnExercises = None, own_programmes: OwnProgrammes = None) -> None:
    """Open the app in the browser, on this machine only. Further options go to Streamlit: --server.port 8600."""
    from formcheck.catalogue import library, session_plan
    from formcheck.cli.launching import launch

    # A mistake in a definition is reported here, where it can be read, before the browser opens.
    if own is not None:
        library.exercises(own)
    if own_programmes is not None:
        session_plan.programmes(own_programmes)
    raise typer.Exit(launch(context.args, exercises=own, programmes=own_programmes))


@app.command()
def doctor() -> None:
    """Say what works on this machine, and what to do where it does not."""
    from formcheck.cli.doctor import diagnose

    console, well = Console(), True
    for found in diagnose():
        well &= found.works
        console.print(f"{'ok  ' if found.works else 'FAIL'}  {found.name}: {found.found}", markup=False)
        if not found.works:
            console.print(f"      {found.remedy}", markup=False)
    raise typer.Exit(0 if well else 1)


@models.command()
def fetch(model: Annotated[ModelOption, typer.Argument(help="lite or heavy; full is packed.")]) -> None:
    """Bring the lite or the heavy model. This is the one command that uses the network."""
    from formcheck.pose.model import bundle

    sys.stdout.write(f"{bundle.fetch(model.chosen)}\n")


def _definition(exercise: str, own: Path | None, profiles: Sequence[Path]) -> Definition:
    from formcheck.catalogue.profile import person_of, read_profile, resolve_exercise
    from formcheck.catalogue.safety import hidden_because

    cascade = [read_profile(path) for path in profiles]
    definition = resolve_exercise(exercise, own, cascade)
    if cascade and (hidden := hidden_because(definition, person_of(cascade))):
        # The clip exists and is judged all the same, but the reader of the report should know.
        sys.stderr.write(f"formcheck: {definition.name} is not offered to this person. {hidden}\n")
    return definition


@contextmanager
def _progress(what: str) -> Iterator[Callable[[float], None]]:
    """Show a bar on a terminal; keep still anywhere else, so that a log and `--json` stay clean."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def main() -> None:
    """Run the command line; an error that a user can mend is a message and an exit code, never a traceback."""
    try:
        app()
    except FormcheckError as error:
        sys.stderr.write(f"formcheck: {error}\n")
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        sys.stderr.write("formcheck: stopped; nothing was written.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
