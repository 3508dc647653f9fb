"""What a therapist prescribes, as data: exercises with dose and days, limits, cues that are off, and notes.

It is kept as JSON in versions. `Prescription.resolve` gives the exercise by which this person is judged, with the same
cascade and bounds as a profile file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from formcheck.catalogue.exercise import Exercise, Flag, Group
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.profile import Adjustment, Profile, resolve_exercise
from formcheck.catalogue.safety import SafetyProfile, hidden_because
from formcheck.errors import DefinitionError, UsageError, first_problem
from formcheck.records import RepetitionSide

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAYS: Final[tuple[Day, ...]] = get_args(Day)
_NAME: Final = Path("prescription")
"""Stands in messages where a profile has its file."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Prescribed(_Frozen):
    """One exercise.

    Attributes
    ----------
    exercise : str
        Its id.
    sets : int
        How many on each of the days.
    repetitions : int or None
        In one set, or
    seconds : float or None
        in one set.
    side : {"left", "right", "both"}
        ``both`` means each side in turn, or an exercise without sides.
    days : tuple of str
        Days of the week, at least one.
    cues : mapping of str to Adjustment
        By cue: switched off, or with other bands, within the bounds of the exercise.
    words : str
        What the patient reads before it.
    """

    exercise: Annotated[str, Field(min_length=1, max_length=100)]
    sets: Annotated[int, Field(ge=1)] = 1
    repetitions: Annotated[int | None, Field(ge=1)] = None
    seconds: Annotated[float | None, Field(gt=0, allow_inf_nan=False)] = None
    side: RepetitionSide = "both"
    days: Annotated[tuple[Day, ...], Field(min_length=1)] = DAYS
    cues: Mapping[str, Adjustment] = Field(default_factory=dict)
    words: str = ""

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.repetitions is None) == (self.seconds is None):
            msg = f"{self.exercise}: give either repetitions or seconds for a set"
            raise ValueError(msg)
        if len(set(self.days)) != len(self.days):
            msg = f"{self.exercise}: name each day once; found {', '.join(self.days)}"
            raise ValueError(msg)
        return self


class Prescription(_Frozen):
    """What one person is to do in a week.

    Attributes
    ----------
    exercises : tuple of Prescribed
        In the order in which they are done; empty if the prescription has ended.
    is_strict : bool
        Whether cues take their strict severity.
    contraindications : tuple of str
        Flags of the safety rules, which hide some exercises and cap others.
    unlocked : tuple of str
        Groups of exercises that were released, such as jumps.
    words : str
        What the patient reads first.
    """

    exercises: tuple[Prescribed, ...] = ()
    is_strict: bool = False
    contraindications: tuple[Flag, ...] = ()
    unlocked: tuple[Group, ...] = ()
    words: str = ""

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read a prescription from JSON data.

        Raises
        ------
        UsageError
            If it is not one; the message names the first place that is wrong.
        """
        try:
            return cls.model_validate(payload)
        except ValidationError as error:
            msg = (
                f"This is not a prescription: {first_problem(error, 'it')}. It lists exercises, each with sets and "
                "repetitions or seconds."
            )
            raise UsageError(msg) from None

    def to_payload(self) -> dict[str, Any]:
        """Convert it to plain JSON data; what was not given is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @property
    def person(self) -> SafetyProfile:
        """The flags and unlocked groups, as the safety rules take them."""
        return SafetyProfile(flags=self.contraindications, unlocked=self.unlocked)

    def on(self, day: date) -> tuple[Prescribed, ...]:
        """Return what is to be done on a day, in order: today's session."""
        return tuple(row for row in self.exercises if DAYS[day.weekday()] in row.days)

    def resolve(
        self,
        exercise: str,
        folder: str | Path | None = None,
        profiles: Iterable[Profile] = (),
        *,
        person: SafetyProfile | None = None,
    ) -> Exercise:
        """Return an exercise as this person is to be judged by it.

        Parameters
        ----------
        exercise : str
            Id of a prescribed exercise, or of another, which takes the strictness and the caps alone.
        folder : str or Path, optional
            Custom definitions.
        profiles : iterable of Profile
            What comes before: a clinic's.
        person : SafetyProfile, optional
            What else is known of the person: its flags cap the exercise, too.

        Raises
        ------
        UnknownExerciseError
            If there is no exercise of that id.
        DefinitionError
            If a cue is not one of the exercise's, or its bands are beyond the bounds.
        """
        mine: dict[str, Adjustment] = {}
        for row in self.exercises:
            if row.exercise == exercise:
                mine |= row.cues
        known = [] if person is None else [Profile(path=_NAME, person=person, strict=None, adjustments={})]
        profile = Profile(
            path=_NAME, person=self.person, strict=self.is_strict or None, adjustments={exercise: mine} if mine else {}
        )
        return resolve_exercise(exercise, folder, [*profiles, *known, profile])

    def check(self, folder: str | Path | None = None) -> None:
        """Make sure that everything prescribed exists, may be done, and is within its bounds.

        Raises
        ------
        UnknownExerciseError
            If there is no exercise of an id.
        DefinitionError
            If a contraindication rules an exercise out, or a limit is beyond what may be set.
        """
        for row in self.exercises:
            definition = load_exercise(row.exercise, folder)
            if hidden := hidden_because(definition, self.person):
                msg = f"{definition.name} cannot be prescribed to this person. {hidden}"
                raise DefinitionError(msg)
            self.resolve(row.exercise, folder)
