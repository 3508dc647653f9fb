"""Parts of the live page that need no browser: pace, servers, large words, what is said."""

from __future__ import annotations

import numpy as np
import pytest

from formcheck.errors import UsageError
from formcheck.ui import ice
from formcheck.ui.pace import Pace, fit


def run(pace: Pace, seconds: float, *, from_s: float = 0.0, for_s: float = 20.0) -> None:
    for t_s in np.arange(from_s, from_s + for_s, max(seconds, 1 / 30)):
        pace.took(float(t_s), seconds)


def test_a_fast_machine_is_asked_for_everything() -> None:
    pace = Pace()
    run(pace, 0.05)
    assert (pace.level.says, pace.level.least_s, pace.level.shrink) == ("", 0.0, 1.0)


@pytest.mark.parametrize(("seconds", "rate"), [(0.1, 15), (0.3, 10)])
def test_a_slow_machine_is_asked_for_less_and_it_is_said(seconds: float, rate: int) -> None:
    pace = Pace()
    run(pace, seconds)
    assert pace.level.most_a_second == rate
    assert "slow" in pace.level.says


def test_one_slow_picture_changes_nothing() -> None:
    pace = Pace()
    for number in range(300):
        pace.took(number / 30, 2.0 if number % 20 == 7 else 0.03)
    assert pace.level.says == ""


def test_it_never_goes_back_to_more_in_a_stream() -> None:
    pace = Pace()
    run(pace, 0.1)
    run(pace, 0.01, from_s=30.0)
    assert pace.level.most_a_second == 15


def test_fewer_pictures_are_due_on_a_slow_machine() -> None:
    pace = Pace()
    assert sum(pace.is_due(n / 30) for n in range(300)) == 300
    run(pace, 0.3)
    assert 90 <= sum(pace.is_due(20 + n / 30) for n in range(300)) <= 110


@pytest.mark.parametrize(("shape", "fitted"), [((720, 1280, 3), (270, 480, 3)), ((320, 240, 3), (320, 240, 3))])
def test_fit(shape: tuple[int, ...], fitted: tuple[int, ...]) -> None:
    assert fit(np.zeros(shape, np.uint8), 480).shape == fitted


def test_no_server_is_asked_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ice.VARIABLE, raising=False)
    assert ice.servers() == ()


def test_servers_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ice.VARIABLE, '[{"urls": ["turn:a.example:3478"], "username": "u", "credential": "p"}]')
    assert ice.servers() == (ice.Server(urls=["turn:a.example:3478"], username="u", credential="p"),)


@pytest.mark.parametrize("text", ["turn:a.example", "{}", '[{"url": "stun:a"}]', '[{"urls": "https://a.example"}]'])
def test_wrong_servers_are_told_with_the_right_form(text: str) -> None:
    with pytest.raises(UsageError, match=r"FORMCHECK_ICE_SERVERS .*Right is: \[\{"):
        ice.servers(text)
