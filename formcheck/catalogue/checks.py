"""A check in an exercise file -> what to read of a movement, a set or a run, and the bands for the value."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Annotated, Literal, Self

import numpy as np
from numpy.typing import NDArray
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
"""Part of a repetition that is read. Of jumps: ``approach`` is before take-off, ``contact`` and ``landing`` are the
touchdown and the time just after it, ``arrival`` is a landing after which the signal stays up, on a box or on the other
leg. ``hold`` is a hold without its ends."""
Limb = Literal["near", "lead", "trail", "each", "both", "whole"]
"""``near`` is the side turned to the camera, ``lead`` the working side and ``trail`` the other one. ``each`` judges
both sides and takes the worse; ``both`` takes their mean, for what the sides do together. ``whole`` has no side."""

Baseline = Literal["none", "rest", "rest_ratio", "rest_if_negative"]
"""Compared with the median at rest beside the repetition: ``rest`` subtracts it, ``rest_ratio`` divides by it.

``rest_if_negative`` is for the outline of the back. It subtracts the standing value only if that is negative, which a
rounded back or a loose shirt makes it. A hollow back is not subtracted, because a correct lift flattens it (from +0.45
to +0.23 in a good real deadlift).
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
        """Return the smallest band that contains both."""
        return Band(min=min(self.min, other.min), max=max(self.max, other.max))

    def contains(self, other: Band) -> bool:
        """Whether the other band is within this one."""
        return self.min <= other.min and other.max <= self.max


def fault_free(passing: Band, warn: Band, error: float) -> Band:
    """Return the values that are not a fault: up to `warn`, and at least one measurement error beyond `passing`.

    `error` is a 95 % limit, so a value exactly at the edge of `passing` is wrongly called a fault in 2.5 % of readings,
    and one that is `error` beyond `warn` is missed in 2.5 %.
    """
    return warn.joined(passing.widened(error))


def may_show(views: Collection[ViewLabel], view: ViewLabel) -> bool:
    """Whether a view may show what is read from some views: an oblique one, turned into the plane of a side view, may.

    What was judged says more: an oblique view is turned only where the camera's direction is known.
    """
    return view in views or (view == "oblique" and "side" in views)


def _known_measure(name: str) -> str:
    if name not in (known := exercise_measures()):
        msg = f"there is no measure {name!r}.{did_you_mean(name, known)}"
        raise ValueError(msg)
    return name


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

    def against_rest(self, values: NDArray[np.float64], rest: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Compare values with those at rest, as the baseline says; as they are without one."""
        if self.baseline == "none":
            return values
        if self.baseline == "rest_ratio":
            return values / rest
        return values - (np.minimum(rest, 0.0) if self.baseline == "rest_if_negative" else rest)


class Banded(Model):
    """Two bands for a value: inside `pass` it is fine, outside of `warn` it is a fault."""

    pass_: Band = Field(alias="pass")
    warn: Band

    @model_validator(mode="after")
    def _nested(self) -> Self:
        if not self.warn.contains(self.pass_):
            msg = "the warn band must contain the pass band"
            raise ValueError(msg)
        return self


class Check(Quantity, Banded):
    """A check of a quantity: of a measure of a limb in a phase.

    `error` replaces the error of the measure where this phase of this exercise is harder to see, for instance behind
    plates. With `only_faults` a value short of a fault is not judged: these views can show that something is wrong, not
    that all is well.
    """

    views: tuple[ViewLabel, ...] = Field(min_length=1)
    given_error: float | None = Field(None, alias="error", gt=0)
    only_faults: bool = False

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        readable = self.source_measure.views
        blind = sorted(set(self.views) - readable)
        if blind and readable:
            msg = f"{self.measure!r} cannot be read from {', '.join(blind)}; it can from {', '.join(sorted(readable))}"
            raise ValueError(msg)
        return self

    @property
    def error(self) -> float:
        """Measurement error of the value, in `unit`: 95 % of readings are within it."""
        if self.given_error is not None:
            return self.given_error
        return self.source_measure.error * REDUCERS[self.reducer].error_factor

    @property
    def unit(self) -> str:
        """Unit of the value and of its bands."""
        return self.source_measure.unit + ("/s" if REDUCERS[self.reducer].per_second else "")


class DurationCheck(Banded):
    """A check of a duration of the repetition, or of the time in form of a hold."""

    duration: Literal["down_s", "hold_s", "up_s", "total_s", "in_form_s"]
    views: tuple[ViewLabel, ...] = ("side", "front", "rear", "oblique", "floor_side")

    @property
    def unit(self) -> str:
        """Seconds."""
        return "s"


class SetCheck(Banded):
    """A check of the whole set."""

    set_measure: str

    @field_validator("set_measure")
    @classmethod
    def _set_measure(cls, name: str) -> str:
        SET_MEASURES.find(name)
        return name

    @property
    def unit(self) -> str:
        """Unit of the value and of its bands."""
        return SET_MEASURES[self.set_measure].unit


class GaitCheck(Banded):
    """A check of a run, over all of its steps."""

    gait_measure: str
    views: tuple[ViewLabel, ...] = Field(min_length=1)

    @field_validator("gait_measure")
    @classmethod
    def _gait_measure(cls, name: str) -> str:
        GAIT_MEASURES.find(name)
        return name

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        readable = self.source_measure.views
        if blind := sorted(set(self.views) - set(readable)):
            msg = f"{self.gait_measure!r} cannot be read from {', '.join(blind)}; it can from {', '.join(readable)}"
            raise ValueError(msg)
        return self

    @property
    def source_measure(self) -> GaitMeasure:
        """The measure that is read."""
        return GAIT_MEASURES[self.gait_measure]

    @property
    def error(self) -> float:
        """Measurement error of the value, in `unit`: 95 % of readings are within it."""
        return self.source_measure.error

    @property
    def unit(self) -> str:
        """Unit of the value and of its bands."""
        return self.source_measure.unit


def _tag_of(data: object) -> str:
    """Return which check is meant, by the key that names what is read, so that a mistake is reported once."""
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
    Discriminator(_tag_of),
]


class Condition(Quantity):
    """A range that a quantity must be within.

    `views` limits it to views in which the measure can be trusted, where it reads the depth that one camera estimates.
    """

    phase: Phase = "bottom"
    views: tuple[ViewLabel, ...] = ()
    must_be_seen: bool = False
    within: Band


class Gate(Condition):
    """A condition for a movement to be this exercise, or for a cue to apply.

    What was not seen does not fail it, unless it `must_be_seen`. `or` lists other conditions, of which one is enough
    too. `because` says what the movement is instead.
    """

    or_: tuple[Condition, ...] = Field((), alias="or")
    because: str

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Its own, then the others."""
        return (self, *self.or_)
