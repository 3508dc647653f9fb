"""`formcheck app` starts Streamlit's own command, with the app loaded before the first tab asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from formcheck.cli import launching


def test_the_app_is_loaded_before_streamlit_serves_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert launching.launch(["--server.port=1234"]) == 0
    (command,) = asked
    assert command[0] == sys.executable
    assert command[1:4] == ["-m", "formcheck.ui.serve", "run"]
    assert command[4].endswith("app.py")
    assert command[5:] == ["--server.port=1234"]


def test_the_command_is_streamlit_s() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "formcheck.ui.serve", "run", "--help"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "streamlit run" in done.stdout
