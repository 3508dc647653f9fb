"""The holds of a set and a moment -> what the clock of a hold shows then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from formcheck.records import Break, Hold

_LINGER_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The clock of a hold at one moment.

    `seconds` were held in form, of `target_s`. If it is not running, `why` and `cue` say what has stopped it.
    """

    seconds: float
    target_s: float
    runs: bool
    why: str = ""
    cue: str | None = None


def hold_at(t_s: float, holds: Sequence[Hold]) -> Hold | None:
    """Return the hold in progress, or the one that has just ended."""
    near = [hold for hold in holds if hold.start_s <= t_s <= hold.end_s + _LINGER_S]
    return near[-1] if near else None


def clock_at(t_s: float, holds: Sequence[Hold], target_s: float) -> Clock:
    """Read the clock at a moment: 0 before the first hold, and after a hold the time of that hold."""
    begun = [hold for hold in holds if hold.start_s <= t_s]
    if not begun:
        return Clock(seconds=0.0, target_s=target_s, runs=False)
    hold = begun[-1]
    if t_s > hold.end_s:
        return Clock(seconds=hold.in_form_s, target_s=target_s, runs=False)
    lost_s = sum(min(b.end_s, t_s) - b.start_s for b in hold.breaks if b.start_s <= t_s)
    stopped = _break_at(t_s, hold)
    seconds = min(hold.in_form_s, max(0.0, t_s - hold.start_s - lost_s))
    if stopped is None:
        return Clock(seconds=seconds, target_s=target_s, runs=True)
    return Clock(seconds=seconds, target_s=target_s, runs=False, why=stopped.message, cue=stopped.cue)


def _break_at(t_s: float, hold: Hold) -> Break | None:
    # A break that lasts to the end of its hold includes that moment; after any other break the clock runs again.
    return next((b for b in hold.breaks if b.start_s <= t_s < b.end_s or t_s == b.end_s == hold.end_s), None)
