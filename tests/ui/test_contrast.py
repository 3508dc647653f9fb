"""The colours of the theme can be read: text, captions and buttons, on each background that they stand on."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

THEME = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
LEAST = 4.5
"""Contrast of text of the usual size, by WCAG 2.2, 1.4.3."""
CAPTION = 0.6
"""How much of the text's colour Streamlit gives a caption; the rest is the background's."""
BACKGROUNDS = ("backgroundColor", "secondaryBackgroundColor")

Colour = tuple[float, float, float]


def colour(code: str) -> Colour:
    red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def mixed(over: Colour, under: Colour, share: float) -> Colour:
    red, green, blue = (share * a + (1 - share) * b for a, b in zip(over, under, strict=True))
    return red, green, blue


def luminance(of: Colour) -> float:
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in of)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_has_the_highest_contrast() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21.0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_text_and_captions_can_be_read(theme: str, background: str) -> None:
    text, under = colour(THEME[theme]["textColor"]), colour(THEME[theme][background])
    assert contrast(text, under) >= LEAST
    assert contrast(mixed(text, under, CAPTION), under) >= LEAST


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_white_on_a_primary_button_can_be_read(theme: str) -> None:
    assert contrast((1, 1, 1), colour(THEME[theme]["primaryColor"])) >= LEAST
