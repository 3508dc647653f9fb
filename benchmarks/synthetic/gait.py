"""Running in place on a treadmill, with known cadence, lean, reach of the foot and way to strike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import PchipInterpolator

from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.figure.posture import Arm, Leg, Posture
from benchmarks.synthetic.truth import TrueRepetition
from formcheck.records import ViewLabel

# Shares of the stance, or of the swing, with forward place and lift in leg lengths and the heel's lift in degrees: own
# drawing after the usual images of running, in which the heel rises behind and the knee leads the foot forward.
_STANCE = ((0.18, 0.0), (0.55, 3.0), (1.0, 48.0))
_SWING = ((0.32, -0.30, 0.34, 88.0), (0.68, 0.14, 0.26, 40.0))
# Before it lands, the foot goes back a little.
_FURTHEST, _LAST = 0.06, (0.90, 0.06, 6.0)
_ARM_SWING_DEG = 28.0


@dataclass(frozen=True)
class Run:
    """How somebody runs.

    Attributes
    ----------
    cadence_spm : float
        Steps a minute, of both feet.
    speed : float
        Of the belt, in leg lengths a second.
    duty : float
        Share of a stride in which a foot is on the belt; below 0.5, as there is a flight.
    reach : float
        Ball of the foot ahead of mid-hip at contact, in leg lengths.
    strike_deg : float
        Heel above the toes at contact: negative lands on the heel, positive on the forefoot.
    lean_deg : float
        Lean of the trunk.
    bounce : float
        Rise of the pelvis between the middle of stance and of flight, in leg lengths.
    drop_deg : float
        Hip of the swinging leg lower than the other one in the middle of stance.
    sway_deg : float
        Lean of the trunk to the side of the foot that is down.
    out : float
        Foot outside of its hip joint, in leg lengths.
    knee_in_deg : float
        Turn of the knee inwards while the foot is down.
    hands_in_deg : float
        Turn of the forearms inwards.
    tilt_deg : float
        Left hip lower than the right one all the time.
    height : float
        Mid-hip above the belt on the average, in leg lengths.
    head_deg : float
        Bowing of the head.
    limp : float
        Share of a stride by which the right foot lands late.
    """

    cadence_spm: float = 168.0
    speed: float = 3.0
    duty: float = 0.34
    reach: float = 0.24
    strike_deg: float = -6.0
    lean_deg: float = 7.0
    bounce: float = 0.07
    drop_deg: float = 3.0
    sway_deg: float = 2.0
    out: float = -0.06
    knee_in_deg: float = 0.0
    hands_in_deg: float = 28.0
    tilt_deg: float = 0.0
    height: float = 1.05
    head_deg: float = 0.0
    limp: float = 0.0

    @property
    def stride_s(self) -> float:
        """Time from one contact of a foot to its next."""
        return 120.0 / self.cadence_spm


class Runner:
    """A figure that runs for some time; it is filmed like a `Performance`."""

    def __init__(self, figure: Figure, run: Run, duration_s: float) -> None:
        self.figure, self.run, self.duration_s = figure, run, duration_s

    def repetitions(self) -> list[TrueRepetition]:
        """List the stances: from contact over the middle to the end of it."""
        stance_s = self.run.duty * self.run.stride_s
        return [
            TrueRepetition("left" if i % 2 == 0 else "right", t_s, t_s + stance_s / 2, t_s + stance_s)
            for i, t_s in enumerate(np.arange(0.0, self.duration_s, self.run.stride_s / 2).tolist())
        ]

    def at(self, t_s: float) -> Placed:
        """Place the figure at a time."""
        phase = t_s / self.run.stride_s
        # Lowest in the middle of each stance, twice a stride.
        rise = -math.cos(4 * math.pi * (phase - self.run.duty / 2)) / 2
        swing = _ARM_SWING_DEG * math.cos(2 * math.pi * phase)
        # To the left in the middle of the left foot's stance, to the right half a stride later.
        aside = math.cos(2 * math.pi * (phase - self.run.duty / 2))
        hands_deg = self.run.hands_in_deg
        posture = Posture(
            carry="pelvis",
            height=self.run.height + self.run.bounce * rise,
            lean_deg=self.run.lean_deg,
            side_lean_deg=self.run.sway_deg * aside,
            left_hip_down_deg=self.run.tilt_deg - self.run.drop_deg * aside,
            head_deg=self.run.head_deg,
            left=self._leg(phase % 1.0),
            right=self._leg((phase + 0.5 - self.run.limp) % 1.0),
            left_arm=Arm(-12.0 - swing, 12.0, 92.0, hands_deg),
            right_arm=Arm(-12.0 + swing, 12.0, 92.0, hands_deg),
        )
        return self.figure.place(posture)

    def _leg(self, phase: float) -> Leg:
        forward, lift, heel_deg = (float(value) for value in self._path(phase))
        inwards = self.run.knee_in_deg if phase < self.run.duty else 0.0
        lift, out = max(lift, 0.0), self.run.out
        return Leg(forward=forward, out=out, lift=lift, heel_deg=heel_deg, toe_out_deg=5.0, knee_in_deg=inwards)

    @cached_property
    def _path(self) -> PchipInterpolator:
        """Place of a foot over a stride that begins with its contact."""
        run = self.run
        carried = run.speed * run.duty * run.stride_s
        rows: list[tuple[float, ...]] = [(0.0, run.reach, 0.0, run.strike_deg)]
        rows += [(run.duty * s, run.reach - carried * s, 0.0, heel) for s, heel in _STANCE]
        rows += [(run.duty + (1 - run.duty) * s, *place) for s, *place in _SWING]
        share, lift, heel_deg = _LAST
        rows.append((run.duty + (1 - run.duty) * share, run.reach + _FURTHEST, lift, heel_deg))
        table = np.array([*rows, (1.0, run.reach, 0.0, run.strike_deg)])
        return PchipInterpolator(table[:, 0], table[:, 1:])


RUNS = {
    "good": Run(),
    "overstride": Run(cadence_spm=154.0, reach=0.46, strike_deg=-22.0, lean_deg=3.0),
    "low_cadence": Run(cadence_spm=148.0),
    "upright": Run(lean_deg=-2.0),
    "forefoot": Run(strike_deg=16.0, reach=0.2),
}
"""Ways to run whose names say what is remarkable."""

GOOD = Run(reach=0.18)
"""Nothing to find fault with, from any side."""

FAULTY: dict[tuple[str, str], tuple[ViewLabel, Run]] = {
    ("run_overstride", "shin_at_contact"): ("side", Run(cadence_spm=154.0, reach=0.5, strike_deg=-22.0, speed=3.6)),
    ("run_overstride", "foot_ahead_of_hip"): ("side", Run(cadence_spm=154.0, reach=0.5, strike_deg=-22.0, speed=3.6)),
    ("run_posture", "trunk_lean"): ("side", Run(lean_deg=-8.0)),
    ("run_posture", "lateral_sway"): ("front", Run(sway_deg=12.0)),
    ("run_posture", "head"): ("side", Run(head_deg=60.0, lean_deg=15.0)),
    ("run_posture", "arms"): ("front", Run(hands_in_deg=80.0)),
    ("run_knee_flexion", "stance_peak"): ("side", Run(height=1.1, bounce=0.03)),
    ("run_hip_extension", "late_stance"): ("side", Run(bounce=0.02, reach=0.3, speed=2.4)),
    ("run_vertical_oscillation", "height"): ("side", Run(bounce=0.17)),
    ("run_pelvic_drop", "mid_stance"): ("rear", Run(drop_deg=18.0)),
    ("run_knee_alignment", "fppa"): ("rear", Run(knee_in_deg=50.0)),
    ("run_knee_alignment", "step_width"): ("rear", Run(out=-0.2)),
    ("run_symmetry", "step_time"): ("side", Run(limp=0.09)),
    ("run_symmetry", "angles"): ("rear", Run(tilt_deg=6.0)),
}
"""For each cue of an exercise that is run: from where it is seen, and a way to run in which it must fire."""

ENLARGED = frozenset({("run_posture", "head")})
"""Those of `FAULTY` that are drawn larger than they were at first; see `Fault.enlarged`."""
