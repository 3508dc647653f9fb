"""After the sets: their summary, pain and its rule, and whether the results are kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.catalogue.safety import WORST_PAIN, Light, pain_advice
from formcheck.live.phrases import ENGLISH, Words
from formcheck.live.summary import SetsSummary, summary_of
from formcheck.report.document import to_json
from formcheck.report.summary import Fix
from formcheck.report.tables import tables
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.offering import offer_file
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.ui.parts.results import extent, form_numbers, show_details, show_headline, show_numbers
from formcheck.wording import quantity

_LIGHTS: Final[dict[Light, Callable[..., object]]] = {"green": st.success, "amber": st.warning, "red": st.error}
_NAMES: Final[dict[Light, str]] = {"green": "Green", "amber": "Amber", "red": "Red"}


def show_sets(
    results: Sequence[Analysis], keep: Callable[[], None], discard: Callable[[], None], words: Words = ENGLISH
) -> None:
    """Show the results of all sets, ask for pain once, and offer to keep or discard them."""
    say = words.on_page
    st.header(say("your_set") if len(results) == 1 else say("your_sets"))
    of_each = _by_exercise(results)
    for sets in of_each:
        if len(of_each) > 1 or sets[0].report.recognition is not None:
            st.subheader(plain(words.of_exercise(sets[0].exercise.id, sets[0].exercise.name)), anchor=False)
        if len(sets) == 1:
            _show(sets[0], words)
            continue
        _show_summary(sets, words)
        for number, result in enumerate(sets, 1):
            with st.expander(f"{say('set')} {number}"):
                _show(result, words)
    _ask_pain(words)
    _keep_or_discard(results, keep, discard, words)


def _by_exercise(results: Sequence[Analysis]) -> list[list[Analysis]]:
    """Group the sets by exercise: without a choice there may be several."""
    of_each: dict[str, list[Analysis]] = {}
    for result in results:
        of_each.setdefault(result.exercise.id, []).append(result)
    return list(of_each.values())


def _show(result: Analysis, words: Words) -> None:
    show_headline(result.report, words)
    show_details(result, words=words)


def _show_summary(results: Sequence[Analysis], words: Words) -> None:
    """Show all sets together: how much in form, what to fix first, tempo, range, left and right."""
    summary, say = summary_of(results[0].exercise, [result.report for result in results]), words.on_page
    done: dict[str, int | str] = {say("sets"): summary.sets}
    if summary.hold_s or not summary.repetitions:
        done |= {say("clock"): f"{summary.hold_s:.0f} s", say("longest"): f"{summary.longest_hold_s:.0f} s"}
    else:
        done |= {say("repetitions"): summary.repetitions}
        done |= form_numbers(summary.in_form, summary.not_judged, summary.repetitions, words)
    show_numbers(done)
    lines = [f"{name}: {text}" for name, text in _told(summary, words).items() if text]
    if lines:
        st.markdown("  \n".join(lines))
    if summary.fix_first is not None:
        _show_fix_first(summary.fix_first, results, words)


def _told(summary: SetsSummary, words: Words) -> dict[str, str]:
    say, tempo = words.on_page, summary.tempo
    parts = {"tempo_down": tempo.down_s, "tempo_hold": tempo.hold_s, "tempo_up": tempo.up_s}
    least_most = [quantity(value, summary.range_unit) for value in summary.range or ()]
    return {
        say("tempo"): ", ".join(say(key, time=quantity(s, "s")) for key, s in parts.items() if s is not None),
        say("range"): say("low_to_high", low=least_most[0], high=least_most[1]) if least_most else "",
        say("left_and_right"): ", ".join(_of_side(name, value, words) for name, value in summary.sides.items()),
    }


def _of_side(name: str, value: float, words: Words) -> str:
    english = name.replace("_", " ")
    return f"{words.of_report(english)} {value:g}"


def _show_fix_first(first: Fix, results: Sequence[Analysis], words: Words) -> None:
    say, worst = words.on_page, results[first.set_index - 1]
    said = words.of_report(first.message, worst.exercise.id)
    st.subheader(say("fix_first_of_all"))
    with st.container(border=True):
        text = st.container()
        picture = worst.worst_frames.get(first.cue)
        if picture is not None:
            left, text = st.columns([2, 3])
            caption = say("worst_in_set", set=first.set_index, number=first.repetition)
            with left:
                show_picture(picture, caption=caption, alt=say("worst_alt", cue=said))
        text.markdown(f"**{said}**")
        text.markdown(extent(first, worst, words))


def _ask_pain(words: Words) -> None:
    asked = words.on_page("worst_pain", most=WORST_PAIN)
    worst = st.segmented_control(asked, range(WORST_PAIN + 1), key="live_pain")
    if worst is None:
        return
    advice = pain_advice(worst)
    _LIGHTS[advice.light](f"**{words.of_report(_NAMES[advice.light])}.** {words.of_report(advice.says)}")


def _keep_or_discard(
    results: Sequence[Analysis], keep: Callable[[], None], discard: Callable[[], None], words: Words
) -> None:
    say = words.on_page
    st.caption(say("kept_in_history"))
    with st.container(horizontal=True):
        name = f"{results[0].exercise.id if len(_by_exercise(results)) == 1 else 'sets'}.zip"
        st.button(say("keep"), on_click=keep, icon=":material/check:", type="primary")
        offer_file(say("download"), lambda: packed(results), name, "application/zip", key="live_reports")
        st.button(say("discard"), on_click=discard, icon=":material/delete:")


def packed(results: Sequence[Analysis]) -> bytes:
    """Pack the reports of all sets into a ZIP archive, one folder for each set."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as files:
        for number, result in enumerate(results, 1):
            texts = {"report.json": to_json(result.report)} | tables(result.report, result.series)
            for name, text in texts.items():
                files.writestr(f"set_{number}/{name}", text)
    return archive.getvalue()
