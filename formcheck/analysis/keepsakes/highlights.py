"""Chooses the best stretch and the worst moment of a report, each with its words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from formcheck.analysis.result import Analysis
from formcheck.records import Finding, Hold, Repetition, Report, Verdict
from formcheck.report import describe
from formcheck.report.summary import Fix, cautions, fixes, parts, run_words, unit_of
from formcheck.wording import form_word

_LEAD_S: Final = 0.3
_LONGEST_S: Final = 6.0
_BEFORE_WORST_S: Final = 1.6
_OF_FORM: Final[dict[bool | None, Verdict]] = {True: "ok", False: "fault", None: "not_judged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A stretch of the clip and what to say of it.

    Attributes
    ----------
    title : str
        What it is: ``Best repetition: no. 3``.
    start_s, end_s : float
        The stretch, in seconds of the clip.
    still_s : float
        The moment that stands for it.
    verdict : {"ok", "caution", "fault", "not_judged"}
    words, detail : str
        What to say, and what was read.
    stops : bool
        Whether the last frame is held.
    """

    title: str
    start_s: float
    end_s: float
    still_s: float
    verdict: Verdict
    words: str
    detail: str = ""
    stops: bool = False


def best(result: Analysis) -> Highlight | None:
    """Choose the repetition or hold that went best, or the beginning of a run; None if nothing was done."""
    report = result.report
    if report.gait is not None:
        return Highlight(
            title="The run", start_s=0.0, end_s=min(_LONGEST_S, _last_s(report)), still_s=1.0, verdict="ok",
            words=f"{run_words(report.gait)[:1].upper()}{run_words(report.gait)[1:]}",
        )  # fmt: skip
    done = parts(report)
    if not done:
        return None
    part = min(done, key=_badness)
    unit = unit_of(report)
    title = f"Best {unit}: no. {part.index}" if len(done) > 1 else f"The {unit}"
    start_s = max(0.0, part.start_s - _LEAD_S)
    return Highlight(
        title=title,
        start_s=start_s,
        end_s=min(part.end_s + _LEAD_S, start_s + _LONGEST_S, _last_s(report)),
        still_s=part.peak_s if isinstance(part, Repetition) else (part.start_s + part.end_s) / 2,
        verdict=_OF_FORM[part.in_form],
        words=form_word(part.in_form).capitalize(),
        detail=_judged(part.findings),
    )


def worst(result: Analysis) -> Highlight | None:
    """Choose the worst moment of what to fix first, or of what to watch; None if there is nothing."""
    report = result.report
    found = next((fix for fix in (*fixes(report), *cautions(report)) if fix.worst.at_s is not None), None)
    if found is None or found.worst.at_s is None:
        return None
    at_s, number = found.worst.at_s, f"{unit_of(report)} no. {found.repetition}"
    return Highlight(
        title=f"{'Fix first' if found.worst.verdict == 'fault' else 'To watch'}: {number}",
        start_s=max(0.0, at_s - _BEFORE_WORST_S),
        end_s=at_s,
        still_s=at_s,
        verdict=found.worst.verdict,
        words=found.message,
        detail=_extent(found, result),
        stops=True,
    )


def _last_s(report: Report) -> float:
    """Return a time within the last frame of the source; after it the annotated clip shows its last card."""
    source = report.source
    return math.inf if source.duration_s is None or not source.fps else source.duration_s - 0.5 / source.fps


def _badness(part: Repetition | Hold) -> tuple[int, int, int]:
    verdicts = [finding.verdict for finding in part.findings]
    rank = {True: 0, None: 1, False: 2}[part.in_form]
    return rank, verdicts.count("fault"), verdicts.count("caution")


def _judged(findings: Sequence[Finding]) -> str:
    judged = [finding for finding in findings if finding.verdict != "not_judged"]
    fine = sum(finding.verdict == "ok" for finding in judged)
    return f"{fine} of {len(judged)} checks that could be judged were fine." if judged else ""


def _extent(fix: Fix, result: Analysis) -> str:
    return describe.extent(fix, unit_of(result.report), result.exercise, result.report.view.label)
