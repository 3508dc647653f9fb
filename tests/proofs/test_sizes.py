"""The table of proofs says how large each fault is drawn, and whether it had to be enlarged."""

from __future__ import annotations

import pytest

from benchmarks.proofs.drawn import drawn_size
from benchmarks.proofs.table import read
from benchmarks.proofs.takes import Filmed, takes

ROWS = {row.clip: row for row in read() if row.cue}
TAKES = {take.id: take for take in takes([]) if take.id in ROWS}


def test_every_row_of_a_fault_says_whether_it_is_enlarged_as_it_is_drawn() -> None:
    assert ROWS
    assert {clip: row.enlarged for clip, row in ROWS.items()} == {
        clip: "yes" if take.is_enlarged else "no" for clip, take in TAKES.items()
    }


def test_nearly_every_fault_has_a_size() -> None:
    unsized = [clip for clip, row in ROWS.items() if row.size is None]
    assert len(unsized) <= 0.05 * len(ROWS), unsized


@pytest.mark.parametrize(
    "clip",
    [
        "squat-side-depth",
        "deadlift-side-rounded_back",
        "squat-side-slow_lower",
        "run_overstride-side-foot_ahead_of_hip",
    ],
)
def test_the_size_is_that_of_the_drawing(clip: str) -> None:
    take: Filmed = TAKES[clip]
    size = drawn_size(take)
    assert size is not None
    assert size.unit == ROWS[clip].unit
    assert size.size == pytest.approx(ROWS[clip].size, rel=0.01)


def test_good_form_has_no_size() -> None:
    good = next(take for take in takes(["squat"]) if not take.cue)
    assert drawn_size(good) is None
    assert not good.is_enlarged
