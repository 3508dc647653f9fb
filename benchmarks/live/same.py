"""Live and uploaded, compared on the same clips: ``python -m benchmarks.live.same``.

Each clip goes through the chain of the page *Live*, frame by frame with its times, and through what `formcheck analyze`
does with it, at its full rate. For both, the first frame with a person is held for 12 s first, as a user stands there
before a set. Said of each: when "Go" came, what was counted, and whether each cue of each repetition was judged alike.
Live is not slowed down by what else the machine does; a slow machine is another matter (`benchmarks.live`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, cast, get_args

from benchmarks.live.filmed import HOLD_S, Filmed, KeptFollower, film
from benchmarks.real import FOOTAGE, STRANGERS
from benchmarks.real.known.truth import Clip, all_clips
from benchmarks.real.looks import judged_with_looks
from benchmarks.real.measuring import match
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.session import Session
from formcheck.live.conductor import Conductor
from formcheck.live.set_plan import SetPlan
from formcheck.pose.people.follower import Follower
from formcheck.records import Finding, Report, Verdict
from formcheck.stream.camera import Camera
from formcheck.stream.live_looker import LiveLooker
from formcheck.stream.pace import Pace
from formcheck.stream.status import FrameMessage

MODEL: Final = "full"
CLIPS = (
    "rohanx01_squat", "nowva_squats", "mukundan_no_depth_vid", "mukundan_olympic_squat_vid",
    "mukundan_bending_forward_vid", "bryce_squat", "s02", "s05", "s33", "s42", "nowva_lunge", "tomnotch_lunges",
    "nowva_side_lunge", "s10", "s39", "gymtracker_deadlift2", "s20", "s23", "sebitzu_rdl", "s21", "s22",
)  # fmt: skip
"""Of the tuned half of people alone (`benchmarks.real`)."""
_MANY = SetPlan(sets=1, repetitions=200)
_LONG = SetPlan(sets=1, seconds=600.0)
_RANKS: dict[Verdict, int] = {"not_judged": 0, "ok": 1, "caution": 2, "fault": 3}
Likeness = Literal["same", "softer", "harder", "contrary"]


def likeness(live: Verdict, uploaded: Verdict) -> Likeness:
    """Compare two verdicts: contrary where one is in form and the other a fault, softer where Live says less."""
    if live == uploaded:
        return "same"
    if {live, uploaded} == {"ok", "fault"}:
        return "contrary"
    return "softer" if _RANKS[live] < _RANKS[uploaded] else "harder"


class _Unhurried(Pace):
    """Takes every frame, however long the one before took."""

    def took(self, t_s: float, seconds: float) -> None:
        """Never be slow."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One cue of one repetition or hold, live and uploaded."""

    live: Finding
    uploaded: Finding

    @property
    def likeness(self) -> Likeness:
        """How the two verdicts compare."""
        return likeness(self.live.verdict, self.uploaded.verdict)


@dataclass(frozen=True, slots=True)
class Compared:
    """One clip, live and uploaded; times in seconds."""

    name: str
    exercise: str
    go_s: float | None
    start_now_s: float | None
    live: int
    uploaded: int
    pairs: list[Pair] = field(repr=False)

    @property
    def likenesses(self) -> Counter[Likeness]:
        """Count the findings by how they compare."""
        return Counter(pair.likeness for pair in self.pairs)


def compare(clip: Clip, fps: float) -> Compared:
    """Show a clip to Live and to the analysis of uploads."""
    exercise = load_exercise(clip.exercise)
    filmed = film(clip.path, fps, MODEL, with_dorsal=exercise.needs_dorsal)
    go_s, live = _coached(filmed, exercise)
    uploaded = judged_with_looks(clip.path, clip.exercise, MODEL, held_s=HOLD_S).finish()
    pairs = list(paired(live, uploaded)) if live is not None else []
    return Compared(
        clip.path.stem,
        exercise.id,
        go_s,
        _start_now(filmed, exercise),
        done(live) if live is not None else 0,
        done(uploaded),
        pairs,
    )


def done(report: Report) -> int:
    """Count repetitions; of a hold, its seconds."""
    return report.summary.repetitions or round(report.summary.hold_s)


def _plan(exercise: Exercise) -> SetPlan:
    return _LONG if exercise.counting is None else _MANY


def _coached(filmed: Filmed, exercise: Exercise) -> tuple[float | None, Report | None]:
    """Coach on a stream to its end; give the time of "Go" and the report of the set."""
    go_s: float | None = None
    messages: list[FrameMessage] = []
    follower = cast("Follower", KeptFollower(filmed.track))
    camera = Camera(exercise, _plan(exercise), follower, model=MODEL, looker=LiveLooker(MODEL))
    camera._pace = _Unhurried()
    first_s = None
    for frame in filmed.frames():
        camera.coach(frame, messages.append)
        if camera.problem:
            raise RuntimeError(camera.problem)
        first_s = frame.time if first_s is None else first_s
        stage = camera.status.stage
        if go_s is None and stage is not None and stage.name == "working":
            go_s = (frame.time or 0.0) - (first_s or 0.0)
    found = camera.finish()
    return go_s, found[0].report if found else None


def _start_now(filmed: Filmed, exercise: Exercise) -> float | None:
    """Press *Start now* at once; give the time of "Go"."""
    conductor = Conductor(exercise, _plan(exercise), lambda: Session(exercise, model=MODEL))
    for pose in filmed.track.poses():
        conductor.next_stage() if pose.t_s < 0.2 else None
        if conductor.push(pose).name == "working":
            return pose.t_s
    return None


def paired(live: Report, uploaded: Report, live_later_s: float = 0.0) -> Iterator[Pair]:
    """Pair the findings of the repetitions, and of the longest holds, that belong together.

    Live began so many seconds after what was uploaded.
    """
    moments = [repetition.peak_s - live_later_s for repetition in uploaded.repetitions]
    found = [(repetition.start_s, repetition.peak_s, repetition.end_s) for repetition in live.repetitions]
    for i, j in match(moments, found):
        yield from _of(live.repetitions[j].findings, uploaded.repetitions[i].findings)
    if live.holds and uploaded.holds:
        longest = [max(report.holds, key=lambda hold: hold.in_form_s).findings for report in (live, uploaded)]
        yield from _of(*longest)


def _of(live: Iterable[Finding], uploaded: Iterable[Finding]) -> Iterator[Pair]:
    known = {finding.cue: finding for finding in uploaded}
    return (Pair(finding, known[finding.cue]) for finding in live if finding.cue in known)


def row(found: Compared) -> str:
    """Write one line of the table."""
    go, now = (f"{t_s:.1f}" if t_s is not None else "never" for t_s in (found.go_s, found.start_now_s))
    kinds = " | ".join(str(found.likenesses[kind]) for kind in get_args(Likeness))
    return f"| {found.name} | {found.exercise} | {go} | {now} | {found.live} | {found.uploaded} | {kinds} |"


def totals(all_found: list[Compared]) -> str:
    """Write the last lines."""
    kinds = sum((found.likenesses for found in all_found), Counter[Likeness]())
    whole = max(sum(kinds.values()), 1)
    in_time = sum(found.go_s is not None and found.go_s <= 15.0 for found in all_found)
    within = sum(abs(found.live - found.uploaded) <= 1 for found in all_found)
    shares = ", ".join(
        f"{kind} {kinds[kind]} ({kinds[kind] / whole:.1%})" for kind in ("same", "softer", "harder", "contrary")
    )
    return (
        f'\n"Go" within 15 s: {in_time} of {len(all_found)}. Counts within one: {within} of {len(all_found)}. '
        f"Findings: {shares}."
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fps", type=float, default=15.0, help="frames a second that Live is shown")
    parser.add_argument("--differences", action="store_true", help="print each finding that differs")
    parser.add_argument("clips", nargs="*", default=CLIPS, help="names of clips, by default all of `CLIPS`")
    arguments = parser.parse_args()
    known = {clip.path.stem: clip for clip in all_clips(FOOTAGE, STRANGERS)}
    print("| clip | exercise | go after s | *Start now* s | live | uploaded | same | softer | harder | contrary |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    all_found = []
    for name in arguments.clips:
        all_found.append(compare(known[name], arguments.fps))
        print(row(all_found[-1]), flush=True)
        for pair in all_found[-1].pairs if arguments.differences else ():
            if pair.likeness != "same":
                live, uploaded = pair.live, pair.uploaded
                print(f"    {live.cue}: live {_told(live)}; uploaded {_told(uploaded)}", flush=True)
    print(totals(all_found))


def _told(finding: Finding) -> str:
    value = "-" if finding.value is None else f"{finding.value:.3g} {finding.unit}"
    at = "-" if finding.at_s is None else f"{finding.at_s:.2f}"
    return f"{finding.verdict} {value} at {at} s ({finding.reason})"


if __name__ == "__main__":
    main()
