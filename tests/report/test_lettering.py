"""Text on pictures."""

import numpy as np
import pytest

from formcheck.catalogue.library import exercises
from formcheck.report.lettering import Image, fitting, put, text_size, wrap

WHITE = (255, 255, 255)
SENTENCE = "Push your knees out over your feet and keep your whole weight on both heels"
LONGEST_WORD = "weight"


def written(text: str, size_px: int = 30) -> Image:
    image = np.full((60, 60, 3), 90, np.uint8)
    put(image, text, 10, 10, size_px, WHITE)
    return image


def blank(width: int = 200, height: int = 80) -> Image:
    return np.full((height, width, 3), 90, np.uint8)


def every_sign() -> list[str]:
    messages = [cue.say for exercise in exercises() for cue in exercise.cue]
    signs = set("".join(messages)) | set("äöüÄÖÜßéñ°!")
    return sorted(signs - {" ", "?"})


def test_every_sign_has_letters_of_its_own() -> None:
    """A sign that the font lacks looks like another one that it lacks, or like a question mark."""
    signs = every_sign()
    looks = {written(sign).tobytes() for sign in [*signs, "?", " "]}
    assert len(signs) > 40
    assert len(looks) == len(signs) + 2


def test_an_umlaut_is_higher_than_its_letter() -> None:
    plain, dotted = written("u"), written("ü")
    assert np.argwhere(dotted.max(axis=2) > 200)[:, 0].min() < np.argwhere(plain.max(axis=2) > 200)[:, 0].min() - 2


def test_text_is_in_its_colour_with_a_dark_rim() -> None:
    image = blank()
    put(image, "Tiefer °", 10, 10, 40, (255, 184, 28))
    assert (image == (255, 184, 28)).all(axis=2).sum() > 100
    assert image.min() < 60


def test_text_stays_within_its_box() -> None:
    image = blank()
    width, height = text_size("Knie raus", 30)
    put(image, "Knie raus", 11, 7, 30, WHITE)
    rows, columns = np.nonzero((image != 90).any(axis=2))
    assert (columns.min() >= 11, columns.max() < 11 + width) == (True, True)
    assert (rows.min() >= 7, rows.max() < 7 + height) == (True, True)
    assert columns.max() - columns.min() > 0.9 * (width - 8)


@pytest.mark.parametrize(
    ("left", "top", "inside_left", "inside_top"),
    [(-50, -50, 0, 0), (10_000, 5, -1, 5), (5, 10_000, 5, -1), (190, 70, -1, -1)],
    ids=["upper left", "right", "below", "corner"],
)
def test_at_the_edges_text_moves_inside(left: int, top: int, inside_left: int, inside_top: int) -> None:
    width, height = text_size("45°", 24)
    moved, placed = blank(), blank()
    put(moved, "45°", left, top, 24, WHITE)
    put(
        placed,
        "45°",
        inside_left if inside_left >= 0 else 200 - width,
        inside_top if inside_top >= 0 else 80 - height,
        24,
        WHITE,
    )
    assert (moved != 90).any()
    np.testing.assert_array_equal(moved, placed)


@pytest.mark.parametrize("size", [(5, 5), (200, 3), (3, 200), (1, 1)], ids=str)
def test_text_larger_than_the_picture_is_cut(size: tuple[int, int]) -> None:
    image = blank(*size)
    put(image, "Wide words", 2, 2, 40, WHITE)
    assert image.shape == (size[1], size[0], 3)


def test_nothing_is_written_of_no_text() -> None:
    assert (written(" ") == 90).all()
    assert (written("") == 90).all()


@pytest.mark.parametrize("size_px", [8, 17, 40])
def test_wrapped_lines_are_no_wider_than_asked_for_and_lose_no_word(size_px: int) -> None:
    least = text_size(LONGEST_WORD, size_px)[0] + 5
    for width in range(least, 12 * least, least):
        lines = wrap(SENTENCE, size_px, width)
        assert " ".join(lines) == SENTENCE
        assert max(text_size(line, size_px)[0] for line in lines) <= width


def test_a_word_wider_than_the_line_has_a_line_of_its_own() -> None:
    assert wrap("Zur Kniebeugehaltung zurück", 30, 60) == ("Zur", "Kniebeugehaltung", "zurück")


@pytest.mark.parametrize("width", [120, 200, 333, 600, 2000])
@pytest.mark.parametrize("most_lines", [1, 3])
def test_the_fitting_size_fits_and_is_the_largest(width: int, most_lines: int) -> None:
    def fits(size_px: int) -> bool:
        lines = wrap(SENTENCE, size_px, width)
        return len(lines) <= most_lines and max(text_size(line, size_px)[0] for line in lines) <= width

    size = fitting(SENTENCE, 40, width, most_lines)
    assert size == 8 or fits(size)
    assert size == 40 or not fits(size + 1)


def test_no_text_becomes_too_small_to_read() -> None:
    assert fitting(SENTENCE, 40, 20, 1) == 8
