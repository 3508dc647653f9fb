"""The content of the page for a patient's file, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from statistics import median
from typing import Final

from formcheck.catalogue.checks import AnyCheck, Band, Check, may_show
from formcheck.catalogue.exercise import Exercise
from formcheck.desk.decision import in_force
from formcheck.export.page.corrections import in_words
from formcheck.export.page.pictures import Picture, pictures
from formcheck.export.page.trend import Line, Read, line
from formcheck.export.results import Results
from formcheck.export.units import error_of, measure_of
from formcheck.records import Finding, Report
from formcheck.report import describe
from formcheck.report.summary import all_clear, cautions, fixes, form, not_counted, not_judged, observed, parts, unit_of
from formcheck.wording import day, quantity, seen_from, verdict_rank

DISCLAIMER: Final = (
    "Not a medical device: formcheck measures on video for training and teaching. It diagnoses nothing, and its "
    "figures do not replace an examination."
)
_LIMITS: Final = (
    "Angles are measured in the plane of the picture, from one camera. The error is about the 95 % limit of a single "
    "reading with the camera placed as people place it; the band around a line over time is as wide. A difference "
    "between two readings of less than 1.4 times the error may be chance."
)
_PLURALS: Final = {"ok": ("OK", "OK"), "caution": ("caution", "cautions"), "fault": ("fault", "faults")}
_MOST_FIGURES: Final = 9
_MOST_WORDS: Final = 900
_MOST_EARLIER: Final = 5


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What the results do not contain.

    Attributes
    ----------
    patient : str
        Name or number of the patient.
    by : str
        Who signs the page.
    words : str
        The therapist's remarks, in addition to the comments in the results.
    """

    patient: str = ""
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row: the readings of a cue over the set; `limit` is the 95 % limit of the error of `median`, or 0."""

    name: str
    usual: str
    worst: str
    error: str
    fine: str
    verdicts: str
    verdict: str
    median: float
    limit: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A row of the trend: one set."""

    day: str
    done: str
    in_form: str
    values: tuple[str, ...]
    read: tuple[Read | None, ...]


@dataclass(frozen=True, kw_only=True)
class Page:
    """Everything on the page, in order."""

    title: str
    facts: tuple[tuple[str, str], ...]
    headline: str
    to_do: tuple[str, ...]
    figures: tuple[Figure, ...]
    pictures: tuple[Picture, ...]
    trend_columns: tuple[str, ...] = ()
    trend: tuple[Past, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    disclaimer: str = field(default=DISCLAIMER)


def page(results: Results, labels: Labels, earlier: Sequence[Results] = ()) -> Page:
    """Put together the page of a set.

    Parameters
    ----------
    results : Results
        The set, with the decisions about it.
    labels : Labels
        Names, and the therapist's remarks.
    earlier : sequence of Results
        Sets of the same exercise, for the trend.
    """
    report = results.decided
    exercise = results.definition
    figures = list(_figures(report, exercise))
    # Each column says its error, so that a difference is not read as progress.
    shown = [(id_, f"{f.name} {f.error}".rstrip()) for id_, f in figures[:3]]
    sets = sorted([*earlier, results], key=lambda one: one.analysed)[-_MOST_EARLIER - 1 :] if earlier else []
    past = [_past(one, [id_ for id_, _ in shown]) for one in sets]
    lines = (line(name, [one.read[number] for one in past]) for number, (_, name) in enumerate(shown))
    return Page(
        title=report.exercise.name,
        facts=tuple(_facts(results, labels)),
        headline=_headline(report),
        to_do=tuple(_to_do(report)),
        figures=tuple(f for _, f in figures[:_MOST_FIGURES]),
        pictures=tuple(pictures(results)),
        trend_columns=tuple(name for _, name in shown) if past else (),
        trend=tuple(past),
        lines=tuple(one for one in lines if one is not None),
        words=tuple(_words(results, labels)),
        corrected=tuple(in_words(results)),
        limits=(*_limits(report), _LIMITS),
    )


def _facts(results: Results, labels: Labels) -> Iterator[tuple[str, str]]:
    report = results.decided
    source, engine = report.source, version("formcheck")
    yield "Patient", labels.patient or "_" * 24
    yield "Analysed", day(results.analysed)
    facing = f", facing {report.view.facing}" if report.view.facing in ("left", "right") else ""
    yield "Filmed", f"{seen_from(report.view.label)}{facing}"
    if source.width_px and source.height_px and source.fps:
        size = f"{source.width_px} x {source.height_px}"
        yield "Clip", f"{size}, {source.fps:.0f} frames/s, {source.duration_s or 0:.0f} s"
    definition = report.exercise.definition_sha256[:8]
    yield "Measured by", f"formcheck {engine}, pose model {report.model}, definition {definition}"
    names = dict.fromkeys(decision.by for decision in in_force(results.decisions))
    yield "Reviewed by", ", ".join(names) or labels.by or "nobody yet"


def _headline(report: Report) -> str:
    if report.gait is not None:
        rate = report.gait.cadence_per_min
        steps = sum(report.gait.steps.values())
        return f"{steps} steps" + ("" if rate is None else f", {rate:.0f} a minute")
    done = len(parts(report))
    noun = unit_of(report) + ("" if done == 1 else "s")
    held = f"; {report.summary.hold_s:.0f} s on the clock" if report.holds else ""
    return f"{done} {noun}: {form(report)}{held}"


def _to_do(report: Report) -> Iterator[str]:
    found = [*fixes(report), *cautions(report)]
    yield from (f"{fix.message}: {fix.count} of {fix.of}" for fix in found[:4])
    yield from (observed(report.gait) if report.gait is not None else ())
    yield from (f"Over the set: {f.message}" for f in report.set_findings if f.verdict in ("fault", "caution"))
    if not found and (clear := all_clear(report)):
        yield clear


def _figures(report: Report, exercise: Exercise | None) -> Iterator[tuple[str, Figure]]:
    """Yield a row for each cue that was judged, the worst first."""
    findings = [f for part in parts(report) for f in part.findings]
    findings += [*report.set_findings, *(report.gait.findings if report.gait is not None else ())]
    by_cue: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.value is not None and finding.verdict != "not_judged":
            by_cue.setdefault(finding.cue, []).append(finding)
    ordered = sorted(by_cue.items(), key=lambda item: -max(verdict_rank(f.verdict) for f in item[1]))
    for cue, judged in ordered:
        yield cue, _figure(cue, judged, report, exercise)


def _figure(cue: str, judged: Sequence[Finding], report: Report, exercise: Exercise | None) -> Figure:
    check = _check(cue, report, exercise)
    worst = max(judged, key=lambda f: (verdict_rank(f.verdict), f.excess, _beyond(f, check)))
    unit, shown = worst.unit, _Shown.of_check(worst.unit, check)
    measure = measure_of(check.measure) if isinstance(check, Check) else None
    usual = median(f.value for f in judged if f.value is not None)
    limit = 0.0 if measure is None or measure.unit != unit else error_of(measure)
    return Figure(
        name=cue.replace("_", " ").capitalize(),
        usual=shown.read(usual),
        worst=shown.read(worst.value),
        error=f"± {shown.read(limit)}" if limit else "",
        fine="" if check is None else shown.fine(check.pass_),
        verdicts=_counted(judged),
        verdict=worst.verdict,
        median=usual,
        limit=limit,
    )


def _beyond(finding: Finding, check: AnyCheck | None) -> float:
    """Return how far a reading is beyond the pass band; negative within it."""
    if check is None or finding.value is None:
        return 0.0
    return max(check.pass_.min - finding.value, finding.value - check.pass_.max)


def _counted(judged: Sequence[Finding]) -> str:
    """Say how many there are of each verdict: ``3 OK, 1 caution, 2 faults``."""
    counts = {verdict: sum(f.verdict == verdict for f in judged) for verdict in _PLURALS}
    return ", ".join(f"{n} {_PLURALS[verdict][n > 1]}" for verdict, n in counts.items() if n)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How the readings of a cue are written: lengths in percent of the part of the body that is their unit."""

    unit: str
    factor: float = 1.0
    of: str = ""

    @classmethod
    def of_check(cls, unit: str, check: AnyCheck | None) -> _Shown:
        part = describe.length_of(check) if check is not None and unit == "ratio" else ""
        return cls("%", 100.0, f" of the {part}") if part else cls(unit)

    def read(self, value: float | None) -> str:
        """Write a value; what rounds to 0 has no sign."""
        text = quantity(None if value is None else self.factor * value, self.unit)
        return text if any(digit in text for digit in "123456789") else text.removeprefix("\u2212")

    def fine(self, limits: Band) -> str:
        scaled = Band(min=self.factor * limits.min, max=self.factor * limits.max)
        return f"{describe.band(scaled, self.unit)}{self.of}"


def _check(cue: str, report: Report, exercise: Exercise | None) -> AnyCheck | None:
    """Find the check that the view of the set shows; None for an exercise that is not known."""
    found = next((c for c in exercise.cue if c.id == cue), None) if exercise is not None else None
    checks = found.check if found is not None else ()
    seen = (check for check in checks if not isinstance(check, Check) or may_show(check.views, report.view.label))
    return next(seen, next(iter(checks), None))


def _past(results: Results, cues: Sequence[str]) -> Past:
    report = results.decided
    figures = dict(_figures(report, results.definition))
    on = _short_day(results.analysed)
    found = [figures.get(cue) for cue in cues]
    done = len(parts(report)) or (sum(report.gait.steps.values()) if report.gait is not None else 0)
    return Past(
        day=on,
        done=str(done),
        in_form=f"{report.summary.in_form} of {done}" if parts(report) else "",
        values=tuple("not seen" if one is None else one.usual for one in found),
        read=tuple(
            None if one is None else Read(day=on, value=one.median, error=one.limit, text=one.usual) for one in found
        ),
    )


def _words(results: Results, labels: Labels) -> Iterator[str]:
    if labels.words:
        yield _short(labels.words) + (f" ({labels.by})" if labels.by else "")
    comments = [decision for decision in in_force(results.decisions) if decision.kind == "comment"]
    yield from (f"{_short(one.reason)} ({one.by}, {_short_day(one.at)})" for one in comments[-3:])


def _short_day(at: datetime) -> str:
    return f"{at.day} {at:%b %Y}"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _MOST_WORDS else f"{plain[: _MOST_WORDS - 3]}..."


def _limits(report: Report) -> Iterator[str]:
    for remedy, cues in list(not_judged(report).items())[:3]:
        yield f"Not judged: {', '.join(cue.replace('_', ' ') for cue in cues)}. {remedy}"
    yield from not_counted(report)[:2]
    yield from (_short(warning) for warning in report.warnings[:3])
