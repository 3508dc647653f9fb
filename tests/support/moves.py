"""What the stick figure does: five exercises with a knob for each fault, and what people do besides."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.dorsal import STATIONS
from formcheck.records import Side
from tests.support.figures import (
    ANKLE_HEIGHT,
    FEMUR,
    HIPS,
    LEG,
    SHOULDERS,
    TIBIA,
    Foot,
    Joints,
    Moment,
    Move,
    Point,
    both,
    build,
    mirrored,
    point,
    shifted,
    standing,
    tilted,
)

LATERAL = HIPS / 2


def ankle_to_hip(knee_deg: float, shin_deg: float) -> Point:
    """From the ankle to the hip, in the sagittal plane."""
    return tilted(shin_deg, TIBIA) + tilted(shin_deg - knee_deg, FEMUR)


def leg_span(knee_deg: float) -> float:
    """Distance from hip to ankle."""
    return float(np.linalg.norm(ankle_to_hip(knee_deg, 0.0)))


@cache
def hip_descent_shares(knee_deg: float, shin_deg: float, rest_deg: float) -> Point:
    """Share of the hips' way down at 61 steps of the angles from rest to bottom."""
    steps = [interpolated_angles(share, knee_deg, shin_deg, rest_deg) for share in np.linspace(0.0, 1.0, 61)]
    heights = np.array([ankle_to_hip(*angles)[2] for angles in steps])
    return np.asarray((heights[0] - heights) / (heights[0] - heights[-1]))


def interpolated_angles(share: float, knee_deg: float, shin_deg: float, rest_deg: float) -> tuple[float, float]:
    return rest_deg + share * (knee_deg - rest_deg), rest_deg / 2 + share * (shin_deg - rest_deg / 2)


def angles_at_descent(drop: float, knee_deg: float, shin_deg: float, rest_deg: float) -> tuple[float, float]:
    """Knee and shin angles between rest and bottom at this share of the way down of the hips."""
    share = float(np.interp(drop, hip_descent_shares(knee_deg, shin_deg, rest_deg), np.linspace(0.0, 1.0, 61)))
    return interpolated_angles(share, knee_deg, shin_deg, rest_deg)


def bump_on_the_way_up(moment: Moment) -> float:
    """A bump on the way up that is gone again at the top."""
    return math.sin(math.pi * (1 - moment.share)) if moment.back else 0.0


def squat(
    *,
    thigh_deg: float = 0.0,
    shin_deg: float = 28.0,
    lean_deg: float = 38.0,
    apart: float = SHOULDERS,
    knees_in: float = 0.0,
    heel_deg: float = 0.0,
    hips_first_deg: float = 0.0,
    rest_deg: float = 3.0,
    shift: float = 0.0,
    hands: str = "forward",
) -> Move:
    """Squat; `thigh_deg` is the thigh above the horizontal at the bottom, `shift` moves the hips to the left."""
    knee_deg = 90.0 - thigh_deg + shin_deg

    def move(m: Moment) -> Joints:
        feet = both(apart / 2, heel_deg=heel_deg * m.share)
        ankle = feet["left"].points()["ankle"]
        ahead, _, up = ankle_to_hip(*angles_at_descent(m.share, knee_deg, shin_deg, rest_deg))
        aside = apart / 2 - LATERAL
        height = math.sqrt(up**2 - aside**2)
        pelvis = point(ankle[0] + ahead, shift * m.share, ankle[2] + height)
        lean = lean_deg * m.share + hips_first_deg * bump_on_the_way_up(m)
        inward = knees_in * m.share
        return build(
            pelvis,
            feet,
            lean_deg=lean,
            knees_in={"left": inward, "right": inward},
            knees_out_deg=120 * aside,
            hands=hands,
        )

    return move


def lunge(
    *,
    style: str = "step",
    lead: str = "alternate",
    knee_deg: float = 92.0,
    shin_deg: float = 2.0,
    trail_deg: float = 95.0,
    trail_heel_deg: float = 55.0,
    lead_heel_deg: float = 0.0,
    lean_deg: float = 4.0,
    side_lean_deg: float = 0.0,
    hip_down_deg: float = 0.0,
    knee_in: float = 0.0,
    hands: str = "hips",
    returns: bool = True,
) -> Move:
    """Lunge: "step" and return, "in place", or "walk"; `lead` is left, right or alternate.

    Computed for a left lead. `side_lean_deg` leans over the lead leg, `hip_down_deg` lowers the trailing hip.
    """
    front_foot = Foot(0.0, LATERAL, lead_heel_deg).points()["ankle"]
    bottom = front_foot + ankle_to_hip(knee_deg, shin_deg) - point(0.0, LATERAL, 0.0)
    back_ankle = Foot(0.0, -LATERAL, trail_heel_deg).points()["ankle"]
    behind = math.sqrt(max(leg_span(trail_deg) ** 2 - (bottom[2] - back_ankle[2]) ** 2, 0.0))
    back = bottom[0] - behind - back_ankle[0]  # where the trailing foot stands, with the leading foot at 0
    low = bottom - point(back, 0.0, 0.0)  # seen from the trailing foot

    def left_lead(m: Moment) -> Joints:
        apart = style == "in place" or (m.back and not returns)
        placed = 1.0 if apart else min(1.0, 2 * m.share)
        walking = style == "walk" and m.back
        behind_now = -back * (1 - min(1.0, 2 * m.share)) if walking else 0.0
        ahead_now = -back if walking else -back * placed
        top_f = -back / 2 if apart else (-back if walking else 0.0)
        reachable = LEG**2 - (back / 2 + 0.02) ** 2 if apart else LEG**2
        top = point(top_f, 0.0, ANKLE_HEIGHT + 0.99 * math.sqrt(reachable))
        pelvis = top + m.share * (low - top)
        lifted = 0.0 if apart else 0.06 * math.sin(math.pi * min(1.0, 2 * m.share))
        feet: dict[Side, Foot] = {
            "left": Foot(ahead_now, LATERAL, lead_heel_deg * m.share, 0.0 if walking else lifted),
            "right": Foot(behind_now, -LATERAL, trail_heel_deg * (1.0 if apart else m.share), lifted * walking),
        }
        return build(
            pelvis, feet, lean_deg=lean_deg * m.share, side_lean_deg=side_lean_deg * m.share,
            left_hip_down_deg=-hip_down_deg * m.share, knees_in={"left": knee_in * m.share}, hands=hands,
        )  # fmt: skip

    return sided(left_lead, lead, travel=-back if style == "walk" else 0.0)


def side_lunge(
    *,
    lead: str = "alternate",
    drop: float = 0.27,
    trail_deg: float = 0.0,
    trail_in: float = 0.0,
    knee_in: float = 0.0,
    side_lean_deg: float = 3.0,
    lead_out: float = 0.0,
    sit_back: float = 0.18,
    heel_deg: float = 0.0,
    lean_deg: float = 25.0,
) -> Move:
    """Side lunge; `drop` in leg lengths, `lead_out` moves the leading foot out from under its hip.

    `trail_deg` bends the other knee straight ahead, `trail_in` shifts it towards the midline.
    """
    height = (1 - drop) * LEG
    aside = math.sqrt((leg_span(trail_deg) * 0.9995) ** 2 - height**2 - sit_back**2)
    lead_left = LATERAL + aside + lead_out

    def left_lead(m: Moment) -> Joints:
        placed = min(1.0, 2 * m.share)
        ankle_left = LATERAL + (lead_left - LATERAL) * placed
        pelvis = point(-sit_back * m.share, aside * m.share, ANKLE_HEIGHT + LEG + m.share * (height - LEG))
        feet: dict[Side, Foot] = {
            "left": Foot(0.0, ankle_left, heel_deg * m.share, 0.06 * math.sin(math.pi * placed)),
            "right": Foot(0.0, -LATERAL),
        }
        return build(
            pelvis, feet, lean_deg=lean_deg * m.share, side_lean_deg=side_lean_deg * m.share,
            knees_in={"left": knee_in * m.share, "right": trail_in * m.share}, hands="hips",
        )  # fmt: skip

    return sided(left_lead, lead)


def deadlift(
    *,
    knee_deg: float = 65.0,
    shin_deg: float = 10.0,
    lean_deg: float = 58.0,
    hips_first_deg: float = 0.0,
    rest_deg: float = 3.0,
    lean_back_deg: float = 0.0,
    bar_ahead: float = 0.0,
    arm_share: float = 0.995,
    apart: float = SHOULDERS,
    grip: float = 1.2 * SHOULDERS,
    heel_deg: float = 0.0,
) -> Move:
    """Deadlift; `bar_ahead` of the middle of the foot in metres, `arm_share` below 1 bends the elbows."""

    def move(m: Moment) -> Joints:
        feet = both(apart / 2, heel_deg=heel_deg * m.share)
        ankle = feet["left"].points()["ankle"]
        knee, shin = rest_deg + m.share * (knee_deg - rest_deg), m.share * (shin_deg - rest_deg / 2) + rest_deg / 2
        ahead, _, up = ankle_to_hip(knee, shin)
        pelvis = point(ankle[0] + ahead, 0.0, ankle[2] + math.sqrt(up**2 - (apart / 2 - LATERAL) ** 2))
        lean = lean_deg * m.share + hips_first_deg * bump_on_the_way_up(m) - lean_back_deg * m.back * (1 - m.share) ** 4
        return build(pelvis, feet, lean_deg=lean, wrists=(0.06 + bar_ahead, grip, arm_share))

    return move


def rounding(curvature: float) -> NDArray[np.float64]:
    """Outline of a back with this curvature."""
    return 0.15 + 0.1 * STATIONS + curvature * STATIONS**2


def sided(left_lead: Move, lead: str, travel: float = 0.0) -> Move:
    """Repeat a move of the left side on the sides asked for; each repetition starts `travel` further on."""

    def move(m: Moment) -> Joints:
        right = lead == "right" or (lead == "alternate" and m.repetition % 2 == 1)
        joints = left_lead(m)
        return shifted(mirrored(joints) if right else joints, point(travel * (m.repetition - 1), 0.0, 0.0))

    return move


def idle(m: Moment) -> Joints:
    """Stand, shift the weight a little, lift the arms now and then."""
    sway = 0.03 * math.sin(1.3 * m.t_s)
    hands = "forward" if math.sin(0.9 * m.t_s) > 0.6 else "down"
    joints = standing(0.26, hands=hands, lean_deg=3.0 * math.sin(0.7 * m.t_s))
    return shifted(joints, point(sway, sway, 0.0))


def walk_by(speed: float, start: float) -> Move:
    """Walk forward in metres a second, from `start` metres ahead of the picture's middle."""

    def move(m: Moment) -> Joints:
        swing = 0.28 * math.sin(2 * math.pi * 0.9 * m.t_s)
        lift = 0.03 + 0.03 * math.cos(2 * math.pi * 0.9 * m.t_s)
        feet: dict[Side, Foot] = {
            "left": Foot(swing, LATERAL, 0.0, lift),
            "right": Foot(-swing, -LATERAL, 0.0, 0.06 - lift),
        }
        height = ANKLE_HEIGHT + math.sqrt(LEG**2 - swing**2) - 0.01
        return shifted(build(point(0.0, 0.0, height), feet), point(start + speed * m.t_s, 0.0, 0.0))

    return move
