"""What a stream tells the page and the browser: plain data."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.live.stage import Stage
from formcheck.pose.people.subject import Subject
from formcheck.report.hold_clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the page shows of a running stream; replaced as a whole, so that another thread may read it.

    `seen_s` is when the last frame came, on the monotonic clock.
    """

    stage: Stage | None = None
    repetitions: int = 0
    in_form: int = 0
    not_judged: int = 0
    frames: int = 0
    frames_per_s: float = 0.0
    person_found: bool = False
    people: tuple[Subject, ...] = ()
    clock: Clock | None = None
    slow: str = ""
    seen_s: float = 0.0


@dataclass(frozen=True, slots=True)
class FrameMessage:
    """What the browser is to draw of one frame, and to say and keep, as JSON; `words` is empty if nothing is new."""

    sketch: str
    words: str = ""
