"""Which model a live stream gets."""

import math

import pytest

from formcheck.pose import speed
from formcheck.records import ModelName


@pytest.mark.parametrize(
    ("heavy_s", "full_s", "chosen"),
    [(0.030, 0.010, "heavy"), (0.041, 0.012, "full"), (0.150, 0.039, "full"), (0.300, 0.080, "lite")],
)
def test_the_heaviest_that_leaves_time_for_the_rest(
    heavy_s: float, full_s: float, chosen: ModelName, monkeypatch: pytest.MonkeyPatch
) -> None:
    def timed(model: ModelName, *, with_dorsal: bool) -> float:  # noqa: ARG001 - called by name
        return {"heavy": heavy_s, "full": full_s}[model]

    monkeypatch.setattr(speed, "seconds_per_frame", timed)
    assert speed.live_model() == chosen


@pytest.mark.model
@pytest.mark.parametrize("with_dorsal", [False, True])
def test_a_frame_takes_time(with_dorsal: bool) -> None:
    assert 0.0 < speed.seconds_per_frame("lite", with_dorsal=with_dorsal) < math.inf
