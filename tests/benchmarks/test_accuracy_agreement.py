"""Statistics of errors, on numbers whose results are known."""

import math

import numpy as np
import pytest

from benchmarks.accuracy.agreement import agreement, grouped, reliable_from, share, spread


def test_agreement_of_two_clips() -> None:
    found = agreement([np.array([1.0, -1.0]), np.array([3.0, 3.0])])
    assert found is not None
    assert (found.n, found.clips, found.mae, found.bias) == (4, 2, 2.0, 1.5)
    spread_of_frames = math.sqrt(11.0 / 3.0)  # deviations -0.5, -2.5, 1.5, 1.5
    assert found.low == pytest.approx(1.5 - 1.96 * spread_of_frames)
    assert found.high == pytest.approx(1.5 + 1.96 * spread_of_frames)
    assert found.clip_sd == pytest.approx(3.0 / math.sqrt(2.0))


def test_agreement_leaves_out_what_was_not_measured() -> None:
    found = agreement([np.array([np.nan, 2.0]), np.array([np.nan])])
    assert found is not None
    assert (found.n, found.clips, found.bias) == (1, 1, 2.0)
    assert math.isnan(found.clip_sd)


def test_nothing_measured_agrees_with_nothing() -> None:
    assert agreement([np.array([np.nan])]) is None
    assert spread([math.nan]) is None
    assert share(0, 0) is None


def test_limits_of_agreement_hold_95_of_100_normal_errors() -> None:
    errors = np.random.default_rng(4).normal(-2.0, 3.0, 20_000)
    found = agreement([errors])
    assert found is not None
    within = float(np.mean((errors > found.low) & (errors < found.high)))
    assert within == pytest.approx(0.95, abs=0.01)
    assert (found.low, found.high) == pytest.approx((-2.0 - 5.88, -2.0 + 5.88), abs=0.15)


def test_error95_is_the_farther_percentile() -> None:
    found = spread([float(error) for error in range(-10, 91)])
    assert found is not None
    assert (found.low, found.high, found.error95) == pytest.approx((-7.5, 87.5, 87.5))
    negative = spread([-4.0])
    assert negative is not None
    assert negative.error95 == 4.0


def test_reliable_from_the_smallest_size_with_nearly_all_found() -> None:
    sizes = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    assert reliable_from(sizes, [False, False, True, True, True, True]) == 3.0
    assert reliable_from(sizes, [True] * 6) == 1.0


def test_what_is_missed_above_is_not_made_good_below() -> None:
    """The largest three are not all found; twenty smaller ones that are do not lift the share over 95 % again."""
    sizes = [*np.linspace(0.0, 1.0, 40).tolist(), 2.0, 3.0, 4.0]
    assert reliable_from(sizes, [True] * 41 + [False, True]) is None


def test_one_miss_in_twenty_is_still_reliable() -> None:
    sizes = [float(size) for size in range(20)]
    assert reliable_from(sizes, [False, *[True] * 19]) == 0.0
    assert reliable_from(sizes[1:], [False, *[True] * 18]) == 2.0


def test_too_few_say_nothing() -> None:
    assert reliable_from([1.0, 2.0], [True, True]) is None
    assert reliable_from([1.0, 2.0, math.nan], [True, True, True]) is None


def test_equal_sizes_stand_together() -> None:
    assert reliable_from([1.0, 1.0, 1.0], [True, True, False]) is None


def test_grouped_keeps_the_order() -> None:
    assert grouped([("b", 1), ("a", 2), ("b", 3)]) == {"b": [1, 3], "a": [2]}
