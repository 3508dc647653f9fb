"""What a share file carries besides the report: body height and prescription of the person."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from formcheck.desk.prescription import Prescription
from formcheck.errors import UnreadableInputError, first_problem
from formcheck.records import HEIGHTS_CM

PERSON_FILE: Final = "person.json"


class Person(BaseModel):
    """Who did a set, without a name.

    Attributes
    ----------
    height_cm : float or None
        Body height in centimetres, 50 to 250, if given.
    prescription : Prescription or None
        The prescription that the set was done for, if any: the lines of its exercise, and what applies to all
        exercises.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    height_cm: Annotated[float | None, Field(ge=HEIGHTS_CM[0], le=HEIGHTS_CM[1], allow_inf_nan=False)] = None
    prescription: Prescription | None = None

    @classmethod
    def of(cls, exercise: str, height_cm: float | None, prescription: Prescription | None) -> Self:
        """Select from a prescription what concerns a set of one exercise."""
        if prescription is not None:
            lines = tuple(row for row in prescription.exercises if row.exercise == exercise)
            prescription = prescription.model_copy(update={"exercises": lines, "unlocked": ()})
        return cls(height_cm=height_cm, prescription=prescription)

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return self.height_cm is not None or self.prescription is not None

    def to_json(self) -> str:
        """Write it as indented JSON, without what is not known."""
        return self.model_dump_json(indent=2, by_alias=True, exclude_defaults=True)


def person_from_json(text: str | bytes) -> Person:
    """Read what `Person.to_json` wrote.

    Raises
    ------
    UnreadableInputError
        If it is something else, or not a possible height.
    """
    try:
        return Person.model_validate_json(text)
    except ValidationError as error:
        msg = f"{PERSON_FILE} is not valid: {first_problem(error, 'the text')}."
        raise UnreadableInputError(msg) from None
