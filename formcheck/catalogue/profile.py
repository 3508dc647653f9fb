"""Adjusting an exercise for a clinic or a person: defaults, then the exercise, then each profile in turn.

A profile is a TOML file::

    strict = true                      # raise the severity of the cues that have a strict one
    flags = ["high_hamstring"]         # what the therapist says of the person: hides exercises, switches on caps
    unlocked = ["plyometrics"]         # no pain and clean squats were confirmed

    [squat.depth]
    pass.max = 45.0                    # a half squat is the target
    warn.max = 55.0

    [squat.knee_behind_toe]
    enabled = false

Only cues that say `adjustable` take new bands, and only within the bounds given there.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, RootModel, StrictBool, ValidationError

from formcheck.catalogue.checks import Band, Model
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import exercise_ids
from formcheck.catalogue.safety import SafetyProfile, with_caps
from formcheck.catalogue.toml.located import Located, read_toml
from formcheck.catalogue.toml.messages import explain
from formcheck.errors import DefinitionError, did_you_mean


class Adjustment(Model):
    """What a profile may change of one cue."""

    enabled: bool | None = None
    pass_: Band | None = Field(default=None, alias="pass")
    warn: Band | None = None


class _Adjustments(RootModel[dict[str, dict[str, Adjustment]]]):
    """Adjustments by exercise and cue."""


class _Head(SafetyProfile):
    """What a profile says beside its adjustments."""

    strict: StrictBool = False


def read_safety_profile(path: Path) -> SafetyProfile:
    """Read who exercises from a profile: flags, and what was unlocked.

    Raises
    ------
    DefinitionError
        If the profile is not valid.
    """
    head, _ = _read(path)
    return SafetyProfile(flags=head.flags, unlocked=head.unlocked)


def _read(path: Path) -> tuple[_Head, dict[str, dict[str, Adjustment]]]:
    """Split a profile into its head and its adjustments."""
    data = read_toml(path)
    head = {key: value for key, value in data.items() if not isinstance(value, dict)}
    try:
        adjustments = _Adjustments.model_validate({key: data[key] for key in data.keys() - head.keys()}).root
        return _Head.model_validate(head), adjustments
    except ValidationError as error:
        raise DefinitionError(explain(error, Located.of(data, path))) from None


def apply_profile(exercise: Exercise, path: Path, folder: Path | None = None) -> Exercise:
    """Apply a profile to an exercise.

    Parameters
    ----------
    exercise : Exercise
        The definition so far.
    path : Path
        The profile.
    folder : Path, optional
        Definitions of one's own, which the profile may name as well.

    Returns
    -------
    Exercise
        The adjusted definition; the same where the profile says nothing of it.

    Raises
    ------
    DefinitionError
        If the profile is not valid, or changes what may not be changed.
    """
    head, adjustments = _read(path)
    _check_names(adjustments, exercise, path, [*exercise_ids(folder), exercise.id])
    mine = adjustments.get(exercise.id, {})
    cues = with_caps(exercise, head).cue
    adjusted = tuple(_adjust(cue, mine.get(cue.id, Adjustment()), path, strict=head.strict) for cue in cues)
    return exercise.model_copy(update={"cue": adjusted})


def _check_names(
    adjustments: dict[str, dict[str, Adjustment]], exercise: Exercise, path: Path, known: list[str]
) -> None:
    for name in adjustments:
        if name not in known:
            msg = f"{path}: there is no exercise {name!r}.{did_you_mean(name, known)}"
            raise DefinitionError(msg)
    cues = [cue.id for cue in exercise.cue]
    for name in adjustments.get(exercise.id, {}):
        if name not in cues:
            msg = f"{path}: {exercise.id} has no cue {name!r}.{did_you_mean(name, cues)}"
            raise DefinitionError(msg)


def _adjust(cue: Cue, adjustment: Adjustment, path: Path, *, strict: bool) -> Cue:
    update: dict[str, object] = {}
    if adjustment.enabled is not None:
        update["enabled"] = adjustment.enabled
    if strict and cue.strict_severity is not None:
        update["severity"] = cue.strict_severity
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
