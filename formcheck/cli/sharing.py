"""The commands that take results to other people and other programs: `share`, `open` and `export`."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import PrivacyOption
from formcheck.errors import UsageError

ResultsArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The results, as written by `analyze --out`.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name.")]


def share(
    folder: ResultsArgument,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file, ending in .formcheck.")],
    *,
    with_clip: Annotated[bool, typer.Option("--with-clip", help="Include the annotated clip.")] = False,
    no_pictures: Annotated[bool, typer.Option("--no-pictures", help="Leave out the picture of moments.")] = False,
    by: ByOption = "",
    comment: Annotated[str, typer.Option(metavar="TEXT", help="A remark to send with it; needs --by.")] = "",
    privacy: PrivacyOption = "none",
) -> None:
    """Pack a set into one file to send: report, poses, decisions, and optionally the clip; `open` opens it."""
    from formcheck.export.commenting import commented
    from formcheck.export.privacy import covered
    from formcheck.export.results import open_results
    from formcheck.export.share import pack

    if comment and not by:
        msg = "a comment is signed. Say who you are: --by NAME"
        raise UsageError(msg)
    results = open_results(folder)
    if comment:
        results = commented(results, comment, by)
    if not with_clip and no_pictures:
        results = replace(results, clip=None, moments=None)
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        shown = covered(results, privacy, Path(scratch))
        pack(shown, out, by=by, with_clip=with_clip, with_pictures=not no_pictures)
    typer.echo(f"Shared: {out} ({out.stat().st_size / 1e6:.1f} MB)")


def open_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .formcheck file.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="A new folder, or the one it came from.")],
) -> None:
    """Check a shared file and open it into a folder; into the folder that it came from, only what is new is added."""
    from formcheck.export.share import open_share

    new = open_share(file, out)
    typer.echo(f"Opened: {out}, with {new} new decision{'' if new == 1 else 's'} or comment{'' if new == 1 else 's'}")


def export(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="The results; with --labels, of any number of reviewed sets."),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for the files.")],
    *,
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", metavar="NAME", help="pdf, html, csv, xlsx, json, mot, trc, c3d or fhir."),
    ] = None,
    labels: Annotated[
        bool, typer.Option("--labels", help="Write what was agreed with and overruled, with the poses, as a data set.")
    ] = False,
    trend: Annotated[
        list[Path] | None,
        typer.Option(metavar="DIR", help="Results of an earlier set, for the pages; may be repeated."),
    ] = None,
    patient: Annotated[str, typer.Option(metavar="NAME", help="Who was filmed, for the pages and FHIR.")] = "",
    prescription: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A prescription as JSON, for the CarePlan of FHIR.")
    ] = None,
    by: ByOption = "",
    words: Annotated[str, typer.Option(metavar="TEXT", help="The therapist's words, for the pages.")] = "",
    privacy: PrivacyOption = "none",
) -> None:
    """Write results in other formats: pages, tables, motion files, FHIR, or labels; all files or none."""
    from formcheck.export.formats import Order, exported, read_prescription, write_files
    from formcheck.export.labels import label_files
    from formcheck.export.page.content import Labels
    from formcheck.export.privacy import covered
    from formcheck.export.results import open_results

    if bool(formats) == labels:
        msg = "say what to write: --format pdf, or another one (it may be repeated), or --labels"
        raise UsageError(msg)
    if len(folders) > 1 and not labels:
        msg = f"one set at a time, not {len(folders)}. Earlier sets for the trend: --trend DIR"
        raise UsageError(msg)
    if labels:
        written = write_files(label_files([open_results(folder) for folder in folders]), out)
    else:
        with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
            order = Order(
                results=covered(open_results(folders[0]), privacy, Path(scratch)),
                labels=Labels(patient=patient, by=by, words=words),
                earlier=tuple(open_results(folder) for folder in trend or []),
                prescription=read_prescription(prescription) if prescription is not None else None,
            )
            written = write_files(exported(order, formats or []), out)
    typer.echo("\n".join(f"Written: {path}" for path in written))
