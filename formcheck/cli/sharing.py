"""The commands that take results to other people: `share`, `open` and `export`."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli.options import PrivacyOption
from formcheck.errors import UsageError

ResultsArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The results, as `analyze --out` wrote them.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Your name.")]


def share(
    folder: ResultsArgument,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file, ending in .formcheck.")],
    *,
    with_clip: Annotated[bool, typer.Option("--with-clip", help="Put the annotated clip in it.")] = False,
    no_pictures: Annotated[bool, typer.Option("--no-pictures", help="Leave out the picture of moments.")] = False,
    by: ByOption = "",
    comment: Annotated[str, typer.Option(metavar="TEXT", help="A remark to send with it; needs --by.")] = "",
    privacy: PrivacyOption = "none",
) -> None:
    """Pack a set into one file, to be sent: report, poses, decisions, and the clip if wanted; `open` opens it."""
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
