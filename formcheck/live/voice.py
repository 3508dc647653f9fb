"""Counts, raised cues, reasons and advice go in; short utterances come out, few and none of them twice in a row."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from formcheck.coaching.cue_filter import QUIET_S
from formcheck.live.phrases import ENGLISH, Words
from formcheck.records import Finding, Repetition, Severity, Side

UtteranceKind = Literal["count", "cue", "praise", "stage", "countdown"]

MOST_WORDS: Final = 5
"""As many as are understood during a movement."""
_NUMBERS: frozenset[UtteranceKind] = frozenset({"count", "countdown"})
# Numbers that follow each other faster than they can be said are left out, except every tenth (our own estimate).
_COUNT_EVERY_S = 0.9
# Praise is rare: faded feedback held best (V66 in docs/evidence.md); how rare is our own estimate.
_CLEAN_IN_A_ROW, _PRAISE_EVERY_S = 3, 20.0
_PRAISES = 3
_CLAUSE = re.compile(r"[,:;.]\s")
_AGAIN_S: Final = 10.0
"""Before the same reason or advice is said again, in seconds (our own estimate)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Something to say and to show as a caption.

    Attributes
    ----------
    t_s : float
        Time of the pose at which to say it, in seconds.
    text : str
    kind : {"count", "cue", "praise", "stage", "countdown"}
        A number reached; a correction; praise; the next stage; a number counting down to zero.
    cue : str
        Id of the cue, or of the advice before a set; empty for all others.
    side : {"left", "right"} or None
        The side it concerns, where known.
    severity : {"info", "minor", "major"} or None
        Of a cue.
    """

    t_s: float
    text: str
    kind: UtteranceKind
    cue: str = ""
    side: Side | None = None
    severity: Severity | None = None


def short(text: str) -> str:
    """Shorten a sentence of more than `MOST_WORDS` words to its first clause.

    Returns
    -------
    str
        Without a full stop. Longer than `MOST_WORDS` where the first clause is not short enough.
    """
    text = text.strip().rstrip(".")
    clause = _CLAUSE.split(text)[0]
    is_long, has_number = len(text.split()) > MOST_WORDS, any(c.isdigit() for c in clause)
    return clause if is_long and not has_number and 2 <= len(clause.split()) <= MOST_WORDS else text


class Voice:
    """Puts into words what is worth saying; one voice for all sets of an exercise."""

    def __init__(self, words: Words = ENGLISH, exercise_id: str = "") -> None:
        self.words, self._exercise_id = words, exercise_id
        self.shown: Utterance | None = None
        """The newest utterance that is no number, for the caption."""
        self._praise_s = -math.inf
        self._advised_s: dict[str, float] = {}
        self.begin_set()

    def begin_set(self) -> None:
        """Forget the repetitions of the set before."""
        self._clean = 0
        self._cue_s = self._count_s = self._why_s = -math.inf
        self._why = ""

    def show(self, said: Sequence[Utterance]) -> None:
        """Keep the first of these that is not a number as the caption."""
        self.shown = next((u for u in said if u.kind not in _NUMBERS), self.shown)

    def of_exercise(self, english: str) -> str:
        """Translate a text of the exercise into the language of the voice."""
        return self.words.of_exercise(self._exercise_id, english)

    def count(self, t_s: float, number: int) -> list[Utterance]:
        """Say how many repetitions are done."""
        if t_s - self._count_s < _COUNT_EVERY_S and number % 10:
            return []
        self._count_s = t_s
        return [Utterance(t_s=t_s, text=f"{number}", kind="count")]

    def cue(self, t_s: float, finding: Finding, side: Side | None = None) -> list[Utterance]:
        """Say what to change in a repetition; `formcheck.coaching.cue_filter` has decided that it is worth it.

        Parameters
        ----------
        t_s : float
            Now, in seconds.
        finding : Finding
            The fault to correct.
        side : {"left", "right"}, optional
            The side that shows it.
        """
        self._cue_s, self._clean = t_s, 0
        text = short(self.of_exercise(finding.message))
        said = Utterance(t_s=t_s, text=text, kind="cue", cue=finding.cue, side=side, severity=finding.severity)
        return [said]

    def why(self, t_s: float, message: str) -> list[Utterance]:
        """Say why the clock of a hold is paused, or movements are not counted."""
        is_again = message == self._why and t_s - self._why_s < _AGAIN_S
        if not message or is_again or t_s - self._cue_s < QUIET_S:
            return []
        self._cue_s = self._why_s = t_s
        self._why = message
        return [Utterance(t_s=t_s, text=short(message), kind="cue")]

    def praise(self, t_s: float, repetition: Repetition) -> list[Utterance]:
        """Praise good form, seldom."""
        self._clean = self._clean + 1 if repetition.in_form else 0
        is_early = t_s - self._praise_s < _PRAISE_EVERY_S or t_s - self._cue_s < QUIET_S
        if self._clean < _CLEAN_IN_A_ROW or is_early:
            return []
        self._praise_s, self._clean = t_s, 0
        return [Utterance(t_s=t_s, text=self.words(f"praise_{repetition.index % _PRAISES}"), kind="praise")]

    def advise(self, t_s: float, advice: str, text: str) -> list[Utterance]:
        """Say what to put right before a set; the same advice again only after a while."""
        since_any_s = t_s - max(self._advised_s.values(), default=-math.inf)
        since_s = t_s - self._advised_s.get(advice, -math.inf)
        if since_s < _AGAIN_S or since_any_s < QUIET_S / 2:
            return []
        self._advised_s[advice] = t_s
        return [Utterance(t_s=t_s, text=text, kind="stage", cue=advice)]
