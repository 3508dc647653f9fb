"""Computes from a report the numbers by which lists sort, and those that progress charts show."""

from __future__ import annotations

import math
from collections.abc import Iterable
from statistics import mean
from typing import Any, Final

from formcheck.motion.body import SIDES
from formcheck.records import Finding, Report, Summary, Verdict
from formcheck.report.summary import parts

_BY_SIDE: Final = {"repetitions": "repetitions", "hold_s": "held_s"}
"""What a summary counts of each side, and what it is called where a set is kept."""


def counts(report: Report) -> dict[str, Any]:
    """Count what was done, what was in form, at fault, only a caution, and not judged.

    A run counts as one part, which is at fault if one of its findings is.
    """
    done = parts(report)
    faulty, cautions = (sum(part.in_form is False for part in done), sum(_only_caution(part.findings) for part in done))
    if report.gait is not None and report.gait.findings:
        faulty, cautions = int(_has(report.gait.findings, "fault")), int(_only_caution(report.gait.findings))
    return {
        "repetitions": len(done) or sum(report.gait.steps.values() if report.gait else ()),
        "in_form": report.summary.in_form,
        "faulty": faulty,
        "cautions": cautions,
        "not_judged": report.summary.not_judged,
        "hold_s": report.summary.hold_s,
        "duration_s": report.source.duration_s,
    }


def numbers(report: Report) -> dict[str, float]:
    """Collect the numbers for progress charts.

    Returns
    -------
    dict of str to float
        ``measure.NAME``: the mean of a measure over the repetitions, or over the steps of a run; ``spread.NAME``: its
        standard deviation over the repetitions, where there are at least two; ``tempo.down_s`` and so on;
        ``longest_hold_s``; ``cadence_per_min``; ``repetitions.SIDE`` and ``held_s.SIDE`` of each side that did any.
        What was not seen is left out.
    """
    found: dict[str, float | None] = {
        "longest_hold_s": report.summary.longest_hold_s if report.holds else None,
        "rate_per_min": report.summary.rate_per_min,
    }
    found |= _by_side(report.summary)
    for part in ("down_s", "hold_s", "up_s", "total_s"):
        found[f"tempo.{part}"] = _mean(getattr(repetition.tempo, part) for repetition in report.repetitions)
    for name in {name for repetition in report.repetitions for name in repetition.measures}:
        values = [value for r in report.repetitions if (value := r.measures.get(name)) is not None]
        found |= {f"measure.{name}": _mean(values), f"spread.{name}": _spread(values)}
    if report.gait is not None:
        found |= {f"measure.{name}": value for name, value in report.gait.measures.items()}
        found["cadence_per_min"] = report.gait.cadence_per_min
    return {name: float(value) for name, value in sorted(found.items()) if value is not None and math.isfinite(value)}


def _by_side(summary: Summary) -> dict[str, float]:
    """Return the repetitions, or the seconds on the clock of holds, of each side, under the names used in the store."""
    names = {f"{side}_{told}": f"{kept}.{side}" for side in SIDES for told, kept in _BY_SIDE.items()}
    return {names[name]: value for name, value in summary.symmetry.items() if name in names and value}


def _has(findings: Iterable[Finding], verdict: Verdict) -> bool:
    return any(finding.verdict == verdict for finding in findings)


def _only_caution(findings: Iterable[Finding]) -> bool:
    return _has(findings, "caution") and not _has(findings, "fault")


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return mean(known) if known else None


def _spread(values: list[float]) -> float | None:
    if len(values) < 2:
        return None
    middle = mean(values)
    return math.sqrt(sum((value - middle) ** 2 for value in values) / (len(values) - 1))
