"""What to say while somebody exercises: little, the worst first, and nothing on noise (evidence 3.6)."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from formcheck.records import Finding

_QUIET_S = 5.0
_WINDOW = 3
_NEEDED = {"major": 1, "minor": 2}
"""How many of the last three repetitions must show a fault before it is spoken; information is not spoken."""


class CueFilter:
    """Choose at most one cue to say after a judgement."""

    def __init__(self) -> None:
        self._seen: dict[str, deque[bool]] = {}
        self._last_s = -_QUIET_S

    def remember(self, findings: Sequence[Finding]) -> None:
        """Take the findings of a repetition that is over."""
        for finding in findings:
            history = self._seen.setdefault(finding.cue, deque(maxlen=_WINDOW - 1))
            history.append(finding.verdict == "fault")

    def choose(self, findings: Sequence[Finding], now_s: float) -> Finding | None:
        """Return what to say now of the repetition under way or just over, if anything."""
        if now_s - self._last_s < _QUIET_S:
            return None
        ripe = [f for f in findings if f.verdict == "fault" and self._is_ripe(f)]
        if not ripe:
            return None
        self._last_s = now_s
        return max(ripe, key=lambda f: f.severity == "major")

    def _is_ripe(self, finding: Finding) -> bool:
        needed = _NEEDED.get(finding.severity)
        return needed is not None and 1 + sum(self._seen.get(finding.cue, ())) >= needed
