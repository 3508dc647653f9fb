"""How a clip looks: the light, the colours and the camera's faults, all drawn from one seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.rendering.mesh import FloatArray

Colour = tuple[float, float, float]
"""sRGB from 0 to 1; of light, linear and at times more."""

SKINS: tuple[Colour, ...] = (
    (0.93, 0.78, 0.69),
    (0.86, 0.67, 0.55),
    (0.76, 0.57, 0.44),
    (0.62, 0.44, 0.32),
    (0.45, 0.31, 0.23),
    (0.32, 0.22, 0.17),
)
"""From light to dark."""
SHIRTS: tuple[Colour, ...] = (
    (0.16, 0.25, 0.46),
    (0.66, 0.16, 0.17),
    (0.16, 0.16, 0.17),
    (0.86, 0.86, 0.84),
    (0.20, 0.45, 0.36),
    (0.48, 0.50, 0.53),
    (0.80, 0.55, 0.18),
    (0.46, 0.32, 0.52),
)
SHORTS: tuple[Colour, ...] = ((0.13, 0.13, 0.15), (0.20, 0.24, 0.34), (0.36, 0.37, 0.39), (0.30, 0.32, 0.24))
SHOES: tuple[Colour, ...] = ((0.88, 0.88, 0.87), (0.15, 0.15, 0.16), (0.75, 0.28, 0.20), (0.30, 0.42, 0.58))
HAIR: tuple[Colour, ...] = ((0.10, 0.08, 0.07), (0.27, 0.18, 0.12), (0.52, 0.38, 0.22), (0.55, 0.54, 0.53))
WALLS: tuple[Colour, ...] = (
    (0.89, 0.88, 0.84),
    (0.78, 0.82, 0.84),
    (0.84, 0.78, 0.68),
    (0.66, 0.71, 0.67),
    (0.55, 0.57, 0.60),
)
FLOORS = ("wood", "rubber", "carpet")
_NOISE_FIELDS = 4
CLEARLY_APART = 0.22
"""Least distance in sRGB between cloth and wall: a shirt as the wall would test eyes, not measuring."""


@dataclass(frozen=True)
class Light:
    """A key light far away, and what the room sends back.

    Parameters
    ----------
    towards : tuple of float
        From the figure to the key light; it is above.
    key, from_above, from_below : tuple of float
        Light, linear red, green and blue, 1 about what makes a white wall white.
    softness_m : float
        Half the width of a shadow's edge.
    """

    towards: tuple[float, float, float] = (0.5, -0.6, 1.1)
    key: Colour = (0.62, 0.60, 0.56)
    from_above: Colour = (0.50, 0.51, 0.54)
    from_below: Colour = (0.24, 0.22, 0.20)
    softness_m: float = 0.03


@dataclass(frozen=True)
class Look:
    """What tells one clip from another to the eye.

    Parameters
    ----------
    light : Light
    wall, skin, shirt, shorts, shoes, hair : tuple of float
        sRGB from 0 to 1.
    floor : str
        One of `FLOORS`.
    noise_sigma : float
        The camera's noise, grey levels of 255.
    blur_px : float
        The lens's blur, standard deviation in pixels.
    vignetting : float
        How much darker the corners are than the middle, 0 to 1.
    seed : int
        For whatever else the room holds.
    """

    light: Light = Light()
    wall: Colour = WALLS[0]
    floor: str = "wood"
    skin: Colour = SKINS[1]
    shirt: Colour = SHIRTS[0]
    shorts: Colour = SHORTS[0]
    shoes: Colour = SHOES[0]
    hair: Colour = HAIR[1]
    noise_sigma: float = 3.0
    blur_px: float = 0.6
    vignetting: float = 0.15
    seed: int = 0

    @classmethod
    def seeded(cls, seed: int) -> Look:
        """Draw a look; the same seed gives the same one."""
        rng = np.random.default_rng(seed)
        wall = _pick(rng, WALLS)
        away = [shirt for shirt in SHIRTS if _apart(shirt, wall)]
        return cls(
            light=_light(rng),
            wall=wall,
            floor=FLOORS[rng.integers(len(FLOORS))],
            skin=SKINS[seed % len(SKINS)],
            shirt=_pick(rng, away),
            shorts=_pick(rng, [shorts for shorts in SHORTS if _apart(shorts, wall)]),
            shoes=_pick(rng, SHOES),
            hair=_pick(rng, HAIR),
            noise_sigma=float(rng.uniform(1.5, 5)),
            blur_px=float(rng.uniform(0.4, 0.9)),
            vignetting=float(rng.uniform(0.05, 0.25)),
            seed=seed,
        )

    def colours(self, part: NDArray[np.integer[Any]], parts: Sequence[str]) -> FloatArray:
        """Colours of a body's faces.

        Parameters
        ----------
        part : array of shape (f,)
            Indices into `parts`.
        parts : sequence of str
            Such as "skin" and "shirt".

        Returns
        -------
        array of shape (f, 3)
            sRGB from 0 to 1.
        """
        red, green, blue = self.skin
        own = {
            "eyes": (0.90, 0.89, 0.87),
            "iris": (0.22, 0.16, 0.12),
            "sole": (0.85, 0.85, 0.84),
            "lips": (min(1.0, 0.95 * red), 0.76 * green, 0.76 * blue),
            "brows": self.hair,
        }
        palette = [own[name] if name in own else getattr(self, name) for name in parts]
        return np.asarray(np.array(palette)[part], np.float64)


def _pick(rng: np.random.Generator, choices: Sequence[Colour]) -> Colour:
    return choices[int(rng.integers(len(choices)))]


def _apart(one: Colour, other: Colour) -> bool:
    return float(np.linalg.norm(np.subtract(one, other))) > CLEARLY_APART


def _light(rng: np.random.Generator) -> Light:
    """Draw where the key light stands, how warm it is and how much of the light it gives."""
    azimuth, height = rng.uniform(0, 2 * np.pi), rng.uniform(1.6, 2.8)
    warmth, brightness, share = rng.uniform(-0.1, 0.14), rng.uniform(0.85, 1.15), rng.uniform(0.42, 0.62)
    tint = np.array([1 + warmth, 1.0, 1 - warmth])
    bounce = np.array([1 + 0.3 * warmth, 1.0, 1 - 0.3 * warmth])
    return Light(
        towards=(float(np.cos(azimuth)), float(np.sin(azimuth)), float(height)),
        key=_colour(1.05 * brightness * share * tint),
        from_above=_colour(0.95 * brightness * (1 - share) * bounce + 0.08),
        from_below=_colour(0.5 * brightness * (1 - share) * bounce),
        softness_m=float(rng.uniform(0.015, 0.05)),
    )


def _colour(values: FloatArray) -> Colour:
    return cast(Colour, tuple(float(value) for value in values))


def grain(image: NDArray[np.uint8], rng: np.random.Generator, sigma: float) -> NDArray[np.uint8]:
    """Add a sensor's noise: grey levels with standard deviation `sigma` of 255, a little less of it in colour.

    Each frame takes one of a few fields of noise, shifted at random: many times cheaper than to draw it anew.

    Parameters
    ----------
    image : array of shape (h, w, 3), uint8
    rng : numpy.random.Generator
    sigma : float
        0 or more.
    """
    height, width = image.shape[:2]
    fields = _noise_fields(height, width, sigma)
    field = fields[rng.integers(len(fields))]
    noise = np.roll(field, (int(rng.integers(height // 2)) * 2, int(rng.integers(width // 2)) * 2), axis=(0, 1))
    return np.asarray(cv2.add(image, noise, dtype=cv2.CV_8U), dtype=np.uint8)


@cache
def _noise_fields(height: int, width: int, sigma: float) -> list[NDArray[np.int16]]:
    rng = np.random.default_rng(0)
    fields = []
    for _ in range(_NOISE_FIELDS):
        # Colour noise is coarse once a camera has interpolated its colours and a codec has halved them.
        coarse = 0.6 * rng.standard_normal((height // 2 + 1, width // 2 + 1, 3), np.float32)
        fine = 0.8 * rng.standard_normal((height, width, 1), np.float32)
        both = fine + np.repeat(np.repeat(coarse, 2, axis=0), 2, axis=1)[:height, :width]
        fields.append(np.rint(sigma * both).astype(np.int16))
    return fields


def filmed(image: NDArray[np.uint8], look: Look, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Give a drawn picture (h, w, 3) a webcam's faults: blur, dark corners and noise, as much as the look says."""
    blurred = cv2.GaussianBlur(image, (0, 0), look.blur_px)
    darkened = cv2.multiply(blurred, _corners(*image.shape[:2], look.vignetting), scale=1 / 255)
    return grain(np.asarray(darkened, dtype=np.uint8), rng, look.noise_sigma)


@cache
def _corners(height: int, width: int, vignetting: float) -> NDArray[np.uint8]:
    """How much light reaches each pixel, of 255: less in the corners."""
    across, down = np.linspace(-1, 1, width), np.linspace(-1, 1, height)[:, None]
    light = 255 * (1 - vignetting / 2 * (across**2 + down**2))
    return np.repeat(light[:, :, None], 3, axis=2).astype(np.uint8)
