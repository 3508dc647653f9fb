"""The tables of `make real`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.real.measuring import Measured, Totals
from benchmarks.real.truth import Clip

_NOTHING = "-"


def clip_table(measured: Sequence[Measured]) -> Iterator[str]:
    """One row for each clip."""
    yield from _head(
        "clip", "exercise", "view", "true", "found", "peaks off by", "missed / extra", "in form", "judged",
        "faults", "false", "labelled", "seen",
    )  # fmt: skip
    for one in measured:
        clip, report = one.clip, one.report
        yield _row(
            clip.path.name, one.exercise, report.view.label, told(clip), _found(one), _seconds(one.peak_error_s),
            f"{one.missed} / {one.extra}" if clip.peaks_s else _NOTHING, report.summary.in_form,
            f"{report.summary.judged_share:.0%}", one.faults, one.false_faults if clip.is_good else _NOTHING,
            clip.form, "yes" if clip.is_seen else "no",
        )  # fmt: skip


def total_table(measured: Sequence[Measured]) -> Iterator[str]:
    """Figures over all clips, and over those that were seen while rules were made and those that were not."""
    yield from _head(
        "clips", "number", "exact", "off by at most one", "normalised error", "peaks off by",
        "false faults / good repetitions", "in 20", "bad ones flagged",
    )  # fmt: skip
    groups = {
        "all": list(measured),
        "seen while rules were made": [m for m in measured if m.clip.is_seen],
        "unseen": [m for m in measured if not m.clip.is_seen],
    }
    for name, group in groups.items():
        t = Totals.of(group)
        in_20 = t.false_faults_in_20
        yield _row(
            name, t.clips, _share(t.exact), _share(t.within_one),
            _NOTHING if t.normalised_error is None else f"{t.normalised_error:.3f}", _seconds(t.peak_error_s),
            f"{t.false_faults} / {t.good_repetitions}", _NOTHING if in_20 is None else f"{in_20:.2f}",
            f"{t.bad_flagged} of {t.bad_clips}",
        )  # fmt: skip


def missing_table(clips: Sequence[Clip]) -> Iterator[str]:
    """Clips that nothing in the catalogue can be held against yet."""
    yield from _head("not in the catalogue yet, or nothing to count", "exercise", "true")
    for clip in clips:
        yield _row(clip.path.name, clip.exercise or _NOTHING, told(clip))


def told(clip: Clip) -> str:
    """What is known, in short: repetitions, a hold's length, a cadence."""
    parts = []
    if clip.hold_s:
        parts.append(f"hold {clip.hold_s[1] - clip.hold_s[0]:.1f} s")
    if clip.repetitions is not None:
        parts.append(f"{'~' if clip.is_about else ''}{clip.repetitions}")
    if clip.steps_per_min is not None:
        parts.append(f"{clip.steps_per_min:g} steps/min")
    return ", ".join(parts) or clip.told


def _found(one: Measured) -> str:
    report = one.report
    if report.holds or one.clip.hold_s:
        return (
            f"hold {report.summary.hold_s:.1f} s in form, {sum(h.end_s - h.start_s for h in report.holds):.1f} s in all"
        )
    if report.gait is not None:
        cadence = report.gait.cadence_per_min
        return "no cadence" if cadence is None else f"{cadence:.1f} steps/min"
    rate = report.summary.rate_per_min
    return str(one.counted) if rate is None else f"{one.counted}, {rate:.0f} steps/min"


def _share(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.0%}"


def _seconds(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.2f} s"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _head(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield "|" + "---|" * len(cells)
