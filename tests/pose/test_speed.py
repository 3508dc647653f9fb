"""Which model a live stream gets."""

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
def test_a_frame_takes_time_and_more_of_it_with_the_outline_of_the_back() -> None:
    assert 0.0 < speed.seconds_per_frame("lite") < speed.seconds_per_frame("lite", with_dorsal=True)
