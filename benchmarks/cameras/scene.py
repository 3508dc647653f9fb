"""A number goes in; a scene comes out: who does what, from where it is filmed, and what stands in the way.

Scenes are sampled, not enumerated, and each follows from its number alone. Even numbers show bodies that constants may
be fitted on, odd numbers bodies that results are reported for.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import numpy as np

from benchmarks.synthetic.clips import FITTED, HELD_OUT
from benchmarks.synthetic.movements import MOVEMENTS

View = Literal["side", "front"]
Split = Literal["fitted", "held out"]
Choice = TypeVar("Choice")

SPLITS: Final[dict[Split, tuple[str, ...]]] = {"fitted": FITTED, "held out": HELD_OUT}
"""The bodies of each half of the scenes."""

DOES: Final[dict[str, float]] = {
    "squat": 5, "goblet_squat": 1, "deadlift": 2, "romanian_deadlift": 2, "forward_lunge": 3, "reverse_lunge": 3,
    "side_lunge": 2, "single_leg_squat": 1, "single_leg_deadlift": 1, "standing_hip_abduction": 2, "step_down": 1,
    "glute_bridge": 1, "plank": 1,
}  # fmt: skip
"""What is done, and how often."""

OBSTACLES: Final = ("plates", "rack", "chair", "band", "dumbbells")
CROPS: Final = ("feet", "head", "shoulder")
LIGHTS: Final = ("backlight", "dim")
FPS: Final[dict[float, float]] = {8: 1, 10: 3, 12: 3, 15: 4, 20: 2, 30: 1, 60: 0.4}
"""Frames a second, and how often: mostly few, because every frame costs time."""

HEIGHT_M, DISTANCE_M, FOV_DEG, OFF_DEG = (0.05, 1.45), (1.2, 6.0), (45.0, 100.0), 45.0
PITCH_DEG, ROLL_DEG, FILLS = 25.0, 8.0, (0.15, 0.95)
"""Ranges of the camera; pitch and roll go to either side. `FILLS` is the person's share of the picture."""
_FLOOR_M, _FLOOR_SHARE = 0.3, 0.35
_SQUARE_DEG, _SQUARE_SHARE = 12.0, 0.4
_PLAIN_SHARE, _EACH_SHARE = 0.35, 0.3
_SIDE_SHARE, _PORTRAIT_SHARE = 0.65, 0.4


@dataclass(frozen=True)
class Scene:
    """What is filmed and how; where exactly the camera stands is found by `benchmarks.cameras.placing`.

    Attributes
    ----------
    number : int
    split : {"fitted", "held out"}
    movement, body : str
    view : {"side", "front"}
        The view that is nearest.
    turned_to : {"left", "right"}
        The side of the body that is nearer to the camera; of no meaning where `off_deg` is 0 in a front view.
    off_deg : float
        Angle off the side, positive towards the front, or off the front, positive towards `turned_to`.
    height_m : float
        Of the lens above the floor.
    roll_deg : float
    portrait : bool
    crop : {"", "feet", "head", "shoulder"}
        What is out of the picture.
    obstacle : {"", "plates", "rack", "chair", "band", "dumbbells"}
        What is before the body.
    light : {"", "backlight", "dim"}
    exposure : float
        Share of the time between two frames in which the shutter is open, 0..1: motion blur.
    crf : int
        Quality of the encoding, 23 good and 42 poor.
    fps : float
    loose_m : float
        How far the clothes stand off the body.
    depth : float
        Share of the way down, 0..1.
    down_s : float
        Time for the way down.
    """

    number: int
    split: Split
    movement: str
    body: str
    view: View
    turned_to: Literal["left", "right"]
    off_deg: float
    height_m: float
    roll_deg: float
    portrait: bool
    crop: str
    obstacle: str
    light: str
    exposure: float
    crf: int
    fps: float
    loose_m: float
    depth: float
    down_s: float

    @property
    def id(self) -> str:
        """Name of its files."""
        return f"scene-{self.number:04d}"

    @property
    def seed(self) -> int:
        """Number that its other chances come from."""
        return zlib.crc32(self.id.encode())

    @property
    def azimuth_deg(self) -> float:
        """Where the camera stands, as `benchmarks.synthetic.rendering.camera.Camera` counts."""
        to_right = 90.0 - self.off_deg if self.view == "side" else self.off_deg
        return (to_right if self.turned_to == "right" else -to_right) % 360.0


def scenes(count: int) -> list[Scene]:
    """Sample the first so many scenes."""
    return [sample(number) for number in range(count)]


def sample(number: int) -> Scene:
    """Sample one scene; the same number gives the same one."""
    rng = np.random.default_rng([20261127, number])
    split: Split = "fitted" if number % 2 == 0 else "held out"
    movement = str(_weighted(rng, DOES))
    views = MOVEMENTS[movement].views
    view: View = views[0] if len(views) == 1 else ("side" if rng.random() < _SIDE_SHARE else "front")
    off_deg = float(
        rng.uniform(-_SQUARE_DEG, _SQUARE_DEG) if rng.random() < _SQUARE_SHARE else rng.uniform(-OFF_DEG, OFF_DEG)
    )
    on_floor = rng.random() < _FLOOR_SHARE
    height_m = float(rng.uniform(HEIGHT_M[0], _FLOOR_M if on_floor else HEIGHT_M[1]))
    troubled = rng.random() >= _PLAIN_SHARE
    crop, obstacle, light = (_some(rng, troubled, names) for names in (CROPS, _before(movement), LIGHTS))
    return Scene(
        number=number, split=split, movement=movement, body=_pick(rng, SPLITS[split]), view=view,
        turned_to="left" if rng.random() < 0.5 else "right", off_deg=off_deg, height_m=height_m,
        roll_deg=float(np.clip(rng.normal(0.0, 3.0), -ROLL_DEG, ROLL_DEG)),
        portrait=bool(rng.random() < _PORTRAIT_SHARE), crop=crop, obstacle=obstacle, light=light,
        exposure=float(rng.uniform(0.3, 0.9)) if _happens(rng, troubled) else 0.0,
        crf=int(rng.integers(34, 43)) if _happens(rng, troubled) else 23, fps=float(_weighted(rng, FPS)),
        loose_m=float(rng.uniform(0.015, 0.04)) if _happens(rng, troubled) else 0.0,
        depth=float(rng.uniform(0.55, 1.0)), down_s=float(rng.uniform(0.9, 1.4)),
    )  # fmt: skip


def _before(movement: str) -> Sequence[str]:
    """What may be before the body: bars and bands go with standing exercises."""
    if MOVEMENTS[movement].prop == "mat":
        return ("chair",)
    return ("plates",) if MOVEMENTS[movement].prop == "barbell" else OBSTACLES


def _happens(rng: np.random.Generator, troubled: bool) -> bool:
    return bool(rng.random() < _EACH_SHARE) and troubled


def _some(rng: np.random.Generator, troubled: bool, names: Sequence[str]) -> str:
    name = _pick(rng, names)
    return name if _happens(rng, troubled) else ""


def _pick(rng: np.random.Generator, choices: Sequence[str]) -> str:
    return choices[int(rng.integers(len(choices)))]


def _weighted(rng: np.random.Generator, weights: dict[Choice, float]) -> Choice:
    shares = np.array(list(weights.values()), dtype=np.float64)
    return list(weights)[int(rng.choice(len(weights), p=shares / shares.sum()))]
