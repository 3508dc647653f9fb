"""A report -> the rows of its table: one for each repetition or hold, in the language that was chosen."""

from __future__ import annotations

from formcheck.catalogue.exercise import Exercise
from formcheck.live.phrases import Words
from formcheck.records import Finding, Hold, Repetition, Report, Verdict
from formcheck.wording import form_word, moment, quantity

Row = dict[str, str | int]


def repetition_rows(report: Report, exercise: Exercise, words: Words) -> list[Row]:
    """Write a row for each repetition."""
    return [_row(repetition, exercise, words) for repetition in report.repetitions]


def hold_rows(report: Report, words: Words) -> list[Row]:
    """Write a row for each hold."""
    return [_hold_row(hold, report.exercise.id, words) for hold in report.holds]


def _row(repetition: Repetition, exercise: Exercise, words: Words) -> Row:
    say, tempo = words.on_page, repetition.tempo
    sides = exercise.counting is not None and exercise.counting.working_side != "both"
    nothing = "" if repetition.in_form is None else say("nothing")
    return {
        say("number"): repetition.index,
        **({say("side"): say(f"side_is_{repetition.side}")} if sides else {}),
        say("form"): words.of_report(form_word(repetition.in_form)),
        say("starts"): moment(repetition.start_s),
        say("down"): quantity(tempo.down_s, "s"),
        say("hold"): quantity(tempo.hold_s, "s"),
        say("up"): quantity(tempo.up_s, "s"),
        say("to_fix"): _cues(repetition.findings, "fault", exercise.id, words) or nothing,
        say("to_watch"): _cues(repetition.findings, "caution", exercise.id, words) or nothing,
    }


def _hold_row(hold: Hold, exercise_id: str, words: Words) -> Row:
    say = words.on_page
    stood = [
        say("from_to", start=moment(b.start_s), end=moment(b.end_s), why=words.of_report(b.message, exercise_id))
        for b in hold.breaks
    ]
    return {
        say("number"): hold.index,
        **({say("side"): say(f"side_is_{hold.side}")} if hold.side != "both" else {}),
        say("starts"): moment(hold.start_s),
        say("held"): quantity(hold.end_s - hold.start_s, "s"),
        say("clock"): quantity(hold.in_form_s, "s"),
        say("form"): words.of_report(form_word(hold.in_form)),
        say("clock_stopped"): "; ".join(stood) or say("never"),
        say("to_fix"): _cues(hold.findings, "fault", exercise_id, words)
        or ("" if hold.in_form is None else say("nothing")),
    }


def _cues(findings: tuple[Finding, ...], verdict: Verdict, exercise_id: str, words: Words) -> str:
    return "; ".join(words.of_report(one.message, exercise_id) for one in findings if one.verdict == verdict)
