"""The section of an exercise file that says how it is done: counted, held for a time, run, timed, or only logged.

Conditions that many exercises share, such as two legs that work together, are written once, in
``data/exercises/_requirements.toml``, and the exercises name them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from formcheck.catalogue.checks import Gate, MeasureName
from formcheck.catalogue.sources import Sourced
from formcheck.errors import did_you_mean
from formcheck.motion.measures import MEASURES
from formcheck.motion.segmenting.working_side import COUNTED, RULES

Mode = Literal["counting", "hold", "gait", "timer", "log"]
"""Name of the section of an exercise file that says how it is done; each file has exactly one of them."""


def _known_rule(name: str) -> str:
    RULES.find(name)
    return name


Rule = Annotated[str, AfterValidator(_known_rule)]
"""Name of a rule that finds the working side."""


REQUIREMENTS_FILE = Path(__file__).parent / "data" / "exercises" / "_requirements.toml"


class Requirement(Sourced):
    """Gates that several exercises share under one name, with the reason for their numbers.

    A requirement that applies `everywhere` need not be named by exercises that are counted or held.
    """

    meaning: str
    everywhere: bool = False
    gate: tuple[Gate, ...] = Field(min_length=1)


@cache
def requirements() -> Mapping[str, Requirement]:
    """Load all requirements by their name, in the order of the file."""
    tables = tomllib.loads(REQUIREMENTS_FILE.read_text(encoding="utf-8"))
    return {name: Requirement.model_validate(table) for name, table in tables.items()}


def _known_requirement(name: str) -> str:
    if name not in (known := requirements()):
        msg = f"there is no requirement {name!r}.{did_you_mean(name, known)} {REQUIREMENTS_FILE.name} lists all of them"
        raise ValueError(msg)
    return name


RequirementName = Annotated[str, AfterValidator(_known_requirement)]
"""Name of a requirement of ``_requirements.toml``."""


class Requiring(Sourced):
    """Names requirements in addition to those that apply everywhere, and which of the latter it `waives`."""

    requires: tuple[RequirementName, ...] = ()
    waives: tuple[RequirementName, ...] = ()

    @property
    def required(self) -> list[Requirement]:
        """The requirements that apply, in the order of their list."""
        return [
            requirement
            for name, requirement in requirements().items()
            if name in self.requires or (requirement.everywhere and name not in self.waives)
        ]


class Counting(Requiring):
    """How repetitions or steps are segmented: in one signal, or in one for each side where the signal has sides.

    Excursions are in the unit of the signal. A movement that does not meet the gates of what it `requires`, or its own,
    is another exercise. `passes` are postures that must be reached in order, such as the plank in a burpee; a movement
    that leaves one out is not counted.
    """

    signal: MeasureName
    working_side: Rule
    counts: Literal["repetitions", "steps"] = "repetitions"
    begins_at: Literal["rest", "peak"] = "rest"
    min_excursion: float
    min_duration_s: float = 0.5
    max_duration_s: float = 20.0
    max_hold_s: float = 8.0
    target_cue: str | None = None
    gate: tuple[Gate, ...] = ()
    passes: tuple[Gate, ...] = ()

    @property
    def gates(self) -> tuple[Gate, ...]:
        """All gates: its own, which say best what a movement is instead, then those of what it requires."""
        return (*self.gate, *(gate for requirement in self.required for gate in requirement.gate))

    @model_validator(mode="after")
    def _sides(self) -> Self:
        sided = MEASURES.find(self.signal).sided
        if sided != (self.working_side == COUNTED):
            right = f"working_side = {COUNTED!r}" if sided else f"another rule than {COUNTED!r}"
            msg = f"signal {self.signal!r} {'has sides and' if sided else 'has no sides and'} needs {right}"
            raise ValueError(msg)
        return self


class Holding(Requiring):
    """A posture that is held while a clock runs.

    `posture` decides whether it is held at all; a fault of minor or major severity stops the clock. With
    ``sides = "each"``, either side may be the one that ``lead`` means: both are tried.
    """

    sides: Literal["both", "each"] = "both"
    target_s: float = Field(gt=0)
    min_s: float = 3.0
    grace_s: float = 1.5
    posture: tuple[Gate, ...] = Field(min_length=1)

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The posture, then what is required."""
        return (*self.posture, *(gate for requirement in self.required for gate in requirement.gate))


class Running(Sourced):
    """Running or walking, read from its steps."""

    least_steps: int = 7


class Timer(Sourced):
    """A guided time that no camera judges, never longer than `cap_s` for one place."""

    seconds: float = Field(gt=0)
    cap_s: float = Field(gt=0)
    places: tuple[str, ...] = ()


class Log(Sourced):
    """What is only written down; all answers are of the type `answer`."""

    asks: tuple[str, ...] = Field(min_length=1)
    answer: Literal["text", "number", "yes_no"] = "text"
