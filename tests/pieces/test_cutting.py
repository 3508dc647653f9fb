from __future__ import annotations

from itertools import pairwise

import pytest

from formcheck.pieces.cutting import PIECE_S, WARM_UP_S, Piece, cut


def times(until_s: float, fps: float) -> list[float]:
    return [i / fps for i in range(round(until_s * fps) + 1)]


@pytest.mark.parametrize(
    ("until_s", "pieces"), [(0.0, 1), (4.0, 1), (PIECE_S, 1), (10.1, 2), (61.0, 7), (150.0, 8), (1800.0, 60)]
)
def test_a_clip_is_cut_into_as_few_pieces_as_may_be(until_s: float, pieces: int) -> None:
    assert len(cut(times(until_s, 30.0))) == pieces


def test_every_frame_is_in_one_piece_and_all_pieces_last_as_long() -> None:
    times_s = times(34.0, 25.0)
    pieces = cut(times_s)
    assert (pieces[0].first, pieces[-1].end) == (0, len(times_s))
    assert all(one.end == other.first for one, other in pairwise(pieces))
    assert [times_s[one.first] for one in pieces] == pytest.approx([0.0, 8.5, 17.0, 25.5], abs=1 / 25)


def test_a_piece_is_analysed_from_a_while_before_its_beginning() -> None:
    times_s = times(34.0, 25.0)
    first, *others = cut(times_s)
    assert first.warm == 0
    assert all(times_s[one.first] - times_s[one.warm] == pytest.approx(WARM_UP_S, abs=1 / 25) for one in others)


@pytest.mark.parametrize("every", [1, 2])
def test_at_few_frames_a_second_there_are_enough_to_tell_a_cut(every: int) -> None:
    slow = cut(times(34.0, 5.0), every)
    assert [one.first - one.warm for one in slow[1:]] == [12 * every] * 3


def test_a_gap_longer_than_a_piece_makes_no_empty_one() -> None:
    pieces = cut([0.0, 0.1, 0.2, 35.0, 35.1])
    assert [(one.first, one.end) for one in pieces] == [(0, 3), (3, 5)]


def test_the_same_clip_is_cut_at_the_same_places() -> None:
    assert cut([0.0, 6.0, 12.0]) == cut((0.0, 6.0, 12.0)) == [Piece(0, 0, 1), Piece(0, 1, 3)]
