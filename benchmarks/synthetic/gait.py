"""Running in place on a treadmill, with known cadence, lean, reach of the foot and way to strike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.interpolate import PchipInterpolator

from benchmarks.synthetic.kinematics import Figure, Placed
from benchmarks.synthetic.posture import Arm, Leg, Posture
from benchmarks.synthetic.truth import TrueRepetition

# Shares of the stance, or of the swing, with forward place and lift in leg lengths and the heel's lift in degrees: own
# drawing after the usual pictures of running, in which the heel rises behind and the knee leads the foot forward.
_STANCE = ((0.18, 0.0), (0.55, 3.0), (1.0, 48.0))
_SWING = ((0.32, -0.30, 0.34, 88.0), (0.68, 0.14, 0.26, 40.0), (0.90, 0.30, 0.06, 6.0))
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
    """

    cadence_spm: float = 168.0
    speed: float = 3.0
    duty: float = 0.34
    reach: float = 0.24
    strike_deg: float = -6.0
    lean_deg: float = 7.0
    bounce: float = 0.07

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
        posture = Posture(
            carry="pelvis",
            height=1.05 + self.run.bounce * rise,
            lean_deg=self.run.lean_deg,
            left=self._leg(phase % 1.0),
            right=self._leg((phase + 0.5) % 1.0),
            left_arm=Arm(-12.0 - swing, 12.0, 92.0, 28.0),
            right_arm=Arm(-12.0 + swing, 12.0, 92.0, 28.0),
        )
        return self.figure.place(posture)

    def _leg(self, phase: float) -> Leg:
        forward, lift, heel_deg = (float(value) for value in self._path(phase))
        return Leg(forward=forward, out=-0.06, lift=max(lift, 0.0), heel_deg=heel_deg, toe_out_deg=5.0)

    @cached_property
    def _path(self) -> PchipInterpolator:
        """Place of a foot over a stride that begins with its contact."""
        run = self.run
        carried = run.speed * run.duty * run.stride_s
        rows: list[tuple[float, ...]] = [(0.0, run.reach, 0.0, run.strike_deg)]
        rows += [(run.duty * s, run.reach - carried * s, 0.0, heel) for s, heel in _STANCE]
        rows += [(run.duty + (1 - run.duty) * s, *place) for s, *place in _SWING]
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
