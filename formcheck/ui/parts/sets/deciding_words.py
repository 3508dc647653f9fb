"""Puts a decision into a sentence."""

from __future__ import annotations

from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import Decision, Target
from formcheck.records import Verdict
from formcheck.wording import VERDICT_NAMES, moment

_FORMS: dict[Verdict, str] = {"ok": "in form", "fault": "not in form", "not_judged": "cannot be judged"}


def in_words(decision: Decision, exercise: Exercise) -> str:
    """Describe a decision and its reason in a sentence."""
    about, why = _about(decision.target), f": {decision.reason}" if decision.reason else ""
    match decision.kind:
        case "agree":
            return f"Agreed with the machine about {about}{_cue(decision, exercise)}{why}"
        case "overrule_finding":
            verdict = VERDICT_NAMES[decision.verdict or "ok"].lower()
            return f"{about.capitalize()}{_cue(decision, exercise)} is {verdict}{why}"
        case "overrule_verdict":
            return f"{about.capitalize()}: {_FORMS.get(decision.verdict or 'ok', '')}{why}"
        case "add_repetition":
            return f"Added a repetition {_span(decision)}{why}"
        case "remove_repetition":
            return f"{about.capitalize()} is not a repetition{why}"
        case "move_repetition":
            return f"Moved {about} {_span(decision)}{why}"
        case "comment":
            return f"Comment{_at(decision.target)}{why}"
        case "correct_landmark":
            joint = decision.landmark.name.replace("_", " ") if decision.landmark is not None else "a joint"
            return (
                f"Put the {joint} where it is{_at(decision.target)}; the measures of that frame were computed "
                f"again{why}"
            )
        case "withdraw":
            return "Took back a decision"


def _about(target: Target) -> str:
    if target.repetition is not None:
        return f"repetition {target.repetition}"
    if target.added is not None:
        return "the added repetition"
    return f"movement {target.attempt} that was not counted" if target.attempt is not None else "the set"


def _cue(decision: Decision, exercise: Exercise) -> str:
    cue = decision.target.cue
    said = next((one.say.rstrip(".") for one in exercise.cue if one.id == cue), cue)
    return f', "{said}",' if said else ""


def _span(decision: Decision) -> str:
    return "" if decision.span is None else f"from {moment(decision.span.start_s)} to {moment(decision.span.end_s)}"


def _at(target: Target) -> str:
    return "" if target.at_s is None else f" at {moment(target.at_s)}"
