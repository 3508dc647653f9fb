"""The downloads under a result: one for each format, and the share file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.export.formats import FORMATS
from formcheck.export.page.content import Labels
from formcheck.export.results import open_results
from formcheck.ui.parts.files.downloads import file_name, made
from tests.export.folders import write_results

STARTS = {
    "pdf": b"%PDF-", "html": b"<!doctype html>", "csv": b"PK", "xlsx": b"PK", "json": b"{", "mot": b"squat_",
    "trc": b"PathFileType", "c3d": b"\x02\x50", "fhir": b"{",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_results(tmp_path_factory.mktemp("downloads") / "set")


def script(folder: str) -> None:
    from functools import partial
    from pathlib import Path

    from formcheck.export.results import open_results
    from formcheck.ui.parts.files.downloads import show_downloads

    show_downloads(partial(open_results, Path(folder)), "test")


def buttons(folder: Path) -> dict[str, bool]:
    """Label of each download, and whether it can be had."""
    app = AppTest.from_function(script, args=(str(folder),)).run()
    assert not app.exception
    assert not app.get("download_button")
    app.toggle[0].set_value(True).run()
    assert not app.exception
    return {button.proto.label: not button.proto.disabled for button in app.get("download_button")}


def test_every_format_is_offered_once_they_are_asked_for(folder: Path) -> None:
    offered = buttons(folder)
    assert list(offered) == ["Share file", "PDF", "HTML", "CSV", "Excel", "JSON", "MOT", "TRC", "C3D", "FHIR"]
    assert all(offered.values())


def test_what_needs_poses_is_not_offered_without_them(tmp_path: Path) -> None:
    folder = write_results(tmp_path / "set")
    (folder / "poses.npz").unlink()
    offered = buttons(folder)
    assert {label for label, can_be in offered.items() if not can_be} == {"TRC", "C3D"}


@pytest.mark.parametrize("format_", list(FORMATS))
def test_a_download_is_what_its_name_says(folder: Path, format_: str) -> None:
    content = made(partial(open_results, folder), "none", Labels(patient="P-17"), format_)
    assert content.startswith(STARTS[format_])
    name, _ = file_name(open_results(folder), format_)
    assert name.startswith("squat_")
