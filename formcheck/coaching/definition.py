"""The format of an exercise file: pydantic models of the TOML, closed against unknown keys and unknown measures."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from formcheck.coaching.checks import AnyCheck, Check, Gate, Limb, MeasureName, Model, SetCheck
from formcheck.coaching.sources import codes, spell_out
from formcheck.errors import did_you_mean
from formcheck.motion.working_side import RULES
from formcheck.records import Severity, ViewLabel

Status = Literal["draft", "tested", "clinician_reviewed"]


def _known_source(text: str) -> str:
    spell_out(text)
    return text


Source = Annotated[str, AfterValidator(_known_source)]
"""Where a number is from, with the codes of the references."""


class Adjustable(Model):
    """Within which values a clinic's or person's profile may move the edges of the bands."""

    lowest: float
    highest: float


class Cue(Model):
    """What is looked at, in the words that the person hears.

    A cue may have several checks, for different views or sides of the same fault; the worst that was judged counts.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    say: str
    why: str
    severity: Severity
    strict_severity: Severity | None = None
    status: Status = "draft"
    source: Source
    seed: str | None = None
    adjustable: Adjustable | None = None
    enabled: bool = True
    when: Gate | None = None
    check: tuple[AnyCheck, ...] = Field(min_length=1)

    @property
    def is_of_set(self) -> bool:
        """Whether it judges the set, not a repetition."""
        return isinstance(self.check[0], SetCheck)

    @property
    def views(self) -> tuple[ViewLabel, ...]:
        """All views from which at least one check can judge."""
        found = [view for check in self.check if not isinstance(check, SetCheck) for view in check.views]
        return tuple(dict.fromkeys(found))


class Counting(Model):
    """How repetitions are found. `unit` of the excursions is the signal's."""

    signal: MeasureName
    working_side: str
    begins_at: Literal["rest", "peak"] = "rest"
    min_excursion: float
    min_duration_s: float = 0.5
    max_duration_s: float = 20.0
    max_hold_s: float = 8.0
    target_cue: str | None = None
    source: Source
    gate: tuple[Gate, ...] = ()

    @field_validator("working_side")
    @classmethod
    def _rule(cls, name: str) -> str:
        if name not in RULES:
            msg = f"there is no working_side rule {name!r}.{did_you_mean(name, RULES)}"
            raise ValueError(msg)
        return name


class Display(Model):
    """The angle that is drawn beside its joint, and the signal in the strip."""

    measure: MeasureName
    joint: str
    limb: Limb


class Dose(Model):
    """What the articles or the guideline prescribe."""

    text: str
    source: Source


class Film(Model):
    """How to film the exercise, best view first."""

    views: tuple[ViewLabel, ...]
    hint: str


class Exercise(Model):
    """One exercise: the whole of its file. The file's stem is its id."""

    id: str
    name: str
    group: str
    seeds: tuple[str, ...]
    description: str
    status: Status = "draft"
    film: Film
    dose: Dose
    counting: Counting
    display: Display
    cue: tuple[Cue, ...]

    @model_validator(mode="after")
    def _cues(self) -> Self:
        ids = [cue.id for cue in self.cue]
        double = {i for i in ids if ids.count(i) > 1}
        if double:
            msg = f"cue ids appear twice: {', '.join(sorted(double))}"
            raise ValueError(msg)
        target = self.counting.target_cue
        if target is not None and target not in ids:
            msg = f"counting.target_cue {target!r} is no cue of this exercise.{did_you_mean(target, ids)}"
            raise ValueError(msg)
        return self

    @property
    def needs_dorsal(self) -> bool:
        """Whether a cue reads the outline of the back, which costs the pose model a segmentation mask."""
        return any(isinstance(c, Check) and c.measure == "back_curvature" for cue in self.cue for c in cue.check)

    @property
    def source_codes(self) -> list[str]:
        """Codes of all references that its cues, dose and counting name, in order."""
        texts = [self.counting.source, self.dose.source, *(cue.source for cue in self.cue), " ".join(self.seeds)]
        return sorted(codes(" ".join(texts)), key=lambda code: (code[0], int("".join(filter(str.isdigit, code)))))
