import math

import numpy as np
import pytest

from formcheck.motion.gait.rhythm import Array, in_step, rhythm, stretches

FPS = (25.0, 29.97, 60.0)


def feet(spm: float, fps: float, duration_s: float = 6.0, limp: float = 0.0) -> tuple[Array, Array]:
    """Times, and the distance between two feet that swing like pendulums."""
    t_s = np.arange(0.0, duration_s, 1.0 / fps)
    phase = math.pi * spm / 60.0 * t_s
    return t_s, np.abs(np.sin(phase) + limp * np.cos(phase + 0.4))


@pytest.mark.parametrize("fps", FPS)
@pytest.mark.parametrize("spm", [148.0, 163.7, 181.0, 205.0])
def test_cadence_is_found_to_within_half_a_step_a_minute(spm: float, fps: float) -> None:
    assert rhythm([feet(spm, fps)]).cadence_spm == pytest.approx(spm, abs=0.5)


def test_a_shaky_signal_keeps_its_cadence() -> None:
    t_s, apart = feet(172.0, 30.0)
    apart += np.random.default_rng(1).normal(0.0, 0.15, apart.size)
    assert rhythm([(t_s, apart)]).cadence_spm == pytest.approx(172.0, abs=1.0)


def test_uneven_times_between_frames_do_not_matter() -> None:
    t_s, _ = feet(172.0, 30.0)
    t_s = t_s + np.random.default_rng(2).uniform(0.0, 0.02, t_s.size)
    apart = np.abs(np.sin(math.pi * 172.0 / 60.0 * t_s))
    assert rhythm([(t_s, apart)]).cadence_spm == pytest.approx(172.0, abs=0.5)


def test_size_does_not_matter() -> None:
    t_s, apart = feet(172.0, 30.0)
    assert rhythm([(t_s, 7.0 * apart)]).step_s == pytest.approx(rhythm([(t_s, apart)]).step_s, abs=1e-9)


def test_two_passes_count_together() -> None:
    t_s, apart = feet(166.0, 30.0, 2.5)
    assert rhythm([(t_s, apart), (t_s + 9.0, apart)]).cadence_spm == pytest.approx(166.0, abs=1.0)


def test_slow_motion_has_a_slow_cadence() -> None:
    assert rhythm([feet(44.0, 30.0, 12.0)]).cadence_spm == pytest.approx(44.0, abs=0.5)


def test_noise_and_standing_still_have_no_rhythm() -> None:
    t_s = np.arange(0.0, 6.0, 1 / 30)
    noise = np.random.default_rng(3).normal(size=t_s.size)
    assert math.isnan(rhythm([(t_s, noise)]).step_s)
    assert math.isnan(rhythm([(t_s, np.full_like(t_s, 0.2))]).step_s)
    assert math.isnan(rhythm([]).step_s)


@pytest.mark.parametrize("degrees", [0.0, 60.0, 180.0])
def test_phase_between_two_signals(degrees: float) -> None:
    t_s = np.arange(0.0, 6.0, 1 / 30)
    first = np.sin(2 * math.pi * t_s / 0.36)
    second = 3.0 + 0.2 * t_s + 0.1 * np.sin(2 * math.pi * t_s / 0.36 + math.radians(degrees))
    assert in_step([(t_s, first, second)], 0.36) == pytest.approx(math.cos(math.radians(degrees)), abs=0.05)


def test_gaps_part_stretches_and_short_ones_are_left_out() -> None:
    t_s = np.arange(0.0, 6.0, 0.1)
    seen = np.ones(t_s.size, dtype=bool)
    seen[20:25] = seen[30:35] = False
    assert stretches(t_s, seen) == [slice(0, 20), slice(35, 60)]
    assert stretches(t_s, np.zeros(t_s.size, dtype=bool)) == []
