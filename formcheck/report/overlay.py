"""A frame, a pose and a scene -> the frame with skeleton, verdicts, angle, counter, cue and the strip of the signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.skeleton import BONES, LEFT, NAMES, RIGHT
from formcheck.records import Pose, Side, Verdict
from formcheck.report.lettering import Colour, Image, fitting, put, text_size, wrap
from formcheck.report.scene import STRIP_S, Scene, Strip

WHITE: Colour = (255, 255, 255)
_DARK: Colour = (16, 20, 26)
_BONE: Colour = (222, 232, 240)
VERDICT_COLOURS: dict[Verdict, Colour] = {
    "ok": (64, 200, 120),
    "caution": (255, 184, 28),
    "fault": (255, 72, 72),
    "not_judged": (160, 168, 178),
}
_FORMS: dict[bool | None, tuple[Verdict, str]] = {True: ("ok", ""), False: ("fault", " !"), None: ("not_judged", " ?")}
"""Whether a repetition was in form -> the verdict whose colour it has in the strip, and the sign after its number."""
_SIGNAL: Colour = (110, 190, 255)
_FAR_BONE: Colour = (132, 150, 166)
SEEN: Final = 0.3
"""Landmarks with a lower visibility are not drawn."""
_SEEN_WELL = 0.6
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
_STRIP_SHARE = 0.08
_STRIP_POINTS = 100
_LEAST_CUE_UNITS = 11


@dataclass(frozen=True, slots=True)
class BoneLook:
    """Whether a bone is on the side that the camera sees less of, and whether both its ends are seen well."""

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
    _strip(image, scene.strip, height - round(_STRIP_SHARE * height), unit)
    counter, view_bottom = _counter(image, scene, unit), _view(image, scene, unit)
    if scene.cue:
        _cue(image, scene, counter, view_bottom, unit)


def bones_of(pose: Pose, near: Side | None) -> list[tuple[int, int, BoneLook]]:
    """List the bones to draw of a person, as pairs of landmarks and how they look.

    The far side comes first, so that the near side is drawn over it.
    """
    seen = pose.landmarks[:, 3].tolist()
    found = [
        (a, b, BoneLook(near is not None and near not in _SIDES_OF_BONES[a, b], min(seen[a], seen[b]) >= _SEEN_WELL))
        for a, b in _BODY_BONES
        if seen[a] >= SEEN and seen[b] >= SEEN
    ]
    return sorted(found, key=lambda bone: not bone[2].is_far)


def _shade(image: Image, left: int, top: int, right: int, bottom: int, keep: float = 0.3) -> None:
    place = image[max(top, 0) : bottom, max(left, 0) : right]
    if place.size:
        cv2.convertScaleAbs(place, dst=place, alpha=keep, beta=10)


def _skeleton(image: Image, pose: Pose, scene: Scene, unit: int) -> None:
    points = np.rint(pose.landmarks[:, :2]).astype(int).tolist()
    thick = max(2, unit // 8)
    bones = bones_of(pose, scene.near)
    for a, b, look in bones:
        if look.is_clear:
            cv2.line(image, points[a], points[b], _DARK, thick + max(2, thick))
    for a, b, look in bones:
        colour = _FAR_BONE if look.is_far else _BONE
        cv2.line(image, points[a], points[b], colour, thick if look.is_clear else max(1, thick // 2), cv2.LINE_AA)
    for name, verdict in scene.verdicts.items():
        i = NAMES.index(name)
        if pose.landmarks[i, 3] >= SEEN:
            _joint(image, points[i], verdict, max(4, unit // 3))


def _joint(image: Image, centre: list[int], verdict: Verdict, radius: int) -> None:
    """Draw a judged joint: its colour, and a ring around a fault for people who cannot distinguish the colours."""
    colour = VERDICT_COLOURS[verdict]
    cv2.circle(image, centre, radius + 2, _DARK, -1, cv2.LINE_AA)
    cv2.circle(image, centre, radius, colour, -1, cv2.LINE_AA)
    if verdict == "fault":
        cv2.circle(image, centre, radius * 2, _DARK, max(4, radius // 2 + 2), cv2.LINE_AA)
        cv2.circle(image, centre, radius * 2, colour, max(2, radius // 2), cv2.LINE_AA)


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
    if scene.angle is None:
        return
    name, degrees = scene.angle
    vertex = pose.landmarks[NAMES.index(name), :2]
    colour = VERDICT_COLOURS[scene.verdicts.get(name, "ok")] if name in scene.verdicts else WHITE
    arms = arms_of(pose, name, is_lean=scene.angle_is_lean)
    away = np.array([1.0, 0.0])
    if arms is not None:
        first, last, away = arms
        _arc(image, vertex, first, last, unit, colour)
    text, size = f"{degrees:.0f}°", round(1.2 * unit)
    width, height = text_size(text, size)
    left, top = vertex + away * 2.2 * unit - (width / 2, height / 2)
    put(image, text, int(left), int(top), size, colour)


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
    cv2.line(image, centre, tip, _DARK, thick + 2)
    cv2.ellipse(image, centre, (unit, unit), 0, start, start + turn, _DARK, thick + 2)
    cv2.line(image, centre, tip, WHITE, max(1, thick - 1), cv2.LINE_AA)
    cv2.ellipse(image, centre, (unit, unit), 0, start, start + turn, colour, thick, cv2.LINE_AA)


def _counter(image: Image, scene: Scene, unit: int) -> tuple[int, int]:
    """Draw the counter; return where its panel ends, to the right and below."""
    number, *below = _counted(scene)
    gap, line_height = unit // 2, text_size("X", unit)[1]
    number_width, number_height = text_size(number, 3 * unit)
    widths = [text_size(line, unit)[0] for line in below]
    width = max(number_width, *widths) + 2 * gap
    right, bottom = gap + width, 2 * gap + number_height + line_height * len(below)
    _shade(image, gap, gap, right, bottom)
    put(image, number, gap + (width - number_width) // 2, gap, 3 * unit, WHITE)
    for i, (line, line_width) in enumerate(zip(below, widths, strict=True)):
        put(image, line, gap + (width - line_width) // 2, gap + number_height + i * line_height, unit, WHITE)
    return right, bottom


def _counted(scene: Scene) -> list[str]:
    """Write what counts, large, and how much of it, in small lines."""
    clock = scene.clock
    if clock is None:
        return [str(scene.count), *scene.form.split(", ")]
    of = f"of {clock.target_s:.0f} s"
    return [f"{int(clock.seconds)} s", of if clock.runs or not clock.why else f"{of}, paused"]


def _view(image: Image, scene: Scene, unit: int) -> int:
    """Write the view into the upper right corner; return where its panel ends below."""
    size = fitting(scene.view, max(8, round(0.75 * unit)), image.shape[1] // 2, 1)
    width, height = text_size(scene.view, size)
    gap = unit // 2
    left = image.shape[1] - width - 2 * gap
    _shade(image, left, gap, left + width + gap, gap + height)
    put(image, scene.view, left + gap // 2, gap, size, WHITE)
    return gap + height


def _cue(image: Image, scene: Scene, counter: tuple[int, int], view_bottom: int, unit: int) -> None:
    """Write the cue at the top, away from the feet: beside the counter, or under it in a narrow frame.

    The verdict is shown by a bar in its colour, and a fault by a sign as well.
    """
    gap, beside = unit // 2, image.shape[1] - counter[0] - unit
    wide = beside > _LEAST_CUE_UNITS * unit
    left, top = (counter[0] + gap, view_bottom + gap) if wide else (gap, counter[1] + gap)
    room = (beside if wide else image.shape[1] - unit) - 2 * unit
    text = ("! " if scene.cue_verdict == "fault" else "") + scene.cue
    # How to film is shown for as long as the view is wrong, so it is smaller than a cue.
    size = fitting(text, round((0.85 if scene.cue_verdict == "not_judged" else 1.3) * unit), room, 3)
    lines = wrap(text, size, room)
    height = text_size("X", size)[1]
    right = left + max(text_size(line, size)[0] for line in lines) + 2 * unit
    bottom = top + height * len(lines) + gap
    _shade(image, left, top, right, bottom, keep=0.25)
    cv2.rectangle(image, (left, top), (left + max(3, unit // 3), bottom - 1), VERDICT_COLOURS[scene.cue_verdict], -1)
    for i, line in enumerate(lines):
        put(image, line, left + unit, top + unit // 4 + i * height, size, WHITE)


def _strip(image: Image, strip: Strip, top: int, unit: int) -> None:
    height, width, _ = image.shape
    _shade(image, 0, top, width, height, keep=0.22)

    def x_of(t_s: float) -> int:
        return int((t_s - strip.now_s + STRIP_S) / STRIP_S * width)

    for mark in strip.marks:
        left, right = max(x_of(mark.start_s), 0), min(x_of(mark.end_s), width)
        verdict, sign = _FORMS[mark.in_form]
        if right > left:
            place = image[top:height, left:right]
            cv2.add(place, np.array([*VERDICT_COLOURS[verdict], 0.0]) * 0.3, dst=place)
            put(image, f"{mark.index}{sign}", left + 2, top, max(8, round(0.7 * unit)), WHITE)
    _signal(image, strip, top, max(1, unit // 9))


def _signal(image: Image, strip: Strip, top: int, thick: int) -> None:
    good = np.isfinite(strip.values)
    if good.sum() < 2:
        return
    height, width, _ = image.shape
    values, times = strip.values[good], strip.times_s[good]
    low = min(0.0, float(values.min()))
    span = max(float(values.max()) - low, strip.least_span, 1e-6)
    x = (times - strip.now_s + STRIP_S) / STRIP_S * (width - 1)
    # Depth goes down in the strip as it does in the frame.
    y = top + 4 + (values - low) / span * (height - top - 8)
    step = max(1, len(x) // _STRIP_POINTS)
    line = np.rint(np.stack([x[::step], y[::step]], axis=1)).astype(np.int32)
    cv2.polylines(image, [line], False, _SIGNAL, thick)
    # A thick antialiased line takes five times as long as a thick plain one with two thin antialiased edges.
    for edge in (-1, 1):
        cv2.polylines(image, [line + np.array([0, edge * (thick // 2)], np.int32)], False, _SIGNAL, 1, cv2.LINE_AA)
    cv2.line(image, (width - 1, top), (width - 1, height - 1), WHITE, 2 * thick)
