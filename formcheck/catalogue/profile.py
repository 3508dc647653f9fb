"""Profile files and an exercise in, the exercise with their adjustments out.

The cascade is: defaults of the format, the exercise, then each profile in the order given, normally a clinic's and
then a person's. Where two of them set the same value, the later one wins. A profile is a TOML file::

    strict = true                      # raise the severity of the cues that have a strict one
    flags = ["high_hamstring"]         # what the therapist found: hides exercises, switches on caps
    unlocked = ["plyometrics"]         # groups that were released, after pain-free and clean squats

    [squat.depth]
    pass.max = 45.0                    # a half squat is the target
    warn.max = 55.0

    [squat.knee_behind_toe]
    enabled = false

Only a cue that is `adjustable` accepts new bands, and only within the bounds that it states. Flags and unlocked groups
of all profiles add up; a flag switches its caps on again where an earlier profile had switched them off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, RootModel, StrictBool

from formcheck.catalogue.checks import Band, Model
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import exercise_ids, load_exercise
from formcheck.catalogue.safety import SafetyProfile, with_caps
from formcheck.catalogue.toml.located import Located, read_toml
from formcheck.catalogue.toml.messages import validate
from formcheck.errors import DefinitionError, did_you_mean


class Adjustment(Model):
    """What a profile changes in one cue."""

    enabled: bool | None = None
    pass_: Band | None = Field(default=None, alias="pass")
    warn: Band | None = None


class _Adjustments(RootModel[dict[str, dict[str, Adjustment]]]):
    """Adjustments by exercise and cue."""


class _Head(SafetyProfile):
    """The keys of a profile outside of its tables of adjustments."""

    strict: StrictBool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The content of one profile file.

    Attributes
    ----------
    path : Path
        The file, for messages.
    person : SafetyProfile
        Its flags and unlocked groups.
    strict : bool or None
        Whether cues take their strict severity; None leaves it to the profiles before this one.
    adjustments : mapping of str to mapping of str to Adjustment
        By exercise and cue.
    """

    path: Path
    person: SafetyProfile
    strict: bool | None
    adjustments: Mapping[str, Mapping[str, Adjustment]]


def read_profile(path: str | Path) -> Profile:
    """Read a profile file.

    Raises
    ------
    DefinitionError
        If there is no such file, or it is not a valid profile.
    """
    path = Path(path)
    data = read_toml(path)
    keys = {key: value for key, value in data.items() if not isinstance(value, dict)}
    document = Located.of(data, path)
    adjustments = validate(_Adjustments, {key: data[key] for key in data.keys() - keys.keys()}, document).root
    head = validate(_Head, keys, document)
    person = SafetyProfile(flags=head.flags, unlocked=head.unlocked)
    return Profile(path=path, person=person, strict=head.strict, adjustments=adjustments)


def person_of(profiles: Iterable[Profile]) -> SafetyProfile:
    """Collect the flags and the unlocked groups of several profiles, each once."""
    people = [profile.person for profile in profiles]
    flags = dict.fromkeys(flag for person in people for flag in person.flags)
    unlocked = dict.fromkeys(group for person in people for group in person.unlocked)
    return SafetyProfile(flags=tuple(flags), unlocked=tuple(unlocked))


def resolve_exercise(
    exercise: str | Exercise, folder: str | Path | None = None, profiles: Sequence[Profile | str | Path] = ()
) -> Exercise:
    """Load an exercise and apply profiles to it.

    Parameters
    ----------
    exercise : str or Exercise
        Id of a definition, or a definition that was loaded before.
    folder : str or Path, optional
        Custom definitions, in which an id is looked up first, and which profiles may name too.
    profiles : sequence of Profile, str or Path
        Profiles or their files, the most general first: a clinic's, then a person's.

    Returns
    -------
    Exercise
        The adjusted definition.

    Raises
    ------
    UnknownExerciseError
        If there is no exercise of that id.
    DefinitionError
        If a definition or a profile is not valid, or a profile changes what may not be changed.
    """
    resolved = load_exercise(exercise, folder) if isinstance(exercise, str) else exercise
    cascade = [profile if isinstance(profile, Profile) else read_profile(profile) for profile in profiles]
    for profile in cascade:
        resolved = _adjusted(resolved, profile, folder)
    strict = [profile.strict for profile in cascade if profile.strict is not None]
    return _strict(resolved) if strict and strict[-1] else resolved


def _adjusted(exercise: Exercise, profile: Profile, folder: str | Path | None) -> Exercise:
    _check_names(profile, exercise, folder)
    mine = profile.adjustments.get(exercise.id, {})
    cues = with_caps(exercise, profile.person).cue
    adjusted = tuple(_adjust(cue, mine.get(cue.id, Adjustment()), profile.path) for cue in cues)
    return exercise.model_copy(update={"cue": adjusted})


def _strict(exercise: Exercise) -> Exercise:
    cues = tuple(cue.model_copy(update={"severity": cue.strict_severity or cue.severity}) for cue in exercise.cue)
    return exercise.model_copy(update={"cue": cues})


def _check_names(profile: Profile, exercise: Exercise, folder: str | Path | None) -> None:
    known = [*exercise_ids(folder), exercise.id]
    for name in profile.adjustments:
        if name not in known:
            custom = " If it is a custom exercise, name its folder: --exercises DIR." if folder is None else ""
            msg = f"{profile.path}: there is no exercise {name!r}.{did_you_mean(name, known)}{custom}"
            raise DefinitionError(msg)
    cues = [cue.id for cue in exercise.cue]
    for name in profile.adjustments.get(exercise.id, {}):
        if name not in cues:
            msg = f"{profile.path}: {exercise.id} has no cue {name!r}.{did_you_mean(name, cues)}"
            raise DefinitionError(msg)


def _adjust(cue: Cue, adjustment: Adjustment, path: Path) -> Cue:
    update: dict[str, object] = {}
    if adjustment.enabled is not None:
        update["enabled"] = adjustment.enabled
    if adjustment.pass_ is not None or adjustment.warn is not None:
        update["check"] = _with_bands(cue, adjustment, path)
    return cue.model_copy(update=update)


def _with_bands(cue: Cue, adjustment: Adjustment, path: Path) -> tuple[object, ...]:
    bounds = cue.adjustable
    if bounds is None:
        msg = (
            f"{path}: the bands of cue {cue.id!r} cannot be adjusted; it can only be switched off with enabled = false."
        )
        raise DefinitionError(msg)
    limits = Band(min=bounds.lowest, max=bounds.highest)
    changed = []
    for check in cue.check:
        passing, warn = adjustment.pass_ or check.pass_, adjustment.warn or check.warn
        _check_bounds(passing, limits, cue, path)
        _check_bounds(warn, limits, cue, path)
        if not warn.contains(passing):
            msg = f"{path}: in cue {cue.id!r} the warn band must contain the pass band; set both."
            raise DefinitionError(msg)
        changed.append(check.model_copy(update={"pass_": passing, "warn": warn}))
    return tuple(changed)


def _check_bounds(band: Band, limits: Band, cue: Cue, path: Path) -> None:
    edges = [edge for edge in (band.min, band.max) if abs(edge) != float("inf")]
    if any(not limits.min <= edge <= limits.max for edge in edges):
        msg = f"{path}: cue {cue.id!r} can be set from {limits.min:g} to {limits.max:g}, not to {edges}."
        raise DefinitionError(msg)
