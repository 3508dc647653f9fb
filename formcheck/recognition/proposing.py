"""Proposes a definition for an exercise that is not in the catalogue, from one good set, with each part explained.

The signal is one that some exercise is counted by, since those are known to be steady enough: the one that moves most
regularly, and furthest beyond its error. Gates hold the posture at the peaks, with twice the error of each reading on
either side, because the next person and the next camera are others.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

import numpy as np

from formcheck.errors import UsageError
from formcheck.motion.measures.registry import MEASURES, columns_of_measure
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter
from formcheck.motion.series import Column, Series
from formcheck.motion.smoothing import DelayedSmoother
from formcheck.recognition.candidates import Candidate
from formcheck.records import ViewLabel

_POSTURE: Final = (
    "trunk_inclination", "body_inclination", "both_knees_bent", "hip_fold", "knee_bend_difference", "hips_bend_more",
    "stride",
)  # fmt: skip
"""What a posture is told by: how trunk and body lie, how far knees and hips bend, whether both legs do the same, which
of hips and knees bend more, and how far the feet are apart from front to back."""
_LEAST_CYCLES, _LEAST_ERRORS, _MOST_ERRORS = 2, 2.0, 8.0
_SHARE, _COUNTS_FROM = 0.5, 0.6
"""Share of the range at which a movement is looked for, and of the usual excursion from which it counts."""
_AROUND_PEAK_S = 0.15
_NOTHING: Final = (
    "No movement was found that comes back at least twice. Film one set of three repetitions or more, with the whole "
    "body in the picture and a second of rest before the first one."
)

_TEMPLATE: Final = """\
# Proposed from one set of {number} repetitions: read it, try it on other clips, and change what is wrong.
name = {name}
group = "strength"
description = {meaning}

# The view of that set.
[film]
views = ["{view}"]
hint = "Film as in the set from which this was made."

[dose]
repetitions = {number}
source = ["own"]

[display]
measure = "{signal}"
joint = "{joint}"
limb = "{limb}"

# The signal moved by {usual}; its error is {error}. A repetition must reach {least} of that, and two errors.
[counting]
signal = "{signal}"
working_side = "{rule}"
min_excursion = {excursion}
source = ["own"]
rationale = "From one recorded set: {least} of its usual excursion, and at least twice the error."
{gates}
# As far as in that set, less one and two errors of the measure.
[[cue]]
id = "range"
say = "Go all the way"
why = "As far as in the set that was shown."
severity = "major"
deciding = true
source = ["own"]
rationale = "The peak of the recorded set, less one and two errors."

[[cue.check]]
measure = "{signal}"
limb = "{limb}"
phase = "bottom"
views = ["{graded}"]
pass = {{ min = {passing} }}
warn = {{ min = {warning} }}

# The way there took {quickest} to {slowest} s.
[[cue]]
id = "tempo"
say = "Keep the pace"
why = "About as slowly as in the set that was shown."
severity = "info"
source = ["own"]
rationale = "Half of the quickest and twice the slowest of the recorded set, a third and three times for a fault."

[[cue.check]]
duration = "down_s"
pass = {{ min = {quick}, max = {slow} }}
warn = {{ min = {too_quick}, max = {too_slow} }}
"""
_GATE: Final = """
# At the peaks it read {lowest} to {highest}, and {at_least} at the least movement; {spread} on either side for others.
[[counting.gate]]
measure = "{measure}"
within = {{ min = {low}, max = {high} }}
because = "another posture: {meaning}"
"""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A definition proposed from a set.

    Attributes
    ----------
    text : str
        The TOML file; comments say where each part comes from.
    signal : str
        The measure that counts.
    counted : int
        Repetitions that were seen in the set.
    """

    text: str
    signal: str
    counted: int


@dataclass(frozen=True, slots=True)
class _Found:
    signal: str
    cycles: Sequence[Cycle]
    worth: float


def propose(
    name: str, series: Series, views: Sequence[ViewLabel], known: Sequence[Candidate], least: float | None = None
) -> Proposal:
    """Propose a definition that counts the set in a series.

    Parameters
    ----------
    name : str
        Of the exercise.
    series : Series
        With all measures that the candidates read.
    views : sequence of str
        The view of each pose.
    known : sequence of Candidate
        Candidates whose signals are tried.
    least : float, optional
        Share of the usual excursion that a repetition must reach to count.

    Raises
    ------
    UsageError
        If no movement in the set comes back.
    """
    signals = sorted({one.exercise.counting.signal for one in known if one.exercise.counting is not None})
    found = [one for signal in signals if (one := _seen_in(series, signal)) is not None]
    if not found:
        raise UsageError(_NOTHING)
    best = max(found, key=lambda one: one.worth)
    labels = Counter(label for label in views if label != "unknown")
    view = labels.most_common(1)[0][0] if labels else "side"
    text = _toml(name, series, best, view, _COUNTS_FROM if least is None else least, known)
    return Proposal(text=text, signal=best.signal, counted=len(best.cycles))


def _seen_in(series: Series, signal: str) -> _Found | None:
    error = MEASURES.find(signal).error
    sides = [_cycles(series, column, error) for column in columns_of_measure(signal)]
    cycles = [cycle for side in sides for cycle in side]
    if len(cycles) < _LEAST_CYCLES or (len(sides) > 1 and _is_together(*sides)):
        return None
    cycles.sort(key=lambda cycle: cycle.start_s)
    lasting = np.array([cycle.end_s - cycle.start_s for cycle in cycles])
    far = np.array([cycle.excursion for cycle in cycles])
    whole_s = float(series.times_s[-1] - series.times_s[0])
    alike = float(np.exp(-lasting.std() / lasting.mean() - far.std() / far.mean()))
    beyond = min(_MOST_ERRORS, float(np.median(far)) / error)
    return _Found(signal, cycles, alike * float(np.log(beyond)) * min(1.0, float(lasting.sum()) / whole_s))


def _is_together(one: Sequence[Cycle], other: Sequence[Cycle]) -> bool:
    """Whether both sides move together, which a signal with sides would count twice."""
    both = sum(any(a.start_s <= b.peak_s <= a.end_s for b in other) for a in one)
    return 2 * both > min(len(one), len(other)) > 0


def _cycles(series: Series, column: Column, error: float) -> list[Cycle]:
    values = series.column(column)
    seen = values[np.isfinite(values)]
    if 2 * seen.size < values.size:
        return []
    least = max(_LEAST_ERRORS * error, _SHARE * float(np.ptp(np.percentile(seen, (5, 95)))))
    smoother, segmenter = DelayedSmoother(), Segmenter(least)
    smoothed = [one for t_s, value in zip(series.times_s, values, strict=True) for one in smoother.push(t_s, value)]
    found = [segmenter.push(*one) for one in (*smoothed, *smoother.flush())]
    return [cycle for cycle in (*found, segmenter.finish()) if cycle is not None and not cycle.is_cut]


def _toml(name: str, series: Series, best: _Found, view: ViewLabel, least: float, known: Sequence[Candidate]) -> str:
    measure, cycles = MEASURES.find(best.signal), best.cycles
    usual = float(np.median([cycle.excursion for cycle in cycles]))
    peak = float(np.median([cycle.peak for cycle in cycles]))
    down = [cycle.peak_s - cycle.start_s for cycle in cycles]
    return _TEMPLATE.format(
        number=len(cycles), name=json.dumps(name), meaning=json.dumps(f"{name}: {measure.meaning}"), view=view,
        signal=best.signal, joint=measure.joints[0] if measure.joints else "hip",
        limb="lead" if measure.sided else "whole", rule="counted" if measure.sided else "both",
        usual=f"{usual:.3g} {measure.unit}", error=f"{measure.error:g}", least=f"{least:.0%}",
        excursion=f"{max(_LEAST_ERRORS * measure.error, least * usual):.3g}",
        gates="".join(_gate(series, gate, cycles, least, _spread(gate, known)) for gate in _POSTURE),
        graded=_graded(best.signal, view),
        passing=f"{peak - measure.error:.3g}", warning=f"{peak - 2 * measure.error:.3g}",
        quickest=f"{min(down):.1f}", slowest=f"{max(down):.1f}",
        quick=f"{min(down) / 2:.2f}", slow=f"{2 * max(down):.2f}",
        too_quick=f"{min(down) / 3:.2f}", too_slow=f"{3 * max(down):.2f}",
    )  # fmt: skip


def _graded(signal: str, view: ViewLabel) -> ViewLabel:
    """Choose a view in which the signal may be graded: that of the set, if possible."""
    views = MEASURES.find(signal).views
    return view if not views or view in views else sorted(views)[0]


def _spread(name: str, known: Sequence[Candidate]) -> float:
    """Return how far others may be from one person who does the same: as far as the catalogue lets them differ.

    Half the usual width of its ranges for a measure, and twice its error at least.
    """
    how = [one.exercise.counting or one.exercise.hold for one in known]
    within = [
        condition.within for one in how if one is not None for gate in one.gates for condition in gate.conditions
        if condition.measure == name
    ]  # fmt: skip
    widths = [one.max - one.min for one in within if math.isfinite(one.max - one.min)]
    return max(_LEAST_ERRORS * MEASURES.find(name).error, median(widths) / 2 if widths else 0.0)


def _gate(series: Series, name: str, cycles: Sequence[Cycle], least: float, spread: float) -> str:
    """Make a gate of the posture between the least movement that counts (interpolated from rest) and the whole one."""
    if Column(name) not in series.columns:
        return ""
    read = _at(series, name, [cycle.peak_s for cycle in cycles])
    rest = _at(series, name, [cycle.start_s for cycle in cycles])
    if len(read) < len(cycles) or not rest:
        return ""
    measure, at_least = MEASURES.find(name), (1 - least) * float(np.median(rest)) + least * float(np.median(read))
    low, high = min(*read, at_least), max(*read, at_least)
    return _GATE.format(
        measure=name, lowest=f"{min(read):.3g}", highest=f"{max(read):.3g}", at_least=f"{at_least:.3g}",
        low=f"{low - spread:.4g}", high=f"{high + spread:.4g}", spread=f"{spread:.3g}",
        meaning=measure.meaning.rstrip(".").replace('"', "'"),
    )  # fmt: skip


def _at(series: Series, name: str, moments_s: Sequence[float]) -> list[float]:
    """Read a measure around some moments, leaving out those at which it was not seen."""
    values = series.column(Column(name))
    parts = [values[series.within(t_s - _AROUND_PEAK_S, t_s + _AROUND_PEAK_S)] for t_s in moments_s]
    return [float(np.median(part[np.isfinite(part)])) for part in parts if np.isfinite(part).any()]
