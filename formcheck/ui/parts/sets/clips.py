"""Clips that the user chooses to have analysed: uploads, or a sample."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.ui.parts.samples import choose_sample
from formcheck.ui.serving.keeping import inbox
from formcheck.video.opening import CLIP_KINDS

# Where the pages run without the app's server, as in a test.
_NO_SESSION: Final = "no-session"


@dataclass(frozen=True, slots=True)
class ChosenClip:
    """A clip: what tells it from others, what the user calls it, and the file."""

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
        return [ChosenClip(upload.file_id, Path(upload.name).name, _file_of(upload)) for upload in uploads]
    sample = choose_sample()
    return [] if sample is None else [ChosenClip(sample.file_id, sample.name, sample.path)]


def choose_clip(label: str, key: str) -> ChosenClip | None:
    """Let the user upload one clip; None as long as there is none."""
    upload = st.file_uploader(label, type=CLIP_KINDS, key=key)
    return None if upload is None else ChosenClip(upload.file_id, Path(upload.name).name, _file_of(upload))


def _file_of(upload: UploadedFile) -> Path:
    """Return the file in the inbox; the upload itself has no content where the app's server runs."""
    found = inbox().find(upload.file_id)
    if found is not None:
        return found
    path = inbox().folder / _NO_SESSION / upload.file_id
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(upload, file)
    upload.seek(0)
    return path
