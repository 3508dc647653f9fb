"""A PostgreSQL server for the tests: from the system's packages, in a temporary folder, on a socket there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_SYSTEM = Path("/usr/lib/postgresql")
_UNPRIVILEGED = "postgres"
_QUICK = "-c fsync=off -c listen_addresses='' -c log_min_messages=error"


def find_postgres() -> Path | None:
    """Return the folder of the newest installed server's programs, or None."""
    found = sorted(_SYSTEM.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def postgres_is_required() -> bool:
    """Whether a missing server is a failure: in CI on Linux, green must mean that these tests ran."""
    is_in_ci = os.environ.get("CI") == "true" and sys.platform == "linux"
    return is_in_ci or os.environ.get("FORMCHECK_REQUIRE_POSTGRES") == "1"


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Run a server while the block lasts, and give the address of a database on it."""
    with TemporaryDirectory(prefix="formcheck-pg-") as name:
        folder = Path(name)
        _hand_over(folder)
        data = folder / "data"
        _run(programs / "initdb", "-D", data, "-U", "formcheck", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"{_QUICK} -k {folder}"
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://formcheck@/postgres?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


def _run(*command: object) -> None:
    """Run as somebody who is not root: the server refuses to run as root."""
    done = subprocess.run([str(part) for part in command], **_as_nobody(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or done.stdout


def _as_nobody() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(_UNPRIVILEGED)
    return {"user": user.pw_uid, "group": user.pw_gid, "cwd": "/"}


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        user = pwd.getpwnam(_UNPRIVILEGED)
        os.chown(folder, user.pw_uid, user.pw_gid)
