"""The splits of the clips: what is fitted on, reported for and kept for a release shares no body and no clip."""

from __future__ import annotations

from collections import Counter

from benchmarks.accuracy.case import GROUPS
from benchmarks.synthetic.clips import FITTED, HELD_OUT, RELEASE, clips, for_release, heels
from benchmarks.synthetic.figure.body import names


def test_every_body_is_in_one_split() -> None:
    assert sorted([*FITTED, *HELD_OUT, *RELEASE]) == sorted(names())
    assert sorted(body for bodies in GROUPS.values() for body in bodies) == sorted(names())


def test_no_clip_of_the_table_is_one_of_a_release() -> None:
    table, release = list(clips()), list(for_release())
    assert table
    assert {clip.body for clip in release} == set(RELEASE)
    assert not {clip.body for clip in table} & set(RELEASE)
    assert not {clip.seed for clip in table} & {clip.seed for clip in release}, "looks and cameras follow from the seed"


def test_clips_have_names_of_their_own() -> None:
    for listed in (clips(), for_release()):
        assert max(Counter(clip.id for clip in listed).values()) == 1


def test_the_heels_are_learnt_from_bodies_that_may_be_fitted_on() -> None:
    assert {clip.body for clip in heels()} == set(FITTED)
    assert len(list(heels())) <= 12
