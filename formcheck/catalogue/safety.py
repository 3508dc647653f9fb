"""Answers, flags, pain and weeks of running -> what is allowed, hidden, capped and advised.

The texts, limits and sources are in ``catalogue/data/programmes/_safety.toml``; the functions here are pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from formcheck.catalogue.checks import Model
from formcheck.catalogue.exercise import Exercise, Flag, Group
from formcheck.catalogue.modes import Timer
from formcheck.catalogue.sources import Sourced
from formcheck.catalogue.toml.located import Located, read_toml
from formcheck.catalogue.toml.messages import validate

SAFETY_FILE = Path(__file__).parent / "data" / "programmes" / "_safety.toml"
WORST_PAIN = 10

Clearance = Literal["unanswered", "go", "ask", "stop"]
"""What the answers allow: nothing yet, the session, the session once a clinician agrees, or no session."""
Light = Literal["green", "amber", "red"]
Now = Literal["go_on", "stop"]
NextTime = Literal["as_planned", "hold", "drop"]
"""The next session: as the progression rule says, no harder than this one, or one level easier."""
Rise = Literal["ok", "flag", "warn", "not_judged"]


class Question(Sourced):
    """A yes-or-no question before the first session; `yes` is what a yes leads to."""

    id: str
    asks: str
    signs: tuple[str, ...] = ()
    yes: Literal["stop", "ask"]
    says: str


class PainRule(Sourced):
    """The pain light: worst pain from 0 to 10; green and amber include their limits."""

    green_to: int = Field(ge=0, le=WORST_PAIN)
    amber_to: int = Field(ge=0, le=WORST_PAIN)
    green: str
    amber: str
    red: str
    lingering: str

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.green_to >= self.amber_to:
            msg = f"green_to {self.green_to} must be below amber_to {self.amber_to}"
            raise ValueError(msg)
        return self


class WeeklyRule(Sourced):
    """Distance before pace: limits in percent of the week before, and the logs that it comments on."""

    logs: tuple[str, ...]
    flag_above_percent: float
    warn_above_percent: float
    same_pace_percent: float
    ok: str
    flag: str
    warn: str
    both: str
    first: str


class Lock(Sourced):
    """Groups of exercises that stay locked until the statement `asks` is confirmed."""

    groups: tuple[Group, ...]
    asks: str
    says: str


class Cap(Sourced):
    """Exercises that a flag limits; the flag switches on their `cue` for it, if they have one."""

    exercises: tuple[str, ...] = Field(min_length=1)
    cue: str | None = None
    says: str


class FlagRule(Sourced):
    """A flag: how to ask for it, why it hides exercises (`Exercise.hidden_if`), and what it caps."""

    id: Flag
    asks: str
    says: str
    cap: tuple[Cap, ...] = ()


class Safety(Model):
    """All safety rules."""

    question: tuple[Question, ...]
    pain: PainRule
    weekly: WeeklyRule
    lock: Lock
    flag: tuple[FlagRule, ...]


class SafetyProfile(Model):
    """What is known about the person: flags, and the groups that were unlocked."""

    flags: tuple[Flag, ...] = ()
    unlocked: tuple[Group, ...] = ()


class PainAdvice(Model):
    """What a level of pain means now and for the next session."""

    light: Light
    now: Now
    next_time: NextTime
    says: str


class Week(Model):
    """A week of running: distance in kilometres, usual pace in minutes per kilometre (less is faster)."""

    distance_km: float = Field(ge=0, allow_inf_nan=False)
    pace_min_per_km: float | None = Field(default=None, gt=0, allow_inf_nan=False)


class WeekAdvice(Model):
    """Advice on a week of running, compared with the one before; percentages are positive for further and faster."""

    rise: Rise
    says: str
    distance_percent: float | None = None
    pace_percent: float | None = None


@cache
def rules() -> Safety:
    """Load the safety rules.

    Raises
    ------
    DefinitionError
        If their file is not valid.
    """
    document = Located.of(read_toml(SAFETY_FILE), SAFETY_FILE)
    return validate(Safety, document.plain(), document)


def clearance(answers: Mapping[str, bool | None]) -> Clearance:
    """Decide what the answers to the questions allow: the most serious yes counts, and every question needs an answer.

    Parameters
    ----------
    answers : mapping of str to bool or None
        By the id of the question: yes, no, or None if it was not answered.
    """
    said = [question.yes for question in rules().question if answers.get(question.id)]
    if "stop" in said:
        return "stop"
    if any(answers.get(question.id) is None for question in rules().question):
        return "unanswered"
    return "ask" if said else "go"


def pain_advice(worst: float, *, worse_next_morning: bool = False) -> PainAdvice:
    """Apply the pain light.

    Parameters
    ----------
    worst : float
        Worst pain of the session, 0 to 10.
    worse_next_morning : bool
        Whether it was worse the next morning, which makes the next session easier whatever the light.

    Raises
    ------
    ValueError
        If the pain is not from 0 to 10.
    """
    rule = rules().pain
    if not 0 <= worst <= WORST_PAIN:
        msg = f"pain is a number from 0 to {WORST_PAIN}, not {worst:g}"
        raise ValueError(msg)
    if worst > rule.amber_to:
        return PainAdvice(light="red", now="stop", next_time="drop", says=rule.red)
    light: Light = "amber" if worst > rule.green_to else "green"
    if worse_next_morning:
        return PainAdvice(light=light, now="go_on", next_time="drop", says=rule.lingering)
    if light == "amber":
        return PainAdvice(light=light, now="go_on", next_time="hold", says=rule.amber)
    return PainAdvice(light=light, now="go_on", next_time="as_planned", says=rule.green)


def distance_before_pace(before: Week, now: Week) -> WeekAdvice:
    """Compare a week of running with the one before.

    Parameters
    ----------
    before, now : Week
        If a pace is missing, distance alone is judged.

    Returns
    -------
    WeekAdvice
        ``flag`` above the first limit, ``warn`` above the second or if distance and pace rise together,
        ``not_judged`` if there is no distance to compare with.
    """
    rule = rules().weekly
    if before.distance_km == 0:
        return WeekAdvice(rise="not_judged", says=rule.first)
    further = 100.0 * (now.distance_km / before.distance_km - 1.0)
    faster = _faster_percent(before.pace_min_per_km, now.pace_min_per_km)
    is_faster = faster is not None and _above(faster, rule.same_pace_percent)
    rise, says = _judged(further, is_faster, rule)
    return WeekAdvice(rise=rise, says=says, distance_percent=further, pace_percent=faster)


def _judged(further: float, is_faster: bool, rule: WeeklyRule) -> tuple[Rise, str]:
    if _above(further, rule.warn_above_percent):
        return "warn", rule.warn
    if is_faster and _above(further, 0.0):
        return "warn", rule.both
    return ("flag", rule.flag) if _above(further, rule.flag_above_percent) else ("ok", rule.ok)


def _faster_percent(before: float | None, now: float | None) -> float | None:
    return 100.0 * (before / now - 1.0) if before is not None and now is not None else None


def _above(value: float, limit: float) -> bool:
    """Whether a value is above a limit; 22 km after 20 is 10 percent to a runner, 10.000000000000009 to a computer."""
    return round(value, 6) > limit


def flag_rule(flag: Flag) -> FlagRule:
    """Find the rule of a flag."""
    return next(rule for rule in rules().flag if rule.id == flag)


def hidden_because(exercise: Exercise, person: SafetyProfile) -> str:
    """Say why a person should not be offered an exercise; empty if it may be offered."""
    flagged = [flag_rule(flag).says for flag in person.flags if flag in exercise.hidden_if]
    lock = rules().lock
    locked = [lock.says] if exercise.group in lock.groups and exercise.group not in person.unlocked else []
    return " ".join(flagged + locked)


def caps(exercise_id: str, person: SafetyProfile) -> list[Cap]:
    """List the caps on an exercise for a person."""
    return [cap for flag in person.flags for cap in flag_rule(flag).cap if exercise_id in cap.exercises]


def with_caps(exercise: Exercise, person: SafetyProfile) -> Exercise:
    """Switch on the cues that a person's flags ask for; the therapist adjusts their bands in a profile."""
    asked = {cap.cue for cap in caps(exercise.id, person)}
    cues = tuple(cue.model_copy(update={"enabled": True}) if cue.id in asked else cue for cue in exercise.cue)
    return exercise.model_copy(update={"cue": cues})


def seconds_left(timer: Timer, done_s: float) -> float:
    """Return how long a place may still be treated in this session, in seconds, after `done_s`."""
    return max(0.0, timer.cap_s - done_s)
