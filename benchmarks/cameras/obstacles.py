"""What stands in the way of the camera: plates, a rack, a chair, a band, dumbbells; and clothes that hang loose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.spatial import ConvexHull

from benchmarks.cameras.placing import Take
from benchmarks.synthetic.figure.body import PARTS, Body
from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.figure.turns import SIDES, Array
from benchmarks.synthetic.rendering.mesh import Mesh, Normals, joined
from benchmarks.synthetic.rendering.props import barbell, carried, cylinder, props
from benchmarks.synthetic.rendering.room import box

_PLATE_RADIUS_M = 0.225
"""Of a plate of 20 kg, as it is on the bar of most lifts."""
_STEEL, _WOOD, _RED, _RUBBER = (
    np.array(c) for c in ((0.2, 0.2, 0.22), (0.5, 0.36, 0.24), (0.6, 0.15, 0.2), (0.1, 0.1, 0.1))
)
_POST_M, _RACK_WIDTH_M, _CHAIR_M = 0.07, 1.1, 0.44
_BAND_RADIUS_M, _BAND_M = 0.075, 0.05
_LOOSE = ("shirt", "shorts")


@dataclass(frozen=True)
class Things:
    """What is drawn beside the figure: what stands still, and what is carried."""

    still: list[Mesh]
    kind: str = ""

    def moving(self, placed: Placed) -> list[Mesh]:
        """Give what is carried, where it is in this frame."""
        return _CARRIED[self.kind](placed) if self.kind in _CARRIED else []


def things(take: Take) -> Things:
    """Build what a scene has beside the figure."""
    scene, prop = take.scene, take.act.movement.prop
    kind = "bar" if prop == "barbell" and scene.obstacle != "plates" else scene.obstacle
    if kind == "plates" and prop == "barbell":
        kind = "heavy bar"
    still = [] if prop == "barbell" else props(prop, take.placed)
    builders = {"rack": _rack, "chair": _chair}
    return Things([*still, *(builders[kind](take) if kind in builders else [])], kind)


def _before(take: Take, width_m: float) -> tuple[Array, np.random.Generator]:
    """Find a place on the floor between the camera and all that the figure does."""
    rng = np.random.default_rng(take.scene.seed + 1)
    to_camera = take.camera.position_m * [1.0, 1.0, 0.0]
    points = np.concatenate([pose.positions for pose in take.placed]) * [1.0, 1.0, 0.0]
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    away_m = float(np.linalg.norm(to_camera - middle))
    towards = (to_camera - middle) / away_m
    nearest_m = float(((points - middle) @ towards).max()) + 0.15 + width_m / 2
    ahead_m = min(nearest_m + rng.uniform(0.0, 0.3), 0.75 * away_m)
    across = np.array([-towards[1], towards[0], 0.0])
    return middle + ahead_m * towards + rng.uniform(-0.3, 0.3) * across, rng


def _rack(take: Take) -> list[Mesh]:
    """Two uprights, one of which is near the figure's middle as the camera sees it."""
    place, _ = _before(take, _POST_M)
    across = np.cross(take.camera.position_m - place, [0.0, 0.0, 1.0])
    half = np.array([_POST_M / 2, _POST_M / 2, 0.0])
    posts = [place, place + _RACK_WIDTH_M * across / np.linalg.norm(across)]
    return [box(post - half, post + half + np.array([0.0, 0.0, 2.2]), _STEEL, 0.2) for post in posts]


def _chair(take: Take) -> list[Mesh]:
    """A chair with a back, turned to a side."""
    place, rng = _before(take, _CHAIR_M)
    half, high = _CHAIR_M / 2, np.array([0.0, 0.0, 1.0])
    legs = [np.array([x, y, 0.0]) * (half - 0.025) for x in (-1, 1) for y in (-1, 1)]
    square = np.array([0.025, 0.025, 0.0])
    parts = [box(place + leg - square, place + leg + square + 0.42 * high, _WOOD) for leg in legs]
    flat = np.array([half, half, 0.0])
    parts.append(box(place - flat + 0.42 * high, place + flat + 0.46 * high, _WOOD))
    side = float(rng.choice([-1.0, 1.0]))
    low = place + np.array([-half, side * half - 0.02, 0.46])
    return [*parts, box(low, low + np.array([_CHAIR_M, 0.04, 0.42]), _WOOD)]


def _bar_in_hands(placed: Placed, bar: Mesh) -> list[Mesh]:
    hands = (placed.points[f"{side}_index_finger"] for side in SIDES)
    return [bar.moved(carried(bar.vertices, *hands))]


def _bar_on_back(placed: Placed) -> list[Mesh]:
    """Lay a bar across the shoulders, behind the neck."""
    left, right = (placed.points[f"{side}_shoulder"] for side in SIDES)
    middle, neck = (left + right) / 2, placed.points["neck"]
    behind = np.cross(left - right, neck - placed.points["pelvis"])
    shift = neck - middle - 0.09 * behind / np.linalg.norm(behind)
    return [_HEAVY_BAR.moved(carried(_HEAVY_BAR.vertices, left + shift, right + shift))]


def _dumbbells(placed: Placed) -> list[Mesh]:
    hands = [placed.points[f"{side}_index_finger"] for side in SIDES]
    return [_DUMBBELL.moved(_DUMBBELL.vertices + hand) for hand in hands]


def _band(placed: Placed) -> list[Mesh]:
    """Put a band about both legs, just above the knees."""
    turn = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    ring = _BAND_RADIUS_M * np.stack([np.cos(turn), np.sin(turn), np.zeros(16)], axis=1)
    knees = [0.85 * placed.points[f"{s}_knee"] + 0.15 * placed.points[f"{s}_hip"] for s in SIDES]
    points = np.concatenate([knee + ring for knee in knees])
    hull = points[ConvexHull(points[:, :2]).vertices]
    edges = [hull + np.array([0.0, 0.0, dz]) for dz in (-_BAND_M / 2, _BAND_M / 2)]
    n = len(hull)
    i, following = np.arange(n), (np.arange(n) + 1) % n
    faces = np.concatenate([
        np.stack(f, axis=1) for f in ((i, following, following + n), (i, following + n, i + n))
    ])  # fmt: skip
    return [Mesh(np.concatenate(edges), faces, np.tile(_RED, (len(faces), 1)))]


def loosened(body: Body, by_m: float) -> Body:
    """Let shirt and shorts stand off the body; joints and marks stay."""
    clothes = np.isin(body.part, [PARTS.index(part) for part in _LOOSE])
    of_clothes = np.zeros(len(body.vertices), dtype=bool)
    of_clothes[body.faces[clothes]] = True
    normals = Normals(body.faces, len(body.vertices)).at(body.vertices.astype(np.float32))
    return replace(body, vertices=body.vertices + by_m * of_clothes[:, None] * normals)


def dressed(placed: Sequence[Placed], by_m: float) -> list[Placed]:
    """Put the figure of each frame into loose clothes."""
    if by_m == 0.0:
        return [*placed]
    body = loosened(placed[0].body, by_m)
    return [replace(pose, body=body) for pose in placed]


_BAR, _HEAVY_BAR = barbell(), barbell(_PLATE_RADIUS_M)
_DUMBBELL = joined([
    cylinder(0.0, 0.16, 0.015, _STEEL), *(cylinder(side * 0.12, 0.1, 0.065, _RUBBER) for side in (-1.0, 1.0))
])  # fmt: skip
_CARRIED: dict[str, Callable[[Placed], list[Mesh]]] = {
    "bar": partial(_bar_in_hands, bar=_BAR), "heavy bar": partial(_bar_in_hands, bar=_HEAVY_BAR),
    "plates": _bar_on_back, "dumbbells": _dumbbells, "band": _band,
}  # fmt: skip
