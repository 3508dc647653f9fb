"""One decision about a report, and lists of them as JSON: what the store keeps and what share files carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Final, Literal, Self
from uuid import uuid4

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic.functional_validators import AfterValidator

from formcheck.errors import UsageError, did_you_mean, first_problem
from formcheck.pose.skeleton import NAMES
from formcheck.records import RepetitionSide, Verdict

Kind = Literal[
    "agree", "overrule_finding", "overrule_verdict",
    "add_repetition", "remove_repetition", "move_repetition",
    "comment", "correct_landmark", "withdraw",
]  # fmt: skip
"""What was decided: the machine is right; another verdict for a cue, or for a repetition as a whole; a repetition that
was missed, was none, or lies elsewhere; a remark; where a landmark is; an earlier decision no longer stands."""

_NEEDS: Final[dict[Kind, tuple[str, ...]]] = {
    "agree": (),
    "overrule_finding": ("target.cue", "verdict", "reason"),
    "overrule_verdict": ("target.part", "verdict", "reason"),
    "add_repetition": ("span", "reason"),
    "remove_repetition": ("target.part", "reason"),
    "move_repetition": ("target.part", "span", "reason"),
    "comment": ("reason",),
    "correct_landmark": ("target.at_s", "landmark"),
    "withdraw": ("target.decision",),
}
Seconds = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Target(_Frozen):
    """What a decision is about. All None: the set as a whole.

    Attributes
    ----------
    repetition : int or None
        Number of a repetition or hold in the machine's own report, from 1.
    added : str or None
        Id of the decision that added the repetition, where the machine has none.
    attempt : int or None
        Number of a movement that was not counted, from 1, in the order of the machine's own report.
    cue : str or None
        Id of a cue; without a repetition it is one of the set or run.
    at_s : float or None
        A moment of the clip, in seconds.
    decision : str or None
        Id of the decision that is withdrawn.
    """

    repetition: int | None = Field(default=None, ge=1)
    added: str | None = None
    attempt: int | None = Field(default=None, ge=1)
    cue: str | None = None
    at_s: Seconds | None = None
    decision: str | None = None

    @property
    def part(self) -> int | str | None:
        """Which repetition or hold is meant: its number, or the id of the decision that added it."""
        return self.repetition if self.repetition is not None else self.added

    @property
    def of_part(self) -> Target:
        """The repetition or hold alone, without cue and moment."""
        return Target(repetition=self.repetition, added=self.added)


class Span(_Frozen):
    """Where a repetition lies in the clip, in seconds; `peak_s` is its turning point."""

    start_s: Seconds
    peak_s: Seconds
    end_s: Seconds
    side: RepetitionSide = "both"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not (self.start_s < self.end_s and self.start_s <= self.peak_s <= self.end_s):
            msg = (
                f"a repetition starts, turns and ends in this order; found {self.start_s:g}, {self.peak_s:g} and "
                f"{self.end_s:g} s"
            )
            raise ValueError(msg)
        return self


def _known(name: str) -> str:
    if name not in NAMES:
        msg = f"there is no landmark {name!r}; names look like left_knee.{did_you_mean(name, NAMES)}"
        raise ValueError(msg)
    return name


class Landmark(_Frozen):
    """Where the centre of a joint is in a frame, in pixels of the upright frame, y down; `name` is the landmark's."""

    name: Annotated[str, AfterValidator(_known)]
    x_px: Annotated[float, Field(allow_inf_nan=False)]
    y_px: Annotated[float, Field(allow_inf_nan=False)]


class Mark(_Frozen):
    """What was drawn on the picture at a time: an angle by three points, a line by two, a circle by centre and edge.

    Points are shares of the width and height of the picture as it was filmed, from its upper left corner.
    """

    shape: Literal["angle", "line", "circle"]
    points: tuple[tuple[float, float], ...] = Field(min_length=2, max_length=3)
    at_s: Seconds


class Decision(_Frozen):
    """One entry of the append-only list: who decided what, when and why.

    Attributes
    ----------
    id : str
        Unique; generated if not given.
    at : datetime
        In UTC; now if not given.
    by : str
        Who decided, by name.
    kind : str
        See `Kind`.
    target : Target
        What it is about.
    verdict : {"ok", "caution", "fault", "not_judged"} or None
        The verdict instead of the machine's. For a whole repetition, ``ok`` means in form and ``fault`` not in form.
    span : Span or None
        Where an added or moved repetition lies.
    landmark : Landmark or None
        Where a joint is, in the frame of `target.at_s`; see `formcheck.desk.measuring.corrected`.
    drawing : tuple of Mark
        Drawings that belong to a comment.
    reason : str
        Why, in words; of a comment, its text.
    """

    id: str = Field(default_factory=lambda: uuid4().hex, pattern=r"^[0-9a-zA-Z_-]{1,64}$")
    at: Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))] = Field(
        default_factory=lambda: datetime.now(UTC)
    )
    by: str = Field(min_length=1, max_length=200)
    kind: Kind
    target: Target = Target()
    verdict: Verdict | None = None
    span: Span | None = None
    landmark: Landmark | None = None
    drawing: tuple[Mark, ...] = Field(default=(), max_length=20)
    reason: str = Field(default="", max_length=4000)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        missing = [name for name in _NEEDS[self.kind] if not self._has(name)]
        if missing:
            msg = f"a decision of the kind {self.kind!r} needs {', '.join(missing)}"
            raise ValueError(msg)
        if self.kind == "overrule_verdict" and self.verdict == "caution":
            msg = "a whole repetition can be ok, fault or not_judged; only a cue can be a caution"
            raise ValueError(msg)
        return self

    def _has(self, name: str) -> bool:
        owner, _, field = name.rpartition(".")
        value = getattr(self.target if owner else self, field)
        return bool(value.strip()) if isinstance(value, str) else value is not None


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Sort decisions by time, without those that were withdrawn and the withdrawals themselves.

    Only who made a decision can withdraw it.
    """
    ordered = sorted(decisions, key=lambda d: (d.at, d.id))
    withdrawn = {(d.target.decision, d.by) for d in ordered if d.kind == "withdraw"}
    return [d for d in ordered if d.kind != "withdraw" and (d.id, d.by) not in withdrawn]


@cache
def _adapter() -> TypeAdapter[tuple[Decision, ...]]:
    return TypeAdapter(tuple[Decision, ...])


def to_json(decisions: Sequence[Decision]) -> str:
    """Write decisions as an indented JSON list, without what is not set."""
    return _adapter().dump_json(tuple(decisions), indent=2, exclude_none=True).decode()


def from_json(text: str | bytes) -> tuple[Decision, ...]:
    """Read a JSON list of decisions.

    Raises
    ------
    UsageError
        If the text is not a list of decisions.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        msg = (
            f"This is not a list of decisions: {first_problem(error, 'the text')}. "
            "The page Desk of `formcheck app` writes one as decisions.json."
        )
        raise UsageError(msg) from None
