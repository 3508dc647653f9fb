"""The rules of the house that a reader would otherwise have to remember."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "formcheck"
LONGEST_FILE = 300
COMPUTES_WITH = {"numpy", "scipy", "pydantic"}
SETTINGS: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted(PACKAGE.rglob("*.py"))
SIDE_NAMES = re.compile(r"\b(?P<side>left|right)_(?P<part>\w+)\s*(?::[^=\n]+)?=[^=]", re.IGNORECASE)


def locked() -> set[str]:
    return set(re.findall(r"^([a-z0-9.-]+)==", (PROJECT / "requirements.lock").read_text("utf-8"), re.MULTILINE))


def requirement_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", text, maxsplit=1)[0] for text in requirements}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_file_outgrows_its_reader(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{path.name} has {lines} lines: split it along what it does"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_left_and_right_are_not_written_twice(path: Path) -> None:
    """A pair of names at the start of a line, LEFT_KNEE = and RIGHT_KNEE =, is a table waiting to disagree."""
    lines = path.read_text("utf-8").splitlines()
    named = {(m["side"].lower(), m["part"].lower()) for line in lines if (m := SIDE_NAMES.match(line.strip()))}
    twins = {part for side, part in named if side == "left" and ("right", part) in named}
    assert not twins, f"{path.name} names these for both sides: {sorted(twins)}; name one side and mirror"


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
    packages = packages_distributions()
    declared = requirement_names(SETTINGS["project"]["dependencies"])
    assert {name for name in outside if not declared & set(packages.get(name, []))} == set()


def test_opencv_is_locked_once() -> None:
    assert {name for name in locked() if name.startswith("opencv")} == {"opencv-contrib-python"}


def test_the_computing_rooms_may_import_no_other_dependency() -> None:
    """The wall in pyproject.toml lists what is forbidden; a new dependency must be added to it."""
    dependencies = requirement_names(SETTINGS["project"]["dependencies"])
    modules = {name for name, packages in packages_distributions().items() if dependencies & set(packages)}
    wall = next(c for c in SETTINGS["tool"]["importlinter"]["contracts"] if "compute" in c["name"])
    public = {name for name in modules if name.isidentifier() and not name.startswith("_")}
    assert public - COMPUTES_WITH - set(wall["forbidden_modules"]) == set()


def test_the_changelog_begins_with_this_version() -> None:
    versions = re.findall(r"^## \[?(\d+\.\d+\.\d+)", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[:1] == [SETTINGS["project"]["version"]]


def test_the_wheel_carries_all_that_formcheck_needs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("*.whl")
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


def test_the_app_serves_this_machine_only() -> None:
    settings = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


BROWSER_TEST = """
    import pytest

    @pytest.mark.browser
    def test_needs_a_browser():
        pass
"""


@pytest.mark.parametrize(
    ("variables", "outcome"),
    [({}, "skipped"), ({"CI": "true"}, "errors"), ({"FORMCHECK_REQUIRE_BROWSER": "1"}, "errors")],
    ids=["at home", "in CI", "required"],
)
def test_a_missing_browser_skips_at_home_and_fails_where_required(
    variables: dict[str, str], outcome: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("CI", "FORMCHECK_REQUIRE_BROWSER", "FORMCHECK_CHROMIUM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PATH", str(pytester.path))
    pytester.makeconftest((PROJECT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makeini("[pytest]\nmarkers = browser: x")
    pytester.makepyfile(BROWSER_TEST)
    outcomes = pytester.runpytest_inprocess("-p", "no:cacheprovider").parseoutcomes()
    assert outcomes == {outcome: 1}
