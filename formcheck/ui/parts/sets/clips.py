"""Clips that the user chooses to have analysed: uploads, or a sample."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from formcheck.ui.parts.files.uploaded import file_of
from formcheck.ui.parts.samples import choose_sample
from formcheck.video.opening import CLIP_KINDS


@dataclass(frozen=True, slots=True)
class ChosenClip:
    """A clip: its id, the user's name for it, and the file."""

    id: str
    name: str
    path: Path


def choose_clips() -> list[ChosenClip]:
    """Let the user upload clips, or choose a sample."""
    uploads = st.file_uploader(
        "Clips of one set each, filmed by a standing camera",
        type=CLIP_KINDS,
        accept_multiple_files=True,
        key="review_uploads",
    )
    if uploads:
        return [ChosenClip(upload.file_id, Path(upload.name).name, file_of(upload)) for upload in uploads]
    sample = choose_sample()
    return [] if sample is None else [ChosenClip(sample.file_id, sample.name, sample.path)]


def choose_clip(label: str, key: str) -> ChosenClip | None:
    """Let the user upload one clip; None while there is none."""
    upload = st.file_uploader(label, type=CLIP_KINDS, key=key)
    return None if upload is None else ChosenClip(upload.file_id, Path(upload.name).name, file_of(upload))
