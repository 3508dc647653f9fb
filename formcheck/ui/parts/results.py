"""A judged set on the page: the same for a camera and for a clip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.guesses import Guess
from formcheck.live.phrases import ENGLISH, Words
from formcheck.records import Gait, Report, Severity
from formcheck.report import describe
from formcheck.report.summary import (
    Fix,
    all_clear,
    cautions,
    could_be_judged,
    fixes,
    not_counted,
    not_judged,
    observed,
    parts,
    unit_of,
)
from formcheck.ui.parts.charts import CHOSEN, angle_chart
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.ui.parts.sets.rows import hold_rows, repetition_rows
from formcheck.wording import SEVERITY_NAMES, moment, view_name

GoTo = Callable[[float], None]
_COLORS: Final[Mapping[Severity, str]] = {"major": "red", "minor": "orange", "info": "blue"}


def show_headline(report: Report, words: Words = ENGLISH) -> None:
    """Show the set in two numbers and the view in words."""
    say, share = words.on_page, could_be_judged(report)
    judged = {say("could_be_judged"): share} if share else {}
    seen = {say("seen_from"): words.of_report(view_name(report.view.label))}
    show_numbers({**numbers_of(report, words), **seen, **judged})
    if report.recognition is not None and report.recognition.guesses:
        st.caption(found_words(report.recognition.guesses[0], words))
    for warning in report.warnings:
        st.warning(words.of_report(warning), icon=":material/info:")
    if report.attempts:
        count = len(report.attempts)
        with st.expander(say("one_not_counted") if count == 1 else say("some_not_counted", count=count)):
            st.markdown("\n".join(f"- {line}" for line in _not_counted(report, words)))


def _not_counted(report: Report, words: Words) -> list[str]:
    """Say which movements were not counted; in other languages each with its moment."""
    if words.language == "en":
        return not_counted(report)
    return [f"{moment(one.start_s)}: {words.of_report(one.message, report.exercise.id)}" for one in report.attempts]


def found_words(guess: Guess, words: Words = ENGLISH) -> str:
    """Say that the exercise was recognised, how surely, and why."""
    return words.on_page("found", percent=round(100 * guess.probability), why=plain(guess.why))


def numbers_of(report: Report, words: Words = ENGLISH) -> dict[str, int | str]:
    """Summarise in two or three numbers what was done: time of holds, pace of steps, count of repetitions."""
    say, summary = words.on_page, report.summary
    if report.gait is not None:
        rate = report.gait.cadence_per_min
        pace = say("not_told") if rate is None else round(rate)
        return {say("steps"): sum(report.gait.steps.values()), say("a_minute"): pace}
    if report.holds:
        held = {say("clock"): f"{summary.hold_s:.0f} s", say("longest"): f"{summary.longest_hold_s:.0f} s"}
        return held | form_numbers(summary.in_form, summary.not_judged, len(report.holds), words)
    done: dict[str, int | str] = {say("repetitions"): summary.repetitions}
    if summary.rate_per_min is not None:
        done = {say("steps"): summary.repetitions, say("a_minute"): round(summary.rate_per_min)}
    return done | form_numbers(summary.in_form, summary.not_judged, summary.repetitions, words)


def form_numbers(in_form: int, not_judged: int, of: int, words: Words = ENGLISH) -> dict[str, int | str]:
    """Return the numbers in form and, if there are any, not judged."""
    say = words.on_page
    if not of:
        return {say("in_form"): say("none")}
    return {say("in_form"): say("of", count=in_form, of=of)} | ({say("not_judged"): not_judged} if not_judged else {})


def show_numbers(numbers: Mapping[str, int | str]) -> None:
    """Show labelled numbers side by side, even on a phone."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in numbers.items():
            st.metric(label, value, width="content")


def show_details(result: Analysis, go_to: GoTo | None = None, words: Words = ENGLISH) -> None:
    """Show what to fix first, repetitions or holds, the angle over time, and what could not be judged.

    Parameters
    ----------
    result : Analysis
    go_to : callable, optional
        Called with a time in seconds, when a fault or a row is chosen, to show that moment of the clip.
    words : Words, optional
        The language; by default English.
    """
    report, say = result.report, words.on_page
    if report.gait is not None:
        _show_gait(report.gait)
        _show_not_judged(result, words)
        return
    if not parts(report):
        return
    st.subheader(say("fix_first"))
    _show_fixes(result, go_to, words)
    st.subheader(say(f"each_{unit_of(report)}"))
    _show_rows(result, go_to, words)
    st.subheader(say("over_time"))
    _show_chart(result, go_to)
    _show_not_judged(result, words)


def _show_chart(result: Analysis, go_to: GoTo | None) -> None:
    """Show the angle over time; a click on it goes to that moment."""
    chart = angle_chart(result.report, result.series, result.exercise)
    if chart is None:
        return
    if go_to is None:
        st.altair_chart(chart, width="stretch")
        return
    key = f"chart_{id(result)}"

    def chosen() -> None:
        for point in st.session_state[key].selection[CHOSEN][:1]:
            go_to(float(point["t"]))

    st.altair_chart(chart, width="stretch", key=key, on_select=chosen, selection_mode=CHOSEN)
    st.caption("Click the curve to see that moment in the clip.")


def _show_rows(result: Analysis, go_to: GoTo | None, words: Words) -> None:
    """Show a row for each repetition or hold; choosing one goes to where it starts."""
    report = result.report
    rows = hold_rows(report, words) or repetition_rows(report, result.exercise, words)
    if go_to is None:
        st.dataframe(rows, hide_index=True)
        return
    starts_s, key = [part.start_s for part in report.holds or report.repetitions], f"rows_{id(result)}"

    def chosen() -> None:
        selection = st.session_state[key].selection
        for row, _ in selection.cells[:1]:
            go_to(starts_s[row])

    st.dataframe(rows, hide_index=True, key=key, on_select=chosen, selection_mode="single-cell")
    st.caption("Choose a row to see it in the clip.")


def _show_gait(gait: Gait) -> None:
    """Show what was observed in a run, and its measures."""
    st.subheader("Observed")
    for line in observed(gait):
        st.markdown(line)
    measured = {name: value for name, value in gait.measures.items() if value is not None}
    st.dataframe([{"Measure": n.replace("_", " "), "Value": round(v, 2)} for n, v in measured.items()], hide_index=True)


def _show_fixes(result: Analysis, go_to: GoTo | None, words: Words) -> None:
    report, say, of = result.report, words.on_page, result.exercise.id
    for fix in fixes(report):
        with st.container(border=True):
            _show_fix(fix, result, words)
            _offer_moment(fix, go_to, "secondary")
    for caution in cautions(report):
        with st.container(horizontal=True, vertical_alignment="center"):
            watch = say("watch_this", cue=words.of_report(caution.message, of))
            st.markdown(f"{watch} {extent(caution, result, words)}", width="stretch")
            _offer_moment(caution, go_to, "tertiary")
    for finding in report.set_findings:
        if finding.verdict in ("fault", "caution"):
            st.markdown(say("whole_set", cue=words.of_report(finding.message, of)))
    _show_all_clear(result, words)


def _offer_moment(fix: Fix, go_to: GoTo | None, look: Literal["secondary", "tertiary"]) -> None:
    """Offer to go to the worst moment, if there is a clip and the fault has one."""
    if go_to is not None and fix.worst.at_s is not None:
        st.button(
            "Show it", key=f"show_{fix.worst.verdict}_{fix.cue}", on_click=go_to, args=(fix.worst.at_s,),
            icon=":material/play_circle:", type=look,
        )  # fmt: skip


def _show_all_clear(result: Analysis, words: Words) -> None:
    """Say that there is nothing to fix or to watch, or that too little was seen to say so and how to film."""
    clear = words.of_report(all_clear(result.report))
    if clear and result.report.summary.in_form:
        st.success(clear, icon=":material/check_circle:")
    elif clear:
        hint = words.of_exercise(result.exercise.id, result.exercise.hint)
        st.info(f"{clear} {hint}".strip(), icon=":material/visibility_off:")


def _show_fix(fix: Fix, result: Analysis, words: Words) -> None:
    cue = _cue(result.exercise, fix.cue)
    picture, said = result.worst_frames.get(fix.cue), words.of_report(fix.message, result.exercise.id)
    text = st.container()
    if picture is not None:
        left, text = st.columns([2, 3])
        caption, alt = words.on_page("worst_at", at=moment(fix.worst.at_s)), words.on_page("worst_alt", cue=said)
        with left:
            show_picture(picture, caption=caption, alt=alt)
    name = words.of_report(SEVERITY_NAMES[fix.severity])
    text.badge(name, color=_COLORS[fix.severity])  # type: ignore[arg-type]
    text.markdown(f"**{said}**")
    text.markdown(extent(fix, result, words))
    if cue is not None and words.language == "en":
        text.caption(cue.why)


def extent(fix: Fix, result: Analysis, words: Words = ENGLISH) -> str:
    """Say how often a fault occurred, and what was read in the worst case."""
    exercise, view, unit = result.exercise, result.report.view.label, unit_of(result.report)
    if words.language == "en":
        return describe.extent(fix, unit, exercise, view)
    often = words.on_page(f"in_{unit}s", count=fix.count, of=fix.of)
    value, limit, part = describe.in_numbers(exercise, fix.worst, view)
    if not value:
        return often
    of = f" {words.on_page(f'of_{part}')}" if part else ""
    worst = words.on_page("at_worst", value=value + of, limit=limit)
    return f"{often} {worst}"


def _cue(exercise: Exercise, cue_id: str) -> Cue | None:
    return next((cue for cue in exercise.cue if cue.id == cue_id), None)


def _show_not_judged(result: Analysis, words: Words) -> None:
    """List the checks that were judged on no repetition, grouped by what would help."""
    says = {cue.id: words.of_exercise(result.exercise.id, cue.say) for cue in result.exercise.cue}
    remedies = {
        remedy: dict.fromkeys(says[name] for name in cues if name in says)
        for remedy, cues in not_judged(result.report).items()
    }
    remedies = {remedy: names for remedy, names in remedies.items() if names}
    if not remedies:
        return
    st.subheader(words.on_page("how_to_judge"))
    for remedy, names in remedies.items():
        told = words.of_report(remedy, result.exercise.id) or words.on_page("could_not_be_seen")
        st.markdown(f"**{told}**\n" + "".join(f"\n- {name}" for name in names))
