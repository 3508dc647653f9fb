"""The panel below the picture: what it says, where, and in which shapes besides colours."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from formcheck.records import Pose, Verdict
from formcheck.report.clip.cards import Card
from formcheck.report.clip.panel import Layout
from formcheck.report.lettering import Image
from formcheck.report.overlay import draw
from formcheck.report.scene import Mark, Scene, Strip
from tests.report.test_overlay import FULL, LONG_CUE, SCENES, SIZES, blank, camera, places, scene
from tests.support.figures import SIDE, standing
from tests.support.judged import shallow

# How a deuteranope sees RGB in linear light: Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, their
# matrix for deuteranomaly of severity 1.0.
DEUTERANOPE = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)


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
    assert layout.enlarged == 3
    pose = camera(size).see(standing())
    shown = scene(verdicts={"left_knee": "fault"})
    found = places(layout.annotated(blank(*size), pose, shown)[: 3 * size[1]], "fault")
    assert np.linalg.norm(found.mean(axis=0) - 3 * pose.landmarks[25, :2]) < 3.0


def as_a_deuteranope(image: Image) -> NDArray[np.float64]:
    """Linear light, as a deuteranope sees it."""
    return np.asarray((image / 255.0) ** 2.2 @ DEUTERANOPE.T)


def test_the_colours_alone_would_not_do() -> None:
    """A green of the same lightness as the red looks the same to a deuteranope: hence the shapes."""
    red, green = np.array([[[255, 72, 72]]], np.uint8), np.array([[[160, 146, 72]]], np.uint8)
    assert np.abs(as_a_deuteranope(red) - as_a_deuteranope(green)).max() < 0.12
    assert np.abs((red / 255.0) ** 2.2 - (green / 255.0) ** 2.2).max() > 0.3


def test_verdicts_differ_for_a_deuteranope_by_their_shapes() -> None:
    """Each verdict alone: the pixels that it covers are others than those of every other verdict."""
    pose = camera((640, 480)).see(standing())
    plain = blank()
    draw(plain, pose, scene())
    covered = {}
    for verdict in ("ok", "caution", "fault"):
        image = blank()
        draw(image, pose, scene(verdicts={"left_knee": verdict}))
        covered[verdict] = (np.abs(as_a_deuteranope(image) - as_a_deuteranope(plain)) > 0.02).any(axis=2)
    for one, other in (("ok", "caution"), ("ok", "fault"), ("caution", "fault")):
        either, both = covered[one] | covered[other], covered[one] & covered[other]
        assert both.sum() < 0.85 * either.sum(), (one, other)


@pytest.mark.parametrize("size", [(640, 480), (720, 1280), (1280, 540)], ids=str)
def test_the_legend_explains_every_mark_in_every_shape_of_picture(size: tuple[int, int]) -> None:
    image = drawn(camera(size).nobody(), scene())
    for verdict in ("ok", "caution", "fault"):
        assert len(places(image, verdict)) > 20, verdict


def test_each_coloured_joint_says_why() -> None:
    """With the joint, what was read, its unit and its limit; the worst first, and what is OK too."""
    shown = shallow().scene(shallow().repetition.start_s)
    assert shown.verdicts
    assert {joint for reason in shown.reasons for joint in reason.joints} == set(shown.verdicts)
    worst = shown.reasons[0]
    assert (worst.verdict, shown.verdicts[worst.joints[0]]) == ("fault", "fault")
    assert worst.where == "right hip and knee"
    assert re.fullmatch(r"Angle of the thigh above the horizontal: \d+°, limit \d+°", worst.detail)
    assert all(reason.words for reason in shown.reasons)
    without = drawn(SIDE.nobody(), replace(shown, reasons=()))
    changed = np.argwhere((drawn(SIDE.nobody(), shown) != without).any(axis=2))
    assert len(changed) > 1000


@pytest.mark.parametrize(
    ("joints", "words"),
    [
        (("left_knee", "right_knee"), "knees"),
        (("left_hip", "left_knee"), "left hip and knee"),
        (("left_hip", "right_hip", "right_knee"), "hips and right knee"),
        (("left_heel", "right_heel", "left_toe", "right_toe"), "heels and toes"),
    ],
)
def test_joints_have_words(joints: tuple[str, ...], words: str) -> None:
    assert replace(shallow().scene(2.0).reasons[0], joints=joints).where == words


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_words_stand_in_lines_that_can_be_read(size: tuple[int, int]) -> None:
    """At least 14 pixels to a line, and the panel never takes more room than the picture of a person."""
    layout = Layout(*size)
    assert layout.unit >= 14
    assert layout.size_px[1] - layout.picture_px[1] <= 1.1 * layout.picture_px[1]
    assert layout.size_px[1] % 2 == 0


@pytest.mark.parametrize(
    ("size", "shape"),
    [((640, 480), "landscape"), ((720, 1280), "upright"), ((1280, 540), "wide"), ((97, 65), "landscape")],
)
def test_each_shape_of_picture_has_a_panel_of_its_own(size: tuple[int, int], shape: str) -> None:
    layout, pose = Layout(*size), camera(size).nobody()
    assert layout.shape == shape
    strip = Strip(times_s=np.linspace(0.0, 10.0, 50), values=np.linspace(0.0, 1.0, 50), now_s=10.0, marks=())
    signal = np.argwhere((drawn(pose, scene(strip=strip)) == (110, 190, 255)).all(axis=2))
    starts = float(signal[:, 1].min()) / layout.size_px[0]
    assert (starts > 0.5) == (shape == "wide"), "beside the words of a wide picture, below those of the others"


def test_the_words_of_an_exercise_on_the_floor_have_the_width_up_to_the_edge() -> None:
    """Its legend is a row between them and the strip, and explains every mark as well."""
    pose, upright = camera((640, 480)).nobody(), shallow().scene(shallow().repetition.start_s)
    lying = replace(upright, is_on_floor=True)
    for shown, is_wide in ((upright, False), (lying, True)):
        words = drawn(pose, shown) != drawn(pose, replace(shown, reasons=()))
        columns = np.argwhere(words.any(axis=(0, 2)))
        assert bool(columns.max() > 0.85 * 640) == is_wide
    for verdict in ("ok", "caution", "fault"):
        assert len(places(drawn(pose, scene(is_on_floor=True)), verdict)) > 20, verdict
    upright_picture = replace(lying, reasons=())
    tall = camera((720, 1280)).nobody()
    np.testing.assert_array_equal(
        drawn(tall, upright_picture), drawn(tall, replace(upright_picture, is_on_floor=False))
    )


def test_the_title_stands_until_there_is_something_to_say() -> None:
    layout, pose, title = Layout(640, 480), SIDE.nobody(), Card("Squat", "3 May 2026")
    image, cued = blank(), scene(cue="Lower", cue_verdict="fault")
    titled, plain = layout.annotated(image, pose, scene(), title), layout.annotated(image, pose, scene())
    assert (titled != plain).any(axis=2).sum() > 200
    np.testing.assert_array_equal(layout.annotated(image, pose, cued, title), layout.annotated(image, pose, cued))


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
