"""The page on verdicts names all reasons for which something is not judged."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from formcheck.records import Reason, Verdict

PAGE = (Path(__file__).parents[2] / "docs" / "verdicts.md").read_text("utf-8")


def test_it_names_every_reason() -> None:
    assert [reason for reason in get_args(Reason) if f"`{reason}`" not in PAGE] == []


def test_it_names_every_verdict() -> None:
    assert [verdict for verdict in get_args(Verdict) if verdict.replace("_", " ") not in PAGE] == []
