"""Fits the offsets from landmarks to joint centres: ``python -m benchmarks.accuracy.fitting.offsets``.

Fitted on good form of the bodies that anything may be fitted on; the errors that it prints are of all held-out bodies,
without and with the offsets. What it prints as a table belongs into `formcheck.motion.cleaning.joint_centres`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

import numpy as np

from benchmarks.accuracy.material import is_rendered, kept_landmarks, load
from benchmarks.synthetic.clips import FITTED, FOLDER, HELD_OUT, Clip, clips
from benchmarks.synthetic.figure.turns import Array
from benchmarks.synthetic.truth import Truth
from formcheck.motion.body import VISIBLE
from formcheck.motion.cleaning.joint_centres import JOINTS, OFFSETS, SEGMENTS, Plane, local_axes, shifts
from formcheck.pose.recording import PoseTrack
from formcheck.pose.skeleton import index
from formcheck.records import CLIP_MODEL, ModelName, Side

# A landmark further off than this, in shank lengths, is an outlier: it is on a plate or on the other leg.
_OUTLIER = 0.25
_RIDGE = 0.002
Material = list[tuple[Clip, Truth, PoseTrack]]
Offsets = dict[str, tuple[float, ...]]


def side_signs(truth: Truth, plane: Plane) -> dict[Side, float]:
    """Which sides can be learnt from in a clip, each with the sign of forward or outward in the frame."""
    if plane == "frontal":
        return {"left": 1.0, "right": -1.0}
    faces_right = truth.about["camera"]["azimuth_deg"] < 180.0
    return {"right": 1.0} if faces_right else {"left": -1.0}


def moving(truth: Truth) -> np.ndarray:
    """Frames within repetitions."""
    inside = [(truth.t_s >= r.start_s) & (truth.t_s <= r.end_s) for r in truth.repetitions]
    return np.asarray(np.any(inside, axis=0))


def fit(material: Material, plane: Plane) -> Offsets:
    """Fit the offsets of a plane by least squares, each clip with the same weight, drawn a little towards none."""
    rows: dict[str, list[tuple[Array, Array]]] = {joint: [] for joint in SEGMENTS[plane]}
    for _, truth, track in material:
        for side, sign in side_signs(truth, plane).items():
            for joint, found in _samples(truth, track, plane, side, sign).items():
                rows[joint].append(found)
    return {joint: _solved(found) for joint, found in rows.items()}


def _samples(truth: Truth, track: PoseTrack, plane: Plane, side: Side, sign: float) -> dict[str, tuple[Array, Array]]:
    seen = {joint: _landmark(track.landmarks, joint, side) for joint in JOINTS}
    true = {joint: _landmark(truth.pixels, joint, side) for joint in JOINTS}
    unit = np.abs(seen["knee"] - seen["ankle"])
    frames = np.flatnonzero(moving(truth) & np.isfinite(unit))
    axes = [local_axes({j: complex(p[i]) for j, p in seen.items()}, plane, sign) for i in frames]
    found = {}
    for joint in SEGMENTS[plane]:
        off = (true[joint] - seen[joint])[frames] / unit[frames]
        trusted = (track.landmarks[frames, index(joint, side), 3] >= VISIBLE) & (np.abs(off) < _OUTLIER)
        if trusted.sum() >= 10:
            table = np.array([row[joint] for row in axes])[trusted]
            found[joint] = (
                np.concatenate([table.real, table.imag]),
                np.concatenate([off.real[trusted], off.imag[trusted]]),
            )
    return found


def _landmark(points: Array, joint: str, side: Side) -> np.ndarray:
    i = index(joint, side)
    return np.asarray(points[:, i, 0] - 1j * points[:, i, 1])


def _solved(found: Iterable[tuple[Array, Array]]) -> tuple[float, ...]:
    weighted = [(table / np.sqrt(len(off)), off / np.sqrt(len(off))) for table, off in found]
    table, off = (np.concatenate(parts) for parts in zip(*weighted, strict=True))
    ridge = _RIDGE * len(weighted) * np.eye(table.shape[1])
    return tuple(np.linalg.solve(table.T @ table + ridge, table.T @ off).round(3).tolist())


def left_over(material: Material, plane: Plane, offsets: Offsets) -> dict[str, float]:
    """Mean distance of the moved landmarks from the joint centres, in shank lengths, within repetitions."""
    distances: dict[str, list[float]] = {joint: [] for joint in SEGMENTS[plane]}
    for _, truth, track in material:
        for side, sign in side_signs(truth, plane).items():
            seen = {joint: _landmark(track.landmarks, joint, side) for joint in JOINTS}
            for i in np.flatnonzero(moving(truth) & np.isfinite(seen["knee"])):
                points = {joint: complex(values[i]) for joint, values in seen.items()}
                unit = abs(points["knee"] - points["ankle"])
                for joint, moved in shifts(points, plane, sign, offsets).items():
                    true = complex(_landmark(truth.pixels[i : i + 1], joint, side)[0])
                    distances[joint].append(abs(points[joint] + moved - true) / unit)
    return {joint: float(np.median(values)) for joint, values in distances.items()}


def material(folder: Path, plane: Plane, bodies: tuple[str, ...], model: ModelName) -> Material:
    """Load the good clips of these bodies from the view of a plane; plates before a joint teach nothing about it."""
    view = "side" if plane == "sagittal" else "front"
    wanted = [c for c in clips() if c.view == view and not c.fault_id and c.body in bodies and not c.movement.prop]
    there = [c for c in wanted if is_rendered(c, folder) and kept_landmarks(c, folder, model).exists()]
    return list(load(there, folder, model))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the offsets and what they leave."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.fitting.offsets", description=__doc__)
    parser.add_argument("--model", choices=get_args(ModelName), default=CLIP_MODEL)
    model: ModelName = parser.parse_args(arguments).model
    planes: tuple[Plane, Plane] = ("sagittal", "frontal")
    for plane in planes:
        fitted, held_out = (material(FOLDER, plane, bodies, model) for bodies in (FITTED, HELD_OUT))
        offsets = fit(fitted, plane)
        none = {joint: (0.0,) * len(values) for joint, values in offsets.items()}
        sys.stdout.write(f"{plane}: fitted on {len(fitted)} clips of {', '.join(FITTED)}\n")
        for joint, values in offsets.items():
            sys.stdout.write(f'        "{joint}": {values},\n')
        sys.stdout.write(f"median distance from the joint centre in shank lengths, {len(held_out)} held-out clips:\n")
        tables = [left_over(held_out, plane, table) for table in (none, OFFSETS[plane], offsets)]
        for joint in SEGMENTS[plane]:
            without, now, new = (table[joint] for table in tables)
            sys.stdout.write(f"  {joint:9s} without {without:.3f}, as adopted {now:.3f}, fitted now {new:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
