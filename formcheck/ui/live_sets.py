"""After the sets: what they came to, pain and its rule, and whether the results are kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from formcheck.coaching.safety import WORST_PAIN, Light, pain_advice
from formcheck.report.document import holds_csv, measures_csv, repetitions_csv, to_json
from formcheck.ui.results import SetResult, show_details, show_headline

_LIGHTS: Final[dict[Light, Callable[..., object]]] = {"green": st.success, "amber": st.warning, "red": st.error}
_NAMES: Final[dict[Light, str]] = {"green": "Green", "amber": "Amber", "red": "Red"}


def show_sets(results: Sequence[SetResult], discard: Callable[[], None]) -> None:
    """Show the results of all sets, ask for pain once, and offer to keep or discard them."""
    st.header("Your set" if len(results) == 1 else "Your sets")
    _ask_pain()
    if len(results) == 1:
        _show(results[0])
    else:
        for tab, result in zip(st.tabs([f"Set {n}" for n in range(1, len(results) + 1)]), results, strict=True):
            with tab:
                _show(result)
    _keep_or_discard(results, discard)


def _show(result: SetResult) -> None:
    show_headline(result.report)
    show_details(result)


def _ask_pain() -> None:
    worst = st.segmented_control(
        f"Worst pain in these sets, 0 (none) to {WORST_PAIN}", range(WORST_PAIN + 1), key="live_pain"
    )
    if worst is None:
        return
    advice = pain_advice(worst)
    _LIGHTS[advice.light](f"**{_NAMES[advice.light]}.** {advice.says}")


def _keep_or_discard(results: Sequence[SetResult], discard: Callable[[], None]) -> None:
    st.caption("Nothing is stored: download what you want to keep.")
    with st.container(horizontal=True):
        name = f"{results[0].exercise.id}.zip"
        st.download_button("Keep: download the reports", lambda: packed(results), name, "application/zip")
        st.button("Discard", on_click=discard, icon=":material/delete:")


def packed(results: Sequence[SetResult]) -> bytes:
    """Pack the reports of all sets into a ZIP archive, one folder a set."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, result in enumerate(results, 1):
            report = result.report
            texts = {
                "report.json": to_json(report),
                "repetitions.csv": repetitions_csv(report),
                "holds.csv": holds_csv(report) if report.holds else "",
                "measures.csv": measures_csv(result.series),
            }
            for name, text in texts.items():
                if text:
                    files.writestr(f"set_{number}/{name}", text)
    return archive.getvalue()
