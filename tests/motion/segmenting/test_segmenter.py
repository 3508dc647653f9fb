import math
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.motion.segmenting.cycle import Cycle
from formcheck.motion.segmenting.segmenter import Segmenter
from tests.support.figures import SetTiming, frames

FPS = 20.0
Signal = Callable[[float], float]


def spans(signal: Signal, duration_s: float, segmenter: Segmenter | None = None, fps: float = FPS) -> list[Cycle]:
    segmenter = segmenter or Segmenter(0.12)
    found = []
    for t in frames(duration_s, fps):
        span = segmenter.push(t, signal(t))
        if span is not None:
            segmenter.count(span)
            found.append(span)
    last = segmenter.finish()
    return [*found, last] if last is not None else found


def of(tempo: SetTiming, height: float = 0.5) -> Signal:
    return lambda t: height * tempo.at(t).share


def count(tempo: SetTiming, height: float = 0.5) -> int:
    return len(spans(of(tempo, height), tempo.duration_s))


@pytest.mark.parametrize("repetitions", [1, 2, 40])
def test_sets_of_any_length(repetitions: int) -> None:
    assert count(SetTiming(repetitions, 1.0, 0.1, 1.0, 0.5)) == repetitions


@pytest.mark.parametrize(("down_s", "up_s"), [(6.0, 6.0), (6.0, 1.0), (0.4, 0.4), (0.8, 0.5)])
def test_slow_and_fast(down_s: float, up_s: float) -> None:
    tempo = SetTiming(3, down_s, 0.1, up_s, 0.6)
    found = spans(of(tempo), tempo.duration_s)
    assert len(found) == 3
    middle = tempo.before_s + down_s + 0.05
    assert found[0].peak_s == pytest.approx(middle, abs=0.1 + 0.03 * down_s)


def test_back_to_back_without_a_pause() -> None:
    assert count(SetTiming(5, 1.0, 0.0, 1.0, 0.0)) == 5


@pytest.mark.parametrize("hold_s", [0.0, 1.0, 3.0])
def test_a_pause_at_the_bottom_is_one_repetition(hold_s: float) -> None:
    tempo = SetTiming(3, 1.0, hold_s, 1.0, 0.8)
    found = spans(of(tempo), tempo.duration_s)
    assert len(found) == 3
    assert found[0].peak_s == pytest.approx(tempo.before_s + 1.0 + hold_s / 2, abs=0.1)


@pytest.mark.parametrize("bounce", [0.1, 0.3, 0.5])
def test_a_bounce_at_the_bottom_is_one_repetition(bounce: float) -> None:
    assert count(SetTiming(3, 1.0, 0.9, 1.0, 0.8, bounce=bounce)) == 3


def test_a_pause_half_way_up_is_one_repetition() -> None:
    def signal(t: float) -> float:
        knots = [(0, 0), (1, 0), (2, 0.5), (2.5, 0.25), (3.5, 0.25), (4, 0), (6, 0)]
        for (t0, x0), (t1, x1) in pairwise(knots):
            if t <= t1:
                return x0 + (x1 - x0) * (t - t0) / (t1 - t0)
        return 0.0

    assert len(spans(signal, 6.0)) == 1


def test_a_shallow_attempt_counts_after_deep_ones() -> None:
    tempo = SetTiming(4, 1.0, 0.1, 1.0, 0.8)

    def signal(t: float) -> float:
        moment = tempo.at(t)
        return (0.25 if moment.repetition == 2 else 0.5) * moment.share

    found = spans(signal, tempo.duration_s)
    assert [round(span.excursion, 1) for span in found] == [0.5, 0.5, pytest.approx(0.25, abs=0.06), 0.5]


@pytest.mark.parametrize("height", [0.02, 0.08, 0.11])
def test_shifts_of_weight_count_nothing(height: float) -> None:
    assert count(SetTiming(5, 0.6, 0.1, 0.6, 0.4), height) == 0


def test_a_shift_after_deep_squats_counts_nothing() -> None:
    tempo = SetTiming(4, 1.0, 0.1, 1.0, 0.8)

    def signal(t: float) -> float:
        moment = tempo.at(t)
        return (0.15 if moment.repetition == 3 else 0.6) * moment.share

    assert len(spans(signal, tempo.duration_s)) == 3


def test_what_did_not_count_sets_no_standard() -> None:
    """Landmarks turned upside down made a movement four times as large as any repetition."""
    tempo, segmenter = SetTiming(3, 1.0, 0.1, 1.0, 0.8), Segmenter(0.12)
    found = [segmenter.push(t, (2.0 if tempo.at(t).repetition == 0 else 0.5) * tempo.at(t).share)
             for t in frames(tempo.duration_s, FPS)]  # fmt: skip
    assert len([span for span in found if span is not None]) == 3


@settings(max_examples=15, deadline=None)
@given(st.floats(-1.0, 1.0), st.floats(0.2, 0.9), st.integers(1, 4), st.sampled_from([15.0, 29.97, 60.0]))
def test_where_rest_lies_does_not_matter(rest: float, height: float, repetitions: int, fps: float) -> None:
    tempo = SetTiming(repetitions, 1.0, 0.2, 1.0, 0.6)
    found = spans(lambda t: rest + height * tempo.at(t).share, tempo.duration_s, fps=fps)
    assert len(found) == repetitions
    assert all(span.rest == pytest.approx(rest, abs=0.03) for span in found)
    assert all(span.excursion == pytest.approx(height, abs=0.05) for span in found)


def test_edges_are_where_a_tenth_of_the_way_is_left() -> None:
    tempo = SetTiming(1, 2.0, 0.2, 2.0, 1.0)
    span = spans(of(tempo), tempo.duration_s, fps=50.0)[0]
    tenth = 2.0 * math.acos(0.8) / math.pi
    assert span.start_s == pytest.approx(tempo.before_s + tenth, abs=0.05)
    assert span.end_s == pytest.approx(tempo.before_s + 4.2 - tenth, abs=0.05)
    assert span.start_s < span.peak_s < span.end_s <= span.closed_s
    assert span.returned == pytest.approx(1.0, abs=0.03)
    assert span.from_rest


def test_a_clip_that_starts_at_the_bottom_counts_what_follows() -> None:
    tempo = SetTiming(3, 1.0, 0.5, 1.0, 0.8)
    segmenter = Segmenter(0.12)
    start = tempo.before_s + 1.2
    found = [segmenter.push(t, of(tempo)(t)) for t in frames(tempo.duration_s, FPS) if t >= start]
    assert len([span for span in found if span]) == 2
    (lost,) = segmenter.lost
    assert lost.reason == "cut"
    assert lost.start_s == pytest.approx(start, abs=0.1)


def test_a_lift_from_the_floor_counts_where_the_exercise_begins_there() -> None:
    tempo = SetTiming(3, 1.0, 0.5, 1.0, 0.8)
    segmenter = Segmenter(0.12, begins_at="peak")
    start = tempo.before_s + 1.2
    found = [s for t in frames(tempo.duration_s, FPS) if t >= start and (s := segmenter.push(t, of(tempo)(t)))]
    assert [span.from_rest for span in found] == [False, True, True]


@pytest.mark.parametrize("begins_at", ["rest", "peak"])
def test_both_beginnings_count_alike_from_standing(begins_at: str) -> None:
    tempo = SetTiming(3, 1.0, 0.3, 1.0, 0.8)
    segmenter = Segmenter(0.12, begins_at="peak" if begins_at == "peak" else "rest")
    assert len(spans(of(tempo), tempo.duration_s, segmenter)) == 3


@pytest.mark.parametrize("share_of_way_up", [0.0, 0.3])
def test_a_clip_that_ends_on_the_way_up_counts_what_was_whole(share_of_way_up: float) -> None:
    tempo = SetTiming(2, 1.0, 0.2, 1.0, 0.8)
    segmenter = Segmenter(0.12)
    end = tempo.duration_s - 0.8 - 1.0 * (1 - share_of_way_up)
    (first,) = spans(of(tempo), end, segmenter)
    (lost,) = segmenter.lost
    assert lost.reason == "cut"
    assert first.end_s <= lost.start_s < lost.peak_s <= lost.end_s <= end


def test_a_clip_that_ends_all_but_standing_counts_the_last() -> None:
    tempo = SetTiming(2, 1.0, 0.2, 1.0, 0.8)
    segmenter = Segmenter(0.12)
    assert len(spans(of(tempo), tempo.duration_s - 0.8 - 0.2, segmenter)) == 2
    assert segmenter.lost == []


def hidden(signal: Signal, from_s: float, gap_s: float) -> Signal:
    return lambda t: math.nan if from_s <= t < from_s + gap_s else signal(t)


@pytest.mark.parametrize(
    ("gap_s", "is_cut", "lost"), [(0.4, [False, False], []), (1.9, [True, False], []), (2.5, [False], ["hidden"])]
)
def test_what_is_hidden_at_the_bottom_counts_and_is_not_judged(
    gap_s: float, is_cut: list[bool], lost: list[str]
) -> None:
    tempo = SetTiming(2, 1.0, 0.6, 1.0, 1.5)
    segmenter = Segmenter(0.12)
    found = spans(hidden(of(tempo), tempo.before_s + 0.9, gap_s), tempo.duration_s, segmenter)
    assert [cycle.is_cut for cycle in found] == is_cut
    assert [movement.reason for movement in segmenter.lost] == lost


@pytest.mark.parametrize("from_s", [1.75, 1.9, 2.0])
def test_the_end_of_one_and_the_beginning_of_the_next_are_not_joined(from_s: float) -> None:
    tempo = SetTiming(3, 1.0, 0.2, 1.0, 0.0)
    found = spans(hidden(of(tempo), tempo.before_s + from_s, 1.0), tempo.duration_s)
    assert all(cycle.end_s - cycle.start_s < 3.0 for cycle in found)


def test_a_beginning_that_is_hidden_counts_and_is_not_judged() -> None:
    tempo = SetTiming(2, 1.0, 0.6, 1.0, 1.5)
    found = spans(hidden(of(tempo), tempo.before_s - 0.4, 1.2), tempo.duration_s)
    assert [cycle.is_cut for cycle in found] == [True, False]


def test_what_is_hidden_across_a_cut_is_lost() -> None:
    tempo, segmenter = SetTiming(1, 1.0, 0.6, 1.0, 1.5), Segmenter(0.12)
    signal = hidden(of(tempo), tempo.before_s + 0.9, 1.2)
    for t in frames(tempo.duration_s, FPS):
        if t == tempo.before_s + 1.5:
            segmenter.cut()
        assert segmenter.push(t, signal(t)) is None
    assert [movement.reason for movement in segmenter.lost] == ["hidden"]


def test_whoever_stays_down_is_given_up() -> None:
    segmenter = Segmenter(0.12, max_duration_s=5.0)
    assert spans(of(SetTiming(1, 1.0, 10.0, 1.0, 1.0)), 15.0, segmenter) == []
    assert [lost.reason for lost in segmenter.lost] == ["too_long"]


def test_one_wild_frame_while_standing_is_no_deeper_rest() -> None:
    tempo = SetTiming(2, 1.0, 0.2, 1.0, 0.8)
    found = spans(lambda t: -1.0 if t == 0.5 else of(tempo)(t), tempo.duration_s)
    assert len(found) == 2


def test_the_attempt_under_way_is_told_once_it_has_turned() -> None:
    tempo, segmenter = SetTiming(1, 1.0, 0.2, 1.0, 0.8), Segmenter(0.12)
    told = []
    for t in frames(tempo.duration_s, FPS):
        segmenter.push(t, of(tempo)(t))
        if (span := segmenter.provisional()) is not None:
            told.append((t, span.peak_s))
    first, peak = told[0]
    assert tempo.before_s + 1.2 < first < tempo.before_s + 2.0
    assert peak == pytest.approx(tempo.before_s + 1.1, abs=0.1)
    assert not segmenter.is_open
    assert segmenter.active_since_s is None


@pytest.mark.parametrize("begins_at", ["rest", "peak"])
@given(values=st.lists(st.floats(-1.0, 1.0), max_size=40), falls=st.booleans())
def test_any_signal_of_any_length_ends(begins_at: Literal["rest", "peak"], values: list[float], falls: bool) -> None:
    segmenter = Segmenter(0.12, begins_at)
    for number, value in enumerate(sorted(values, reverse=True) if falls else values):
        segmenter.push(number / FPS, value)
    segmenter.finish()
