"""Explains why each joint has its colour at a moment of a repetition or hold: the cue, what was read, and its limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from formcheck.catalogue.checks import may_show
from formcheck.catalogue.exercise import Exercise
from formcheck.coaching.judging import joints
from formcheck.motion.cleaning.view import ViewState
from formcheck.records import Finding, Hold, Repetition, Side, Verdict, ViewLabel
from formcheck.report.describe import measured
from formcheck.report.hold_clock import Clock
from formcheck.wording import severity_rank, verdict_rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why some joints have their colour.

    Attributes
    ----------
    verdict : {"ok", "caution", "fault"}
        Of the whole repetition, or of this moment of a hold.
    joints : tuple of str
        Full names, such as ``left_knee``.
    finding : Finding
        What was found.
    exercise : Exercise
        The definition that judged.
    view : str
        The view in which it was seen.
    """

    verdict: Verdict
    joints: tuple[str, ...]
    finding: Finding
    exercise: Exercise
    view: ViewLabel

    @property
    def where(self) -> str:
        """The joints in words: ``left hip and knee``, ``knees``."""
        sides: dict[str, list[str]] = {}
        for name in self.joints:
            side, joint = name.split("_", 1)
            sides.setdefault(joint, []).append(side)
        both = [f"{joint}s" for joint, seen in sides.items() if len(seen) == 2]
        single = [joint for joint, seen in sides.items() if len(seen) == 1]
        one = next((seen[0] for seen in sides.values() if len(seen) == 1), "")
        return " and ".join([*_listed(both), *_listed([f"{one} {single[0]}", *single[1:]] if single else [])])

    @property
    def detail(self) -> str:
        """What was read, with its unit and limit; empty if it has no words."""
        return measured(self.exercise, self.finding, self.view)

    @property
    def words(self) -> str:
        """What is checked, in the words of its cue; empty if it is OK and nothing was read."""
        if self.verdict != "ok":
            return self.finding.message
        said = next((cue.say for cue in self.exercise.cue if cue.id == self.finding.cue), "")
        return said if self.finding.value is not None else ""


def reasons_of(
    exercise: Exercise, current: Repetition | Hold, view: ViewState, clock: Clock | None
) -> tuple[Reason, ...]:
    """List why joints have their colour now, the worst first.

    Parameters
    ----------
    exercise : Exercise
        The definition that judges.
    current : Repetition or Hold
        What is under way.
    view : ViewState
        The view of the moment.
    clock : Clock or None
        For a hold: only what stops the clock now is at fault now.
    """
    side: Side | None = None if current.side == "both" else current.side
    checks = {cue.id: [c for c in cue.check if may_show(getattr(c, "views", ()), view.label)] for cue in exercise.cue}
    found = []
    for finding in current.findings:
        named = [joint for check in checks[finding.cue] for joint in joints(check, side, view.near)]
        verdict = _now(finding, clock)
        if named and verdict != "not_judged":
            found.append(
                Reason(
                    verdict=verdict, joints=tuple(dict.fromkeys(named)), finding=finding, exercise=exercise,
                    view=view.label,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=_rank, reverse=True))


def worst_by_joint(reasons: Iterable[Reason]) -> dict[str, Verdict]:
    """Give each joint the worst of its verdicts."""
    worst: dict[str, Verdict] = {}
    for reason in reasons:
        for joint in reason.joints:
            worst[joint] = max(worst.get(joint, "not_judged"), reason.verdict, key=verdict_rank)
    return worst


def _now(finding: Finding, clock: Clock | None) -> Verdict:
    """Return the verdict of the whole; for a hold, a fault only while it stops the clock."""
    if clock is None:
        return finding.verdict
    if finding.cue == clock.cue:
        return "fault"
    return "ok" if finding.verdict == "fault" else finding.verdict


def _rank(reason: Reason) -> tuple[int, int]:
    return verdict_rank(reason.verdict), severity_rank(reason.finding.severity)


def _listed(names: list[str]) -> list[str]:
    """Join names: a, b and c; empty for none."""
    return [" and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))] if names else []
