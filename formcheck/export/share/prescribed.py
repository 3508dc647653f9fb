"""A prescription in a share file: what is to be done, from when, and who wrote it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from formcheck.desk.prescription import Prescription
from formcheck.errors import UnreadableInputError, first_problem
from formcheck.export.share.manifest import PRESCRIPTION_FILE


class SharedPrescription(BaseModel):
    """One version of a prescription, without the name of the person.

    Attributes
    ----------
    prescription : Prescription
    by : str
        Who prescribed it.
    at : datetime
        When it was written.
    starts : datetime
        From when on it counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    prescription: Prescription
    by: Annotated[str, Field(max_length=200)] = ""
    at: AwareDatetime
    starts: AwareDatetime

    def to_json(self) -> str:
        """Write it as indented JSON, without empty fields."""
        return self.model_dump_json(indent=2, by_alias=True, exclude_defaults=True)


def prescription_from_json(text: str | bytes) -> SharedPrescription:
    """Read what `SharedPrescription.to_json` wrote.

    Raises
    ------
    UnreadableInputError
        If it is something else.
    """
    try:
        return SharedPrescription.model_validate_json(text)
    except ValidationError as error:
        msg = f"{PRESCRIPTION_FILE} is not valid: {first_problem(error, 'the text')}."
        raise UnreadableInputError(msg) from None
