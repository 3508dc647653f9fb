"""One clip held against what is known of it, and many of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.real.landmarks import landmarks
from benchmarks.real.truth import Clip
from formcheck.catalogue.library import exercise_ids
from formcheck.coaching.session import Session
from formcheck.motion.series import Series
from formcheck.records import Report
from formcheck.report.summary import parts

WITHIN_S = 1.0
"""A repetition whose peak is further than this from a true one is another: true peaks are 2 s apart and more."""


def exercise_of(clip: Clip) -> str | None:
    """Id of the definition that judges a clip; None where there is none."""
    return clip.exercise if clip.exercise in exercise_ids() else None


def match(
    true_s: Sequence[float], found: Sequence[tuple[float, float, float]], within_s: float = WITHIN_S
) -> list[tuple[float, float]]:
    """Pair true peaks with counted repetitions, nearest first, each used once.

    Parameters
    ----------
    true_s : sequence of float
        Moments in seconds, in any order.
    found : sequence of tuple of float
        (start, peak, end) of each counted repetition, seconds. A true peak belongs to it where it lies between start
        and end, as in a lift whose bar rests on the floor for seconds, or near its peak.
    within_s : float
        How near.

    Returns
    -------
    list of tuple of float
        (true peak, counted peak), in the order of time.
    """
    near = [
        (abs(t - peak), i, j)
        for i, t in enumerate(true_s)
        for j, (start, peak, end) in enumerate(found)
        if start <= t <= end or abs(t - peak) <= within_s
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(near):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted((true_s[i], found[j][1]) for i, j in pairs.items())


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
    def is_off(self) -> bool:
        """Whether the count is not the true one; what is roughly known cannot tell."""
        return self.is_exactly_known and self.counted != self.clip.repetitions

    @property
    def is_exactly_known(self) -> bool:
        """Whether there is a number of repetitions to hold the count against; of a run there is the cadence."""
        return self.clip.repetitions is not None and not self.clip.is_about and self.report.gait is None

    @property
    def pairs(self) -> list[tuple[float, float]]:
        """True and counted peaks that belong together, seconds."""
        return match(self.clip.peaks_s, [(r.start_s, r.peak_s, r.end_s) for r in self.report.repetitions])

    @property
    def peak_error_s(self) -> float | None:
        """Mean absolute distance of the pairs, seconds."""
        return mean(abs(t - f) for t, f in self.pairs) if self.pairs else None

    @property
    def missed(self) -> int:
        """True repetitions that no counted one belongs to; peaks may be told of attempts that are none."""
        return max((self.clip.repetitions or 0) - len(self.pairs), 0) if self.clip.peaks_s else 0

    @property
    def extra(self) -> int:
        """Counted repetitions that belong to no true peak."""
        return self.counted - len(self.pairs) if self.clip.peaks_s else 0

    @property
    def false_faults(self) -> int:
        """Repetitions called out of form in a clip that is labelled good."""
        return sum(not r.in_form for r in self.report.repetitions) if self.clip.is_good else 0

    @property
    def faults(self) -> str:
        """Faults as ``cue x repetitions``, most frequent first; information in brackets."""
        judged = [part.findings for part in parts(self.report)]
        judged += [self.report.gait.findings] if self.report.gait else []
        faults = [f for findings in judged for f in findings if f.verdict == "fault"]
        found = Counter(f"({f.cue})" if f.severity == "info" else f.cue for f in faults)
        return ", ".join(f"{cue} x{n}" for cue, n in found.most_common()) or "-"


def measure(clip: Clip, exercise: str) -> Measured:
    """Judge a clip as `formcheck analyze` would."""
    session = Session(exercise)
    for pose in landmarks(clip.path).poses():
        session.push(pose)
    return Measured(clip, exercise, session.finish(), session.series)


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures over clips; shares are None where there is nothing to hold against."""

    clips: int
    exact: float | None
    within_one: float | None
    normalised_error: float | None
    peak_error_s: float | None
    good_repetitions: int
    false_faults: int
    bad_clips: int
    bad_flagged: int

    @classmethod
    def of(cls, measured: Sequence[Measured]) -> Totals:
        """Sum up."""
        counts = [(m.clip.repetitions or 0, m.counted) for m in measured if m.is_exactly_known]
        apart_s = [abs(t - f) for m in measured for t, f in m.pairs]
        bad = [m for m in measured if m.clip.is_bad]
        return cls(
            len(measured),
            mean(t == c for t, c in counts) if counts else None,
            mean(abs(t - c) <= 1 for t, c in counts) if counts else None,
            mean(normalised_error(t, c) for t, c in counts) if counts else None,
            mean(apart_s) if apart_s else None,
            sum(m.counted for m in measured if m.clip.is_good),
            sum(m.false_faults for m in measured),
            len(bad),
            sum(any(not r.in_form for r in m.report.repetitions) for m in bad),
        )

    @property
    def false_faults_in_20(self) -> float | None:
        """Good repetitions called out of form, of each 20."""
        return 20.0 * self.false_faults / self.good_repetitions if self.good_repetitions else None
