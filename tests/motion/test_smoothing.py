import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.smoothing import HALF_WINDOW_S, DelayedSmoother, smooth_at


def run(times: list[float], values: list[float]) -> dict[float, float]:
    smoother = DelayedSmoother()
    done = [pair for t, x in zip(times, values, strict=True) for pair in smoother.push(t, x)]
    return dict(done + smoother.flush())


def clock(fps: float, duration_s: float = 2.0) -> list[float]:
    return [i / fps for i in range(int(duration_s * fps) + 1)]


def squat_like(t_s: float) -> float:
    """Half a metre down and up in two seconds, lowest at 1 s."""
    return 0.25 * (1 - math.cos(math.pi * t_s))


@settings(max_examples=20, deadline=None)
@given(st.floats(-5, 5), st.floats(-5, 5), st.sampled_from([15.0, 24.0, 29.97, 60.0]))
def test_a_line_passes_unchanged(offset: float, slope: float, fps: float) -> None:
    times = clock(fps, 1.0)
    for t, x in run(times, [offset + slope * t for t in times]).items():
        assert x == pytest.approx(offset + slope * t, abs=1e-6)


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0, 120.0])
def test_the_bottom_is_neither_shifted_nor_flattened(fps: float) -> None:
    times = clock(fps)
    smoothed = run(times, [squat_like(t) for t in times])
    lowest = max(smoothed, key=smoothed.__getitem__)
    assert lowest == pytest.approx(1.0, abs=0.5 / fps + 1e-9)
    assert smoothed[lowest] == pytest.approx(0.5, abs=0.01)


def test_a_parabola_keeps_its_symmetry() -> None:
    times = clock(30.0)
    smoothed = run(times, [(t - 1.0) ** 2 for t in times])
    for t in times[5:25]:
        assert smoothed[t] == pytest.approx(smoothed[min(smoothed, key=lambda s: abs(s - (2.0 - t)))], abs=1e-9)


def test_frame_rates_agree() -> None:
    slow, fast = (run(clock(fps), [squat_like(t) for t in clock(fps)]) for fps in (30.0, 120.0))
    for t in clock(30.0)[4:-4]:
        nearest = min(fast, key=lambda s: abs(s - t))
        assert slow[t] == pytest.approx(fast[nearest], abs=0.004)


def test_one_wild_frame_is_dropped() -> None:
    times = clock(30.0)
    values = [squat_like(t) for t in times]
    clean = run(times, values)
    values[20] += 5.0
    spoilt = run(times, values)
    assert all(spoilt[t] == pytest.approx(clean[t], abs=0.02) for t in times)


def test_noise_shrinks() -> None:
    times = clock(30.0, 20.0)
    noise = np.random.default_rng(1).normal(0.0, 1.0, len(times))
    smoothed = np.array(list(run(times, noise.tolist()).values()))
    assert smoothed.std() < 0.6


def test_missing_values_are_bridged_and_nothing_is_made_up() -> None:
    times = clock(30.0)
    values = [t for t in times]
    values[30] = math.nan
    assert run(times, values)[times[30]] == pytest.approx(times[30], abs=1e-9)
    assert math.isnan(run(times, [math.nan] * len(times))[times[30]])


def test_a_value_comes_half_a_window_late_and_the_rest_with_the_flush() -> None:
    smoother, times = DelayedSmoother(), clock(30.0, 1.0)
    for t in times:
        assert all(t - s >= HALF_WINDOW_S for s, _ in smoother.push(t, t))
    rest = smoother.flush()
    assert rest[-1][0] == times[-1]
    assert rest[-1][1] == pytest.approx(times[-1], abs=1e-9)
    assert all(times[-1] - s < HALF_WINDOW_S for s, _ in rest)
    assert smoother.flush() == []


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(0.005, 0.3), min_size=1, max_size=60))
def test_each_sample_comes_back_once_in_order(steps: list[float]) -> None:
    times = np.cumsum(steps).tolist()
    assert list(run(times, [1.0] * len(times))) == times


def test_streaming_equals_looking_at_everything() -> None:
    times = clock(30.0)
    values = np.random.default_rng(2).normal(0.0, 1.0, len(times))
    for t, x in run(times, values.tolist()).items():
        assert x == pytest.approx(smooth_at(np.array(times), values, t), abs=1e-9)
