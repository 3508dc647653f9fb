"""How one clip is to be judged, as plain data that outlives the app."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, Self

from pydantic import BaseModel, ConfigDict

from formcheck.analysis.options import AnalysisOptions
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.catalogue.safety import SafetyProfile, with_caps
from formcheck.desk.prescription import Prescription
from formcheck.guesses import AUTO

# They belong to the process that does the work.
_OF_THE_WORKER: Final = {"options": {"out", "progress", "workers"}}


class Order(BaseModel):
    """How one clip is to be judged.

    Attributes
    ----------
    exercise : str
        Id of the exercise, or `formcheck.guesses.AUTO` if it is to be found.
    folder : str or None
        Folder of custom definitions, in which the id is looked up first.
    person : SafetyProfile
        What is known about the person, which may cap the exercise.
    height_cm : float or None
        Body height in centimetres, if given.
    prescribed : mapping or None
        The person's prescription, as written by `Prescription.to_payload`: strictness, limits, cues that are off.
    prescription_id : str or None
        Version of the prescription.
    options : AnalysisOptions
        How to judge; without results folder and progress callback.
    """

    model_config = ConfigDict(frozen=True)

    exercise: str
    folder: str | None = None
    person: SafetyProfile = SafetyProfile()
    height_cm: float | None = None
    prescribed: dict[str, Any] | None = None
    prescription_id: str | None = None
    options: AnalysisOptions = AnalysisOptions()

    @property
    def is_to_be_found(self) -> bool:
        """Whether the exercise is still to be found in the clip."""
        return self.exercise == AUTO

    def to_payload(self) -> dict[str, Any]:
        """Convert it to plain JSON data."""
        return self.model_dump(mode="json", exclude=_OF_THE_WORKER)

    @classmethod
    def from_payload(cls, payload: object) -> Self:
        """Parse it; what an older formcheck did not write gets its default."""
        order = cls.model_validate(payload)
        return order.model_copy(update={"options": replace(order.options, out=None, progress=None)})

    def definition(self) -> Exercise:
        """Load the exercise as prescribed to this person, with the caps that apply to them.

        Raises
        ------
        UnknownExerciseError, DefinitionError
            If it no longer exists, or its file has been damaged.
        """
        return self.definition_of(self.exercise)

    def definition_of(self, exercise: str) -> Exercise:
        """Load another exercise, adjusted to this person in the same way; raises like `definition`."""
        if self.prescribed is None:
            return with_caps(load_exercise(exercise, self.folder), self.person).for_height(self.height_cm)
        prescribed = Prescription.from_payload(self.prescribed)
        return prescribed.resolve(exercise, self.folder, person=self.person).for_height(self.height_cm)
