"""Where the store is: its folder and the address of its database, by the environment and the system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from formcheck.errors import UsageError

HOME: Final = "FORMCHECK_HOME"
DATABASE: Final = "FORMCHECK_DATABASE"
KEEP_DAYS: Final = "FORMCHECK_KEEP_DAYS"
DATABASE_FILE: Final = "formcheck.db"
_SERVERS = ("sqlite", "postgresql+psycopg")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one store is.

    Attributes
    ----------
    home : Path
        Folder of the files, and of the database unless that is on a server.
    url : str
        Address of the database, as SQLAlchemy writes it; it may contain a password.
    """

    home: Path
    url: str

    @property
    def is_embedded(self) -> bool:
        """Whether the database is a file of this machine."""
        return self.url.startswith("sqlite")

    @property
    def shown_url(self) -> str:
        """The address without its password."""
        head, at, tail = self.url.rpartition("@")
        scheme, slashes, login = head.partition("://")
        return f"{scheme}{slashes}{login.partition(':')[0]}@{tail}" if at else self.url


def place(home: str | Path | None = None, url: str | None = None, environment: Mapping[str, str] = os.environ) -> Place:
    """Return where the store is; nothing is created.

    Parameters
    ----------
    home : str or Path, optional
        The folder; by default ``FORMCHECK_HOME``, or the folder of this user for the data of programs.
    url : str, optional
        The database; by default ``FORMCHECK_DATABASE``, or a file in `home`.
    environment : mapping of str to str
        Where both variables are looked up.

    Raises
    ------
    UsageError
        If the database is neither an SQLite file nor a PostgreSQL server.
    """
    folder = Path(home or environment.get(HOME) or _user_data(environment)).expanduser().absolute()
    address = url or environment.get(DATABASE) or f"sqlite:///{folder / DATABASE_FILE}"
    if address.startswith("postgresql://"):
        address = address.replace("postgresql://", "postgresql+psycopg://", 1)
    if address.partition("://")[0] not in _SERVERS:
        msg = (
            f"{address.partition('://')[0]!r} is not a database in which formcheck can keep sets. {DATABASE} must be "
            "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME. Without it, a file in the store's folder is used: "
            f"unset {DATABASE}"
        )
        raise UsageError(msg)
    return Place(folder, address)


def keep_days(environment: Mapping[str, str] = os.environ) -> int | None:
    """Return for how many days sets are kept; None keeps them until they are discarded.

    Raises
    ------
    UsageError
        If ``FORMCHECK_KEEP_DAYS`` is not a whole number above 0.
    """
    text = environment.get(KEEP_DAYS, "").strip()
    if not text:
        return None
    if not text.isdecimal() or int(text) < 1:
        msg = (
            f"{KEEP_DAYS} is {text!r}. It must be a whole number of days, such as 365. To keep everything: unset "
            f"{KEEP_DAYS}"
        )
        raise UsageError(msg)
    return int(text)


def _user_data(environment: Mapping[str, str]) -> Path:
    """Return the system's folder for the data of programs."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "formcheck"
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "formcheck"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "formcheck"
