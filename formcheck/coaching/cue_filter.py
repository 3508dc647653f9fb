"""Findings of one repetition after another go in; the few cues that are worth raising at once come out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from formcheck.records import Finding, Severity
from formcheck.wording import severity_rank

QUIET_S: Final = 5.0
"""Time after a cue in which no other is raised (docs/evidence.md)."""
# How many of the last three repetitions must show a fault before it is raised; information never is (docs/evidence.md).
_WINDOW: Final = 3
_NEEDED: Final[Mapping[Severity, int]] = {"major": 1, "minor": 2}
# The next repetition in which the same cue may be raised again: a minor one leaves one repetition out.
_AGAIN_AFTER: Final[Mapping[Severity, int]] = {"major": 1, "minor": 2}


class CueFilter:
    """Chooses at most one cue at a time: the worst first, rarely, and never on noise. For one set."""

    def __init__(self) -> None:
        self._history: dict[str, deque[bool]] = {}
        self._raised_in: dict[str, int] = {}
        self._last_s = -math.inf

    def choose(
        self,
        findings: Sequence[Finding],
        now_s: float,
        repetition: int,
        confirm: Callable[[Finding], Finding] = lambda finding: finding,
    ) -> Finding | None:
        """Choose the cue to raise now, if any.

        Parameters
        ----------
        findings : sequence of Finding
            Findings of the repetition or hold that is under way or has just ended.
        now_s : float
            Time in seconds.
        repetition : int
            Its number in the set.
        confirm : callable
            Returns the finding after a second look; one that is no longer a fault is not raised.
        """
        if now_s - self._last_s < QUIET_S:
            return None
        ripe = [finding for finding in findings if finding.verdict == "fault" and self._is_frequent_enough(finding)]
        worst = max(ripe, key=lambda finding: severity_rank(finding.severity), default=None)
        # One thing at a time: where the worst fault was just named, a lesser one does not take its turn.
        if worst is None or self._was_raised_recently(worst, repetition):
            return None
        confirmed = confirm(worst)
        if confirmed.verdict != "fault":
            return None
        self._last_s, self._raised_in[worst.cue] = now_s, repetition
        return confirmed

    def remember(self, findings: Sequence[Finding]) -> None:
        """Remember the findings of a repetition that has ended."""
        for finding in findings:
            history = self._history.setdefault(finding.cue, deque(maxlen=_WINDOW - 1))
            history.append(finding.verdict == "fault")

    def _is_frequent_enough(self, finding: Finding) -> bool:
        needed = _NEEDED.get(finding.severity)
        return needed is not None and 1 + sum(self._history.get(finding.cue, ())) >= needed

    def _was_raised_recently(self, finding: Finding, repetition: int) -> bool:
        last = self._raised_in.get(finding.cue)
        return last is not None and repetition - last < _AGAIN_AFTER[finding.severity]
