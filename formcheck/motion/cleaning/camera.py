"""From the landmarks of a standing person to the direction of the camera, and to landmarks as seen square on.

A phone that leans on the floor looks up, is rolled by a few degrees and stands off the side. The picture then shows
every angle in the sagittal plane askew: at 30 degrees off the side a hip reads 11 degrees too little at the bottom of a
squat, and a roll of 6 degrees is a lean of 6 degrees. The direction of the camera (azimuth, pitch and roll) is found
once in closed form from the person's own standing posture. Each landmark's ray then meets the plane of the body that
the landmark lies in: the shoulders' is wider than the knees'. Nothing is fitted to the movement itself, because pose
models shorten thighs at depth, which a fit explains by a camera that is not there.

On rendered people 15 to 30 degrees off the side this took the mean error against a level side view from 4.5 to 1.8
degrees for the trunk and from 6.4 to 4.8 for the hip; a level side view moves by less than a degree.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.cleaning.perspective import FOCAL_SHARE
from formcheck.pose.skeleton import COUNT, LEFT, RIGHT, mirror, pixels_per_metre
from formcheck.records import Pose

Floats = NDArray[np.float64]

_JOINTS = ("shoulder", "hip", "knee", "ankle")
_SHOULDER, _HIP, _KNEE, _ANKLE = range(len(_JOINTS))
_NEAR_FAR = [[RIGHT[joint] for joint in _JOINTS], [LEFT[joint] for joint in _JOINTS]]
"""Landmark indices of a person who faces the picture's right: the near side is the right one."""

_HALF_WIDTHS: Final[Mapping[str, float]] = {
    "shoulder": 0.21, "hip": 0.11, "knee": 0.13, "ankle": 0.14, "heel": 0.14, "toe": 0.18,
    "ear": 0.07, "mouth": 0.03, "eye_inner": 0.02, "eye": 0.03, "eye_outer": 0.05,
    "elbow": 0.21, "wrist": 0.21, "pinky": 0.21, "index_finger": 0.21, "thumb": 0.21,
}  # fmt: skip
"""Distance of a landmark from the body's midplane in leg lengths (thigh and shank), on rendered bodies; arms hang below
the shoulders."""
_SHOULDER_WIDTH = 0.45
"""Width of the shoulders' landmarks in leg lengths as a picture from the front shows it (same source)."""
_PITCH_BIAS_RAD = 0.10
"""World landmarks hide some of the camera's pitch: 10 to 15 degrees read 1 to 8."""
_LEAN_SHARE, _LEAN_FREE_RAD = 0.75, 0.017
"""Share of the lean of a standing body beyond one degree that is the camera's roll, not the person's."""

FAR_OFF_DEG: Final = 50.0
"""Beyond this angle off the side knee and hip cannot be turned back: their planes are seen too much end on."""
_DISAGREE_DEG = 20.0
"""Three estimates of the azimuth further apart than this know nothing; good clips stay within 13."""
_ODD_SPREAD, _ODD_SIDES = 0.32, 0.28
"""Logarithmic spread of bone lengths, and near against far side, beyond which the landmarks are outliers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the camera looks from, as far as a standing person tells.

    Attributes
    ----------
    pitch_rad : float
        Positive when the camera looks up.
    roll_rad : float
        Positive when the picture's up leans to the right of the true one.
    azimuth_rad : float
        Angle off the person's side, positive towards the front: 0 is a side view.
    lean_rad : float
        What the standing body still leans in the turned plane, and is taken off.
    focal_px : float
        Focal length assumed for the lens.
    unit : float
        Leg length over the distance of the body's midplane.
    scale : float
        Pixels per metre of the landmarks that `unit` was learnt from.
    spread_deg : float
        How far three estimates of the azimuth disagree.
    odd : float
        1 where bone lengths are at the limit of what a body can have, 0 where they are equal.
    """

    pitch_rad: float
    roll_rad: float
    azimuth_rad: float
    lean_rad: float
    focal_px: float
    unit: float
    scale: float
    spread_deg: float
    odd: float

    @property
    def can_turn(self) -> bool:
        """Whether a side view can be made from what this camera sees."""
        near_enough = abs(math.degrees(self.azimuth_rad)) <= FAR_OFF_DEG
        return near_enough and self.spread_deg <= _DISAGREE_DEG and self.odd <= 1.0

    @property
    def angles_rad(self) -> Floats:
        """Pitch, roll, azimuth and lean, shape (4,)."""
        return np.array([self.pitch_rad, self.roll_rad, self.azimuth_rad, self.lean_rad])

    @property
    def rotation(self) -> Floats:
        """Matrix whose columns are the person's forward, left and up in the camera's axes, standing lean taken off."""
        c, s = math.cos(self.lean_rad), math.sin(self.lean_rad)
        turned: Floats = axes(self.pitch_rad, self.roll_rad, self.azimuth_rad) @ np.array(
            [[c, 0, s], [0, 1, 0], [-s, 0, c]]
        )
        return turned


def axes(pitch: float, roll: float, azimuth: float) -> Floats:
    """Give the person's forward, left and up as columns in the camera's axes (x right, y down, z away)."""
    (cp, cr, ca), (sp, sr, sa) = np.cos([pitch, roll, azimuth]), np.sin([pitch, roll, azimuth])
    tilt = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]]) @ np.array([[1, 0, 0], [0, cp, sp], [0, -sp, cp]])
    turned: Floats = tilt @ np.array([[ca, sa, 0], [0, 0, -1], [-sa, ca, 0]])
    return turned


def square_on(pose: Pose, camera: Camera, forward: float) -> Pose:
    """Move the landmarks to where a level camera at the person's side would see them.

    Parameters
    ----------
    pose : Pose
        As the pose model gave it.
    camera : Camera
        Where it was seen from.
    forward : float
        +1 when the person faces +x in the picture, -1 when -x.

    Returns
    -------
    Pose
        With x and y of all landmarks moved, mid-hip staying where it is; the world landmarks and visibility as they
        were.
    """
    facing_right = pose if forward > 0 else mirror(pose)
    seen = facing_right.landmarks
    middle = np.array([pose.width_px / 2, pose.height_px / 2])
    rays = np.column_stack([(seen[:, :2] - middle) / camera.focal_px, np.ones(len(seen))]) @ camera.rotation
    unit = camera.unit * pixels_per_metre(pose) / camera.scale
    points = rays * ((1.0 + unit * _PLANES) / rays[:, 1])[:, None]
    moved = camera.focal_px * points[:, [0, 2]] * [1.0, -1.0]
    hips = [LEFT["hip"], RIGHT["hip"]]
    landmarks = seen.copy()
    landmarks[:, :2] = moved - moved[hips].mean(axis=0) + seen[hips, :2].mean(axis=0)
    turned = replace(facing_right, landmarks=landmarks)
    return turned if forward > 0 else mirror(turned)


def _planes() -> Floats:
    """Give the distance of all landmarks beyond the midplane in leg lengths: negative on the near side."""
    planes = np.zeros(COUNT)
    for joint, half in _HALF_WIDTHS.items():
        planes[RIGHT[joint]], planes[LEFT[joint]] = -half, half
    return planes


_PLANES = _planes()


def camera_of(standing: list[Pose], moving: Floats | None = None) -> Camera | None:
    """Find where the camera is from poses of a standing person who faces the picture's right.

    Parameters
    ----------
    standing : list of Pose
        At least one, of one size.
    moving : ndarray of float, shape (3,), optional
        Mean vector from the near to the far shoulder over all of the clip, in world landmarks.

    Returns
    -------
    Camera or None
        None if the landmarks are degenerate.
    """
    size = np.array([standing[0].width_px, standing[0].height_px], dtype=np.float64)
    focal = FOCAL_SHARE * float(size.max())
    picture = np.mean([pose.landmarks[_NEAR_FAR, :2] for pose in standing], axis=0)
    space = np.mean([pose.world[_NEAR_FAR, :3] for pose in standing], axis=0)
    # World landmarks lie in axes along the line of sight to the person, not along the lens's.
    off_centre = math.atan((picture[:, [_HIP, _SHOULDER], 0].mean() - size[0] / 2) / focal)
    c, s = math.cos(off_centre), math.sin(off_centre)
    to_lens = np.array([[c, 0, -s], [0, 1, 0], [s, 0, c]])
    space = space @ to_lens
    up = (space[:, _SHOULDER] - space[:, _ANKLE]).mean(axis=0)
    up /= np.linalg.norm(up)
    pitch, roll = math.asin(up[2]), math.atan2(up[0], -up[1])
    rays = (picture - size / 2) / focal
    shoulders = space[1, _SHOULDER] - space[0, _SHOULDER] if moving is None else moving @ to_lens
    across = (space[1] - space[0])[[_HIP, _SHOULDER]].mean(axis=0)
    azimuths = [_azimuth(v, up, pitch, roll) for v in (across, shoulders)]
    azimuths.append(_azimuth_by_width(rays) + off_centre)
    camera = Camera(
        pitch_rad=pitch + _PITCH_BIAS_RAD, roll_rad=roll, azimuth_rad=float(np.clip(np.mean(azimuths), -1.2, 1.2)),
        lean_rad=0.0, focal_px=focal, unit=1.0, scale=float(np.mean([pixels_per_metre(pose) for pose in standing])),
        spread_deg=math.degrees(max(azimuths) - min(azimuths)), odd=0.0,
    )  # fmt: skip
    if not all(map(math.isfinite, (camera.azimuth_rad, camera.pitch_rad, camera.scale, camera.spread_deg))):
        return None
    return _with_body(camera, rays)


def _azimuth(across: Floats, up: Floats, pitch: float, roll: float) -> float:
    """Angle off the side of a direction from the right to the left side of the body."""
    left = across - up * float(across @ up)
    ahead = axes(pitch, roll, 0.0).T @ (np.cross(left, up) / np.linalg.norm(left))
    return math.atan2(-ahead[1], ahead[0])


def _azimuth_by_width(rays: Floats) -> float:
    """Angle off the side by the width of the shoulders in the picture, in leg lengths."""
    up = (rays[:, _SHOULDER] - rays[:, _ANKLE]).mean(axis=0)
    leg = float(np.linalg.norm(rays[:, _HIP] - rays[:, _ANKLE], axis=-1).mean())
    width = float((rays[1, _SHOULDER] - rays[0, _SHOULDER]) @ np.array([-up[1], up[0]])) / float(np.linalg.norm(up))
    return math.asin(np.clip(width / leg / _SHOULDER_WIDTH, -0.97, 0.97))


def _with_body(camera: Camera, rays: Floats) -> Camera:
    """Add what the standing body tells once it is turned: its scale, what it still leans, and how odd its bones are."""
    directions = np.concatenate([rays, np.ones((*rays.shape[:2], 1))], axis=-1)
    half = np.array([[-1.0], [1.0]]) * [_HALF_WIDTHS[joint] for joint in _JOINTS]

    def placed(rotation: Floats, unit: float) -> Floats:
        turned = directions @ rotation
        points: Floats = turned * ((1.0 + half * unit) / turned[..., 1])[..., None]
        return points

    unit = _leg(placed(camera.rotation, 0.0))
    unit = _leg(placed(camera.rotation, unit))
    trunk_and_legs = placed(camera.rotation, unit).mean(axis=0)
    line = trunk_and_legs[_SHOULDER] - trunk_and_legs[_ANKLE]
    lean = _LEAN_SHARE * (math.atan2(line[0], line[2]) - _LEAN_FREE_RAD)
    camera = replace(camera, unit=unit, lean_rad=lean)
    bones = np.log(_bones(placed(camera.rotation, unit)))
    sides = abs(float(np.diff(bones.mean(axis=0)).squeeze()))
    return replace(camera, odd=max(float(np.ptp(bones)) / 2 / _ODD_SPREAD, sides / _ODD_SIDES))


def _bones(points: Floats) -> Floats:
    """Lengths of thigh and shank, shape (2, 2): bone, then near and far side."""
    return np.array([
        np.linalg.norm(points[:, a] - points[:, b], axis=-1) for a, b in ((_HIP, _KNEE), (_KNEE, _ANKLE))
    ])  # fmt: skip


def _leg(points: Floats) -> float:
    return float(np.median(_bones(points).sum(axis=0)))
