"""From the drawing of a fault to its true size: what the checks of its cue read on the exact joints."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.accuracy.engine import single_id, turned
from benchmarks.proofs.filming import Take
from benchmarks.proofs.running import RunTake
from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.proof import findings_of
from benchmarks.synthetic.truth import ideal_pose, spine_flexion_deg
from formcheck.analysis import assess
from formcheck.catalogue.checks import Band, Check, DurationCheck, GaitCheck, SetCheck
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.pose.recording import PoseTrack

AnyCheck = Check | DurationCheck | SetCheck | GaitCheck


@dataclass(frozen=True, kw_only=True)
class DrawnSize:
    """How large a fault was drawn.

    Attributes
    ----------
    size : float
        What the check reads on the exact joints of this drawing, of several checks or repetitions the one that is
        furthest beyond its band.
    unit : str
    beyond_warn : float or None
        How far that is beyond the edge of `warn` (of `pass` where the cue goes no further than a caution), in
        measurement errors of the check; negative within. None for checks of a set or a duration, which have no error
        of their own.
    """

    size: float
    unit: str
    beyond_warn: float | None


def drawn_size(take: Take | RunTake) -> DrawnSize | None:
    """Read the size of a fault from the exact joints; None in good form, and where joints do not show the fault."""
    cue = next((cue for cue in take.exercise.cue if cue.id == take.cue), None)
    if cue is None:
        return None
    if isinstance(take, Take) and take.fault is not None and take.fault.spine:
        return DrawnSize(size=_most_bent_deg(take), unit="deg", beyond_warn=None)
    report = assess(exact(take), _with_checks_alone(take.exercise, cue)).report
    values = [
        (check, finding.value)
        for i, check in enumerate(cue.check)
        for finding in findings_of(report, single_id(cue.id, i))
        if finding.value is not None
    ]
    sizes = [_size(check, value) for check, value in values]
    return max(sizes, key=lambda size: -math.inf if size.beyond_warn is None else size.beyond_warn, default=None)


def exact(take: Take | RunTake) -> PoseTrack:
    """The set that was rendered, as a perfect detector would see it from exactly the view of the clip."""
    view: Literal["side", "front"] = "side" if take.view == "side" else "front"
    track = PoseTrack.from_poses(ideal_pose(placed.points, t_s, view) for t_s, placed in _moments(take))
    return turned(track) if take.view == "rear" else track


def _with_checks_alone(exercise: Exercise, cue: Cue) -> Exercise:
    """Judge each check of a cue by itself as well, without the cue's gate."""
    alone = (
        cue.model_copy(update={"id": single_id(cue.id, i), "check": (check,), "when": None, "enabled": True})
        for i, check in enumerate(cue.check)
    )
    return exercise.model_copy(update={"cue": (*exercise.cue, *alone)})


def _size(check: AnyCheck, value: float) -> DrawnSize:
    edge = check.pass_ if check.warn == Band() else check.warn
    beyond = max(value - edge.max, edge.min - value)
    error = check.error if isinstance(check, Check | GaitCheck) else None
    return DrawnSize(size=value, unit=check.unit, beyond_warn=None if error is None else beyond / error)


def _most_bent_deg(take: Take) -> float:
    """How far the spine bends, which no joint shows."""
    return max(spine_flexion_deg(placed) for _, placed in _moments(take))


def _moments(take: Take | RunTake) -> Iterator[tuple[float, Placed]]:
    act = take.performance()
    for t_s in np.arange(0.0, act.duration_s, 1.0 / take.fps).tolist():
        yield t_s, act.at(t_s)
