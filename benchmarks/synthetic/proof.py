"""From a movement to a report: the engine run on the true joints of a body, seen exactly from the side or the front."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure
from benchmarks.synthetic.movement import Fault, Movement, View
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.tempo import Beat, SetTiming
from benchmarks.synthetic.truth import ideal_pose
from formcheck.catalogue.checks import Band
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.session import Session
from formcheck.records import Finding, Report, Side

FPS, QUICK_FPS, _QUICK_S = 15.0, 40.0, 0.8
"""Frames per second, and those for movements whose way down or up takes no longer than `_QUICK_S`."""
_BODY = "man"
_BEFORE_S = 1.0
_HELD_S = 6.0
"""How long a faulty hold is played: long enough to be one."""
_FEW, _RHYTHM = 2, 8
_DOSE = "fewest_on_a_side"


def played(
    exercise: Exercise, movement: Movement, view: View, fault: Fault | None = None, *, most: int | None = None
) -> Report:
    """Let a figure do a set and judge it.

    Parameters
    ----------
    exercise : Exercise
        The definition that judges.
    movement : Movement
    view : {"side", "front"}
        Where the camera stands; a figure on the floor keeps the direction it faced when it lay down.
    fault : Fault, optional
        What is done wrong, as drawn at its worst.
    most : int, optional
        Repetitions at most.
    """
    performance = performed(exercise, movement, fault, in_view=view, most=most)
    session = Session(exercise)
    fps = QUICK_FPS if is_quick(movement, fault) else FPS
    for t_s in np.arange(0.0, performance.duration_s, 1.0 / fps).tolist():
        session.push(ideal_pose(performance.at(t_s).points, t_s, view))
    return session.finish()


def is_quick(movement: Movement, fault: Fault | None = None) -> bool:
    """Whether it takes many frames a second to see it: a movement that is quick, or a fault that makes it so."""
    beat = beat_of(movement, fault)
    return bool(movement.keys) and min(beat.down_s, beat.up_s) <= _QUICK_S


def performed(
    exercise: Exercise,
    movement: Movement,
    fault: Fault | None,
    *,
    in_view: View,
    figure: Figure | None = None,
    most: int | None = None,
) -> Performance:
    """Make the set that is played; from the side what works alone, or wrong, is near.

    Parameters
    ----------
    exercise : Exercise
    movement : Movement
    fault : Fault or None
    in_view : {"side", "front"}
    figure : Figure, optional
        Who does it, by default the body of `played`.
    most : int, optional
        Repetitions at most.
    """
    tempo = tempo_of(exercise, movement, fault)
    tempo = replace(tempo, beats=tempo.beats[:most])
    count = max(len(tempo.beats), 1)
    amounts = (1.0 if fault else 0.0,) * count
    depths = fault.depths if fault else ()
    lead: Side | None = "right" if leads_near(movement, fault, in_view) else None
    return Performance(figure or _figure(), movement, tempo, fault, amounts, depths, lead)


def leads_near(movement: Movement, fault: Fault | None, view: View) -> bool:
    """Whether the near side works all the time: from the side, where one side is at work or at fault."""
    if fault is None:
        return view == "side" and movement.is_one_sided
    return view == "side" and not fault.leads and not fault.stretch


def tempo_of(exercise: Exercise, movement: Movement, fault: Fault | None) -> SetTiming:
    """Durations of the set: a hold, or as many repetitions as its cues need."""
    beat = beat_of(movement, fault)
    if not movement.keys:
        short = fault is not None and fault.beat is None
        return SetTiming((), before_s=_HELD_S if short else beat.hold_s)
    stretch = fault.stretch if fault else ()
    return SetTiming(
        tuple(_stretched(beat, f) for f in stretch or (1.0,) * _count(exercise, fault)), before_s=_BEFORE_S
    )


def beat_of(movement: Movement, fault: Fault | None) -> Beat:
    """Durations of a repetition with a fault."""
    beat = fault.beat if fault and fault.beat else movement.beat
    return beat if fault is None or fault.down_s is None else replace(beat, down_s=fault.down_s)


def _count(exercise: Exercise, fault: Fault | None) -> int:
    if fault is not None:
        return len(fault.leads) or len(fault.depths) or _FEW
    in_rhythm = is_of_steps(exercise) or any(cue.is_of_set for cue in exercise.cue)
    return _RHYTHM if in_rhythm else _FEW


def is_of_steps(exercise: Exercise) -> bool:
    """Whether it goes from step to step: two of them are no drill yet."""
    return exercise.counting is not None and exercise.counting.counts == "steps"


def _stretched(beat: Beat, factor: float) -> Beat:
    return Beat(*(factor * s for s in (beat.down_s, beat.hold_s, beat.up_s, beat.pause_s)))


def findings_of(report: Report, cue: str) -> list[Finding]:
    """All findings of a cue, of repetitions, holds, gait and the set."""
    parts = [r.findings for r in report.repetitions] + [hold.findings for hold in report.holds]
    parts += [report.gait.findings] if report.gait else []
    return [f for found in (*parts, report.set_findings) for f in found if f.cue == cue]


@cache
def _figure() -> Figure:
    return Figure(Body.load(_BODY))


def cues_of_form(exercise: Exercise) -> list[str]:
    """List the cues that judge how something is done: a set as short as those that are played fills no dose."""
    return [cue.id for cue in exercise.cue if getattr(cue.check[0], "set_measure", "") != _DOSE]


def fires(exercise: Exercise, cue_id: str, report: Report) -> bool:
    """Whether a cue calls a fault; a caution is enough of one that is meant to go no further."""
    cue = next(cue for cue in exercise.cue if cue.id == cue_id)
    most = "caution" if all(check.warn == Band() for check in cue.check) else "fault"
    return any(finding.verdict in ("fault", most) for finding in findings_of(report, cue_id))


def is_silent(cue_id: str, report: Report) -> bool:
    """Whether a cue was judged and had nothing to say."""
    verdicts = {finding.verdict for finding in findings_of(report, cue_id)}
    return "ok" in verdicts and not verdicts & {"caution", "fault"}
