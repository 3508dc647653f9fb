"""What all tests share: where clips and a browser are found, and when a missing browser is a failure."""

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from benchmarks.data import DATA
from benchmarks.live.chromium import find_chromium
from formcheck import cli
from tests.support.commands import Run

pytest_plugins = ["pytester"]

REAL_CLIPS = DATA / "real"


def browser_is_required() -> bool:
    return os.environ.get("CI") == "true" or os.environ.get("FORMCHECK_REQUIRE_BROWSER") == "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and find_chromium() is None:
        pytest.skip("no Chromium found: install one (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser test into a failure where a browser is required: green must mean that it ran."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and browser_is_required():
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"A browser test was skipped where a browser is required. {reason}"
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser that tests marked ``browser`` drive."""
    if (path := find_chromium()) is None:
        pytest.skip("no Chromium found")
    return path


@pytest.fixture(scope="session")
def real_clips() -> Path:
    """Folder with clips of real people and their ``truth.csv``, where it lies beside the project."""
    if not (REAL_CLIPS / "truth.csv").is_file():
        pytest.skip("no clips of real people beside the project")
    return REAL_CLIPS


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; returns the exit code and what came out."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["formcheck", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        out, err = capfd.readouterr()
        code = exit_.value.code
        assert code is None or isinstance(code, int)
        return code or 0, out, err

    return call
