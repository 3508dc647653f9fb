"""What all tests share: where clips and a browser are found, and when a missing browser is a failure."""

import gc
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.data import DATA
from benchmarks.live.chromium import find_chromium
from formcheck import cli
from tests.support.commands import Run

REAL_CLIPS = DATA / "real"
NO_BROWSER = "No Chromium was found: install one (Debian: sudo apt install chromium) or set FORMCHECK_CHROMIUM."
NO_FOOTAGE = f"Needs footage that is not in the repository: {REAL_CLIPS / 'truth.csv'} does not exist."


TESTS = Path(__file__).parent
SLOW = (
    "analysis/keepsakes/test_keepsakes.py",
    "analysis/test_annotate.py",
    "analysis/test_hidden.py",
    "analysis/test_mirrored.py",
    "analysis/test_passes.py",
    "analysis/test_privacy.py",
    "analysis/test_slow_motion.py",
    "analysis/test_turned.py",
    "benchmarks",
    "browser",
    "cli/test_doctor.py",
    "cli/test_launching.py",
    "coaching/test_attempts.py",
    "coaching/test_behind_plates.py",
    "coaching/test_cuts.py",
    "coaching/test_findings.py",
    "coaching/test_lookalikes.py",
    "coaching/test_second_look.py",
    "coaching/trackers",
    "desk/test_correcting.py",
    "export/test_page.py",
    "jobs/test_limits.py",
    "jobs/test_service.py",
    "jobs/test_workers.py",
    "live/test_by_hand.py",
    "live/test_conductor.py",
    "live/test_drawn_sets.py",
    "live/unnamed",
    "motion/cleaning/test_outliers.py",
    "motion/cleaning/test_sides.py",
    "motion/gait/test_steps.py",
    "pieces/test_crew.py",
    "pieces/test_parts.py",
    "pose/model/test_comparison.py",
    "pose/people/test_small.py",
    "pose/test_covering.py",
    "pose/test_landmarker.py",
    "pose/test_looking.py",
    "proofs",
    "recognition/test_explaining.py",
    "recognition/test_film.py",
    "recognition/test_learning.py",
    "recognition/test_sets.py",
    "store/test_killed.py",
    "store/test_roles.py",
    "store/test_together.py",
    "stream/test_live_looker.py",
    "stream/test_live_on_samples.py",
    "synthetic",
    "test_files.py",
    "ui/prescribed",
    "ui/sets/test_history.py",
    "ui/sets/test_which.py",
    "ui/test_charts.py",
    "ui/test_desk_receiving.py",
    "ui/test_downloads.py",
    "ui/test_pages.py",
    "ui/test_people.py",
    "ui/test_plan.py",
    "ui/test_results.py",
    "ui/test_watch.py",
    "video/test_cuts.py",
)
"""Modules and folders that take seconds of a processor: ``--fast`` does not even load them."""
UNTRACED = (
    "benchmarks",
    "coaching/trackers/test_lunges_in_front.py",
    "coaching/trackers/test_repetitions.py",
    "live/test_drawn_sets.py",
    "proofs",
    "synthetic",
)
"""Modules and folders that run the same lines many times over, as other tests do once: traced they would take twice as
long, so that `make coverage` does not trace them."""
NOT_FAST = ("browser", "model", "real", "slow")
"""Markers of single tests that ``--fast`` leaves out."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fast", action="store_true", help="leave out what takes long, and what needs a model or footage")


def pytest_configure() -> None:
    # Tests run beside one another already; those that are about workers say how many.
    os.environ.setdefault("FORMCHECK_CLIP_WORKERS", "1")


def pytest_collection() -> None:
    # What is imported stays: to look through it for garbage, again and again while it grows, finds none.
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    is_slow = any(collection_path == TESTS / name for name in SLOW)
    return True if is_slow and config.getoption("fast") else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    untraced = [TESTS / name for name in UNTRACED]
    for item in items:
        if any(item.path.is_relative_to(path) for path in untraced):
            item.add_marker("no_cover")
    if config.getoption("fast"):
        left_out = [item for item in items if any(item.get_closest_marker(name) for name in NOT_FAST)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]
    if hasattr(config, "workerinput"):
        longest_first(items)


def longest_first(items: list[pytest.Item]) -> None:
    """Begin with the files that run the pose model, then with those of many tests: no process waits for another."""
    tests = Counter(item.path for item in items)
    modelled = {item.path for item in items if item.get_closest_marker("model")}
    items.sort(key=lambda item: (item.path not in modelled, -tests[item.path], item.path))


def browser_is_required() -> bool:
    """Whether a missing browser is a failure: in CI, green must mean that the browser tests ran."""
    return os.environ.get("CI") == "true" or os.environ.get("FORMCHECK_REQUIRE_BROWSER") == "1"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and find_chromium() is None:
        if browser_is_required():
            pytest.fail(f"{NO_BROWSER} Browser tests must run here.", pytrace=False)
        pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser that tests marked ``browser`` drive."""
    path = find_chromium()
    assert path is not None, NO_BROWSER
    return path


@pytest.fixture(scope="session")
def real_clips() -> Path:
    """Folder with clips of real people and their ``truth.csv``, which are not part of the repository."""
    if not (REAL_CLIPS / "truth.csv").is_file():
        pytest.skip(NO_FOOTAGE)
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
