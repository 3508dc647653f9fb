"""The page *Review a clip*: upload, analysis, annotated player, findings and downloads."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.components.v2.types import ComponentRenderer
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.uploaded_file_manager import UploadedFile

from formcheck.analysis import Analysis, AnalysisOptions, analyze
from formcheck.catalogue.exercise import Exercise
from formcheck.errors import FormcheckError
from formcheck.export.results import open_results
from formcheck.records import CLIP_MODEL, ModelName, Report
from formcheck.report.document import to_json
from formcheck.report.summary import fixes
from formcheck.report.tables import tables
from formcheck.ui.parts.choices import choose_capture_fps, choose_exercise, choose_mirrored, choose_privacy, choose_view
from formcheck.ui.parts.downloads import show_downloads
from formcheck.ui.parts.people import choose_subject, kept
from formcheck.ui.parts.results import show_details, show_headline
from formcheck.ui.parts.samples import Sample, choose, choose_sample
from formcheck.video.stills import frame_at

logger = logging.getLogger(__name__)
_KINDS = ["mp4", "mov", "m4v", "webm", "mkv", "avi", "gif"]
_UNEXPECTED = (
    "Something went wrong that should not have; the terminal in which the app runs says more. "
    "Try the clip again after converting it to MP4, or another clip."
)
_PORTRAIT_WIDTH_PX = 340
_KEEPSAKES = {"share.mp4": "video/mp4", "poster.png": "image/png"}
"""What is made to be shown to others, where the analysis has it."""


_TRIED, _SOUGHT = "review_tried", "review_sought"
# `st.video` starts at whole seconds, and does not go again to where it was sent before.
_SEEK = """
export default function ({ data }) {
  const video = document.querySelector("video");
  if (!video || !data.turn || video.dataset.turn === String(data.turn)) return;
  video.dataset.turn = data.turn;
  video.pause();
  video.currentTime = data.at_s;
  video.focus({ preventScroll: true });  // a key plays it from there
  video.scrollIntoView({ block: "center", behavior: "smooth" });
}
"""


@dataclass(frozen=True)
class _Reviewed:
    """A clip that was analysed. Its folder is deleted with it, or with the browser's session."""

    name: str
    folder: TemporaryDirectory[str]
    result: Analysis
    day: date

    @property
    def out(self) -> Path:
        return Path(self.folder.name) / "results"

    def file_name(self, name: str) -> str:
        """Name a file after the exercise, the day and the clip, so that it is told from others in a folder."""
        return f"{self.result.exercise.id}_{self.day.isoformat()}_{Path(self.name).stem}_{name}"


def address() -> StreamlitPage:
    """Name the page for the navigation, and for other pages that lead to it."""
    return st.Page(page, title="Review a clip", icon=":material/movie:", url_path="review")


def try_out(sample: Sample) -> None:
    """Choose a sample that is analysed at once, when the page is shown next; quickly, because somebody waits."""
    choose(sample)
    st.session_state["review_quick"] = st.session_state[_TRIED] = True


def page() -> None:
    """Show the page."""
    st.title("Review a clip")
    upload = st.file_uploader("A clip of one set, filmed by a standing camera", type=_KINDS)
    clip = upload if upload is not None else choose_sample()
    left, right = st.columns([3, 2])
    with left:
        exercise = choose_exercise("review_exercise")
    with right:
        view = choose_view("review_view")
    model = _choose_model()
    capture_fps = choose_capture_fps("review_slow")
    mirrored = choose_mirrored("review_mirrored")
    share = st.toggle("Make a short upright clip to share", value=True, key="review_share")
    subject = choose_subject(clip) if clip is not None else None
    options = AnalysisOptions(
        view=view, subject=subject, model=model, capture_fps=capture_fps, mirrored=mirrored, share=share,
        privacy=choose_privacy("review_privacy"),
    )  # fmt: skip
    is_asked = st.button("Analyse", type="primary", disabled=clip is None)
    # Also there when nothing is analysed: else the player would be another one after the next click.
    progress = st.empty()
    if (is_asked or st.session_state.pop(_TRIED, False)) and clip is not None:
        with progress:
            reviewed = _analyse(clip, exercise, options)
        if reviewed is not None:
            _replace(reviewed)
    # It stays when another clip is chosen or another page is shown, until it is discarded or replaced.
    kept: _Reviewed | None = st.session_state.get("reviewed")
    if kept is None:
        st.caption(exercise.hint)
    else:
        _show(kept)


def _replace(reviewed: _Reviewed | None) -> None:
    """Keep this result and delete the files of the one before."""
    before: _Reviewed | None = st.session_state.get("reviewed")
    if before is not None and before is not reviewed:
        before.folder.cleanup()
    st.session_state["reviewed"] = reviewed
    st.session_state.pop(_SOUGHT, None)


def _choose_model() -> ModelName:
    """Offer the lighter model, for a long clip or a slow machine."""
    return "full" if st.toggle("Quicker, less exact pose model", key="review_quick") else CLIP_MODEL


def _analyse(upload: UploadedFile | Sample, exercise: Exercise, options: AnalysisOptions) -> _Reviewed | None:
    """Analyse the upload, or say on the page why that is not possible."""
    folder = TemporaryDirectory(prefix="formcheck-")
    reviewed = None
    try:
        with _told_on_the_page(folder, upload.name):
            reviewed = _analysed(upload, exercise, options, folder)
    finally:
        if reviewed is None:
            folder.cleanup()
    return reviewed


@contextmanager
def _told_on_the_page(folder: TemporaryDirectory[str], name: str) -> Iterator[None]:
    """Turn errors into messages; a user sees no stack trace."""
    try:
        yield
    except FormcheckError as error:
        st.error(_for_the_page(str(error), folder, name), icon=":material/error:")
    except OSError as error:
        logger.exception("The upload could not be kept.")
        st.error(f"The clip could not be kept while it is analysed: {error.strerror}. Free disk space and try again.")
    except Exception:
        logger.exception("The clip could not be analysed.")
        st.error(_UNEXPECTED, icon=":material/error:")


def _analysed(
    upload: UploadedFile | Sample,
    exercise: Exercise,
    options: AnalysisOptions,
    folder: TemporaryDirectory[str],
) -> _Reviewed:
    clip = kept(upload, Path(folder.name))
    bar = st.progress(0.0, "Reading the clip")
    try:
        out = clip.parent / "results"
        analysis = analyze(clip, exercise, replace(options, out=out, progress=_steps(bar)))
    finally:
        bar.empty()
        clip.unlink()
    report = replace(analysis.report, source=replace(analysis.report.source, path=upload.name))
    worst = _worst_moments(report, clip.parent / "results" / "annotated.mp4")
    return _Reviewed(upload.name, folder, replace(analysis, report=report, worst_frames=worst), date.today())


def _steps(bar: DeltaGenerator) -> Callable[[float], None]:
    """Show progress in whole percents: each step is a message to the browser."""
    shown = -1

    def step(share: float) -> None:
        nonlocal shown
        percent = min(99, int(share * 100))
        if percent > shown:
            shown = percent
            bar.progress(percent, "Watching every frame" if percent < 99 else "Finishing the annotated clip")

    return step


def _worst_moments(report: Report, clip: Path) -> dict[str, NDArray[np.uint8]]:
    timed = {fix.cue: fix.worst.at_s for fix in fixes(report) if fix.worst.at_s is not None}
    frames = {cue: frame_at(clip, at_s) for cue, at_s in timed.items()}
    return {cue: frame for cue, frame in frames.items() if frame is not None}


def _for_the_page(message: str, folder: TemporaryDirectory[str], name: str) -> str:
    """Name the upload as the user does, not as it lies in the temporary folder, and leave Markdown no foothold."""
    clip = str(Path(folder.name) / f"clip{Path(name).suffix.lower()}")
    plain = message.replace(clip, name)
    return re.sub(r"([\\`*_{}\[\]<>#$~:|])", r"\\\1", plain)


def _go_to(at_s: float) -> None:
    """Have the player go to a moment of the clip, in seconds; also to the same one again."""
    _, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    st.session_state[_SOUGHT] = (at_s, turn + 1)


def _follow() -> None:
    """Move the player to the moment that was asked for, and into view."""
    at_s, turn = st.session_state.get(_SOUGHT, (0.0, 0))
    _seeker()(key="review_seek", data={"at_s": at_s, "turn": turn})


@cache
def _seeker() -> ComponentRenderer:
    return st.components.v2.component("formcheck_seek", js=_SEEK)


def _show(reviewed: _Reviewed) -> None:
    report = reviewed.result.report
    st.header(report.exercise.name)
    st.caption(f"{reviewed.name}, {reviewed.day:%d %B %Y}")
    show_headline(report)
    is_portrait = (report.source.height_px or 0) > (report.source.width_px or 0)
    st.video(reviewed.out / "annotated.mp4", width=_PORTRAIT_WIDTH_PX if is_portrait else "stretch")
    _follow()
    key_frames = reviewed.out / "moments.png"
    if key_frames.exists():
        st.image(key_frames, caption="The moments that matter")
    show_details(reviewed.result, go_to=_go_to)
    st.subheader("Take it with you")
    with st.container(horizontal=True):
        st.download_button("report.json", to_json(report), reviewed.file_name("report.json"), "application/json")
        for name, text in tables(report, reviewed.result.series).items():
            st.download_button(name, text, reviewed.file_name(name), "text/csv")
        film = reviewed.out / "annotated.mp4"
        st.download_button(film.name, film.read_bytes, reviewed.file_name(film.name), "video/mp4")
        if key_frames.exists():
            st.download_button(
                key_frames.name, key_frames.read_bytes(), reviewed.file_name(key_frames.name), "image/png"
            )
        for keepsake, kind in _KEEPSAKES.items():
            if (file := reviewed.out / keepsake).exists():
                st.download_button(keepsake, file.read_bytes, reviewed.file_name(keepsake), kind)
        st.button("Discard this result", on_click=_replace, args=(None,), icon=":material/delete:")
    show_downloads(partial(open_results, reviewed.out), "review")
