"""Clips that come with formcheck, to try it without filming."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from formcheck.desk.decision import Span
from formcheck.records import Facing, ViewLabel
from formcheck.ui.parts.choices import catalogue

_PACKED_DIR = Path(__file__).parents[2] / "_samples"
_CHECKOUT_DIR = Path(__file__).parents[3] / "sample_videos"
_LIST = "samples.toml"


@dataclass(frozen=True)
class Sample:
    """One clip: its file, the exercise in it, and in a few words what it shows.

    Attributes
    ----------
    good : tuple of Span
        The repetitions that show how it is done; none in a sample of a fault.
    view : str or None
        The view of a good sample.
    facing : str
        Which way the person in a good sample faces.
    """

    path: Path
    exercise: str
    shows: str
    good: tuple[Span, ...] = ()
    view: ViewLabel | None = None
    facing: Facing = "unknown"

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name

    @property
    def result(self) -> Path | None:
        """The share file with its precomputed result; few samples have one."""
        result = self.path.with_suffix(".formcheck")
        return result if result.is_file() else None

    @property
    def file_id(self) -> str:
        """Id that distinguishes it from uploads and other samples."""
        return f"sample:{self.name}"


def samples() -> list[Sample]:
    """List the samples in their order; none if the installation has none."""
    folder = next((d for d in (_PACKED_DIR, _CHECKOUT_DIR) if (d / _LIST).is_file()), None)
    if folder is None:
        return []
    rows = tomllib.loads((folder / _LIST).read_text(encoding="utf-8"))["sample"]
    return [_sample(folder, row) for row in rows]


def _sample(folder: Path, row: Mapping[str, Any]) -> Sample:
    spans = [Span(start_s=start, peak_s=peak, end_s=end, side=side) for start, peak, end, side in row.get("good", [])]
    seen = row.get("view"), row.get("facing", "unknown")
    return Sample(folder / row["file"], row["exercise"], row["shows"], tuple(spans), *seen)


def choose_sample() -> Sample | None:
    """Offer the samples; choosing one chooses its exercise as well."""
    known = samples()
    if not known:
        return None
    return st.selectbox(
        "Or try a sample", known, index=None, placeholder="Rendered clips of a synthetic human", key="review_sample",
        format_func=lambda sample: sample.shows, on_change=_choose_its_exercise,
    )  # fmt: skip


def choose(sample: Sample) -> None:
    """Choose a sample, with its exercise, for the next time that the page is shown."""
    st.session_state["review_sample"] = sample
    _choose_its_exercise()


def _choose_its_exercise() -> None:
    sample: Sample | None = st.session_state.get("review_sample")
    if sample is not None:
        st.session_state["review_exercise"] = next(e for e in catalogue() if e.id == sample.exercise)
