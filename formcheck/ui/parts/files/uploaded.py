"""Finds the file that holds an upload."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.ui.serving.keeping import inbox

# Where the pages run without the app's server, as in a test.
_NO_SESSION: Final = "no-session"


def file_of(upload: UploadedFile) -> Path:
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


@contextmanager
def copied(upload: UploadedFile) -> Iterator[Path]:
    """Provide a copy of a share file under a known name."""
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        file = Path(scratch) / "shared.formcheck"
        shutil.copyfile(file_of(upload), file)
        yield file
