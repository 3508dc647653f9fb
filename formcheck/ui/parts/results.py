"""A judged set on the page: the same for a camera and for a clip."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

import streamlit as st

from formcheck.analysis import Analysis
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.guesses import Guess
from formcheck.records import Gait, Hold, Repetition, Report, Severity
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
from formcheck.ui.parts.charts import angle_chart
from formcheck.ui.parts.choices import plain
from formcheck.ui.parts.files.pictures import show_picture
from formcheck.wording import SEVERITY_NAMES, form_word, moment, quantity, view_name

GoTo = Callable[[float], None]
_COLORS: Final[Mapping[Severity, str]] = {"major": "red", "minor": "orange", "info": "blue"}


def show_headline(report: Report) -> None:
    """Show the set in two numbers and the view in words."""
    share = could_be_judged(report)
    judged = {"Could be judged": share} if share else {}
    show_numbers({**numbers_of(report), "Seen from": view_name(report.view.label), **judged})
    if report.recognition is not None and report.recognition.guesses:
        st.caption(found_words(report.recognition.guesses[0]))
    for warning in report.warnings:
        st.warning(warning, icon=":material/info:")
    if report.attempts:
        count = len(report.attempts)
        with st.expander("1 movement was not counted" if count == 1 else f"{count} movements were not counted"):
            st.markdown("\n".join(f"- {line}" for line in not_counted(report)))


def found_words(guess: Guess) -> str:
    """Say that nobody chose the exercise, how sure it is, and why."""
    return f"Recognised automatically, {guess.probability:.0%} sure: {plain(guess.why)}."


def numbers_of(report: Report) -> dict[str, int | str]:
    """Say in two or three numbers what was done: the time of holds, the pace of steps, the count of repetitions."""
    summary = report.summary
    if report.gait is not None:
        rate = report.gait.cadence_per_min
        return {"Steps": sum(report.gait.steps.values()), "Per minute": "unknown" if rate is None else round(rate)}
    if report.holds:
        held = {"On the clock": f"{summary.hold_s:.0f} s", "Longest": f"{summary.longest_hold_s:.0f} s"}
        return held | form_numbers(summary.in_form, summary.not_judged, len(report.holds))
    done: dict[str, int | str] = {"Repetitions": summary.repetitions}
    if summary.rate_per_min is not None:
        done = {"Steps": summary.repetitions, "Per minute": round(summary.rate_per_min)}
    return done | form_numbers(summary.in_form, summary.not_judged, summary.repetitions)


def form_numbers(in_form: int, not_judged: int, of: int) -> dict[str, int | str]:
    """Number those in form, and those that were not judged, where there are any."""
    if not of:
        return {"In form": "none"}
    return {"In form": f"{in_form} of {of}"} | ({"Not judged": not_judged} if not_judged else {})


def show_numbers(numbers: Mapping[str, int | str]) -> None:
    """Show labelled numbers side by side, on a phone too."""
    with st.container(horizontal=True, gap="medium"):
        for label, value in numbers.items():
            st.metric(label, value, width="content")


def show_details(result: Analysis, go_to: GoTo | None = None) -> None:
    """Show what to fix first, repetitions or holds, the angle over time, and what could not be judged.

    Parameters
    ----------
    result : Analysis
    go_to : callable, optional
        Shows the moment of the clip at so many seconds; called when a fault or a row is chosen.
    """
    report = result.report
    if report.gait is not None:
        _show_gait(report.gait)
        _show_not_judged(result)
        return
    if not parts(report):
        return
    st.subheader("What to fix first")
    _show_fixes(result, go_to)
    st.subheader(f"{unit_of(report).capitalize()}s")
    _show_rows(result, go_to)
    st.subheader("Movement over time")
    chart = angle_chart(report, result.series, result.exercise)
    if chart is not None:
        st.altair_chart(chart, width="stretch")
    _show_not_judged(result)


def _show_rows(result: Analysis, go_to: GoTo | None) -> None:
    """Show a row for each repetition or hold; choosing one goes to where it starts."""
    report = result.report
    rows = [_hold_row(hold) for hold in report.holds] or [_row(r, result.exercise) for r in report.repetitions]
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
    """Show what was observed of a run, and its measures."""
    st.subheader("Observed")
    for line in observed(gait):
        st.markdown(line)
    measured = {name: value for name, value in gait.measures.items() if value is not None}
    st.dataframe([{"Measure": n.replace("_", " "), "Value": round(v, 2)} for n, v in measured.items()], hide_index=True)


def _show_fixes(result: Analysis, go_to: GoTo | None) -> None:
    report = result.report
    for fix in fixes(report):
        with st.container(border=True):
            _show_fix(fix, result)
            _offer_moment(fix, go_to, "secondary")
    for caution in cautions(report):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"To watch: **{caution.message}** {_extent(caution, result)}", width="stretch")
            _offer_moment(caution, go_to, "tertiary")
    for finding in report.set_findings:
        if finding.verdict in ("fault", "caution"):
            st.markdown(f"Over the whole set: **{finding.message}**")
    _show_all_clear(result)


def _offer_moment(fix: Fix, go_to: GoTo | None, look: Literal["secondary", "tertiary"]) -> None:
    """Offer to go to the worst moment, where the clip is there and has one."""
    if go_to is not None and fix.worst.at_s is not None:
        st.button(
            "Show it", key=f"show_{fix.worst.verdict}_{fix.cue}", on_click=go_to, args=(fix.worst.at_s,),
            icon=":material/play_circle:", type=look,
        )  # fmt: skip


def _show_all_clear(result: Analysis) -> None:
    """Say that there is nothing to fix or to watch, or that too little was seen to say so and how to film."""
    clear = all_clear(result.report)
    if clear and result.report.summary.in_form:
        st.success(clear, icon=":material/check_circle:")
    elif clear:
        st.info(f"{clear} {result.exercise.hint}".strip(), icon=":material/visibility_off:")


def _show_fix(fix: Fix, result: Analysis) -> None:
    cue = _cue(result.exercise, fix.cue)
    picture = result.worst_frames.get(fix.cue)
    text = st.container()
    if picture is not None:
        left, text = st.columns([2, 3])
        caption, alt = f"Worst at {moment(fix.worst.at_s)}", f"Frame with the joints of: {fix.message}"
        with left:
            show_picture(picture, caption=caption, alt=alt)
    text.badge(SEVERITY_NAMES[fix.severity], color=_COLORS[fix.severity])  # type: ignore[arg-type]
    text.markdown(f"**{fix.message}**")
    text.markdown(_extent(fix, result))
    if cue is not None:
        text.caption(cue.why)


def _extent(fix: Fix, result: Analysis) -> str:
    return describe.extent(fix, unit_of(result.report), result.exercise, result.report.view.label)


def _cue(exercise: Exercise, cue_id: str) -> Cue | None:
    return next((cue for cue in exercise.cue if cue.id == cue_id), None)


def _row(repetition: Repetition, exercise: Exercise) -> dict[str, str | int]:
    faults = [f.message for f in repetition.findings if f.verdict == "fault"]
    cautions = [f.message for f in repetition.findings if f.verdict == "caution"]
    side = {} if exercise.counting is None or exercise.counting.working_side == "both" else {"Side": repetition.side}
    tempo, nothing = repetition.tempo, "" if repetition.in_form is None else "nothing"
    return {
        "No.": repetition.index,
        **side,
        "Form": form_word(repetition.in_form),
        "Starts": moment(repetition.start_s),
        "Down": quantity(tempo.down_s, "s"),
        "Hold": quantity(tempo.hold_s, "s"),
        "Up": quantity(tempo.up_s, "s"),
        "To fix": "; ".join(faults) or nothing,
        "To watch": "; ".join(cautions) or nothing,
    }


def _hold_row(hold: Hold) -> dict[str, str | int]:
    faults = [f.message for f in hold.findings if f.verdict == "fault"]
    stood = [f"{moment(b.start_s)} to {moment(b.end_s)}: {b.message}" for b in hold.breaks]
    return {
        "No.": hold.index,
        **({"Side": hold.side} if hold.side != "both" else {}),
        "Starts": moment(hold.start_s),
        "Held": quantity(hold.end_s - hold.start_s, "s"),
        "On the clock": quantity(hold.in_form_s, "s"),
        "Form": form_word(hold.in_form),
        "Clock stopped": "; ".join(stood) or "never",
        "To fix": "; ".join(faults) or ("" if hold.in_form is None else "nothing"),
    }


def _show_not_judged(result: Analysis) -> None:
    """Name the checks that were judged on no repetition, by what would have them judged."""
    remedies = {
        remedy: dict.fromkeys(cue.say for cue in (_cue(result.exercise, name) for name in cues) if cue is not None)
        for remedy, cues in not_judged(result.report).items()
    }
    remedies = {remedy: names for remedy, names in remedies.items() if names}
    if not remedies:
        return
    st.subheader("Not judged, and how to film for it")
    for remedy, names in remedies.items():
        st.markdown(f"**{remedy or 'It could not be seen.'}**\n" + "".join(f"\n- {name}" for name in names))
