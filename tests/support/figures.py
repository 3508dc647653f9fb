"""An analytic stick figure: joint angles in, poses out, from any side. It knows nothing of what it is measured with.

Joints are points in metres, ``(forward, left, up)`` as the figure sees it, the floor at 0. An exercise is a `Move`: the
joints at a `Moment` of a `SetTiming`; a `Camera` turns joints into a `Pose`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.body import SIDES
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.skeleton import LEFT, MIRROR, NAMES, RIGHT
from formcheck.records import Pose, Side

Point = NDArray[np.float64]
Joints = dict[str, Point]

FEMUR, TIBIA, TRUNK, HIPS, SHOULDERS = 0.42, 0.40, 0.50, 0.20, 0.36
LEG = FEMUR + TIBIA
UPPER_ARM, FOREARM = 0.28, 0.25
ARM = UPPER_ARM + FOREARM
FOOT, ANKLE_FROM_HEEL, ANKLE_HEIGHT, SOLE = 0.24, 0.06, 0.08, 0.02
OUT = {"left": 1.0, "right": -1.0}


def point(forward: float, left: float, up: float) -> Point:
    return np.array([forward, left, up], dtype=np.float64)


def tilted(degrees: float, length: float = 1.0) -> Point:
    """Upright, leaning forward by so much."""
    return length * point(math.sin(math.radians(degrees)), 0.0, math.cos(math.radians(degrees)))


@dataclass(frozen=True)
class Foot:
    """Where a flat foot's ankle is along the floor, and how far the heel has risen about the toes."""

    forward: float
    left: float
    heel_deg: float = 0.0
    lift: float = 0.0

    def points(self) -> dict[str, Point]:
        toe = point(self.forward + FOOT - ANKLE_FROM_HEEL, self.left, SOLE + self.lift)
        along, up = -tilted(90.0 + self.heel_deg), tilted(self.heel_deg)
        heel = toe + FOOT * along
        return {"toe": toe, "heel": heel, "ankle": heel - ANKLE_FROM_HEEL * along + (ANKLE_HEIGHT - SOLE) * up}


def joint_between(start: Point, end: Point, first: float, second: float, towards: Point) -> Point:
    """Where the middle joint of two bones is, bent towards a direction; on the line where they cannot reach."""
    axis = end - start
    reach = float(np.linalg.norm(axis))
    axis = axis / reach
    along = (first**2 - second**2 + reach**2) / (2 * reach)
    if reach >= first + second:
        return start + axis * reach * first / (first + second)
    pole = towards - (towards @ axis) * axis
    return np.asarray(start + along * axis + math.sqrt(first**2 - along**2) * pole / np.linalg.norm(pole))


def build(
    pelvis: Point,
    feet: dict[Side, Foot],
    *,
    lean_deg: float = 0.0,
    side_lean_deg: float = 0.0,
    left_hip_down_deg: float = 0.0,
    knees_in: dict[Side, float] | None = None,
    knees_out_deg: float = 0.0,
    hands: str = "down",
    wrists: tuple[float, float, float] | None = None,
) -> Joints:
    """Put a body together.

    `pelvis` is mid-hip; `side_lean_deg` leans to the left; `knees_in` shifts knees towards the midline in metres, and
    `knees_out_deg` is how far out from straight ahead they bend; `hands` are "down", "forward", at the "chest" or on
    the "hips", or else `wrists` hang so far ahead of the floor's zero, so far apart, at this share of the arm's length.
    """
    drop = HIPS / 2 * point(0.0, math.cos(math.radians(left_hip_down_deg)), -math.sin(math.radians(left_hip_down_deg)))
    trunk = tilted(lean_deg, TRUNK)
    sideways = math.radians(side_lean_deg)
    trunk = point(trunk[0], trunk[2] * math.sin(sideways), trunk[2] * math.cos(sideways))
    neck, front = pelvis + trunk, tilted(lean_deg + 90.0)
    joints = {"nose": neck + 0.44 * trunk + 0.10 * front}
    for side in SIDES:
        across = OUT[side] * point(0.0, 1.0, 0.0)
        hip, shoulder = pelvis + OUT[side] * drop, neck + SHOULDERS / 2 * across
        foot = feet[side].points()
        ahead = point(1.0, 0.0, 0.0) + math.tan(math.radians(knees_out_deg)) * across
        knee = joint_between(hip, foot["ankle"], FEMUR, TIBIA, ahead)
        knee = knee - (knees_in or {}).get(side, 0.0) * across
        wrist = _wrist(shoulder, hip, across, hands, wrists)
        elbow = joint_between(shoulder, wrist, UPPER_ARM, FOREARM, point(-1.0, 0.0, 0.0) + 0.3 * across)
        head = {name: neck + 0.48 * trunk + 0.08 * front + 0.03 * across for name in ("eye_inner", "eye", "eye_outer")}
        head |= {
            "ear": neck + 0.44 * trunk + 0.07 * across,
            "mouth": neck + 0.36 * trunk + 0.08 * front + 0.02 * across,
        }
        hand = {name: wrist for name in ("pinky", "index_finger", "thumb")}
        named = head | hand | foot | {"hip": hip, "shoulder": shoulder, "knee": knee, "wrist": wrist, "elbow": elbow}
        joints |= {f"{side}_{name}": place for name, place in named.items()}
    return joints


def _wrist(shoulder: Point, hip: Point, across: Point, hands: str, wrists: tuple[float, float, float] | None) -> Point:
    if wrists is not None:
        forward, apart, share = wrists
        ahead, aside = forward - shoulder[0], float(apart / 2 - shoulder @ across)
        down = math.sqrt((share * ARM) ** 2 - ahead**2 - aside**2)
        return np.asarray(shoulder + ahead * point(1.0, 0.0, 0.0) + aside * across - point(0.0, 0.0, down))
    if hands == "chest":
        return shoulder + point(0.18, 0.0, -0.16)
    if hands == "hips":
        return np.asarray(hip + 0.06 * across + point(0.0, 0.0, 0.05))
    return shoulder + ARM * (point(0.999, 0.0, -0.04) if hands == "forward" else point(0.0, 0.0, -0.999))


def mirrored(joints: Joints) -> Joints:
    """The figure with left and right exchanged."""
    return {NAMES[MIRROR[i]]: joints[name] * [1.0, -1.0, 1.0] for i, name in enumerate(NAMES)}


def both(left: float, **rest: float) -> dict[Side, Foot]:
    """Two feet side by side, so far from the midline."""
    return {"left": Foot(0.0, left, **rest), "right": Foot(0.0, -left, **rest)}


def standing(apart: float = HIPS, **more: object) -> Joints:
    """Upright, legs straight, ankles so far apart in metres."""
    aside = (apart - HIPS) / 2
    height = ANKLE_HEIGHT + math.sqrt(LEG**2 - aside**2)
    return build(point(0.0, 0.0, height), both(apart / 2), **more)  # type: ignore[arg-type]


def shifted(joints: Joints, by: Point) -> Joints:
    return {name: place + by for name, place in joints.items()}


def lying(joints: Joints) -> Joints:
    """On the back on the floor, head first."""
    return {name: point(-place[2], place[1], place[0] + 0.1) for name, place in joints.items()}


@dataclass(frozen=True)
class Camera:
    """Looks at the figure from `azimuth_deg`: 0 from the front, 90 where it faces the picture's right.

    Orthographic with `distance_m` infinite, else each point's scale follows its distance.
    """

    azimuth_deg: float = 90.0
    scale_px: float = 220.0
    width_px: int = 640
    height_px: int = 480
    distance_m: float = math.inf
    height_m: float = 0.85
    hidden: frozenset[str] = frozenset()

    def see(self, joints: Joints, t_s: float = 0.0, dorsal: NDArray[np.float64] | None = None) -> Pose:
        turn = math.radians(self.azimuth_deg)
        forward, left, up = np.array([joints[name] for name in NAMES]).T
        x, y = forward * math.sin(turn) + left * math.cos(turn), -up
        z = -forward * math.cos(turn) + left * math.sin(turn)
        near = self.scale_px / (1.0 + z / self.distance_m)
        seen = np.where([name in self.hidden for name in NAMES], 0.1, 0.95)
        picture = [self.width_px / 2 + x * near, self.height_px / 2 + (y + self.height_m) * near, z * near, seen]
        world = np.array([x, y, z, seen]).T
        world[:, :3] -= (world[NAMES.index("left_hip"), :3] + world[NAMES.index("right_hip"), :3]) / 2
        pose = self._pose(t_s, np.array(picture).T, world, dorsal)
        inside = -20 <= pose.landmarks[NAMES.index("left_hip"), 0] <= self.width_px + 20
        return pose if inside else self.nobody(t_s)

    def nobody(self, t_s: float = 0.0) -> Pose:
        return self._pose(t_s, np.full((33, 4), np.nan), np.full((33, 4), np.nan), None)

    def _pose(self, t_s: float, landmarks: Point, world: Point, dorsal: Point | None) -> Pose:
        back = np.full(len(STATIONS), np.nan) if dorsal is None else dorsal
        size = {"width_px": self.width_px, "height_px": self.height_px}
        return Pose(t_s=t_s, **size, landmarks=landmarks, world=world, dorsal=back, centred=True)


SIDE, FRONT = Camera(90.0), Camera(0.0)

_PHONE_PX, _FOCAL_PX, _AIMS_AT_M = np.array([1280, 720]), 0.8 * 1280, 0.85
_BELOW_HIPS = [side[joint] for side in (LEFT, RIGHT) for joint in ("knee", "ankle", "heel", "toe")]


@dataclass(frozen=True)
class Phone:
    """A phone on a shelf or on the floor: a pinhole camera aimed at the figure's hips.

    `off_front_deg` is 0 from the front, 90 where the figure faces the picture's right, 180 from behind. Of what a leg
    reaches towards the camera or away from it the pose model finds `depth`: 1 all, 0 nothing.
    """

    off_front_deg: float = 0.0
    height_m: float = 0.9
    distance_m: float = 3.0
    depth: float = 1.0

    def see(self, joints: Joints, t_s: float = 0.0, dorsal: Point | None = None) -> Pose:
        back = np.full(len(STATIONS), np.nan) if dorsal is None else dorsal
        pitch, turn = math.atan2(_AIMS_AT_M - self.height_m, self.distance_m), math.radians(self.off_front_deg)
        forward, left, up = np.array([joints[name] for name in NAMES]).T
        x, y = forward * math.sin(turn) + left * math.cos(turn), _AIMS_AT_M - up
        z = -forward * math.cos(turn) + left * math.sin(turn)
        level, steep = math.cos(pitch), math.sin(pitch)
        lens = np.array([x, level * y + steep * z, level * z - steep * y]).T
        lens[:, 2] += math.hypot(self.distance_m, self.height_m - _AIMS_AT_M)
        world = lens - (lens[LEFT["hip"]] + lens[RIGHT["hip"]]) / 2
        world[_BELOW_HIPS, 2] *= self.depth
        picture = _PHONE_PX / 2 + _FOCAL_PX * lens[:, :2] / lens[:, 2:]
        seen = np.full(len(NAMES), 0.95)
        return Pose(
            t_s=t_s,
            width_px=int(_PHONE_PX[0]),
            height_px=int(_PHONE_PX[1]),
            landmarks=np.column_stack([picture, np.zeros(len(NAMES)), seen]),
            world=np.column_stack([world, seen]),
            dorsal=back,
            centred=True,
        )


@dataclass(frozen=True)
class Moment:
    """How far along (0 rest, 1 the bottom), on the way back or not, and in which repetition."""

    share: float
    back: bool = False
    repetition: int = 0
    t_s: float = 0.0


class Timing(Protocol):
    """When what is done."""

    @property
    def duration_s(self) -> float: ...

    def at(self, t_s: float) -> Moment: ...


@dataclass(frozen=True)
class SetTiming:
    """A set: cosine-shaped ways down and up, a hold at the bottom, and pauses standing."""

    repetitions: int = 2
    down_s: float = 2.0
    hold_s: float = 0.3
    up_s: float = 1.5
    pause_s: float = 1.0
    before_s: float = 1.5
    bounce: float = 0.0

    @property
    def duration_s(self) -> float:
        return self.before_s + self.repetitions * (self.down_s + self.hold_s + self.up_s + self.pause_s)

    def at(self, t_s: float) -> Moment:
        cycle = self.down_s + self.hold_s + self.up_s + self.pause_s
        repetition, into = divmod(t_s - self.before_s, cycle)
        if repetition < 0:
            return Moment(0.0, False, 0, t_s)
        if repetition >= self.repetitions:
            return Moment(0.0, True, self.repetitions - 1, t_s)
        share, back = self._share(into)
        return Moment(share, back, int(repetition), t_s)

    def _share(self, into_s: float) -> tuple[float, bool]:
        held = into_s - self.down_s
        rising = held - self.hold_s
        if held < 0:
            return (1 - math.cos(math.pi * into_s / self.down_s)) / 2, False
        if rising < 0:
            return 1 - self.bounce * math.sin(math.pi * held / self.hold_s) ** 2, False
        return (1 + math.cos(math.pi * min(rising / self.up_s, 1.0))) / 2, True


Move = Callable[[Moment], Joints]
Dorsal = Callable[[Moment], NDArray[np.float64]]


@dataclass(frozen=True)
class Shake:
    """Gaussian noise on landmarks, the same for the same seed."""

    pixels: float = 0.0
    metres: float = 0.0
    seed: int = 0
    rng: np.random.Generator = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rng", np.random.default_rng(self.seed))

    def __call__(self, pose: Pose) -> Pose:
        pose.landmarks[:, :3] += self.rng.normal(0.0, self.pixels, (33, 3))
        pose.world[:, :3] += self.rng.normal(0.0, self.metres, (33, 3))
        return pose


def frames(duration_s: float, fps: float) -> list[float]:
    return [i / fps for i in range(int(duration_s * fps) + 1)]


def film(
    move: Move,
    tempo: Timing | None = None,
    camera: Camera | Phone = SIDE,
    *,
    fps: float = 20.0,
    shake: Shake | None = None,
    dorsal: Dorsal | None = None,
) -> list[Pose]:
    """Record a set."""
    tempo = tempo or SetTiming()
    moments = [tempo.at(t_s) for t_s in frames(tempo.duration_s, fps)]
    poses = [camera.see(move(m), m.t_s, dorsal(m) if dorsal else None) for m in moments]
    return [shake(pose) for pose in poses] if shake else poses


def after(poses: Iterable[Pose], start_s: float) -> list[Pose]:
    """What a clip shows that begins later."""
    return [pose for pose in poses if pose.t_s >= start_s]
