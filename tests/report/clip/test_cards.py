"""What the first and the last card say."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from formcheck.catalogue.library import load_exercise
from formcheck.motion.cleaning.camera import Camera
from formcheck.motion.cleaning.view import UNKNOWN, ViewState
from formcheck.records import ViewLabel
from formcheck.report.clip.cards import Card, Line, draw_card, last_card
from formcheck.report.clip.title import camera_words, limits_from, title_card
from formcheck.report.overlay import VERDICT_COLOURS
from tests.support.judged import empty, good, knees_in, shallow

SQUAT = load_exercise("squat")
SIDE_VIEW = ViewState("side", "right", 90.0)
ASKEW = "camera about 14\u00b0 off the side, looking up 5\u00b0, tilted 4\u00b0"
SIZES = [(640, 586), (480, 1180), (1280, 720), (720, 1280), (1920, 1158)]


def camera(azimuth_deg: float, pitch_deg: float, roll_deg: float) -> Camera:
    azimuth, pitch, roll = (math.radians(angle) for angle in (azimuth_deg, pitch_deg, roll_deg))
    return Camera(
        pitch_rad=pitch, roll_rad=roll, azimuth_rad=azimuth, lean_rad=0.0, focal_px=900.0, unit=0.3, scale=250.0,
        spread_deg=2.0, odd=0.1,
    )  # fmt: skip


def test_the_title_says_what_when_from_where_and_what_cannot_be_judged() -> None:
    card = title_card(SQUAT, date(2026, 5, 3), SIDE_VIEW, camera(12.0, -8.0, 1.0), "heavy")
    assert card.heading == "Squat"
    assert card.below == (
        "3 May 2026; seen from the side; camera about 12\u00b0 off the side, looking down 8\u00b0; pose model heavy"
    )
    (limits,) = card.lines
    assert limits.text.startswith("Not judged from here: Push your knees out")


@pytest.mark.parametrize(
    ("view", "known", "words"),
    [
        (SIDE_VIEW, camera(1.0, 0.0, 0.0), ["camera square on, level"]),
        (SIDE_VIEW, camera(-14.0, 5.0, -4.0), [ASKEW]),
        (ViewState("front", "camera", -20.0), None, ["camera about 20\u00b0 off that"]),
        (ViewState("rear", "away", -178.0), None, ["camera square on"]),
        (ViewState("oblique", "left", 40.0), None, []),
        (UNKNOWN, None, []),
    ],
)  # fmt: skip
def test_the_camera_is_told_as_far_as_it_is_known(view: ViewState, known: Camera | None, words: list[str]) -> None:
    assert camera_words(view, known) == words


@pytest.mark.parametrize("view", ["side", "front", "rear", "oblique"])
def test_the_limits_are_the_cues_that_no_check_of_this_view_judges(view: ViewLabel) -> None:
    said = limits_from(SQUAT, view)
    for cue in SQUAT.cue:
        if cue.enabled and cue.views and not cue.is_of_set:
            assert (cue.say in said) == (view not in cue.views), cue.id
    assert limits_from(SQUAT, "unknown") == ""


def test_the_last_card_sums_up() -> None:
    card = last_card(shallow().report, SQUAT)
    assert (card.large, card.below) == ("2 repetitions: 2 with faults", "Seen from the side")
    assert card.lines[0].verdict == "fault"
    assert card.lines[0].below.startswith("In 2 of 2 repetitions. At worst: angle of the thigh above the horizontal")
    assert card.lines[-1].text.startswith("Not judged: ")
    assert "Film from the front" in card.lines[-1].text


def test_a_set_in_form_and_a_set_of_nothing_have_a_last_card_too() -> None:
    assert last_card(good().report, SQUAT).large == "2 repetitions: 2 in form"
    assert last_card(empty().report, SQUAT).large == "No repetition was counted"


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_card_fits_into_every_shape_with_its_marks(size: tuple[int, int]) -> None:
    image = draw_card(last_card(knees_in().report, SQUAT), *size)
    assert image.shape == (size[1], size[0], 3)
    bright = np.argwhere((image > 150).all(axis=2))
    assert len(bright) > 500
    assert bright[:, 0].min() > 4
    assert bright[:, 0].max() < size[1] - 4
    assert bright[:, 1].max() < size[0] - 4
    assert (image == VERDICT_COLOURS["fault"]).all(axis=2).sum() > 20


def test_a_long_card_is_written_smaller_instead_of_being_cut() -> None:
    lines = tuple(Line(f"Line {i}: " + "film from the side with the camera at hip height. " * 3) for i in range(4))
    ends = []
    for shown in (lines[:1], lines):
        image = draw_card(Card("A name", "A day", "A sum", shown), 640, 496)
        rows = np.argwhere((image > 150).all(axis=2))[:, 0]
        ends.append((int(rows.min()), int(rows.max())))
    (short_top, _), (long_top, long_bottom) = ends
    assert long_top < short_top
    assert long_bottom < 490
