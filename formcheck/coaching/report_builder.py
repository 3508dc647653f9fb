"""The outcome of a set and its recorded series go in; the report comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean, median

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.set_measures import Outcome, rate_per_min
from formcheck.coaching.attempts import apart, turned_away
from formcheck.coaching.recorder import Recorder
from formcheck.records import (
    SCHEMA_VERSION,
    Attempt,
    ClipInfo,
    ExerciseRef,
    Finding,
    Hold,
    Repetition,
    Report,
    Side,
    Summary,
    View,
)


def build_report(
    exercise: Exercise,
    reference: ExerciseRef,
    recorder: Recorder,
    done: Outcome,
    set_findings: tuple[Finding, ...],
    *,
    model: str,
    looks_like: str = "",
) -> Report:
    """Build the report of a set; `looks_like` names what it looks like instead of the exercise, if known."""
    attempts = apart(done.attempts, done.repetitions)
    parts: list[Repetition | Hold] = [*done.repetitions, *done.holds]
    return Report(
        schema_version=SCHEMA_VERSION,
        exercise=reference,
        source=ClipInfo(),
        view=_view(recorder, parts),
        model=model,
        repetitions=tuple(done.repetitions),
        holds=tuple(done.holds),
        gait=done.gait,
        set_findings=set_findings,
        summary=summarise(done, attempts, in_steps=_is_in_steps(exercise)),
        warnings=(*_warnings(exercise, done, looks_like, _turned(exercise, recorder)), *recorder.notes()),
        attempts=tuple(attempts),
        looks_like=looks_like,
    )


def _view(recorder: Recorder, parts: Sequence[Repetition | Hold]) -> View:
    """Find the view of most repetitions or holds; that of the whole recording if there are none."""
    times = recorder.series.times_s
    spans = [(r.start_s, r.end_s) for r in parts] or [(0.0, float(times[-1]) if times.size else 0.0)]
    views = [recorder.view_within(*span) for span in spans]
    labels = [view.label for view in views]
    label = max(dict.fromkeys(labels), key=labels.count)
    facing = next(view.facing for view in views if view.label == label)
    rows = [view for span in spans for view in recorder.views[recorder.series.within(*span)]]
    share = mean(view.label == label for view in rows) if rows else 0.0
    return View(label, facing, float(share))


def _is_in_steps(exercise: Exercise) -> bool:
    return exercise.counting is not None and exercise.counting.counts == "steps"


def summarise(done: Outcome, attempts: Sequence[Attempt], *, in_steps: bool) -> Summary:
    """Summarise a set in a few numbers; `in_steps` says whether it is counted in steps, which have a rate."""
    repetitions, holds = done.repetitions, done.holds
    findings = [finding for r in repetitions for finding in r.findings]
    findings += [finding for hold in holds for finding in hold.findings]
    findings += done.gait.findings if done.gait else ()
    judged = mean(f.verdict != "not_judged" for f in findings) if findings else 0.0
    forms = [*(r.in_form for r in repetitions), *(hold.in_form for hold in holds)]
    return Summary(
        repetitions=len(repetitions),
        attempts=len(repetitions) + sum(attempt.reason != "gate" for attempt in attempts),
        in_form=forms.count(True),
        not_judged=forms.count(None),
        hold_s=sum(hold.in_form_s for hold in holds),
        judged_share=float(judged),
        symmetry=_symmetry(done),
        longest_hold_s=max((hold.in_form_s for hold in holds), default=0.0),
        rate_per_min=rate_per_min(done) if in_steps else None,
    )


def _symmetry(done: Outcome) -> dict[str, float]:
    """Repetitions and seconds of each side, if the exercise has sides."""
    sides: tuple[Side, Side] = ("left", "right")
    counts = {f"{side}_repetitions": float(sum(r.side == side for r in done.repetitions)) for side in sides}
    times = {f"{side}_hold_s": sum(h.in_form_s for h in done.holds if h.side == side) for side in sides}
    return {**(counts if any(counts.values()) else {}), **(times if any(times.values()) else {})}


_NOTHING_DONE = {
    "counting": (
        "No {what} was counted. Is it the right exercise, is the movement large enough, and is the whole body in view?"
    ),
    "hold": "No hold was seen. Is it the right exercise, and is the whole body in view?",
    "timer": "This is timed, not judged: no camera can see it.",
    "log": "This is only logged, not judged: no camera can see it.",
}


# Repetitions of 0.5 to 8 s are what people train with; more than 10 s is a method of its own (Schoenfeld et al. 2015,
# Sports Medicine 45: 577-585).
_VERY_SLOW_S = 10.0
_SLOW_MOTION = (
    "The repetitions took {took_s:.0f} s each, longer than in very slow training. If the clip is in slow motion, say "
    "at how many frames per second it was filmed (--capture-fps, or on the page Review a clip)."
)


def is_doubtful(exercise: Exercise, done: Outcome) -> bool:
    """Whether it may be another exercise: nothing was done, or gates rejected most of the movements."""
    if exercise.counting is None and exercise.hold is None:
        return False
    return len(turned_away(done)) > len(done.repetitions) or not done


# A person of whom nearly every frame is of the other kind is in a clip that was turned, or in another exercise.
_NEARLY_ALL = 0.9
_LIES = (
    "The person lies in nearly every frame, and this exercise is done standing: the clip seems to be turned by 90 "
    "degrees. Turn it upright in a video editor or the phone's gallery, and analyse it again."
)
_STANDS = (
    "The person is upright in nearly every frame, and this exercise is done on the floor. If it is the right exercise, "
    "the clip is turned by 90 degrees: turn it in a video editor or the phone's gallery, and analyse it again."
)


def _turned(exercise: Exercise, recorder: Recorder) -> str:
    """Return a note that the clip seems to be rotated; empty if it does not."""
    known = [view.label == "floor_side" for view in recorder.views if view.label != "unknown"]
    lying = mean(known) if known and exercise.views else math.nan
    if "floor_side" not in exercise.views and lying > _NEARLY_ALL:
        return _LIES
    return _STANDS if set(exercise.views) == {"floor_side"} and lying < 1.0 - _NEARLY_ALL else ""


def _warnings(exercise: Exercise, done: Outcome, looks_like: str, turned: str) -> tuple[str, ...]:
    notes = [*done.notes]
    other = [f"This looks like {looks_like}. The exercise chosen is {exercise.name}."] if looks_like else []
    if turned and not done:
        # Who lies in the picture does so in a clip that was turned, or does another exercise: only the user knows.
        return (*notes, turned, *other)
    notes += other
    if not done and exercise.mode in _NOTHING_DONE:
        what = "step" if exercise.counting is not None and exercise.counting.counts == "steps" else "repetition"
        notes.append(_NOTHING_DONE[exercise.mode].format(what=what))
    took_s = median(r.end_s - r.start_s for r in done.repetitions) if done.repetitions else 0.0
    if took_s > _VERY_SLOW_S:
        notes.append(_SLOW_MOTION.format(took_s=took_s))
    return tuple(notes)
