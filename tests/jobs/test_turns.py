"""Whose turn it is, and how long it takes."""

from __future__ import annotations

from datetime import timedelta

from formcheck.jobs.turns import order_of, standings
from tests.jobs.rows import NOON, job


def test_first_come_first_served() -> None:
    jobs = [job(1, state="done"), job(2), job(3)]
    assert order_of(jobs) == jobs[1:]


def test_two_hundred_clips_of_one_do_not_hold_up_the_one_clip_of_another() -> None:
    jobs = [*(job(i) for i in range(200)), job(200, "ben")]
    # Ann's first was there first, then it is Ben's turn.
    assert order_of(jobs)[:3] == [jobs[0], jobs[200], jobs[1]]


def test_who_is_being_served_lets_others_go_first() -> None:
    jobs = [job(1, state="running", started_at=NOON), job(2), job(3, "ben")]
    assert order_of(jobs) == [jobs[2], jobs[1]]


def test_who_was_served_last_waits_for_who_was_served_before() -> None:
    before = [
        job(1, "ben", "done", started_at=NOON), job(2, "ann", "done", started_at=NOON + timedelta(seconds=5)),
    ]  # fmt: skip
    waiting = [job(3, "ann"), job(4, "ben"), job(5, "ann"), job(6, "ben")]
    assert order_of([*before, *waiting]) == [waiting[1], waiting[0], waiting[3], waiting[2]]


def test_the_time_left_follows_from_the_share_that_is_done() -> None:
    running = job(1, state="running", started_at=NOON, progress=0.25)
    (standing,) = standings([running], 1, NOON + timedelta(seconds=10))
    assert standing.left_s == 30.0
    assert standings([job(1, state="running", started_at=NOON, progress=0.01)], 1, NOON)[0].left_s is None


def test_those_that_wait_know_their_place_and_when_they_are_done() -> None:
    done = job(0, state="done", started_at=NOON, ended_at=NOON + timedelta(seconds=20))
    running = job(1, state="running", started_at=NOON, progress=0.5)
    jobs = [done, running, job(2), job(3)]
    told = standings(jobs, 1, NOON + timedelta(seconds=10))
    assert [standing.job for standing in told] == [running, *jobs[2:], done]
    assert [standing.ahead for standing in told] == [0, 1, 2, 0]
    assert [standing.left_s for standing in told] == [10.0, 30.0, 50.0, None]
    # With two workers one of them is free at once.
    assert [s.left_s for s in standings(jobs, 2, NOON + timedelta(seconds=10))[1:3]] == [20.0, 30.0]


def test_the_job_that_runs_says_how_long_one_takes_where_none_is_done_yet() -> None:
    jobs = [job(1, state="running", started_at=NOON, progress=0.5), job(2)]
    assert standings(jobs, 1, NOON + timedelta(seconds=10))[1].left_s == 30.0
    unknown = [job(1, state="running", started_at=NOON), job(2)]
    assert standings(unknown, 1, NOON + timedelta(seconds=10))[1].left_s is None
