"""The rows of the phases of a repetition, and which sides its limbs are."""

import math
from dataclasses import replace

import pytest

from formcheck.catalogue.checks import Limb, Phase
from formcheck.coaching.phases import RepetitionWindow
from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.series import Column, Series
from formcheck.records import RepetitionSide, Side

SIGNAL = Column("hip_drop")


def window(side: RepetitionSide = "both", near: Side | None = "right") -> RepetitionWindow:
    """At rest until 1 s, evenly down to 0.5 at 2 s, evenly up until 3 s, at rest again; ten frames per second."""
    series = Series([SIGNAL])
    for i in range(41):
        series.append(i / 10, [max(0.0, 0.5 - abs(i / 10 - 2.0) / 2)])
    return RepetitionWindow(
        series=series,
        cycle=Cycle(start_s=1.1, peak_s=2.0, end_s=2.9, closed_s=3.3, rest=0.0, peak=0.5, returned=1.0),
        signal=SIGNAL,
        side=side,
        near=near,
        view="side",
        frame_s=0.1,
    )


@pytest.mark.parametrize(
    ("phase", "first", "last"),
    [
        ("start", 0.6, 1.1), ("descent", 1.1, 2.0), ("bottom", 2.0, 2.0), ("deep", 1.9, 2.1),
        ("early_ascent", 2.0, 2.4), ("ascent", 2.0, 2.9), ("top", 2.9, 3.3), ("throughout", 1.1, 2.9),
    ],
)  # fmt: skip
def test_windows_of_the_phases(phase: Phase, first: float, last: float) -> None:
    times = window().times(phase)
    assert (times[0], times[-1]) == (pytest.approx(first, abs=0.101), pytest.approx(last, abs=0.101))
    assert len(window().values(SIGNAL, phase)) == len(times)


def test_rest_is_beside_the_repetition() -> None:
    found = window()
    assert found.rest_value(SIGNAL) == pytest.approx(0.0, abs=0.03)
    times = found.series.times_s[found.at_rest()]
    assert times.size
    assert all(t <= 1.2 or t >= 2.8 for t in times)


@pytest.mark.parametrize(
    ("side", "near", "limb", "expected"),
    [
        ("left", "right", "lead", ["left"]), ("left", "right", "trail", ["right"]),
        ("left", "right", "near", ["right"]),
        ("both", None, "near", []), ("both", None, "lead", []), ("both", None, "trail", []),
        ("both", None, "whole", [None]), ("right", None, "each", ["left", "right"]),
    ],
)  # fmt: skip
def test_limbs_become_sides(side: RepetitionSide, near: Side | None, limb: Limb, expected: list[Side | None]) -> None:
    assert window(side, near).sides(limb) == expected


def hidden(start_s: float, end_s: float) -> RepetitionWindow:
    found = window()
    series = Series([SIGNAL])
    for t_s, (value,) in zip(found.series.times_s.tolist(), found.series.rows.tolist(), strict=True):
        series.append(t_s, [math.nan if start_s <= t_s <= end_s else value])
    return replace(found, series=series)


@pytest.mark.parametrize(
    ("start_s", "end_s", "expected"), [(2.0, 2.4, False), (1.6, 2.4, False), (1.45, 2.55, True), (1.5, 3.0, True)]
)
def test_a_signal_is_hidden_unless_half_of_each_way_is_seen(start_s: float, end_s: float, expected: bool) -> None:
    assert hidden(start_s, end_s).is_hidden() == expected
