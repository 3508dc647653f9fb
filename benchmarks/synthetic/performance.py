"""A figure that does a set of a movement, well or with a fault."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

import numpy as np

from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.figure.posture import Posture, changed, mirrored, mixed
from benchmarks.synthetic.figure.turns import Array, turn
from benchmarks.synthetic.movement import Fault, Keys, Movement
from benchmarks.synthetic.tempo import Moment, SetTiming, eased
from benchmarks.synthetic.truth import TrueRepetition
from formcheck.records import Side


class Performance:
    """One figure doing a set of one movement.

    Parameters
    ----------
    figure : Figure
    movement : Movement
    tempo : SetTiming
    fault : Fault, optional
        What is done wrong.
    amounts : tuple of float
        How much of the fault there is in each repetition: 0 none, 1 as drawn.
    depths : tuple of float, optional
        Share of the way down in each repetition, 1 by default.
    lead : {"left", "right"}, optional
        The side that works in every repetition of a movement whose sides else take turns.
    """

    def __init__(
        self,
        figure: Figure,
        movement: Movement,
        tempo: SetTiming,
        fault: Fault | None = None,
        amounts: tuple[float, ...] = (),
        depths: tuple[float, ...] = (),
        lead: Side | None = None,
    ) -> None:
        self.figure, self.movement, self.tempo, self.fault = figure, movement, tempo, fault
        self._lead = lead
        count = max(len(tempo.beats), 1)
        self.amounts = amounts or (0.0,) * count
        self._depths = depths or (1.0,) * count
        self._ways = [_Way(figure, movement, fault, amount) for amount in self.amounts]
        self._still = _Way(figure, movement, fault, 0.0)

    @property
    def duration_s(self) -> float:
        """Of the whole set."""
        return self.tempo.duration_s

    def repetitions(self) -> list[TrueRepetition]:
        """List what is done, as it was drawn."""
        return [
            TrueRepetition(self.side(i), *span, amount=self.amounts[i]) for i, span in enumerate(self.tempo.spans())
        ]

    def side(self, repetition: int) -> Side | Literal["both"]:
        """Tell which side works in a repetition."""
        if self.fault is not None and self.fault.leads:
            return "left" if self.fault.leads[repetition] == "l" else "right"
        if self.movement.lead == "both":
            return "both"
        if self._lead is not None:
            return self._lead
        return "left" if repetition % 2 == 0 else "right"

    def _mirrors(self, repetition: int) -> bool:
        return self.side(repetition) == "right" or (self.movement.lead == "both" and self._lead == "right")

    def at(self, t_s: float) -> Placed:
        """Place the figure at a time."""
        moment = self.tempo.at(t_s)
        way = self._ways[moment.repetition]
        posture, pelvis = way.at(moment.share * self._depths[moment.repetition], back=moment.back)
        if moment.share == 0.0:
            posture, pelvis = self._resting(moment, t_s)
        if self.fault is not None and self.fault.pulse_hz:
            posture, pelvis = self._pulsing(self.fault.pulse_hz, t_s, posture, pelvis)
        posture = _swaying(posture, t_s)
        if self._mirrors(moment.repetition):
            posture, pelvis = mirrored(posture), pelvis * [1.0, -1.0, 1.0]
        placed = self.figure.place(posture, pelvis)
        offset = self.movement.travel * self.figure.leg * (moment.repetition - (len(self._ways) - 1) / 2)
        return replace(placed, positions=placed.positions + turn("z", posture.yaw_deg) @ np.array([offset, 0.0, 0.0]))

    def _pulsing(self, pulse_hz: float, t_s: float, posture: Posture, pelvis: Array) -> tuple[Posture, Array]:
        """Go there and back between a good hold and a wrong one."""
        still, middle = self._still.at(0.0, back=False)
        share = (1 - math.cos(2 * math.pi * pulse_hz * t_s)) / 2
        return mixed(still, posture, share), middle + share * (pelvis - middle)

    def _resting(self, moment: Moment, t_s: float) -> tuple[Posture, Array]:
        """Between two repetitions, go from the end of one to the start of the next."""
        here = self._ways[moment.repetition].at(0.0, back=moment.back)
        last = moment.repetition + 1 >= len(self.tempo.beats)
        if not moment.back or last or self.movement.travel:
            return here
        _, _, end = self.tempo.spans()[moment.repetition]
        share = eased(min(max((t_s - end) / self.tempo.beats[moment.repetition].pause_s, 0.0), 1.0))
        there = self._ways[moment.repetition + 1].at(0.0, back=False)
        return mixed(here[0], there[0], share), here[1] + share * (there[1] - here[1])


class _Way:
    """Key postures of one repetition, with the place of the pelvis in each."""

    def __init__(self, figure: Figure, movement: Movement, fault: Fault | None, amount: float) -> None:
        rest = changed(Posture(), dict(movement.rest))
        worst = changed(rest, dict(fault.rest)) if fault else rest
        wrong = fault.keys if fault else {}
        way_back = movement.keys if movement.back is None else movement.back
        wrong_back = {share: changes for share, changes in wrong.items() if share in way_back}
        down, back = _Keys(movement.keys, wrong), _Keys(way_back, {**wrong_back, **(fault.back if fault else {})})
        self._down = [_key(figure, s, down, rest, worst, amount) for s in down.shares]
        self._back = [_key(figure, s, back, rest, worst, amount) for s in back.shares]

    def at(self, share: float, *, back: bool) -> tuple[Posture, Array]:
        keys = self._back if back else self._down
        shares = [key[0] for key in keys]
        upper = min(max(int(np.searchsorted(shares, share)), 1), len(keys) - 1)
        (low, a, pelvis_a), (high, b, pelvis_b) = keys[upper - 1], keys[upper]
        part = (share - low) / (high - low)
        return mixed(a, b, part), pelvis_a + part * (pelvis_b - pelvis_a)


class _Keys:
    """Changes at the shares that a movement and a fault name; a fault's own shares lie between the movement's."""

    def __init__(self, good: Keys, wrong: Keys) -> None:
        self._good: Keys = {0.0: {}, **good} if good else {0.0: {}, 1.0: {}}
        self._wrong = wrong
        self.shares = sorted({*self._good, *wrong})

    def good(self, rest: Posture, share: float) -> Posture:
        shares = sorted(self._good)
        upper = min(max(int(np.searchsorted(shares, share)), 1), len(shares) - 1)
        low, high = shares[upper - 1], shares[upper]
        a, b = (changed(rest, dict(self._good[s])) for s in (low, high))
        return mixed(b, a, (high - share) / (high - low))

    def wrong(self, rest: Posture, share: float) -> Posture:
        return changed(self.good(rest, share), dict(self._wrong.get(share, {})))


def _key(
    figure: Figure, share: float, keys: _Keys, rest: Posture, worst: Posture, amount: float
) -> tuple[float, Posture, Array]:
    posture = mixed(keys.good(rest, share), keys.wrong(worst, share), amount)
    return share, posture, figure.pelvis(posture)


def _swaying(posture: Posture, t_s: float) -> Posture:
    """Nobody stands like a statue."""
    lean_deg = posture.lean_deg + 0.5 * math.sin(1.9 * t_s)
    return replace(posture, lean_deg=lean_deg, head_deg=posture.head_deg + 1.5 * math.sin(0.8 * t_s))
