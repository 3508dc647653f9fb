"""`[dose]` of an exercise file -> how much to do: sets, repetitions or time, for which side and how often."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema, model_validator

from formcheck.catalogue.sources import Sourced


class Range(NamedTuple):
    """From the lowest to the highest value, both included; in a file ``[8, 12]``, or ``10`` where both are the same."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Whether a value is within the range."""
        return self.low <= value <= self.high


def _pair(given: Any) -> Any:
    return (given, given) if isinstance(given, int | float) else given


def _ordered(found: Range) -> Range:
    if found.low > found.high:
        msg = f"the lower value comes first: [{found.high:g}, {found.low:g}], not [{found.low:g}, {found.high:g}]"
        raise ValueError(msg)
    if found.low <= 0:
        msg = f"give a value above 0, not {found.low:g}"
        raise ValueError(msg)
    return found


def _whole(found: Range) -> Range:
    if any(value != int(value) for value in found):
        msg = f"give whole numbers, not {' and '.join(f'{value:g}' for value in found)}"
        raise ValueError(msg)
    return found


def _schema(value: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"anyOf": [value, {"type": "array", "items": value, "minItems": 2, "maxItems": 2}]})


Amount = Annotated[
    Range, BeforeValidator(_pair), AfterValidator(_ordered), _schema({"type": "number", "exclusiveMinimum": 0})
]
"""A positive number, or a range of them."""
Count = Annotated[
    Range, BeforeValidator(_pair), AfterValidator(_ordered), AfterValidator(_whole),
    _schema({"type": "integer", "minimum": 1}),
]  # fmt: skip
"""A whole number from 1, or a range of them."""


class Dose(Sourced):
    """What the articles or the guideline prescribe; `formcheck.report.describe.dose` makes a sentence of it.

    Attributes
    ----------
    sets : Range, optional
        How many sets.
    repetitions : Range, optional
        Repetitions of one set, on one side where `per` names one.
    seconds, distance_m : Range, optional
        Time or distance of one set, instead of repetitions; where both are given, either will do.
    hold_s : Range, optional
        How long each repetition is held, in seconds.
    per : str, optional
        What each number above is for. All but ``"area"`` and ``"spot"`` are sides of the body.
    rest_s : float, optional
        Rest between two sets, in seconds.
    times_a_day, days_a_week : Range, optional
        How often.
    note : str
        What the numbers cannot say, as whole sentences.
    """

    sets: Count | None = None
    repetitions: Count | None = None
    seconds: Amount | None = None
    distance_m: Amount | None = None
    hold_s: Amount | None = None
    per: Literal["side", "leg", "foot", "way", "area", "spot"] | None = None
    rest_s: float | None = None
    times_a_day: Count | None = None
    days_a_week: Count | None = None
    note: str = ""

    @property
    def has_sides(self) -> bool:
        """Whether left and right each get the whole dose."""
        return self.per in ("side", "leg", "foot", "way")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        timed = self.seconds is not None or self.distance_m is not None
        if self.repetitions is not None and timed:
            msg = "a set has repetitions, or seconds or distance_m, not both; hold_s is the time of each repetition"
            raise ValueError(msg)
        if self.hold_s is not None and self.repetitions is None:
            msg = "hold_s is the time of each repetition and needs repetitions; the time of a whole set is `seconds`"
            raise ValueError(msg)
        if self.repetitions is None and not timed and not self.note:
            msg = "say how much: repetitions, seconds or distance_m, or a note where no number fits"
            raise ValueError(msg)
        return self
