"""From clips that were measured to the tables that people read, as lines of Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.real.agreement import (
    Row,
    Share,
    cells_of,
    false_alarms,
    reasons,
    rows_of,
    share,
    without_cue,
)
from benchmarks.real.known.people import GROUPS, Group
from benchmarks.real.known.truth import Clip
from benchmarks.real.measuring import Measured, Totals

_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the table of aims is made of, for one side of the split."""

    totals: Totals
    strangers: Totals
    cells: Sequence[Row]
    alarms: Share

    @classmethod
    def of(cls, measured: Sequence[Measured]) -> _Figures:
        """Compare everything with its labels."""
        strangers = [m for m in measured if m.clip.labels]
        rows = [row for m in measured for row in rows_of(m)]
        return cls(Totals.of(measured), Totals.of(strangers), cells_of(rows), false_alarms(measured))


def aims_table(measured: Sequence[Measured], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """Compare the totals with what is aimed at, tuned and untuned people apart."""
    figures = [_Figures.of(of_group) for of_group in by_group(measured, groups).values()]
    yield from head("what", "aim", *groups)
    for (what, aim), *cells in zip(_AIMS, *(_aimed(f) for f in figures), strict=True):
        yield row_of(what, aim, *cells)


_AIMS = (
    ("counts exact", "95 %"),
    ("counts off by at most one", "all"),
    ("counts exact, labelled clips of strangers alone", "95 %"),
    ("true repetitions neither counted nor listed as an attempt", "none"),
    ("mean miscount as a share of the true number", _NOTHING),
    ("mean distance of the lowest moment from the true one", _NOTHING),
    ("cues labelled fine: called a fault", "at most 1 %"),
    ("cues labelled fine: called a caution", "at most 8 %"),
    ("cues labelled fine: not judged", "at most 25 %"),
    ("labelled faults: called a fault", _NOTHING),
    ("labelled faults: called a fault or a caution", "80 %"),
    ("labelled faults: not judged", _NOTHING),
    ("cues labelled unseen: called a fault", "none"),
    ("cues labelled unseen: called a caution", _NOTHING),
    ("cues labelled unseen: called fine", _NOTHING),
    ("good repetitions with any false fault, by the labels", "at most 5 %"),
    ("repetitions out of form in clips labelled good as a whole", "at most 5 %"),
    ("clips labelled bad as a whole with a repetition out of form", _NOTHING),
)


def _aimed(figures: _Figures) -> Iterator[object]:
    totals, cells = figures.totals, figures.cells
    yield Share(totals.exact, totals.known)
    yield Share(totals.within_one, totals.known)
    yield Share(figures.strangers.exact, figures.strangers.known)
    yield Share(totals.vanished, totals.repetitions)
    yield _NOTHING if totals.normalised_error is None else f"{totals.normalised_error:.3f}"
    yield _seconds(totals.peak_error_s)
    yield share(cells, "fine", "fault")
    yield share(cells, "fine", "caution")
    yield share(cells, "fine", "not_judged")
    yield share(cells, "fault", "fault")
    yield share(cells, "fault", "fault", "caution")
    yield share(cells, "fault", "not_judged")
    yield share(cells, "unseen", "fault")
    yield share(cells, "unseen", "caution")
    yield share(cells, "unseen", "ok")
    yield figures.alarms
    yield Share(totals.false_faults, totals.good_repetitions)
    yield Share(totals.bad_flagged, totals.bad_clips)


def count_table(measured: Sequence[Measured], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """Clips counted exactly, by exercise, tuned and untuned people apart."""
    yield from head("exercise", *(f"exact, {group}" for group in groups))
    for exercise in sorted({m.exercise for m in measured if m.is_exactly_known}):
        totals = [Totals.of([m for m in of if m.exercise == exercise]) for of in by_group(measured, groups).values()]
        yield row_of(exercise, *(str(Share(t.exact, t.known)) for t in totals))


def clip_table(measured: Sequence[Measured]) -> Iterator[str]:
    """One row for each clip of tuned people; those of the others are in the totals alone."""
    yield from head(
        "clip", "exercise", "view", "true", "found", "lowest off by", "missed / extra", "in form", "not judged",
        "cues judged", "faults", "false", "labelled", "not counted",
    )  # fmt: skip
    for one in measured:
        if one.clip.group == "tuned":
            yield row_of(*_clip_cells(one))


def _clip_cells(one: Measured) -> Iterator[object]:
    clip, report = one.clip, one.report
    yield from (clip.path.stem, one.exercise, report.view.label, known(clip), _found(one))
    yield _seconds(mean(one.errors_s) if one.errors_s else None)
    yield f"{one.missed} / {one.extra}" if clip.peaks_s else _NOTHING
    yield from (report.summary.in_form, report.summary.not_judged, f"{report.summary.judged_share:.0%}", one.faults)
    yield one.false_faults if clip.is_good else _NOTHING
    yield from (clip.form or f"{len(clip.labels)} cues", one.attempts)


def cue_table(measured: Sequence[Measured]) -> Iterator[str]:
    """One row for each cue: good, bad and unseen repetitions by the labels, and what they were called."""
    yield from head(
        "exercise", "cue", "good", "fault", "caution", "not judged", "called a fault, 95 %",
        "bad", "fault", "caution", "ok", "not judged", "called at all, 95 %", "unseen", "fault", "caution", "ok",
    )  # fmt: skip
    by_cue: dict[tuple[str, str], list[Row]] = {}
    for one in measured:
        for row in rows_of(one):
            by_cue.setdefault((row.exercise, row.cue), []).append(row)
    for (exercise, cue), rows in sorted(by_cue.items()):
        yield row_of(exercise, cue, *_cue_cells(rows))


def _cue_cells(rows: Sequence[Row]) -> Iterator[object]:
    good, bad, unseen = ([row for row in rows if row.seen == seen] for seen in ("fine", "fault", "unseen"))
    yield from (len(good), *_counts(good, "fault", "caution", "not_judged"), _interval(share(rows, "fine", "fault")))
    yield from (len(bad), *_counts(bad, "fault", "caution", "ok", "not_judged"))
    yield _interval(share(rows, "fault", "fault", "caution"))
    yield from (len(unseen), *_counts(unseen, "fault", "caution", "ok"))


def _counts(rows: Sequence[Row], *verdicts: str) -> Iterator[int]:
    for verdict in verdicts:
        yield sum(row.verdict == verdict for row in rows)


def reason_table(measured: Sequence[Measured], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """Abstentions by their reason, in repetitions: where the cue is fine, at fault, and where nobody could see it."""
    yield from head("reason", *(f"{seen}, {group}" for group in groups for seen in ("fine", "fault", "unseen")))
    columns = [
        reasons(row for m in measured if m.clip.group == group for row in rows_of(m) if row.seen == seen)
        for group in groups
        for seen in ("fine", "fault", "unseen")
    ]
    for reason, _ in sum(columns, Counter[str]()).most_common():
        yield row_of(reason, *(column[reason] for column in columns))


def attempt_table(measured: Sequence[Measured], groups: Sequence[Group] = GROUPS) -> Iterator[str]:
    """Movements that were not counted, by exercise and reason, in clips that were counted short."""
    yield from head("exercise", "not counted, in clips counted short", *groups)
    found = {group: Counter(_not_counted(of_group)) for group, of_group in by_group(measured, groups).items()}
    for exercise, why in sorted(set().union(*found.values())):
        yield row_of(exercise, why, *(found[group][exercise, why] for group in groups))


def _not_counted(measured: Sequence[Measured]) -> Iterator[tuple[str, str]]:
    for one in measured:
        if one.miscount and one.counted < (one.clip.repetitions or 0):
            yield from ((one.exercise, why) for why in one.why_not_counted)


def without_cue_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Labels that no cue of the catalogue can be compared with."""
    yield from head("exercise", "label without a cue", "clips")
    for (exercise, cue), clips in sorted(without_cue(measured).items()):
        yield row_of(exercise, cue, clips)


def missing_table(clips: Sequence[Clip]) -> Iterator[str]:
    """Clips that nothing in the catalogue can be compared with."""
    yield from head("clip of no exercise in the catalogue", "what is in it", "true")
    for clip in clips:
        yield row_of(clip.path.stem, clip.exercise or clip.view, known(clip))


def known(clip: Clip) -> str:
    """What is known, in short: repetitions, a hold's length, a cadence."""
    parts = []
    if clip.hold_s:
        parts.append(f"hold {clip.hold_s[1] - clip.hold_s[0]:.1f} s")
    if clip.repetitions is not None:
        tolerance = f" +- {clip.tolerance}" if clip.tolerance else ""
        parts.append(f"{'~' if clip.is_about else ''}{clip.repetitions}{tolerance}")
    if clip.steps_per_min is not None:
        parts.append(f"{clip.steps_per_min:g} steps/min")
    return ", ".join(parts) or clip.known


def _found(one: Measured) -> str:
    report = one.report
    if report.holds or one.clip.hold_s:
        in_all_s = sum(h.end_s - h.start_s for h in report.holds)
        return f"hold {report.summary.hold_s:.1f} s in form, {in_all_s:.1f} s in all"
    if report.gait is not None:
        cadence = report.gait.cadence_per_min
        return "no cadence" if cadence is None else f"{cadence:.1f} steps/min"
    rate = report.summary.rate_per_min
    return str(one.counted) if rate is None else f"{one.counted}, {rate:.0f} steps/min"


def by_group(measured: Sequence[Measured], groups: Sequence[Group] = GROUPS) -> Mapping[Group, list[Measured]]:
    """Divide what was measured by the side of the split."""
    return {group: [m for m in measured if m.clip.group == group] for group in groups}


def _interval(part: Share) -> str:
    if part.interval is None:
        return _NOTHING
    low, high = part.interval
    return f"{low:.0%} to {high:.0%}"


def _seconds(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.2f} s"


def row_of(*cells: object) -> str:
    """One row of a table in Markdown."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(*cells: str) -> Iterator[str]:
    """Begin a table in Markdown."""
    yield row_of(*cells)
    yield "|" + "---|" * len(cells)
