"""What is said aloud, and when: the count, then one cue; little, never twice over, nothing on noise (evidence 3.6)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.records import Finding, Repetition, Severity, Side

Mode = Literal["all", "count", "mute"]
"""Everything, numbers alone, or nothing; what is shown does not change with it."""
Kind = Literal["count", "cue", "praise", "stage", "countdown"]

MOST_WORDS: Final = 5
_QUIET_S: Final = 5.0
"""After a cue, before the next (evidence 3.6)."""
_NUMBERS: frozenset[Kind] = frozenset({"count", "countdown"})
# Numbers that come faster than they can be said are left out, but for each tenth (P).
_COUNT_EVERY_S = 0.9
# Praise is rare: faded feedback held best (V66); how rare is P.
_CLEAN_IN_A_ROW, _PRAISE_EVERY_S = 3, 20.0
_PRAISE = ("Good form", "Well done", "Steady, keep going")
_CLAUSE = re.compile(r"[,:;.]\s")
_AGAIN_S: Final = 10.0
"""Before the same reason or advice is said once more (P)."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something to say and to show.

    Attributes
    ----------
    t_s : float
        When, in the time of the poses.
    text : str
    kind : {"count", "cue", "praise", "stage", "countdown"}
        A number that was reached; a correction; praise; what comes next; a number that runs to zero.
    cue : str
        Id of the cue, or of the advice before a set; empty for the rest.
    side : {"left", "right"} or None
        The side it concerns, where that is known.
    severity : {"info", "minor", "major"} or None
        Of a cue.
    """

    t_s: float
    text: str
    kind: Kind
    cue: str = ""
    side: Side | None = None
    severity: Severity | None = None


def short(text: str) -> str:
    """Shorten a sentence to its first clause where it has more words than are heard in a movement.

    Returns
    -------
    str
        Without its full stop; longer than `MOST_WORDS` where it has no clause that is short enough.
    """
    text = text.strip().rstrip(".")
    clause = _CLAUSE.split(text)[0]
    is_long, has_number = len(text.split()) > MOST_WORDS, any(c.isdigit() for c in clause)
    return clause if is_long and not has_number and 2 <= len(clause.split()) <= MOST_WORDS else text


class Voice:
    """Choose what is said; one voice for all sets of an exercise.

    Parameters
    ----------
    mode : {"all", "count", "mute"}
        May be changed at any time.
    """

    def __init__(self, mode: Mode = "all") -> None:
        self.mode: Mode = mode
        self.shown: Utterance | None = None
        """The newest that is no number, for the caption; also where it was not said aloud."""
        self._praise_s = -math.inf
        self._advised_s: dict[str, float] = {}
        self.begin_set()

    def begin_set(self) -> None:
        """Forget the repetitions of the set before."""
        self._said_in: dict[str, int] = {}
        self._clean = 0
        self._cue_s = self._count_s = self._why_s = -math.inf
        self._why = ""

    def audible(self, chosen: list[Utterance]) -> tuple[Utterance, ...]:
        """Keep what the mode lets be heard."""
        self.shown = next((u for u in chosen if u.kind not in _NUMBERS), self.shown)
        heard = {"all": chosen, "count": [u for u in chosen if u.kind in _NUMBERS], "mute": []}
        return tuple(heard[self.mode])

    def count(self, t_s: float, number: int) -> list[Utterance]:
        """Say how many repetitions are done."""
        if t_s - self._count_s < _COUNT_EVERY_S and number % 10:
            return []
        self._count_s = t_s
        return [Utterance(t_s, f"{number}", "count")]

    def cue(self, t_s: float, finding: Finding, repetition: int, side: Side | None = None) -> list[Utterance]:
        """Say what to change in a repetition.

        The same is not said twice of one repetition, and not of two in a row unless it matters much.

        Parameters
        ----------
        t_s : float
            Now.
        finding : Finding
            A fault.
        repetition : int
            Number of the repetition that shows it, under way or just over.
        side : {"left", "right"}, optional
            The side it concerns.
        """
        least = 1 if finding.severity == "major" else 2
        is_again = repetition - self._said_in.get(finding.cue, -least) < least
        if is_again or t_s - self._cue_s < _QUIET_S:
            return []
        self._said_in[finding.cue] = repetition
        self._cue_s, self._clean = t_s, 0
        return [Utterance(t_s, short(finding.message), "cue", finding.cue, side, finding.severity)]

    def why(self, t_s: float, message: str) -> list[Utterance]:
        """Say why a clock stands still."""
        is_again = message == self._why and t_s - self._why_s < _AGAIN_S
        if not message or is_again or t_s - self._cue_s < _QUIET_S:
            return []
        self._cue_s = self._why_s = t_s
        self._why = message
        return [Utterance(t_s, short(message), "cue")]

    def praise(self, t_s: float, repetition: Repetition) -> list[Utterance]:
        """Praise, where it is earned and not too soon."""
        self._clean = self._clean + 1 if repetition.in_form else 0
        is_early = t_s - self._praise_s < _PRAISE_EVERY_S or t_s - self._cue_s < _QUIET_S
        if self._clean < _CLEAN_IN_A_ROW or is_early:
            return []
        self._praise_s, self._clean = t_s, 0
        return [Utterance(t_s, _PRAISE[repetition.index % len(_PRAISE)], "praise")]

    def advise(self, t_s: float, advice: str, text: str) -> list[Utterance]:
        """Say what to put right before a set: once it is first, and again where nothing came of it."""
        since_any_s = t_s - max(self._advised_s.values(), default=-math.inf)
        since_s = t_s - self._advised_s.get(advice, -math.inf)
        if since_s < _AGAIN_S or since_any_s < _QUIET_S / 2:
            return []
        self._advised_s[advice] = t_s
        return [Utterance(t_s, text, "stage", advice)]
