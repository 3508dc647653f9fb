"""The plain records that pass from package to package: frames, poses, findings and reports; nothing here computes.

Those of reports are a public format: the JSON schema is made from them, and `SCHEMA_VERSION` counts breaking changes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

from formcheck.guesses import Recognition

SCHEMA_VERSION: Final = "2"

Verdict = Literal["ok", "caution", "fault", "not_judged"]
Severity = Literal["info", "minor", "major"]
"""From least to most."""
Reason = Literal[
    "error", "looks", "occluded", "out_of_picture",
    "view", "visibility", "calibration", "cut", "frame_rate", "too_few", "variation", "steps", "time_stretched",
    "by_hand",
]  # fmt: skip
"""Why something was not judged: another view is needed, something was hidden, nobody stood still for reference, a cut
or the end of the film, too few frames or repetitions, another variation, too few steps, slow motion, or by hand."""
Side = Literal["left", "right"]
RepetitionSide = Literal["left", "right", "both"]
ViewLabel = Literal["side", "front", "rear", "oblique", "floor_side", "unknown"]
Facing = Literal["left", "right", "camera", "away", "unknown"]
AttemptReason = Literal["gate", "cut", "hidden", "too_fast", "too_long", "too_short", "too_small"]
"""Why a movement was not counted: a gate of the exercise says that it is something else; the film begins, ends or is
cut within it; the person was lost from view; the landmarks jumped; it was too long, too short or too small."""
ModelName = Literal["lite", "full", "heavy"]
CLIP_MODEL: ModelName = "heavy"
"""The default model for clips: on people its verdicts are the best of the three."""
HEIGHTS_CM: Final = (50.0, 250.0)  # the smallest and the largest body height accepted


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One decoded frame, upright.

    Attributes
    ----------
    index : int
        Position in the stream, from 0.
    t_s : float
        Presentation time in seconds from the first frame.
    image : ndarray of uint8, shape (height, width, 3)
        RGB, C-contiguous, rotation metadata already applied.
    """

    index: int
    t_s: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pose:
    """One person in one frame.

    Attributes
    ----------
    t_s : float
        Presentation time in seconds.
    width_px, height_px : int
        Size of the upright frame.
    landmarks : ndarray of float, shape (33, 4)
        x and y in pixels (y down), z in the same scale, visibility 0..1. All NaN if no person was found.
    world : ndarray of float, shape (33, 4)
        x, y, z in metres about the mid-hip, visibility 0..1. All NaN if no person was found.
    dorsal : ndarray of float, shape (19,)
        Distance of the back's outline from the hip-shoulder axis, in axis lengths, at 19 stations from 5 % to 95 %
        of the axis (hip to shoulder). NaN if it was not seen or not needed.
    shot : int
        Number of the uninterrupted stretch of film, from 0; a cut, a zoom or a fade begins the next one.
    centred : bool
        Whether the landmarks are already at the joint centres, as in motion capture; those of a pose model are not.
    """

    t_s: float
    width_px: int
    height_px: int
    landmarks: NDArray[np.float64]
    world: NDArray[np.float64]
    dorsal: NDArray[np.float64]
    shot: int = 0
    centred: bool = False

    @property
    def found(self) -> bool:
        """Whether a person was found in this frame."""
        return math.isfinite(self.landmarks[0, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict of one cue on one repetition, one hold, or the whole set.

    Attributes
    ----------
    cue : str
        Id of the cue.
    verdict : {"ok", "caution", "fault", "not_judged"}
    severity : {"info", "minor", "major"}
    value, limit : float or None
        In `unit`. `limit` is the edge that `value` is beyond: for ``caution`` that of the pass band, for ``fault`` that
        of the fault range.
    unit : str
    at_s : float or None
        Moment of the clip at which to look.
    reason : str or None
        Why it was not judged; None for all other verdicts.
    message : str
        What to do; empty for ``ok``.
    source : str
        Where the limits come from.
    """

    cue: str
    verdict: Verdict
    severity: Severity
    value: float | None
    limit: float | None
    unit: str
    at_s: float | None
    reason: Reason | None
    message: str
    source: str

    @property
    def excess(self) -> float:
        """Distance of `value` from `limit`, in `unit`; 0 if either is unknown."""
        return abs(self.value - self.limit) if self.value is not None and self.limit is not None else 0.0


@dataclass(frozen=True, slots=True)
class Tempo:
    """Durations in seconds: towards the peak, held there, and back; None if not seen."""

    down_s: float | None
    hold_s: float | None
    up_s: float | None

    @property
    def total_s(self) -> float | None:
        """Sum of the three; None if one was not seen."""
        parts = (self.down_s, self.hold_s, self.up_s)
        return None if None in parts else sum(part for part in parts if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """One counted attempt. `peak_s` is the lowest point of a squat or lunge and the floor position of a deadlift.

    `in_form` is None if it was not judged: nothing was at fault, but not every deciding cue was seen.
    """

    index: int
    side: RepetitionSide
    start_s: float
    peak_s: float
    end_s: float
    complete: bool
    in_form: bool | None
    tempo: Tempo
    measures: dict[str, float | None]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A movement that was not counted: `message` says why, to follow a colon; times are of the part that was seen."""

    start_s: float
    peak_s: float
    end_s: float
    reason: AttemptReason
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A time within a hold during which its clock was paused.

    `cue` is the cue that was at fault; None if the posture was left or not seen.
    """

    start_s: float
    end_s: float
    cue: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One timed hold. `in_form_s` is the time that its clock ran; `in_form` is None if it was not judged."""

    index: int
    side: RepetitionSide
    start_s: float
    end_s: float
    in_form_s: float
    in_form: bool | None = None
    findings: tuple[Finding, ...]
    breaks: tuple[Break, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gait:
    """A run, over all steps that were seen.

    `steps` counts contacts by side; `measures` are means over the steps, None if this view does not show them.
    Without a run there are no measures and no findings.
    """

    cadence_per_min: float | None
    steps: dict[str, int]
    measures: dict[str, float | None]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRef:
    """The definition that judged, with its resolved limits, so that a report can still be read in five years."""

    id: str
    name: str
    definition_sha256: str
    resolved: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipInfo:
    """The clip that was judged; all None for a camera."""

    path: str | None = None
    sha256: str | None = None
    duration_s: float | None = None
    fps: float | None = None
    width_px: int | None = None
    height_px: int | None = None
    rotation_deg: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The view of most repetitions; `confidence` is its share of the time."""

    label: ViewLabel
    facing: Facing
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The set in a few numbers.

    `attempts` counts repetitions and uncounted movements, except those that a gate calls something else. `in_form`
    and `not_judged` count repetitions or holds; the others are at fault. `judged_share` is the share of findings
    that were judged; `hold_s` the time that the clocks of all holds ran; `rate_per_min` the cadence in steps.
    """

    repetitions: int
    attempts: int
    in_form: int
    hold_s: float
    judged_share: float
    symmetry: dict[str, float]
    not_judged: int = 0
    longest_hold_s: float = 0.0
    rate_per_min: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that was found in a set, in the shape of `report.json`.

    `looks_like` is what uncounted movements look like: ``a squat``. `recognition` is how the exercise was found, None
    if it was named. Version 1 has no `attempts` and no `not_judged`; there, anything without a fault is in form.
    """

    schema_version: Literal["1", "2"]
    exercise: ExerciseRef
    source: ClipInfo
    view: View
    model: str
    repetitions: tuple[Repetition, ...]
    holds: tuple[Hold, ...]
    gait: Gait | None
    set_findings: tuple[Finding, ...]
    summary: Summary
    warnings: tuple[str, ...]
    attempts: tuple[Attempt, ...] = ()
    looks_like: str = ""
    recognition: Recognition | None = None
