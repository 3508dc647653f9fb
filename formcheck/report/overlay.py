"""A frame, a pose and a scene -> the frame with the skeleton, the verdicts at the joints, and the angle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import BONES, LEFT, NAMES, RIGHT, pixels_per_metre
from formcheck.records import Pose, Side, Verdict
from formcheck.report.lettering import Colour, Image, put, text_size
from formcheck.report.scene import Scene

WHITE: Colour = (255, 255, 255)
DARK: Colour = (16, 20, 26)
_BONE: Colour = (222, 232, 240)
VERDICT_COLOURS: dict[Verdict, Colour] = {
    "ok": (64, 200, 120),
    "caution": (255, 184, 28),
    "fault": (255, 72, 72),
    "not_judged": (160, 168, 178),
}
_FAR_BONE: Colour = (132, 150, 166)
SEEN: Final = 0.3
"""Landmarks with a lower visibility are not drawn."""
_SEEN_WELL = 0.6
_ROOM_SHARE: Final = 0.16
_FLESH_M: Final = 0.25
"""How far flesh, clothes and what is in the hands may lie beyond the landmarks, as in `formcheck.pose.covering`."""
_BODY = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
_BODY_POINTS = [names[joint] for names in (LEFT, RIGHT) for joint in _BODY]
_BODY_BONES = [
    (NAMES.index(a), NAMES.index(b))
    for a, b in BONES
    if NAMES.index(a) in _BODY_POINTS and NAMES.index(b) in _BODY_POINTS
]
_SIDES_OF_BONES = {bone: {NAMES[end].split("_")[0] for end in bone} for bone in _BODY_BONES}
_NEIGHBOURS = {"knee": ("hip", "ankle"), "hip": ("shoulder", "knee"), "elbow": ("shoulder", "wrist")}
_UP = np.array([0.0, -1.0])
Direction = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BoneLook:
    """Whether a bone is on the far side, and whether both its ends are seen well."""

    is_far: bool
    is_clear: bool


def draw(image: Image, pose: Pose, scene: Scene) -> None:
    """Draw a scene.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
        RGB, of the size that the pose was found in; changed in place.
    pose : Pose
        The person; no skeleton is drawn if nobody was found.
    scene : Scene
        What to show.
    """
    height, width, _ = image.shape
    unit = max(8, round(min(height, 1.25 * width) / 28))
    if pose.found:
        _skeleton(image, pose, scene, unit)
        _angle(image, pose, scene, unit)


def bones_of(pose: Pose, near: Side | None) -> list[tuple[int, int, BoneLook]]:
    """List the bones to draw of a person, as pairs of landmarks with their style.

    The far side comes first, so that the near side is drawn over it.
    """
    seen = pose.landmarks[:, 3].tolist()
    found = [
        (a, b, BoneLook(near is not None and near not in _SIDES_OF_BONES[a, b], min(seen[a], seen[b]) >= _SEEN_WELL))
        for a, b in _BODY_BONES
        if seen[a] >= SEEN and seen[b] >= SEEN
    ]
    return sorted(found, key=lambda bone: not bone[2].is_far)


def _skeleton(image: Image, pose: Pose, scene: Scene, unit: int) -> None:
    points = np.rint(pose.landmarks[:, :2]).astype(int).tolist()
    thick = max(2, unit // 8)
    bones = bones_of(pose, scene.near)
    for a, b, look in bones:
        if look.is_clear:
            cv2.line(image, points[a], points[b], DARK, thick + max(2, thick))
    for a, b, look in bones:
        colour = _FAR_BONE if look.is_far else _BONE
        cv2.line(image, points[a], points[b], colour, thick if look.is_clear else max(1, thick // 2), cv2.LINE_AA)
    for name, verdict in scene.verdicts.items():
        i = NAMES.index(name)
        if pose.landmarks[i, 3] >= SEEN:
            mark(image, (points[i][0], points[i][1]), verdict, max(4, unit // 3))


def mark(image: Image, centre: tuple[int, int], verdict: Verdict, radius: int) -> None:
    """Draw a verdict: a disc, a triangle for a caution, and a ring around a fault; no shape differs by colour alone.

    Parameters
    ----------
    image : ndarray of uint8, shape (height, width, 3)
        RGB, changed in place.
    centre : tuple of int
        x and y in pixels.
    verdict : {"ok", "caution", "fault", "not_judged"}
    radius : int
        Of the disc, in pixels.
    """
    colour = VERDICT_COLOURS[verdict]
    if verdict == "caution":
        _triangle(image, centre, radius + 4, DARK)
        _triangle(image, centre, radius + 1, colour)
        return
    cv2.circle(image, centre, radius + 2, DARK, -1, cv2.LINE_AA)
    cv2.circle(image, centre, radius, colour, -1, cv2.LINE_AA)
    if verdict == "fault":
        cv2.circle(image, centre, radius * 2, DARK, max(4, radius // 2 + 2), cv2.LINE_AA)
        cv2.circle(image, centre, radius * 2, colour, max(2, radius // 2), cv2.LINE_AA)


def _triangle(image: Image, centre: tuple[int, int], radius: int, colour: Colour) -> None:
    corners = [(0.0, -1.25), (1.1, 0.85), (-1.1, 0.85)]
    points = np.array([[centre[0] + radius * x, centre[1] + radius * y] for x, y in corners])
    cv2.fillPoly(image, [np.rint(points).astype(np.int32)], colour, cv2.LINE_AA)


def arms_of(pose: Pose, name: str, *, is_lean: bool) -> tuple[Direction, Direction, Direction] | None:
    """Return the two directions between which the angle at a joint is drawn, and the one away from the limbs.

    The arc sweeps the angle that the number gives: from the vertical, or from where a straight limb would continue.
    """
    side, joint = name.split("_", 1)
    vertex = pose.landmarks[NAMES.index(name), :2]
    arms = [_unit(pose.landmarks[NAMES.index(f"{side}_{end}"), :2] - vertex) for end in _NEIGHBOURS.get(joint, ())]
    if len(arms) != 2:
        return None
    first, last = (_UP, arms[0]) if is_lean else (-arms[0], arms[1])
    return first, last, -_unit(arms[0] + arms[1])


def _angle(image: Image, pose: Pose, scene: Scene, unit: int) -> None:
    """Draw the arc of the angle at its joint, and its number where it covers nothing of the body."""
    if scene.angle is None:
        return
    name, degrees = scene.angle
    vertex = pose.landmarks[NAMES.index(name), :2]
    colour = VERDICT_COLOURS[scene.verdicts.get(name, "ok")] if name in scene.verdicts else WHITE
    arms = arms_of(pose, name, is_lean=scene.angle_is_lean)
    if arms is not None:
        _arc(image, vertex, arms[0], arms[1], unit, colour)
    text, size = whole_degrees(degrees), round(1.2 * unit)
    area = text_size(text, size)
    place = over(pose, float(vertex[0]), area) if scene.is_on_floor else None
    place = place or beside(pose, float(vertex[1]), area, scene.near)
    if place is not None:
        put(image, text, *place, size, colour)


def whole_degrees(degrees: float) -> str:
    """Write an angle; what rounds to 0 has no sign."""
    return f"{round(degrees)}\u00b0".replace("-", "\u2212")


def beside(pose: Pose, y_px: float, size_px: tuple[int, int], facing: str | None) -> tuple[int, int] | None:
    """Find a place for a text that does not cover the person.

    Parameters
    ----------
    pose : Pose
        The person.
    y_px : float
        Preferred height, if there is room behind or in front of the person.
    size_px : tuple of int
        Width and height of the text.
    facing : {"left", "right"} or None
        Where the person faces: nothing moves behind them.

    Returns
    -------
    tuple of int, or None
        Left and top; above the person if they fill the width, None if they fill the picture or are not seen.
    """
    width, height = size_px
    extent = _extent(pose)
    if extent is None:
        return None
    low, high, room = extent
    before, after = float(low[0]) - room - width, float(high[0]) + room
    columns = [after, before] if facing == "left" else [before, after]
    top = min(max(y_px - height / 2, 0.0), pose.height_px - height)
    for left in columns:
        if 0 <= left <= pose.width_px - width:
            return int(left), int(top)
    return over(pose, float(low[0] + high[0]) / 2, size_px)


def over(pose: Pose, x_px: float, size_px: tuple[int, int]) -> tuple[int, int] | None:
    """Find a place for a text above the whole person; None if there is no room.

    There is none beside people who lie, and nothing moves above them.
    """
    width, height = size_px
    extent = _extent(pose)
    if extent is None:
        return None
    low, _, room = extent
    above = float(low[1]) - room - height
    left = min(max(x_px - width / 2, 0.0), pose.width_px - width)
    return (int(left), int(above)) if above >= 0 else None


def _extent(pose: Pose) -> tuple[Direction, Direction, float] | None:
    """Return the upper left and lower right corner of the visible landmarks, and the margin around them."""
    seen = pose.landmarks[pose.landmarks[:, 3] >= SEEN, :2]
    if not len(seen):
        return None
    low, high = seen.min(axis=0), seen.max(axis=0)
    # The crown of the head and the tips of hands and feet lie beyond the landmarks.
    # Where legs are hidden, what is seen of a person is small, and no measure of the person.
    flesh_px = _FLESH_M * pixels_per_metre(pose)
    return low, high, max(_ROOM_SHARE * float((high - low).max()), flesh_px if math.isfinite(flesh_px) else 0.0)


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 0 else np.zeros(2)


def _arc(
    image: Image,
    vertex: NDArray[np.float64],
    first: NDArray[np.float64],
    last: NDArray[np.float64],
    unit: int,
    colour: Colour,
) -> None:
    """Draw an arc around a joint from one direction to the other, and a line along the first."""
    start, end = (float(np.degrees(np.arctan2(arm[1], arm[0]))) for arm in (first, last))
    turn = (end - start + 180) % 360 - 180
    centre, tip = (np.rint(point).astype(int).tolist() for point in (vertex, vertex + 1.5 * unit * first))
    thick = max(2, unit // 9)
    cv2.line(image, centre, tip, DARK, thick + 2)
    cv2.ellipse(image, centre, (unit, unit), 0, start, start + turn, DARK, thick + 2)
    cv2.line(image, centre, tip, WHITE, max(1, thick - 1), cv2.LINE_AA)
    cv2.ellipse(image, centre, (unit, unit), 0, start, start + turn, colour, thick, cv2.LINE_AA)
