"""What a share file may hold, a set or a prescription, and its first member, which lists what it does hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from formcheck.desk.reviewed import DECISIONS_FILE, REPORT_FILE
from formcheck.errors import UnreadableInputError, first_problem
from formcheck.export.person import PERSON_FILE
from formcheck.export.results import CLIP_FILE, CURVES_FILE, MOMENTS_FILE, POSES_FILE

SUFFIX: Final = ".formcheck"
FORMAT: Final = 2
"""Counts the changes of the format that an older formcheck cannot read: 2 has ``person.json``, and prescriptions."""
_FIRST: Final = 1
NEEDS: Final[Mapping[int, str]] = {_FIRST: "0.1.0", FORMAT: "0.2.0"}
"""The oldest formcheck that reads a format."""
MANIFEST_FILE: Final = "manifest.json"
PRESCRIPTION_FILE: Final = "prescription.json"
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """One file that a share file may contain: its greatest size, and whether it is included by default."""

    most_bytes: int
    is_needed: bool = False


MEMBERS: Final[Mapping[str, Member]] = {
    REPORT_FILE: Member(50 * _MB, is_needed=True),
    DECISIONS_FILE: Member(50 * _MB, is_needed=True),
    PERSON_FILE: Member(1 * _MB),
    CURVES_FILE: Member(300 * _MB),
    POSES_FILE: Member(300 * _MB),
    MOMENTS_FILE: Member(50 * _MB),
    CLIP_FILE: Member(4000 * _MB),
    PRESCRIPTION_FILE: Member(1 * _MB),
}
"""All names that are ever read or written. A name in a file is compared with these, and never used as a path."""
NEEDED: Final = frozenset(name for name, member in MEMBERS.items() if member.is_needed)
"""The members that the file of a set must have."""
_SINCE: Final[Mapping[str, int]] = {PERSON_FILE: FORMAT, PRESCRIPTION_FILE: FORMAT}
"""The format with which a member came."""
MANIFEST_BYTES: Final = 100_000
MOST_RATIO: Final = 200
"""A member may be this many times as large as what it is packed into: text packs to a tenth, a bomb to a thousandth."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Strict):
    """Size and checksum of a member."""

    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(_Strict):
    """The first member.

    Attributes
    ----------
    format : int
        Of the share file; see `FORMAT`.
    needs : str
        The oldest formcheck that reads this format.
    formcheck : str
        The version that wrote it.
    by : str
        Name of the author; empty if not given.
    made : datetime
        When the file was written.
    analysed : datetime
        When the set was analysed, or the prescription written.
    members : dict of str to Entry
        The other members of the file.
    """

    format: int
    needs: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    formcheck: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    by: Annotated[str, Field(max_length=200)] = ""
    made: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    analysed: AwareDatetime
    members: dict[str, Entry]

    @property
    def is_prescription(self) -> bool:
        """Whether the file holds a prescription, and no set."""
        return PRESCRIPTION_FILE in self.members


class _Version(BaseModel):
    """What every version of the manifest contains."""

    format: int
    needs: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]


def format_of(members: Iterable[str]) -> int:
    """Return the oldest format that has all of some members, so that an older formcheck reads what it can."""
    return max((_SINCE.get(name, _FIRST) for name in members), default=_FIRST)


def read_manifest(text: bytes, name: str) -> Manifest:
    """Read the manifest of a share file.

    Raises
    ------
    UnreadableInputError
        If it is not one, or a newer formcheck is needed.
    """
    try:
        version = _Version.model_validate_json(text)
        if version.format > FORMAT:
            msg = (
                f"{name} was written by a newer formcheck: it has format {version.format}, and this one reads up to "
                f"{FORMAT}. formcheck {version.needs} or newer opens it: pip install --upgrade 'formcheck>="
                f"{version.needs}'"
            )
            raise UnreadableInputError(msg)
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        raise damaged(name, f"its {MANIFEST_FILE} is not valid: {first_problem(error, MANIFEST_FILE)}") from None


def damaged(name: str, reason: str) -> UnreadableInputError:
    """Make the error for a file that is not a share file, or is damaged."""
    return UnreadableInputError(
        f"{name} cannot be opened: {reason}. Nothing was written. Ask for the file again; formcheck share DIR --out "
        f"FILE{SUFFIX} writes one."
    )
