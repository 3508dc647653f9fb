"""After the sets: what they came to, pain and its rule, and whether the results are kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.catalogue.safety import WORST_PAIN, Light, pain_advice
from formcheck.live.summary import SetsSummary, summary_of
from formcheck.report import describe
from formcheck.report.document import to_json
from formcheck.report.summary import Fix, unit_of
from formcheck.report.tables import tables
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.ui.parts.results import form_numbers, show_details, show_headline, show_numbers
from formcheck.wording import quantity

_LIGHTS: Final[dict[Light, Callable[..., object]]] = {"green": st.success, "amber": st.warning, "red": st.error}
_NAMES: Final[dict[Light, str]] = {"green": "Green", "amber": "Amber", "red": "Red"}


def show_sets(results: Sequence[Analysis], keep: Callable[[], None], discard: Callable[[], None]) -> None:
    """Show the results of all sets, ask for pain once, and offer to keep or discard them."""
    st.header("Your set" if len(results) == 1 else "Your sets")
    of_each = _by_exercise(results)
    for sets in of_each:
        if len(of_each) > 1 or sets[0].report.recognition is not None:
            st.subheader(plain(sets[0].exercise.name), anchor=False)
        if len(sets) == 1:
            _show(sets[0])
            continue
        _show_summary(sets)
        for number, result in enumerate(sets, 1):
            with st.expander(f"Set {number}"):
                _show(result)
    _ask_pain()
    _keep_or_discard(results, keep, discard)


def _by_exercise(results: Sequence[Analysis]) -> list[list[Analysis]]:
    """Gather the sets of each exercise: where nobody chose one, there may be several."""
    of_each: dict[str, list[Analysis]] = {}
    for result in results:
        of_each.setdefault(result.exercise.id, []).append(result)
    return list(of_each.values())


def _show(result: Analysis) -> None:
    show_headline(result.report)
    show_details(result)


def _show_summary(results: Sequence[Analysis]) -> None:
    """Show all sets together: how much in form, what to fix first, tempo, range, left and right."""
    summary = summary_of(results[0].exercise, [result.report for result in results])
    done: dict[str, int | str] = {"Sets": summary.sets}
    if summary.hold_s or not summary.repetitions:
        done |= {"On the clock": f"{summary.hold_s:.0f} s", "Longest": f"{summary.longest_hold_s:.0f} s"}
    else:
        done |= {"Repetitions": summary.repetitions}
        done |= form_numbers(summary.in_form, summary.not_judged, summary.repetitions)
    show_numbers(done)
    lines = [f"{name}: {text}" for name, text in _told(summary).items() if text]
    if lines:
        st.markdown("  \n".join(lines))
    if summary.fix_first is not None:
        _show_fix_first(summary.fix_first, results)


def _told(summary: SetsSummary) -> dict[str, str]:
    tempo = summary.tempo
    parts = {"down": tempo.down_s, "held": tempo.hold_s, "up": tempo.up_s}
    least_most = [quantity(value, summary.range_unit) for value in summary.range or ()]
    return {
        "Tempo": ", ".join(f"{quantity(s, 's')} {name}" for name, s in parts.items() if s is not None),
        "Range at the turning points": " to ".join(least_most),
        "Left and right": ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in summary.sides.items()),
    }


def _show_fix_first(first: Fix, results: Sequence[Analysis]) -> None:
    st.subheader("What to fix first in all sets")
    with st.container(border=True):
        text = st.container()
        picture = results[first.set_index - 1].worst_frames.get(first.cue)
        if picture is not None:
            left, text = st.columns([2, 3])
            caption = f"Worst in set {first.set_index}, no. {first.repetition}"
            with left:
                show_picture(picture, caption=caption, alt=f"Frame with the joints of: {first.message}")
        text.markdown(f"**{first.message}**")
        text.markdown(_extent(first, results[first.set_index - 1]))


def _extent(fix: Fix, worst: Analysis) -> str:
    return describe.extent(fix, unit_of(worst.report), worst.exercise, worst.report.view.label)


def _ask_pain() -> None:
    worst = st.segmented_control(
        f"Worst pain in these sets, 0 (none) to {WORST_PAIN}", range(WORST_PAIN + 1), key="live_pain"
    )
    if worst is None:
        return
    advice = pain_advice(worst)
    _LIGHTS[advice.light](f"**{_NAMES[advice.light]}.** {advice.says}")


def _keep_or_discard(results: Sequence[Analysis], keep: Callable[[], None], discard: Callable[[], None]) -> None:
    st.caption("What was counted and judged is in History, without the camera's film, unless you discard it.")
    with st.container(horizontal=True):
        name = f"{results[0].exercise.id if len(_by_exercise(results)) == 1 else 'sets'}.zip"
        st.button("Keep", on_click=keep, icon=":material/check:", type="primary")
        offer_file("Download the reports", lambda: packed(results), name, "application/zip", key="live_reports")
        st.button("Discard", on_click=discard, icon=":material/delete:")


def packed(results: Sequence[Analysis]) -> bytes:
    """Pack the reports of all sets into a ZIP archive, one folder a set."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, result in enumerate(results, 1):
            texts = {"report.json": to_json(result.report)} | tables(result.report, result.series)
            for name, text in texts.items():
                files.writestr(f"set_{number}/{name}", text)
    return archive.getvalue()
