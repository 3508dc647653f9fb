"""Offers a set as downloads for other people and other programs: share file, page, tables, motion files, FHIR."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from formcheck.errors import FormcheckError
from formcheck.export.formats import FORMATS, Order, exported
from formcheck.export.motion.mot import has_angles
from formcheck.export.page.content import Labels
from formcheck.export.privacy import covered
from formcheck.export.results import Results
from formcheck.export.share import pack
from formcheck.pose.privacy import Privacy
from formcheck.ui.parts.choices import choose_privacy
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.sets.signing import signing_name

_PAGES: Final = frozenset({"pdf", "html"})
"""The formats that hold pictures."""
_TITLES: Final = {"xlsx": "Excel", "fhir": "FHIR"}
_HELP: Final = "Applies to the pictures in these downloads. The result itself does not change."


def show_downloads(
    read: Callable[[], Results], key: str, earlier: Callable[[], Sequence[Results]] = lambda: (),
    of: Sequence[str] = (),
) -> None:  # fmt: skip
    """Offer a set in all formats; each file is made on request.

    Parameters
    ----------
    read : callable
        Reads the set; called while the downloads are open, and for each download.
    key : str
        Distinguishes the widgets of several sets.
    earlier : callable, optional
        Reads the sets before it, for the trend of the pages.
    of : sequence of str
        SHA-256 of the report of the set: everybody who may see the set may have the downloads.
    """
    if not st.toggle("For a patient's file, another person or another program", key=f"{key}_more"):
        return
    results, labels = read(), _labels(key)
    privacy = choose_privacy(f"{key}_privacy", _HELP)
    with_clip = st.checkbox("The share file holds the annotated clip", key=f"{key}_clip")
    with st.container(horizontal=True):
        _offer_share(read, results, privacy, labels.by, with_clip, key, of)
        for format_ in FORMATS:
            _offer(read, results, privacy, labels, format_, key, earlier, of)


def _labels(key: str) -> Labels:
    patient = st.text_input("Patient", key=f"{key}_patient", help="Name or number, for the page and for FHIR.")
    by = st.text_input("Your name", _own_name(), key=f"{key}_by", help="Signs the page and the share file.")
    words = st.text_area("Words for the page", key=f"{key}_words", max_chars=900)
    return Labels(patient=patient, by=by, words=words)


def _own_name() -> str:
    try:
        return signing_name()
    except FormcheckError:
        return ""  # what was judged can be had although the store cannot be used


def _offer_share(
    read: Callable[[], Results], results: Results, privacy: Privacy, by: str, with_clip: bool, key: str,
    of: Sequence[str],
) -> None:  # fmt: skip
    offer_file(
        "Share file", partial(_shared, read, privacy, by, with_clip), f"{Order(results=results).name}.formcheck",
        "application/zip", key=f"{key}_share", of=of, disabled=not _can_be(results, privacy),
        help_="Report, poses, decisions, body height and what was prescribed, for somebody who has formcheck.",
    )  # fmt: skip


def _offer(
    read: Callable[[], Results], results: Results, privacy: Privacy, labels: Labels, format_: str, key: str,
    earlier: Callable[[], Sequence[Results]], of: Sequence[str],
) -> None:  # fmt: skip
    name, kind = file_name(results, format_)
    is_missing = {"trc": results.track is None, "c3d": results.track is None, "mot": not has_angles(results.curves)}
    is_covered = format_ not in _PAGES or _can_be(results, privacy)
    cannot_be = is_missing.get(format_, False) or not is_covered
    offer_file(
        _TITLES.get(format_, format_.upper()), partial(made, read, privacy, labels, format_, earlier), name, kind,
        key=f"{key}_{format_}", of=of, help_=FORMATS[format_].says, disabled=cannot_be,
    )  # fmt: skip


def _can_be(results: Results, privacy: Privacy) -> bool:
    """Whether the pictures can be covered, which needs the poses."""
    return privacy == "none" or results.clip is None or results.track is not None


def file_name(results: Results, format_: str) -> tuple[str, str]:
    """Name the download of a format, and its type; several files come as a ZIP."""
    name = Order(results=results).name
    if format_ == "csv":
        return f"{name}_tables.zip", "application/zip"
    return f"{name}.{'fhir.json' if format_ == 'fhir' else format_}", "application/octet-stream"


def made(
    read: Callable[[], Results],
    privacy: Privacy,
    labels: Labels,
    format_: str,
    earlier: Callable[[], Sequence[Results]] = lambda: (),
) -> bytes:
    """Make the download of a format."""
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        results = covered(read(), privacy, Path(scratch)) if format_ in _PAGES else read()
        before = tuple(earlier()) if format_ in _PAGES else ()
        files = exported(Order(results=results, labels=labels, earlier=before), [format_])
    return _zipped(files) if format_ == "csv" else next(iter(files.values()))


def _zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _shared(read: Callable[[], Results], privacy: Privacy, by: str, with_clip: bool) -> bytes:
    with tempfile.TemporaryDirectory(prefix="formcheck-") as scratch:
        target = Path(scratch) / "set.formcheck"
        pack(covered(read(), privacy, Path(scratch)), target, by=by, with_clip=with_clip)
        return target.read_bytes()
