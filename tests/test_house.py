"""The rules of the house that a reader would otherwise have to remember."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest

from formcheck.errors import MissingPackageError
from tests import conftest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "formcheck"
LONGEST_FILE = 300
MOST_MODULES = 12
COMPUTES_WITH = {"numpy", "scipy", "pydantic"}
SETTINGS: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
APP: list[str] = SETTINGS["project"]["optional-dependencies"]["app"]
CLUSTER: list[str] = SETTINGS["project"]["optional-dependencies"]["cluster"]
SIDE_NAMES = re.compile(r"\b(?P<side>left|right)_(?P<part>\w+)\s*(?::[^=\n]+)?=[^=]", re.IGNORECASE)


def modules_of(root: str) -> list[Path]:
    found = sorted((PROJECT / root).rglob("*.py"))
    assert len(found) > MOST_MODULES, f"{root} is not where it was"
    return found


def locked() -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", (PROJECT / "requirements.lock").read_text("utf-8"), re.MULTILINE))


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", text, maxsplit=1)[0] for text in requirements}


@cache
def lowercased_distributions() -> dict[str, set[str]]:
    """The distributions of each module, in lower case as requirements are written: SQLAlchemy is not."""
    return {name: {text.lower() for text in found} for name, found in packages_distributions().items()}


@pytest.mark.parametrize("root", ["formcheck", "benchmarks"])
def test_no_file_outgrows_its_reader(root: str) -> None:
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in modules_of(root)}
    long = {str(path.relative_to(PROJECT)): n for path, n in lines.items() if n > LONGEST_FILE}
    assert not long, f"more than {LONGEST_FILE} lines: {long}; split them along what they do"


def test_left_and_right_are_not_written_twice() -> None:
    """A pair of names at the start of a line, LEFT_KNEE = and RIGHT_KNEE =, is a table waiting to disagree."""
    for path in modules_of("formcheck"):
        lines = path.read_text("utf-8").splitlines()
        named = {(m["side"].lower(), m["part"].lower()) for line in lines if (m := SIDE_NAMES.match(line.strip()))}
        twins = {part for side, part in named if side == "left" and ("right", part) in named}
        assert not twins, f"{path.name} names these for both sides: {sorted(twins)}; name one side and mirror"


@pytest.mark.parametrize("root", ["formcheck", "benchmarks", "tests"])
def test_no_folder_has_more_modules_than_a_reader_can_hold(root: str) -> None:
    modules = Counter(path.parent for path in modules_of(root) if path.name != "__init__.py")
    crowded = {str(folder.relative_to(PROJECT)): n for folder, n in modules.items() if n > MOST_MODULES}
    assert not crowded, f"more than {MOST_MODULES} modules: {crowded}; group them by what they do"


def test_the_lock_names_no_address() -> None:
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert not re.findall(r"^\s*(--(?!hash=)\S+|-[if]\s.*|.* @ .*)$", text, re.MULTILINE)


def test_every_locked_package_has_a_hash() -> None:
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(locked())
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_the_lock_covers_what_is_declared() -> None:
    project = SETTINGS["project"]
    extras = project["optional-dependencies"].values()
    declared = requirement_names(project["dependencies"] + [text for extra in extras for text in extra])
    assert declared <= locked()


def test_what_is_imported_is_declared() -> None:
    graph = grimp.build_graph("formcheck", include_external_packages=True, cache_dir=None)
    outside = {name for name in graph.modules if graph.is_module_squashed(name)} - sys.stdlib_module_names
    packages = lowercased_distributions()
    declared = requirement_names([*SETTINGS["project"]["dependencies"], *APP, *CLUSTER])
    assert {name for name in outside if not declared & packages.get(name, set())} == set()


def test_opencv_is_locked_once() -> None:
    assert {name for name in locked() if name.startswith("opencv")} == {"opencv-contrib-python"}


def test_the_computing_rooms_may_import_no_other_dependency() -> None:
    """The wall in pyproject.toml lists what is forbidden; a new dependency must be added to it."""
    dependencies = requirement_names([*SETTINGS["project"]["dependencies"], *APP])
    modules = {name for name, packages in lowercased_distributions().items() if dependencies & packages}
    wall = next(c for c in SETTINGS["tool"]["importlinter"]["contracts"] if "compute" in c["name"])
    public = {name for name in modules if name.isidentifier() and not name.startswith("_")}
    assert public - COMPUTES_WITH - set(wall["forbidden_modules"]) == set()


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[:1] == [SETTINGS["project"]["version"]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True, text=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_all_that_formcheck_needs(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    beside = SETTINGS["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    inside = {
        str(path.relative_to(PROJECT))
        for suffix in ("*.py", "*.toml", "*.json", "py.typed")
        for path in PACKAGE.rglob(suffix)
    }
    expected = inside
    for source, target in beside.items():
        files = [path for path in (PROJECT / source).rglob("*") if path.is_file()]
        expected |= {f"{target}/{path.relative_to(PROJECT / source)}" for path in files} or {target}
    assert expected <= packed


@pytest.mark.slow
def test_the_wheel_works_without_the_packages_of_the_app(wheel: Path, tmp_path: Path) -> None:
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", str(tmp_path), str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    program = f"""
import sys
sys.modules |= dict.fromkeys({sorted(requirement_names(APP))})  # None: as if they were not installed
sys.path.insert(0, {str(tmp_path)!r})
import formcheck, formcheck.cli, formcheck.cli.doctor
from formcheck import analyze, assess, record  # each loads what it needs
assert formcheck.__file__.startswith({str(tmp_path)!r}), formcheck.__file__
sys.argv = ["formcheck", *sys.argv[1:]]
formcheck.cli.main()
"""
    run = [sys.executable, "-c", program]
    listed = subprocess.run([*run, "exercises"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    refused = subprocess.run([*run, "app"], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert refused.returncode == MissingPackageError.exit_code
    assert "pip install 'formcheck[app]'" in refused.stderr


def test_the_app_serves_this_machine_only() -> None:
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


def test_what_fast_leaves_out_exists() -> None:
    assert [name for name in conftest.SLOW + conftest.UNTRACED if not (PROJECT / "tests" / name).exists()] == []
    declared = {text.split(":")[0] for text in SETTINGS["tool"]["pytest"]["ini_options"]["markers"]}
    assert set(conftest.NOT_FAST) <= declared


class BrowserTest:
    """A test that is marked as one that needs a browser, as far as the hook in `conftest` looks at it."""

    def get_closest_marker(self, name: str) -> object:
        return name == "browser" or None


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [
        ({}, pytest.skip.Exception),
        ({"CI": "true"}, pytest.fail.Exception),
        ({"FORMCHECK_REQUIRE_BROWSER": "1"}, pytest.fail.Exception),
    ],
    ids=["at home", "in CI", "required"],
)
def test_a_missing_browser_skips_at_home_and_fails_where_required(
    variables: dict[str, str], outcome: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "FORMCHECK_REQUIRE_BROWSER", "FORMCHECK_CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (variables | {"PATH": str(tmp_path)}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(outcome, match="No Chromium was found"):
        conftest.pytest_runtest_setup(BrowserTest())  # type: ignore[arg-type]
