from __future__ import annotations

import pytest

from formcheck.records import Break, Hold
from formcheck.report.hold_clock import clock_at, hold_at

SAGS = Break(start_s=6.0, end_s=8.0, cue="body_line_sag", message="Lift your hips")
FIRST = Hold(index=1, side="both", start_s=2.0, end_s=12.0, in_form_s=8.0, findings=(), breaks=(SAGS,))
SECOND = Hold(index=2, side="both", start_s=20.0, end_s=25.0, in_form_s=5.0, findings=())


@pytest.mark.parametrize(
    ("t_s", "seconds", "runs", "why"),
    [
        (1.0, 0.0, False, ""),
        (4.0, 2.0, True, ""),
        (6.5, 4.0, False, "Lift your hips"),
        (9.0, 5.0, True, ""),
        (15.0, 8.0, False, ""),
        (21.0, 1.0, True, ""),
        (99.0, 5.0, False, ""),
    ],
)
def test_the_clock_counts_the_time_in_form(t_s: float, seconds: float, runs: bool, why: str) -> None:
    clock = clock_at(t_s, [FIRST, SECOND], 30.0)
    assert (clock.seconds, clock.runs, clock.why) == (seconds, runs, why)
    assert clock.cue == ("body_line_sag" if why else None)


def test_a_hold_lingers_for_a_moment() -> None:
    assert [hold_at(t_s, [FIRST, SECOND]) for t_s in (1.0, 3.0, 13.9, 15.0, 21.0)] == [None, FIRST, FIRST, None, SECOND]


def test_a_break_that_lasts_as_long_as_the_hold_is_shown_at_its_end() -> None:
    still_paused = Hold(index=1, side="both", start_s=2.0, end_s=8.0, in_form_s=4.0, findings=(), breaks=(SAGS,))
    clock = clock_at(8.0, [still_paused], 30.0)
    assert (clock.seconds, clock.runs, clock.why) == (4.0, False, "Lift your hips")
    assert clock_at(8.0, [FIRST], 30.0).runs, "here the clock ran again"
