"""Pictures that were written without privacy are covered when they are shared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from formcheck.errors import UsageError
from formcheck.export.privacy import covered
from formcheck.export.results import open_results
from formcheck.export.share import open_share
from tests.analysis.test_privacy import most_of
from tests.export.folders import write_results
from tests.pose.faces import BYSTANDER, FACE_COLOUR
from tests.support.commands import Run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_results(tmp_path_factory.mktemp("results") / "set", with_clip=True)


@pytest.mark.slow
@pytest.mark.parametrize("privacy", ["blur", "skeleton"])
def test_no_face_leaves_with_a_share_file(run: Run, folder: Path, tmp_path: Path, privacy: str) -> None:
    assert min(most_of(FACE_COLOUR, folder).values()) > 0.001
    file = tmp_path / "a.formcheck"
    assert run("share", folder, "--out", file, "--with-clip", "--privacy", privacy)[0] == 0
    open_share(file, tmp_path / "there")
    for colour in (FACE_COLOUR, BYSTANDER):
        assert most_of(colour, tmp_path / "there") == {"annotated.mp4": 0.0, "moments.png": 0.0}


def test_without_poses_nothing_can_be_covered_and_nothing_is_shared(folder: Path, tmp_path: Path) -> None:
    results = replace(open_results(folder), track=None)
    with pytest.raises(UsageError, match=r"--privacy blur"):
        covered(results, "blur", tmp_path)


def test_a_picture_whose_clip_is_gone_is_left_out(folder: Path, tmp_path: Path) -> None:
    assert covered(replace(open_results(folder), clip=None), "blur", tmp_path).moments is None
