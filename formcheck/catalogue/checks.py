"""What an exercise file may check: a measure in a phase, a duration, or a number of the set, each with its bands."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator, model_validator

from formcheck.catalogue.set_measures import SET_MEASURES
from formcheck.errors import did_you_mean
from formcheck.motion.gait import GAIT_MEASURES, GaitMeasure
from formcheck.motion.measures import MEASURES, Measure
from formcheck.motion.measures.registry import exercise_measures
from formcheck.motion.reducers import REDUCERS, ReducerName
from formcheck.records import ViewLabel

Phase = Literal[
    "start", "descent", "bottom", "deep", "lift_off", "early_ascent", "ascent", "top", "throughout",
    "approach", "contact", "landing", "arrival", "hold",
]  # fmt: skip
"""The last five: before a jump leaves the ground; where it comes down, and just after; the same where the signal stays
up there, on a box or on the other leg; and a hold without its ends."""
Limb = Literal["near", "lead", "trail", "each", "both", "whole"]
"""``each`` judges both sides and takes the worse; ``both`` takes their mean, for what the sides do together."""

Baseline = Literal["none", "rest", "rest_ratio", "rest_if_negative"]
"""Against the median at rest beside the repetition: the change, the quotient, or the change where rest is negative.

The last is for the outline of the back: who stands rounded, or in a loose shirt, has that taken off; who stands with a
hollow back does not have it held against the lift, for which a straight back flattens it (+0.45 to +0.23 in a good
real deadlift).
"""


class Model(BaseModel):
    """Closed and frozen: a misspelt key is an error, and a loaded definition does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Band(Model):
    """A range of values, open where an edge is missing."""

    min: float = -math.inf
    max: float = math.inf

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            msg = f"min {self.min} is above max {self.max}"
            raise ValueError(msg)
        return self

    def widened(self, error: float) -> Band:
        """Move both edges outwards."""
        return Band(min=self.min - error, max=self.max + error)

    def joined(self, other: Band) -> Band:
        """Reach as far as the further of the two on either side."""
        return Band(min=min(self.min, other.min), max=max(self.max, other.max))

    def contains(self, other: Band) -> bool:
        """Whether the other band lies within this one."""
        return self.min <= other.min and other.max <= self.max


def fault_free(passing: Band, warn: Band, error: float) -> Band:
    """Tell what is no fault: up to `warn`, and at least one measurement error beyond `passing`.

    Who is just within `passing` is then called faulty in one of forty readings, as each error is a 95 % limit, and who
    is one error beyond `warn` is missed in one of forty.
    """
    return warn.joined(passing.widened(error))


def _known_measure(name: str) -> str:
    return _one_of(exercise_measures(), name, "measure")


MeasureName = Annotated[str, AfterValidator(_known_measure)]
"""Name of a measure that exists."""


class Quantity(Model):
    """A measure of a limb in a phase, reduced to one number."""

    measure: MeasureName
    limb: Limb = "whole"
    phase: Phase
    reducer: ReducerName = "median"
    baseline: Baseline = "none"

    @model_validator(mode="after")
    def _limb_of_measure(self) -> Self:
        if self.source_measure.sided == (self.limb == "whole"):
            right = "near, lead, trail, each or both" if self.source_measure.sided else "whole"
            msg = f"measure {self.measure!r} needs limb = {right}, not {self.limb!r}"
            raise ValueError(msg)
        return self

    @property
    def source_measure(self) -> Measure:
        """The measure that is read."""
        return MEASURES.find(self.measure)


class Check(Quantity):
    """One reading and its bands: what is within `pass` is fine, what is beyond `warn` is a fault.

    `error` replaces the measure's own error where this phase of this exercise is harder to see, behind plates say.
    """

    views: tuple[ViewLabel, ...] = Field(min_length=1)
    pass_: Band = Field(alias="pass")
    warn: Band
    given_error: float | None = Field(None, alias="error", gt=0)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        sighted = self.source_measure.views
        blind = sorted(set(self.views) - sighted)
        if blind and sighted:
            msg = f"{self.measure!r} cannot be read from {', '.join(blind)}; it can from {', '.join(sorted(sighted))}"
            raise ValueError(msg)
        if not self.warn.contains(self.pass_):
            msg = "the warn band must contain the pass band"
            raise ValueError(msg)
        return self

    @property
    def error(self) -> float:
        """Measurement error of the value that the bands are in."""
        if self.given_error is not None:
            return self.given_error
        return self.source_measure.error * REDUCERS[self.reducer].error_factor

    @property
    def unit(self) -> str:
        """Unit of the value that the bands are in."""
        return self.source_measure.unit + ("/s" if REDUCERS[self.reducer].per_second else "")


class DurationCheck(Model):
    """A check of a duration of the repetition, or of the clock of a hold, instead of a measure."""

    duration: Literal["down_s", "hold_s", "up_s", "total_s", "in_form_s"]
    views: tuple[ViewLabel, ...] = ("side", "front", "rear", "oblique", "floor_side")
    pass_: Band = Field(alias="pass")
    warn: Band

    @property
    def unit(self) -> str:
        """Seconds."""
        return "s"


def _one_of(known: Collection[str], name: str, what: str) -> str:
    if name not in known:
        msg = f"there is no {what} {name!r}.{did_you_mean(name, known)}"
        raise ValueError(msg)
    return name


class SetCheck(Model):
    """A check of the whole set."""

    set_measure: str
    pass_: Band = Field(alias="pass")
    warn: Band

    @field_validator("set_measure")
    @classmethod
    def _set_measure(cls, name: str) -> str:
        return _one_of(SET_MEASURES, name, "set measure")

    @property
    def unit(self) -> str:
        """Unit of the value that the bands are in."""
        return SET_MEASURES[self.set_measure].unit


class GaitCheck(Model):
    """A check of a run, over all of its steps."""

    gait_measure: str
    views: tuple[ViewLabel, ...] = Field(min_length=1)
    pass_: Band = Field(alias="pass")
    warn: Band

    @field_validator("gait_measure")
    @classmethod
    def _gait_measure(cls, name: str) -> str:
        return _one_of(GAIT_MEASURES, name, "gait measure")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        sighted = self.source_measure.views
        if blind := sorted(set(self.views) - set(sighted)):
            msg = f"{self.gait_measure!r} cannot be read from {', '.join(blind)}; it can from {', '.join(sighted)}"
            raise ValueError(msg)
        if not self.warn.contains(self.pass_):
            msg = "the warn band must contain the pass band"
            raise ValueError(msg)
        return self

    @property
    def source_measure(self) -> GaitMeasure:
        """The measure that is read."""
        return GAIT_MEASURES[self.gait_measure]

    @property
    def error(self) -> float:
        """Measurement error of the value that the bands are in."""
        return self.source_measure.error

    @property
    def unit(self) -> str:
        """Unit of the value that the bands are in."""
        return self.source_measure.unit


def _kind_of_check(data: object) -> str:
    """Tell the kinds of a check by the key that names what is measured, so that a mistake is told once."""
    if isinstance(data, dict):
        return next((key for key in ("duration", "set_measure", "gait_measure") if key in data), "measure")
    if isinstance(data, DurationCheck):
        return "duration"
    if isinstance(data, GaitCheck):
        return "gait_measure"
    return "set_measure" if isinstance(data, SetCheck) else "measure"


AnyCheck = Annotated[
    Annotated[Check, Tag("measure")]
    | Annotated[DurationCheck, Tag("duration")]
    | Annotated[SetCheck, Tag("set_measure")]
    | Annotated[GaitCheck, Tag("gait_measure")],
    Discriminator(_kind_of_check),
]


class Gate(Quantity):
    """What must hold for a movement to be this exercise, or for a cue to apply; what was not seen does not object.

    `views` names from where it can be told, where the depth that a single camera guesses would not do.
    """

    phase: Phase = "bottom"
    views: tuple[ViewLabel, ...] = ()
    within: Band
    because: str
