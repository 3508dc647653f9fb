"""A scene goes in; what is done over time, and a camera that sees as much of it as the scene says, come out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.cameras.scene import DISTANCE_M, FILLS, FOV_DEG, PITCH_DEG, Scene
from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.figure.turns import Array
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.tempo import Beat, SetTiming
from formcheck.pose.skeleton import NAMES

_SIZE_PX = (640, 360)
_BEFORE_S, _HOLD_S, _AFTER_S, _STILL_S = 0.8, 0.3, 0.15, 1.4
_DISTANCES, _TRIES = 60, 80
_EDGE_PX = 4.0
_HEAD = ("nose", "left_ear", "right_ear")
_FEET = tuple(f"{side}_{part}" for side in ("left", "right") for part in ("ankle", "heel", "toe"))


class NoCameraError(ValueError):
    """No camera within the ranges sees what the scene asks for."""


@dataclass(frozen=True)
class Take:
    """A scene made ready to be filmed."""

    scene: Scene
    act: Performance
    times: list[float]
    placed: list[Placed]
    camera: Camera


def take(scene: Scene) -> Take:
    """Pose the figure and place the camera.

    Raises
    ------
    NoCameraError
        If no camera within the ranges sees what the scene asks for.
    OutOfReachError
        If this body's legs are too short for the movement.
    """
    act = performance(scene)
    end_s = _BEFORE_S + scene.down_s + _HOLD_S + _AFTER_S if act.movement.keys else act.duration_s
    times = np.arange(0.0, end_s, 1.0 / scene.fps).tolist()
    placed = [act.at(t_s) for t_s in times]
    return Take(scene, act, times, placed, camera(scene, placed))


def performance(scene: Scene) -> Performance:
    """Let a figure do one repetition to its lowest point, with the working side towards the camera."""
    movement = MOVEMENTS[scene.movement]
    beats = (Beat(scene.down_s, _HOLD_S, 1.0, 0.2),) if movement.keys else ()
    tempo = SetTiming(beats, _BEFORE_S if beats else _STILL_S)
    return Performance(Figure(Body.load(scene.body)), movement, tempo, depths=(scene.depth,), lead=scene.turned_to)


def camera(scene: Scene, placed: Sequence[Placed]) -> Camera:
    """Draw cameras until one is within the ranges and has in the picture what the scene says."""
    rng = np.random.default_rng(scene.seed)
    seen = np.array([[pose.points[name] for name in NAMES] for pose in placed])
    for found in _cameras(scene, seen, rng):
        if abs(found.pitch_deg) <= PITCH_DEG and found.depth(seen).min() > 0.4 and _shows(scene, found, seen):
            return found
    message = f"no camera in {_DISTANCES * _TRIES} sees {scene}"
    raise NoCameraError(message)


def _cameras(scene: Scene, seen: Array, rng: np.random.Generator) -> Iterator[Camera]:
    size_px = _SIZE_PX[::-1] if scene.portrait else _SIZE_PX
    middle = (seen.max(axis=(0, 1)) + seen.min(axis=(0, 1))) / 2
    azimuth = math.radians(scene.azimuth_deg)
    across = np.array([math.sin(azimuth), math.cos(azimuth), 0.0])
    # Few cameras near by have all in the picture: without many tries at each distance all would be far away.
    low, high = map(math.log, DISTANCE_M)
    distances = np.exp(rng.uniform(low, high, _DISTANCES)).repeat(_TRIES)
    for distance_m in distances.tolist():
        # The angle of a lens is that of the picture's longer side.
        focal_px = max(size_px) / 2 / math.tan(math.radians(rng.uniform(*FOV_DEG)) / 2)
        shift = rng.uniform(-0.6, 0.6, 2) if scene.crop else rng.normal(0.0, 0.15, 2)
        aside, up = shift * size_px / focal_px * distance_m
        target = middle + aside * across + up * np.array([0.0, 0.0, 1.0])
        fov_deg = math.degrees(2 * math.atan(size_px[1] / 2 / focal_px))
        # The angle off the side or the front is that of the line of sight to the person.
        place = middle + distance_m * np.array([math.cos(azimuth), -math.sin(azimuth), 0.0])
        away = place - target
        yield Camera(
            math.degrees(math.atan2(-away[1], away[0])) % 360.0, scene.height_m, math.hypot(*away[:2]), fov_deg,
            *size_px, (float(target[0]), float(target[1]), float(target[2])), scene.roll_deg,
        )  # fmt: skip


def _shows(scene: Scene, found: Camera, seen: Array) -> bool:
    pixels = found.project(seen)
    size = np.array([found.width_px, found.height_px])
    fills = float((np.ptp(pixels.reshape(-1, 2), axis=0) / size).max())
    inside = np.asarray(((pixels > _EDGE_PX) & (pixels < size - _EDGE_PX)).all(axis=-1))
    if not scene.crop:
        return FILLS[0] <= fills <= FILLS[1] and bool(inside.all())
    out = _cropped(scene)
    # What is not cropped is in the picture for the most part; arms may leave it.
    rest = [i for i, name in enumerate(NAMES) if name not in out and name.split("_")[-1] in ("hip", "knee", "shoulder")]
    gone = ~inside[:, [NAMES.index(name) for name in out]]
    return fills >= FILLS[0] and bool(inside[:, rest].all()) and bool(gone[0].all()) and gone.mean() > 0.8


def _cropped(scene: Scene) -> tuple[str, ...]:
    if scene.crop == "shoulder":
        return (f"{scene.turned_to}_shoulder", f"{scene.turned_to}_elbow")
    return _FEET if scene.crop == "feet" else _HEAD
