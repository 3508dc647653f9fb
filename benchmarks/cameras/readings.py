"""A sample goes in; what the chain reads of it comes out, with what is true and the error that each reading claims."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.accuracy.agreement import Array
from benchmarks.accuracy.engine import near_side, turned
from benchmarks.cameras.material import Sample
from benchmarks.cameras.scene import Scene, View
from formcheck.catalogue.checks import Band, Check, Limb
from formcheck.catalogue.exercise import Cue, Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.judging import error_of_reading, judge
from formcheck.coaching.phases import RepetitionWindow, sides_of
from formcheck.coaching.readings import Reading as Read
from formcheck.coaching.readings import readings
from formcheck.coaching.recorder import Recorder
from formcheck.motion.body import SIDES
from formcheck.motion.circumstances import Circumstances
from formcheck.motion.measures import MEASURES
from formcheck.motion.measures.registry import columns_of_measure
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.series import Column
from formcheck.pose.recording import PoseTrack
from formcheck.records import Side, Tempo

MEASURED: dict[View, tuple[str, ...]] = {
    "side": ("knee_flexion", "hip_flexion", "trunk_lean", "shin_lean", "thigh_elevation", "knee_past_toe"),
    "front": ("frontal_knee_projection", "knee_separation", "lateral_trunk_lean", "pelvic_drop", "stance_width"),
}
"""The main measures of each view."""
_ANY = Band(min=-1e6, max=1e6)
_UNKNOWN_TEMPO = Tempo(None, None, None)
_STANDS_S = 0.45
_LEAST_FRAMES = 8
_DELAYS_S: list[float] = np.linspace(0.0, 0.24, 13).tolist()


@dataclass(frozen=True, slots=True)
class Reading:
    """One value that a verdict would be made of.

    Attributes
    ----------
    scene : Scene
    pitch_deg, distance_m, height_px : float
        Of the camera: how far it looks up, its distance from the person, and the height of the person in the picture.
    measure : str
    moment : {"rest", "bottom"}
    true : float
        The measure on the true joints, seen square on without perspective.
    value : float
        What was read; NaN where nothing was.
    claimed : float
        The error that the reading claims, a 95 % limit; NaN where there was nothing to read.
    reason : str
        Why the chain abstained, empty where it did not.
    camera : float
        What the direction of the camera leaves open, NaN where there was nothing to read.
    circumstances : Circumstances or None
        What the error model knows of the reading.
    """

    scene: Scene
    pitch_deg: float
    distance_m: float
    height_px: float
    measure: str
    moment: str
    true: float
    value: float
    claimed: float
    reason: str
    camera: float
    circumstances: Circumstances | None

    @property
    def error(self) -> float:
        """Measured minus true."""
        return self.value - self.true


def readings_of(samples: Iterable[Sample]) -> Iterator[Reading]:
    """Read every measure of the view at rest and at the bottom."""
    for sample in samples:
        yield from _readings(sample)


def _readings(sample: Sample) -> Iterator[Reading]:
    scene, near = sample.scene, near_side(sample.truth)
    asked = _probed(scene.view, str(sample.truth.about["exercise"]))
    perfect = _recorded(_ideal(sample, near), Recorder(asked, scene.view, near if scene.view == "side" else None))
    found = Recorder(asked, None, None)
    if sample.track is not None:
        _recorded(sample.track, found)
    delay_s = _delay_s(perfect, found, asked)
    for moment, t_s in _moments(sample).items():
        for cue, side in _asked(sample, asked, near):
            true = readings(_check_of(cue), _window(perfect, t_s, side))[0].value
            yield _reading(sample, moment, true, cue, _window(found, t_s + delay_s, side))


def _ideal(sample: Sample, near: Side) -> PoseTrack:
    track = sample.truth.track(sample.scene.view)
    return turned(track) if sample.scene.view == "side" and near == "left" else track


def _recorded(track: PoseTrack, recorder: Recorder) -> Recorder:
    for pose in track.poses():
        recorder.push(pose)
    return recorder


def _moments(sample: Sample) -> dict[str, float]:
    found = {"rest": _STANDS_S}
    for r in sample.truth.repetitions:
        found |= {"bottom": r.peak_s}
    return found


def _delay_s(perfect: Recorder, found: Recorder, asked: Exercise) -> float:
    """Find by how much the exercise's signal comes late, because the pose model smooths over time.

    A verdict finds its moment in the late signal itself, so the delay is no error of what is read.
    """
    if asked.counting is None:
        return 0.0
    (true_s, true), (times, late) = (_signal(recorder, asked.counting.signal) for recorder in (perfect, found))
    seen, known = np.isfinite(late), np.isfinite(true)
    if min(seen.sum(), known.sum()) < _LEAST_FRAMES:
        return 0.0

    def differs(delay_s: float) -> float:
        expected = np.interp(times[seen] - delay_s, true_s[known], true[known])
        return float(np.abs(late[seen] - expected - np.median(late[seen] - expected)).mean())

    return min(_DELAYS_S, key=differs)


def _signal(recorder: Recorder, name: str) -> tuple[Array, Array]:
    columns = [recorder.series.column(column) for column in columns_of_measure(name)]
    return recorder.series.times_s, np.fmax.reduce(columns)


@cache
def _probed(view: View, exercise: str) -> Exercise:
    """An exercise with its own signal, that reads the measures of a view and judges nothing."""
    found = load_exercise(exercise)
    names = [name for name in MEASURED[view] if view == "side" or _limbs(found, name)]
    return found.model_copy(update={"cue": tuple(_cue(found.cue[0], name) for name in names)})


def _limbs(exercise: Exercise, measure: str) -> set[Limb]:
    """List the limbs that an exercise reads a measure on from the front; of a lunge, only the front leg's knee."""
    checks = [check for cue in exercise.cue for check in cue.check if isinstance(check, Check)]
    return {check.limb for check in checks if check.measure == measure and "front" in check.views}


def _cue(like: Cue, measure: str) -> Cue:
    found = MEASURES[measure]
    check = Check.model_validate({
        "measure": measure, "limb": "lead" if found.sided else "whole", "phase": "bottom",
        "views": sorted(found.views), "pass": _ANY, "warn": _ANY,
    })  # fmt: skip
    return like.model_copy(update={"id": measure, "check": (check,), "when": None})


def _asked(sample: Sample, asked: Exercise, near: Side) -> Iterator[tuple[Cue, Side]]:
    """List what is read: in a side view on the near side, in a front view on the limbs that the exercise reads."""
    done = {r.side for r in sample.truth.repetitions}
    lead: Side | None = next((side for side in SIDES if side in done), None)
    whole = load_exercise(asked.id)
    for cue in asked.cue:
        limbs = _limbs(whole, cue.id)
        sides = (
            [side for limb in limbs for side in sides_of(limb, lead, None)] if sample.scene.view == "front" else [near]
        )
        for side in dict.fromkeys(sides):
            yield cue, side or near


def _window(recorder: Recorder, t_s: float, side: Side) -> RepetitionWindow:
    """A repetition whose lowest moment is the one that is asked for."""
    times = recorder.series.times_s
    start_s, end_s = (float(times[0]), float(times[-1])) if len(times) else (0.0, 0.0)
    cycle = Cycle(start_s=start_s, peak_s=t_s, end_s=end_s, closed_s=end_s, rest=0.0, peak=1.0, returned=1.0)
    view = recorder.view_within(start_s, end_s)
    return RepetitionWindow(
        series=recorder.series, cycle=cycle, signal=Column("hip_drop"), side=side, near=view.near, view=view.label,
        frame_s=recorder.frame_s, is_turned=recorder.is_turned(start_s, end_s), error_of=recorder.error_at,
    )  # fmt: skip


def _reading(sample: Sample, moment: str, true: float, cue: Cue, window: RepetitionWindow) -> Reading:
    check = _check_of(cue)
    read, finding = readings(check, window)[0], judge(cue, window, _UNKNOWN_TEMPO)
    is_judged = finding.verdict != "not_judged" and finding.value is not None
    own = None if read.reason else window.error_of(Column(check.measure, read.side), read.at_s)
    return Reading(
        scene=sample.scene, pitch_deg=float(sample.truth.about["pitch_deg"]), distance_m=_distance_m(sample),
        height_px=float(np.median(np.ptp(sample.truth.pixels[..., 1], axis=1))), measure=check.measure,
        moment=moment, true=true, value=read.value, claimed=_claimed(check, read, window),
        reason="" if is_judged else str(finding.reason), camera=own.camera if own else math.nan,
        circumstances=own.circumstances if own else None,
    )  # fmt: skip


def _check_of(cue: Cue) -> Check:
    check = cue.check[0]
    assert isinstance(check, Check)
    return check


def _claimed(check: Check, read: Read, window: RepetitionWindow) -> float:
    return math.nan if read.reason else error_of_reading(check, read, window)


def _distance_m(sample: Sample) -> float:
    """Distance of the lens from the middle of the body."""
    points = sample.truth.points.reshape(-1, 3)
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    camera = sample.truth.about["camera"]
    azimuth = math.radians(camera["azimuth_deg"])
    x, y, _ = camera["target_m"]
    place = [
        x + camera["distance_m"] * math.cos(azimuth),
        y - camera["distance_m"] * math.sin(azimuth),
        camera["height_m"],
    ]
    return float(np.linalg.norm(middle - place))
