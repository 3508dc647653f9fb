"""Reads the measures again in frames in which a person moved joints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.recorder import Recorder
from formcheck.desk.decision import Decision, Landmark, in_force
from formcheck.motion.cleaning.by_hand import placed
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.motion.series import Column
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import NAMES
from formcheck.records import Pose, Report, ViewLabel

_SAME_FRAME_S: Final = 0.005
"""A moment is that of a frame if it is so near to it: times are kept to a tenth of a millisecond."""
Places = Mapping[int, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFrame:
    """A frame in which joints were moved by hand.

    Attributes
    ----------
    index : int
        Its number in the recording, from 0.
    t_s : float
    decisions : tuple of Decision
        The last one about each landmark, in the order of time.
    pose : Pose
        With the joints where the person put them.
    values : mapping of Column to float
        Its measures; NaN where the view does not show one.
    """

    index: int
    t_s: float
    decisions: tuple[Decision, ...]
    pose: Pose
    values: Mapping[Column, float]

    @property
    def landmarks(self) -> tuple[Landmark, ...]:
        """Where the joints were moved to."""
        return tuple(one.landmark for one in self.decisions if one.landmark is not None)

    @property
    def by(self) -> tuple[str, ...]:
        """Who moved them."""
        return tuple(dict.fromkeys(one.by for one in self.decisions))

    @property
    def at(self) -> datetime:
        """When the last of them was moved."""
        return max(one.at for one in self.decisions)


def corrections(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions in force that moved a joint; of several about one joint and moment, the last."""
    last: dict[tuple[float | None, str], Decision] = {}
    for one in in_force(decisions):
        if one.kind == "correct_landmark" and one.landmark is not None:
            last[one.target.at_s, one.landmark.name] = one
    return tuple(last.values())


def corrected(
    report: Report, track: PoseTrack | None, exercise: Exercise | None, decisions: Iterable[Decision]
) -> tuple[CorrectedFrame, ...]:
    """Read the measures of the frames in which joints were moved; all other frames stay the machine's.

    Parameters
    ----------
    report : Report
        The machine's own.
    track : PoseTrack or None
        The kept poses; without them nothing can be measured.
    exercise : Exercise or None
        The definition that judged.
    decisions : iterable of Decision

    Returns
    -------
    tuple of CorrectedFrame
        In the order of time, without frames in which nobody was found.
    """
    asked = corrections(decisions)
    if not asked or track is None or exercise is None:
        return ()
    by_frame = _by_frame(track.t_s, asked)
    recorder, poses = _read(track, exercise, by_frame, None)
    if report.view.confidence >= 1.0 and recorder.latest_view.label != report.view.label:  # the user chose the view
        recorder, poses = _read(track, exercise, by_frame, report.view.label)
    shown = recorder.shown()
    return tuple(
        CorrectedFrame(
            index=index, t_s=pose.t_s, decisions=by_frame[index], pose=pose,
            values=dict(zip(shown.columns, shown.rows[index].tolist(), strict=True)),
        )
        for index, pose in poses.items()
    )  # fmt: skip


def track_corrected(track: PoseTrack, frames: Sequence[CorrectedFrame]) -> PoseTrack:
    """Return the recording with the corrected frames in place."""
    landmarks, world = track.landmarks.copy(), track.world.copy()
    for frame in frames:
        landmarks[frame.index], world[frame.index] = frame.pose.landmarks, frame.pose.world
    return replace(track, landmarks=landmarks, world=world)


def row_of(times_s: NDArray[np.float64], t_s: float) -> int | None:
    """Return the number of the frame at a moment; None if there is none."""
    nearest = int(np.abs(times_s - t_s).argmin()) if times_s.size else 0
    return nearest if times_s.size and abs(times_s[nearest] - t_s) <= _SAME_FRAME_S else None


def _by_frame(times_s: NDArray[np.float64], asked: Sequence[Decision]) -> dict[int, tuple[Decision, ...]]:
    found: dict[int, tuple[Decision, ...]] = {}
    for one in asked:
        row = None if one.target.at_s is None else row_of(times_s, one.target.at_s)
        if row is not None:
            found[row] = (*found.get(row, ()), one)
    return found


def _read(
    track: PoseTrack, exercise: Exercise, by_frame: Mapping[int, Sequence[Decision]], view: ViewLabel | None
) -> tuple[Recorder, dict[int, Pose]]:
    """Record all poses again as they were judged, without cleaning away as outliers what a person moved."""
    cleaner, recorder, moved = PoseCleaner(view), Recorder(exercise, view, None), {}
    for index, pose in enumerate(track.poses()):
        clean = cleaner.push(pose)
        if index in by_frame and clean.pose.found:
            moved[index] = placed(clean.pose, clean.view, _places(by_frame[index]))
            clean = replace(clean, pose=moved[index])
        recorder.push(clean)
    return recorder, moved


def _places(decisions: Iterable[Decision]) -> Places:
    landmarks = (one.landmark for one in decisions if one.landmark is not None)
    return {NAMES.index(landmark.name): (landmark.x_px, landmark.y_px) for landmark in landmarks}
