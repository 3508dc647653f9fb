"""``formcheck store``: where sets are kept, whether they are whole, copies of them, and what is kept about a person."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from formcheck.cli.launching import INSTALL_APP
from formcheck.cli.progress import progress_bar
from formcheck.errors import MissingPackageError, UsageError
from formcheck.store.places import DATABASE, HOME, KEEP_DAYS, keep_days, place
from formcheck.wording import day

if TYPE_CHECKING:
    from formcheck.desk.reviewed import Reviewed
    from formcheck.store.store import Store
    from formcheck.store.upkeep.checking import Fault

STORE_PACKAGES = ("alembic", "sqlalchemy")
_MOST_LINES = 50

app = typer.Typer(
    help="Manage the sets that are kept: where they are, backups, repair, and people's data.", no_args_is_help=True
)
PersonArgument = Annotated[
    str, typer.Argument(metavar="PERSON", help="Name or id; `formcheck store people` lists them.")
]


def missing_store_packages() -> list[str]:
    """Name the packages of the store that are not installed."""
    return [name for name in STORE_PACKAGES if find_spec(name) is None]


def open_store() -> Store:
    """Open the store.

    Raises
    ------
    MissingPackageError
        If formcheck was installed without the app.
    StoreError
        If it cannot be used.
    """
    if missing := missing_store_packages():
        msg = (
            f"the store of sets needs packages that are not installed: {', '.join(missing)}. They come with "
            f"formcheck[app]: `{INSTALL_APP}`. `formcheck analyze` works without."
        )
        raise MissingPackageError(msg)
    from formcheck.store.store import Store

    return Store.open()


def reviewed_in_store() -> list[Reviewed]:
    """Read all reviewed sets of the store; see `open_store` for the errors."""
    with open_store() as store:
        from formcheck.store.reviews import reviews

        return reviews(store)


@app.command()
def where() -> None:
    """Say where sets are kept, and how to move them. Nothing is created."""
    lies, days = place(), keep_days()
    _print(f"Files: {lies.home}{'' if lies.home.exists() else ' (not there yet)'}. Another folder: {HOME}")
    _print(f"Database: {lies.shown_url}. Another one: {DATABASE}")
    _print(f"Kept for: {'ever, until discarded' if days is None else f'{days} days'}. Another time: {KEEP_DAYS}")


@app.command()
def check(
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Compare only the sizes of files, not their content.")] = False,
) -> None:
    """Look for missing and damaged files, files that no set names, and database damage. Exit code 8 if any."""
    with open_store() as store, progress_bar("check") as progress:
        found = store.check(is_deep=not quick, progress=progress)
    _print_faults(found)
    if found:
        _print("To repair what can be repaired: formcheck store repair")
        raise typer.Exit(8)
    _print("All sets and files are intact.")


@app.command()
def repair(
    backup: Annotated[
        Path | None, typer.Option("--from", metavar="BACKUP", help="A backup to take missing and damaged files from.")
    ] = None,
) -> None:
    """Repair what can be repaired. Files that no set names are moved aside, never deleted."""
    with open_store() as store:
        done = store.repair(backup)
    _print(f"Repaired: {len(done.mended)}.")
    if done.aside is not None:
        _print(f"Files that no set names were moved to {done.aside}. Delete the folder if nothing is missing.")
    if done.left:
        _print("Not repaired:")
        _print_faults(done.left)
        _print("To take files from a backup: formcheck store repair --from BACKUP")
        raise typer.Exit(8)


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="Folder: a new one, or one with an earlier backup.")]) -> None:
    """Copy the whole store into a folder, even while the app runs. Only what is new is copied."""
    with open_store() as store, progress_bar("backup") as progress:
        made = store.backup(target, progress)
    _print(f"Copied to {made.target}: all rows, and their files ({made.files}).")
    if made.missing:
        sys.stderr.write(
            f"formcheck: files that are missing or damaged in the store, and not in the backup: {len(made.missing)}. "
            "To see which: formcheck store check\n"
        )


@app.command()
def people() -> None:
    """List the people in the store, with the ids that `export` and `delete` take."""
    with open_store() as store:
        found = store.people()
    for person in found:
        _print(f"{person.id}  {person.name}")
    if not found:
        _print("Nobody yet.")


@app.command()
def account(
    role: Annotated[Literal["runner", "therapist", "admin"], typer.Argument(help="What they may do.")],
    name: Annotated[str, typer.Argument(help="Their name.")],
    issuer: Annotated[str, typer.Argument(help="The provider that they sign in with (`iss`).")],
    subject: Annotated[str, typer.Argument(help="Their id at that provider (`sub`).")],
) -> None:
    """Add somebody who signs in, such as the first admin of a clinic."""
    with open_store() as store:
        added = store.add_account(role, name, issuer=issuer, subject=subject)
    _print(f"{added.name} signs in as {added.role}: {subject} of {issuer}")


@app.command()
def export(
    person: PersonArgument, target: Annotated[Path, typer.Argument(help="The archive to write, a .zip.")]
) -> None:
    """Write everything kept about a person into one archive."""
    with open_store() as store:
        meant = store.person(person)
        count = store.export_person(meant.id, target)
    _print(f"Everything of {meant.name}, with files ({count}): {target}")


@app.command()
def delete(
    person: PersonArgument,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Delete everything about a person, with all files, in backups on this machine too."""
    with open_store() as store:
        meant = store.person(person)
        _confirm(f"Everything about {meant.name} will be deleted for good. Continue?", yes=yes)
        gone = store.delete_person(meant.id)
    counts = {
        "sets": gone.sets, "jobs": gone.jobs, "prescriptions": gone.prescriptions, "diary entries": gone.diary_entries,
        "files": gone.files,
    }  # fmt: skip
    _print(f"Deleted: {'; '.join(f'{name}: {count}' for name, count in counts.items())}.")
    for copy in gone.cleaned:
        _print(f"Also deleted in the backup of {day(copy.at)}: {copy.target}.")
    for copy in gone.backups:
        _print(f"Still in the backup of {day(copy.at)}: {copy.target}. Make it anew, or delete it.")
    if gone.aside:
        _print(f"Files of unknown owners ({gone.aside}) are in {place().home / 'aside'}. Delete them if in doubt.")


def _confirm(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        msg = "Nothing was deleted: nobody is there to confirm it. To delete without confirmation: --yes"
        raise UsageError(msg)
    typer.confirm(question, abort=True)


def _print_faults(found: Iterable[Fault]) -> None:
    lines = [f"{fault.kind}: {fault.words}: {fault.path or fault.name}" for fault in found]
    for line in lines[:_MOST_LINES]:
        _print(line)
    if len(lines) > _MOST_LINES:
        _print(f"and {len(lines) - _MOST_LINES} more.")


def _print(text: str) -> None:
    sys.stdout.write(f"{text}\n")
