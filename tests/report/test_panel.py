"""The panel below the picture: what it says, where, and in which shapes besides colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.records import Pose, Verdict
from formcheck.report.lettering import Image
from formcheck.report.overlay import draw
from formcheck.report.panel import Layout
from formcheck.report.scene import Mark, Scene, Strip
from tests.report.test_overlay import FULL, LONG_CUE, SCENES, SIZES, blank, camera, places, scene
from tests.support.figures import SIDE, standing

# How a deuteranope sees RGB (Vienot, Brettel and Mollon 1999, in linear light; cited from memory).
DEUTERANOPE = np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]])


def drawn(pose: Pose, shown: Scene) -> Image:
    """The panel alone."""
    image = blank(pose.width_px, pose.height_px)
    layout = Layout(pose.width_px, pose.height_px)
    return layout.annotated(image, pose, shown)[layout.enlarged * pose.height_px :]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", SCENES)
def test_the_picture_holds_the_body_and_nothing_else(size: tuple[int, int], name: str) -> None:
    layout, shown = Layout(*size), SCENES[name]
    whole = layout.annotated(blank(*size), camera(size).nobody(), shown)
    picture = whole[: layout.enlarged * size[1]]
    assert whole.shape == (layout.size_px[1], layout.size_px[0], 3)
    assert (picture == blank(1, 1)[0, 0]).all()


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (720, 1280)], ids=str)
def test_the_body_is_drawn_as_without_a_panel(size: tuple[int, int]) -> None:
    pose, plain = camera(size).see(standing()), blank(*size)
    draw(plain, pose, FULL)
    np.testing.assert_array_equal(Layout(*size).annotated(blank(*size), pose, FULL)[: size[1]], plain)


def test_a_small_picture_is_enlarged_with_its_body() -> None:
    size = (240, 180)
    layout = Layout(*size)
    assert layout.enlarged == 2
    pose = camera(size).see(standing())
    shown = scene(verdicts={"left_knee": "fault"})
    found = places(layout.annotated(blank(*size), pose, shown)[: 2 * size[1]], "fault")
    assert np.linalg.norm(found.mean(axis=0) - 2 * pose.landmarks[25, :2]) < 2.0


def test_verdicts_differ_for_a_deuteranope_by_their_shapes() -> None:
    """Each verdict alone, in grey: the pixels that it covers are others than those of every other verdict."""
    pose = camera((640, 480)).see(standing())
    covered = {}
    for verdict in ("ok", "caution", "fault"):
        image = blank()
        draw(image, pose, scene(verdicts={"left_knee": verdict}))
        seen = (image / 255.0) ** 2.2 @ DEUTERANOPE.T
        plain = blank()
        draw(plain, pose, scene())
        covered[verdict] = (np.abs(seen - (plain / 255.0) ** 2.2 @ DEUTERANOPE.T) > 0.02).any(axis=2)
    for one, other in (("ok", "caution"), ("ok", "fault"), ("caution", "fault")):
        either, both = covered[one] | covered[other], covered[one] & covered[other]
        assert both.sum() < 0.85 * either.sum(), (one, other)


def test_the_count_is_at_the_left() -> None:
    changed = np.argwhere((drawn(SIDE.nobody(), scene(count=3)) != drawn(SIDE.nobody(), scene(count=4))).any(axis=2))
    assert len(changed) > 20
    assert changed[:, 1].max() < 160


@pytest.mark.parametrize("size", SIZES[:4], ids=str)
@pytest.mark.parametrize("verdict", ["caution", "fault"])
def test_a_cue_has_a_bar_in_the_colour_of_its_verdict(size: tuple[int, int], verdict: Verdict) -> None:
    pose = camera(size).nobody()
    plain, cued = drawn(pose, scene()), drawn(pose, scene(cue=LONG_CUE, cue_verdict=verdict))
    changed = (plain != cued).any(axis=2)
    bar = np.argwhere((cued != plain).any(axis=2) & (cued == cued[changed][0]).all(axis=2))
    assert changed.sum() > 100
    assert len(bar) > 0


def test_what_was_read_stands_below_the_cue() -> None:
    shown = scene(cue="Lower", cue_verdict="fault")
    told = replace(shown, detail="Angle of the thigh above the horizontal: 30°, limit 15°")
    changed = np.argwhere((drawn(SIDE.nobody(), shown) != drawn(SIDE.nobody(), told)).any(axis=2))
    assert len(changed) > 200
    assert changed[:, 0].min() > 20


def test_a_fault_has_a_sign_besides_its_colour() -> None:
    pose, shown = SIDE.nobody(), scene(cue="Lower", cue_verdict="caution")
    bright = [(drawn(pose, each) > 200).all(axis=2).sum() for each in (shown, replace(shown, cue_verdict="fault"))]
    assert bright[1] > bright[0] + 5


def test_the_strip_shades_each_repetition_at_its_time() -> None:
    times = np.linspace(0.0, 10.0, 100)
    marks = (
        Mark(start_s=1.0, end_s=3.0, index=1, in_form=True),
        Mark(start_s=6.0, end_s=8.0, index=2, in_form=False),
        Mark(start_s=8.5, end_s=9.8, index=3, in_form=None),
    )
    image = drawn(
        SIDE.nobody(), scene(strip=Strip(times_s=times, values=np.full(100, np.nan), now_s=10.0, marks=marks))
    )
    row = image[-3].astype(int)
    green, red = row[:, 1] - row[:, 0], row[:, 0] - row[:, 1]
    assert (green[70:185] > 20).all()
    assert (red[390:505] > 20).all()
    assert not (abs(green[[30, 300, 600]]) > 20).any()
    grey = row[560:620]
    assert (grey > row[530] + 30).all()
    assert (np.ptp(grey, axis=1) < 20).all()


def test_the_signal_goes_down_with_the_person() -> None:
    times = np.linspace(0.0, 10.0, 101)
    values = np.where(times < 5.0, 0.0, 1.0)
    values[:10] = np.nan
    image = drawn(SIDE.nobody(), scene(strip=Strip(times_s=times, values=values, now_s=10.0, marks=())))
    signal = np.argwhere(image[:, :, 2].astype(int) - image[:, :, 0] > 60)
    early, late = signal[signal[:, 1] < 300, 0], signal[signal[:, 1] > 340, 0]
    assert early.max() < late.min()
    assert signal[:, 1].min() > 50


def test_the_signal_has_a_gap_where_nothing_was_seen() -> None:
    times, values = np.linspace(0.0, 10.0, 101), np.full(101, 0.5)
    values[40:60] = np.nan
    image = drawn(SIDE.nobody(), scene(strip=Strip(times_s=times, values=values, now_s=10.0, marks=())))
    columns = np.unique(np.argwhere(image[:, :, 2].astype(int) - image[:, :, 0] > 60)[:, 1])
    assert not ((columns > 260) & (columns < 375)).any()
    assert (columns < 240).sum() > 200
    assert (columns > 390).sum() > 200


@pytest.mark.parametrize("values", [[], [0.3], [np.nan, np.nan], [0.0, 0.0]], ids=str)
def test_a_signal_of_little_or_nothing_can_be_drawn(values: list[float]) -> None:
    strip = Strip(times_s=np.arange(float(len(values))), values=np.array(values), now_s=3.0, marks=())
    assert drawn(SIDE.nobody(), scene(strip=strip)).any()


def test_a_signal_at_rest_looks_like_rest() -> None:
    times = np.linspace(0.0, 10.0, 101)
    trembling = 0.01 * np.sin(times)

    def height(least_span: float) -> int:
        image = drawn(
            SIDE.nobody(),
            scene(strip=Strip(times_s=times, values=trembling, now_s=10.0, marks=(), least_span=least_span)),
        )
        return int(np.ptp(np.argwhere((image == (110, 190, 255)).all(axis=2))[:, 0]))

    assert height(0.3) < 0.3 * height(0.0)
