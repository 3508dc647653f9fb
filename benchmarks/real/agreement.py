"""Findings compared with what raters saw: one row for each label and repetition, and what that comes to.

How a label meets findings:

- A label speaks for a cue of a clip and for some of its true repetitions. Each of those is looked up among the counted
  ones (paired by their moments); its finding of that cue is the verdict. A true repetition that was not counted has
  the verdict *not judged* with the reason *not counted*.
- A counted repetition that is no true one is compared too, where the label is of all repetitions and not a fault: what
  is called there is said to a person whose movement was fine.
- A *cell* is one label: the worst of its verdicts, fault before caution before ok; not judged where all are. Aims are
  in cells, because the raters judged cells; repetitions of one set are not independent.
- Labels that are unsure, and those whose cue the catalogue lacks, are compared with nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.real.known.labels import CueLabel, Seen
from benchmarks.real.measuring import Measured
from formcheck.records import Repetition, Verdict

NOT_COUNTED = "not_counted"
_WORST: Sequence[Verdict] = ("fault", "caution", "ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A label and the finding of one repetition.

    Attributes
    ----------
    clip, exercise, cue : str
        Which clip (its name without suffix), and the catalogue's exercise and cue.
    seen : {"fine", "fault", "unseen"}
        The label.
    number : int or None
        Number of the true repetition, from 1; None for a counted one that is none.
    verdict : {"ok", "caution", "fault", "not_judged"}
        The finding.
    reason : str or None
        Why it was not judged.
    """

    clip: str
    exercise: str
    cue: str
    seen: Seen
    number: int | None
    verdict: Verdict
    reason: str | None


def rows_of(measured: Measured) -> Iterator[Row]:
    """Compare all labels of a clip with its report."""
    counted = {measured.true_number(j): r for j, r in enumerate(measured.report.repetitions)}
    extra = [r for j, r in enumerate(measured.report.repetitions) if measured.true_number(j) is None]
    for label in measured.clip.labels:
        if not label.is_truth or label.cue_id is None:
            continue
        for number in range(1, (measured.clip.repetitions or 0) + 1):
            if label.covers(number):
                yield _row(measured, label, number, counted.get(number))
        if label.covers(None) and label.seen != "fault":
            yield from (_row(measured, label, None, repetition) for repetition in extra)


def _row(measured: Measured, label: CueLabel, number: int | None, repetition: Repetition | None) -> Row:
    cue = label.cue_id or ""
    found = next((f for f in repetition.findings if f.cue == cue), None) if repetition else None
    verdict: Verdict = found.verdict if found else "not_judged"
    reason = found.reason if found else NOT_COUNTED
    stem = measured.clip.path.stem
    return Row(
        clip=stem, exercise=measured.exercise, cue=cue, seen=label.seen, number=number, verdict=verdict, reason=reason
    )


def cells_of(rows: Iterable[Row]) -> list[Row]:
    """Reduce the rows of each label to one, the worst; `number` is that of the repetition that gave it."""
    labels: dict[tuple[str, str, Seen], list[Row]] = {}
    for row in rows:
        labels.setdefault((row.clip, row.cue, row.seen), []).append(row)
    return [_worst(found) for found in labels.values()]


def _worst(rows: Sequence[Row]) -> Row:
    for verdict in _WORST:
        if found := [row for row in rows if row.verdict == verdict]:
            return found[0]
    # Of several reasons the most frequent.
    reason = Counter(row.reason for row in rows).most_common(1)[0][0]
    return next(row for row in rows if row.reason == reason)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share by Wilson's score; None of nothing."""
        if not self.whole:
            return None
        # It takes as long to load as the rest of the library.
        from scipy.stats import binomtest

        found = binomtest(self.part, self.whole).proportion_ci(0.95, method="wilson")
        return float(found.low), float(found.high)

    def __str__(self) -> str:
        if self.interval is None:
            return "-"
        low, high = self.interval
        return f"{self.part} of {self.whole} ({low:.0%} to {high:.0%})"


def share(rows: Iterable[Row], seen: Seen, *verdicts: Verdict) -> Share:
    """Count the rows of a label, and those of them with one of some verdicts."""
    of_label = [row for row in rows if row.seen == seen]
    return Share(sum(row.verdict in verdicts for row in of_label), len(of_label))


def false_alarms(measured: Iterable[Measured]) -> Share:
    """Count good repetitions, and those of them that were given any false fault.

    A repetition is good where raters judged its clip and no label that speaks for it is a fault, nor an unsure one. It
    was given a false fault where a cue that is fine, or that nobody could see, has one.
    """
    good = false = 0
    for one in measured:
        found = list(rows_of(one))
        for j, repetition in enumerate(one.report.repetitions):
            number = one.true_number(j)
            if not one.clip.labels or _may_be_bad(one, number):
                continue
            good += 1
            called = {row.cue for row in found if row.number == number and row.verdict == "fault"}
            false += any(f.cue in called and f.verdict == "fault" for f in repetition.findings)
    return Share(false, good)


def _may_be_bad(measured: Measured, number: int | None) -> bool:
    return any(label.seen == "fault" and label.covers(number) for label in measured.clip.labels)


def reasons(rows: Iterable[Row]) -> Counter[str]:
    """Count the reasons of what was not judged."""
    return Counter(row.reason or "?" for row in rows if row.verdict == "not_judged")


def without_cue(measured: Iterable[Measured]) -> Counter[tuple[str, str]]:
    """Count the labels whose cue the catalogue lacks, by exercise and the rater's name of the cue."""
    labels = (label for one in measured for label in one.clip.labels if label.is_truth)
    return Counter((label.exercise, label.cue) for label in labels if label.cue_id is None)
