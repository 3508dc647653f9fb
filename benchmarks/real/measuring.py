"""One clip compared with what is known of it, and many of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import mean
from typing import TypeVar

from benchmarks.real.known.truth import Clip
from benchmarks.real.landmarks import landmarks
from benchmarks.real.looks import judged_with_looks
from formcheck.catalogue.library import exercise_ids
from formcheck.coaching.session import Session
from formcheck.motion.series import Series
from formcheck.recognition.contest import Contest
from formcheck.records import ModelName, Repetition, Report
from formcheck.report.summary import parts

WITHIN_S = 1.0
"""A repetition whose peak is further than this from a true one is another: true peaks are 2 s apart and more."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


def exercise_of(clip: Clip) -> str | None:
    """Id of the definition that judges a clip; None where there is none."""
    return clip.exercise if clip.exercise in exercise_ids() else None


def match(
    true_s: Sequence[float], found: Sequence[tuple[float, float, float]], within_s: float = WITHIN_S
) -> list[tuple[int, int]]:
    """Pair true moments with counted repetitions, nearest first, each used once.

    Parameters
    ----------
    true_s : sequence of float
        Moments in seconds, in any order.
    found : sequence of tuple of float
        (start, moment, end) of each counted repetition, seconds. A true moment belongs to it where it lies between
        start and end, as in a lift whose bar rests on the floor for seconds, or near its own moment.
    within_s : float
        How near.

    Returns
    -------
    list of tuple of int
        (index of the true moment, index of the counted repetition), in the order of the true moments in time.
    """
    near = [
        (abs(t - moment), i, j)
        for i, t in enumerate(true_s)
        for j, (start, moment, end) in enumerate(found)
        if start <= t <= end or abs(t - moment) <= within_s
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(near):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items(), key=lambda pair: true_s[pair[0]])


def normalised_error(true: int, counted: int) -> float:
    """Miscount as a share of the true number; counting anything where there is nothing is an error of 1."""
    return abs(counted - true) / true if true else float(counted > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A clip, its report, and the measures over time."""

    clip: Clip
    exercise: str
    report: Report
    series: Series

    @property
    def counted(self) -> int:
        """Counted repetitions."""
        return self.report.summary.repetitions

    @property
    def miscount(self) -> int:
        """Repetitions counted too many or too few, beyond what is as right; 0 where the number is roughly known."""
        if not self.is_exactly_known:
            return 0
        return max(0, abs(self.counted - (self.clip.repetitions or 0)) - self.clip.tolerance)

    @property
    def is_exactly_known(self) -> bool:
        """Whether there is a number of repetitions to compare the count with; of a run there is the cadence."""
        return self.clip.repetitions is not None and not self.clip.is_about and self.report.gait is None

    @property
    def indices(self) -> list[tuple[int, int]]:
        """Indices of true moments and counted repetitions that belong together."""
        return match(self.clip.peaks_s, [(r.start_s, self._moment_s(r), r.end_s) for r in self.report.repetitions])

    @property
    def errors_s(self) -> list[float]:
        """Distances of counted lowest moments from the true ones, seconds; none where only tops of lifts are known."""
        if self.clip.turn == "top":
            return []
        return [abs(self.clip.peaks_s[i] - self.report.repetitions[j].peak_s) for i, j in self.indices]

    @property
    def missed(self) -> int:
        """True repetitions that no counted one belongs to; moments may be known of attempts that are none."""
        return max((self.clip.repetitions or 0) - len(self.indices), 0) if self.clip.peaks_s else 0

    @property
    def extra(self) -> int:
        """Counted repetitions that belong to no true moment."""
        return self.counted - len(self.indices) if self.clip.peaks_s else 0

    @property
    def vanished(self) -> int:
        """True repetitions that were neither counted nor listed as an attempt."""
        if len(self.clip.peaks_s) != self.clip.repetitions:
            return 0
        paired = {i for i, _ in self.indices}
        return sum(i not in paired and not self._is_attempt(t_s) for i, t_s in enumerate(self.clip.peaks_s))

    @property
    def why_not_counted(self) -> list[str]:
        """The reason of each movement that was not counted: of a gate, its own words."""
        return [a.message if a.reason == "gate" else a.reason for a in self.report.attempts]

    @property
    def attempts(self) -> str:
        """What was not counted, and why, most frequent first."""
        found = Counter(self.why_not_counted)
        return ", ".join(f"{why} x{n}" for why, n in found.most_common()) or "-"

    @property
    def false_faults(self) -> int:
        """Repetitions called out of form in a clip whose form is labelled good as a whole."""
        return sum(r.in_form is False for r in self.report.repetitions) if self.clip.is_good else 0

    @property
    def faults(self) -> str:
        """Faults as ``cue x repetitions``, most frequent first; information in brackets."""
        judged = [part.findings for part in parts(self.report)]
        judged += [self.report.gait.findings] if self.report.gait else []
        faults = [f for findings in judged for f in findings if f.verdict == "fault"]
        found = Counter(f"({f.cue})" if f.severity == "info" else f.cue for f in faults)
        return ", ".join(f"{cue} x{n}" for cue, n in found.most_common()) or "-"

    def true_number(self, counted: int) -> int | None:
        """Number of the true repetition, from 1, that a counted one (index from 0) belongs to; None where to none.

        Where no moments are known that could be paired, the order decides.
        """
        known = self.clip.repetitions
        if known is None or len(self.clip.peaks_s) != known:
            return counted + 1 if known is None or counted < known else None
        order = sorted(range(known), key=lambda i: self.clip.peaks_s[i])
        return next((order.index(i) + 1 for i, j in self.indices if j == counted), None)

    def _is_attempt(self, t_s: float) -> bool:
        return any(a.start_s - WITHIN_S <= t_s <= a.end_s + WITHIN_S for a in self.report.attempts)

    def _moment_s(self, repetition: Repetition) -> float:
        return repetition.end_s if self.clip.turn == "top" else repetition.peak_s


def measure(clip: Clip, model: ModelName = "full") -> Measured:
    """Judge a clip by the definition of its exercise, as `formcheck analyze` would."""
    session = judged_with_looks(clip.path, clip.exercise, model)
    return Measured(clip, clip.exercise, session.finish(), session.series)


def measure_as(clip: Clip, exercise: str, model: ModelName) -> Measured:
    """Judge a clip by any definition, without second looks: they change no count."""
    session = Session(exercise, model=model, rivals=Contest())
    for pose in landmarks(clip.path, model).poses():
        session.push(pose)
    return Measured(clip, exercise, session.finish(), session.series)


def measure_all(clips: Iterable[Clip], model: ModelName, jobs: int) -> list[Measured]:
    """Judge clips, several at a time."""
    return in_parallel(partial(measure, model=model), clips, jobs)


def in_parallel(function: Callable[[_Task], _Result], tasks: Iterable[_Task], jobs: int) -> list[_Result]:
    """Map a picklable function over tasks in processes of their own; in this one where there is one job."""
    if jobs <= 1:
        return [function(task) for task in tasks]
    # A forked process would share the threads of MediaPipe, which do not survive it.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, tasks))


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures over clips; shares are None where there is nothing to compare with."""

    clips: int
    known: int
    exact: int
    within_one: int
    repetitions: int
    vanished: int
    normalised_error: float | None
    peak_error_s: float | None
    good_repetitions: int
    false_faults: int
    bad_clips: int
    bad_flagged: int

    @classmethod
    def of(cls, measured: Sequence[Measured]) -> Totals:
        """Sum up."""
        known = [m for m in measured if m.is_exactly_known]
        errors_s = [error for m in measured for error in m.errors_s]
        bad = [m for m in measured if m.clip.is_bad]
        return cls(
            len(measured),
            len(known),
            sum(m.miscount == 0 for m in known),
            sum(abs(m.counted - (m.clip.repetitions or 0)) <= max(1, m.clip.tolerance) for m in known),
            sum(m.clip.repetitions or 0 for m in known if m.clip.peaks_s),
            sum(m.vanished for m in known),
            mean(normalised_error(m.clip.repetitions or 0, m.counted) for m in known) if known else None,
            mean(errors_s) if errors_s else None,
            sum(m.counted for m in measured if m.clip.is_good),
            sum(m.false_faults for m in measured),
            len(bad),
            sum(any(r.in_form is False for r in m.report.repetitions) for m in bad),
        )
