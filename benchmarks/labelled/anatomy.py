"""From markers on the skin to the points that a pose model would show: joint centres, hands, feet and face.

Knee and ankle centres lie half a joint's width inside of their lateral markers; the widths are those of usual adults,
for the data hold none. Arms and face are placed roughly: no cue of these movements reads them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.labelled.episodes import Episode
from formcheck.motion.body import SIDES
from formcheck.pose.skeleton import LEFT, NAMES
from formcheck.records import Side

Points = NDArray[np.float64]
Markers = dict[str, Points]

# Half the joint's width and the marker's radius of 7 mm, in metres.
_KNEE_M, _ANKLE_M = 0.055 + 0.007, 0.035 + 0.007
# Shoulder joints from the base of the neck, for a leg of 1 m: half their distance, and how far below. Half the distance
# of the acromia is 0.129 and the leg 0.530 statures (Winter 2009); the joint lies 3 to 4 cm inside of the acromion.
_SHOULDER_ASIDE, _SHOULDER_BELOW = 0.20, 0.03
# The toe marker sits over the second metatarsal's head; the foot is longer by this share of heel to toe marker.
_TIP_SHARE = 0.33
_HAND = ("pinky", "index_finger", "thumb")
_EYES = ("eye_inner", "eye", "eye_outer")


def landmarks(episode: Episode) -> Points:
    """Place the 33 landmarks of the pose model.

    Returns
    -------
    ndarray of float, shape (n, 33, 3)
        Metres in the laboratory, z up, in the order of `formcheck.pose.skeleton.NAMES`.
    """
    markers = episode.markers
    named = {"nose": (markers["LFHD"] + markers["RFHD"]) / 2}
    for side in SIDES:
        one = _leg(markers, side) | _arm(markers, side) | _face(markers, side)
        named |= {f"{side}_{joint}": one[joint] for joint in LEFT}
    return np.stack([named[name] for name in NAMES], axis=1)


def heading(points: Points) -> Points:
    """Horizontal unit vector the way the feet point, over all frames: the direction of the movement."""
    feet = [points[:, NAMES.index(f"{side}_toe")] - points[:, NAMES.index(f"{side}_heel")] for side in SIDES]
    flat = np.mean(feet, axis=(0, 1)) * [1.0, 1.0, 0.0]
    return np.asarray(flat / np.linalg.norm(flat))


def _of(markers: Markers, side: Side, name: str) -> Points:
    return markers[side[0].upper() + name]


def _unit(vectors: Points) -> Points:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _leg_length(markers: Markers, side: Side) -> float:
    """Longest usual distance from pelvis to ankle in metres: that of the straight leg."""
    return float(np.percentile(np.linalg.norm(_of(markers, side, "ASI") - _of(markers, side, "ANK"), axis=1), 95))


def _hip(markers: Markers, side: Side) -> Points:
    """Hip joint's centre from pelvis and leg length (Hara et al. 2016, Sci Rep 6:37707).

    That regression needs no pelvis width, which the markers of a heavy person overstate.
    """
    front, back = ((markers[f"L{name}"] + markers[f"R{name}"]) / 2 for name in ("ASI", "PSI"))
    left = _unit(markers["LASI"] - markers["RASI"])
    up = _unit(np.cross(front - back, left))
    leg_m = _leg_length(markers, side)
    out = (0.008 + 0.086 * leg_m) * (1.0 if side == "left" else -1.0)
    return np.asarray(front + (0.011 - 0.063 * leg_m) * np.cross(left, up) + out * left - (0.009 + 0.078 * leg_m) * up)


def _leg(markers: Markers, side: Side) -> dict[str, Points]:
    knee, ankle, heel, toe = (_of(markers, side, name) for name in ("KNE", "ANK", "HEE", "TOE"))
    # The knee is a hinge that folds the way the foot points.
    left = _unit(np.cross(knee - ankle, toe - heel))
    inwards = -left if side == "left" else left
    return {
        "hip": _hip(markers, side),
        "knee": knee + _KNEE_M * inwards,
        "ankle": ankle + _ANKLE_M * inwards,
        "heel": heel,
        "toe": toe + _TIP_SHARE * (toe - heel),
    }


def _shoulder(markers: Markers, side: Side) -> Points:
    """Shoulder joint's centre from the chest: with the arms overhead the acromion's marker slides up and inwards."""
    neck, chest = (markers["C7"] + markers["CLAV"]) / 2, (markers["T10"] + markers["STRN"]) / 2
    left = _unit(markers["LSHO"] - markers["RSHO"]) * (1.0 if side == "left" else -1.0)
    leg_m = _leg_length(markers, side)
    return np.asarray(neck + _SHOULDER_ASIDE * leg_m * left - _SHOULDER_BELOW * leg_m * _unit(neck - chest))


def _arm(markers: Markers, side: Side) -> dict[str, Points]:
    wrist = (_of(markers, side, "WRA") + _of(markers, side, "WRB")) / 2
    joints = {"shoulder": _shoulder(markers, side), "elbow": _of(markers, side, "ELB")}
    return joints | {"wrist": wrist} | dict.fromkeys(_HAND, _of(markers, side, "FIN"))


def _face(markers: Markers, side: Side) -> dict[str, Points]:
    return dict.fromkeys((*_EYES, "mouth", "ear"), _of(markers, side, "FHD"))
