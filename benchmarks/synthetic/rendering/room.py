"""A room to exercise in: a floor with a texture, walls behind, and a few things on them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.synthetic.rendering.look import Look
from benchmarks.synthetic.rendering.mesh import FloatArray, Mesh

Image = NDArray[np.uint8]

_HALF_M = 4.2
_HIGH_M = 2.9
_TEXELS = 512
_PLANKS = 10
_SKIRTING_M = 0.09


def room(look: Look, middle: tuple[float, float]) -> list[Mesh]:
    """Build floor, walls, skirting and what hangs on the walls.

    Parameters
    ----------
    look : Look
        Its seed places the furniture, its floor and wall give the surfaces.
    middle : tuple of float
        Where on the floor the figure exercises, in metres.

    Returns
    -------
    list of Mesh
        None of them moves; walls are seen from inside only, so that a camera may stand outside.
    """
    rng = np.random.default_rng(look.seed + 1)
    centre = np.array([*middle, 0.0])
    half = _HALF_M + rng.uniform(-0.6, 0.8)
    walls = [_wall(centre, half, turn, look, rng) for turn in range(4)]
    return [*(mesh for wall in walls for mesh in wall), _floor(centre, half, look, rng)]


def box(low: FloatArray, high: FloatArray, colour: FloatArray, shine: float = 0.0) -> Mesh:
    """Build a box with its edges along the axes."""
    corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)], dtype=np.float64)
    # Each face has vertices of its own, so that edges stay sharp.
    quads = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
    vertices = (low + corners * (high - low))[quads.ravel()]
    return Mesh(vertices, _pairs(6), np.tile(colour, (12, 1)), shine)


def window(middle: FloatArray, away: FloatArray, size_m: tuple[float, float]) -> Mesh:
    """Hang a bright window somewhere, seen by whoever looks along a direction; `away` is level and of length 1."""
    right, up = np.array([away[1], -away[0], 0.0]) * size_m[0] / 2, np.array([0.0, 0.0, size_m[1] / 2])
    corners = middle + np.array([-right - up, right - up, right + up, -right + up])
    return _quad(corners, np.array([0.90, 0.95, 1.0]), _sky())


def _pairs(quads: int) -> NDArray[np.int64]:
    first = 4 * np.arange(quads)[:, None]
    return np.concatenate([np.add(first, [0, 1, 2]), np.add(first, [0, 2, 3])])


def _quad(corners: FloatArray, colour: FloatArray, texture: Image | None = None, repeats: float = 1.0) -> Mesh:
    uv = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]) * repeats
    return Mesh(
        corners,
        _pairs(1),
        np.tile(colour, (2, 1)),
        casts_shadow=False,
        seen_from_inside_only=True,
        texture=texture,
        uv=uv,
    )


def _floor(centre: FloatArray, half: float, look: Look, rng: np.random.Generator) -> Mesh:
    corners = centre + half * np.array([[-1.0, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    texture = {"wood": _wood, "rubber": _rubber, "carpet": _carpet}[look.floor](rng)
    return _quad(corners, np.ones(3), texture, repeats=half)


def _wall(centre: FloatArray, half: float, turn: int, look: Look, rng: np.random.Generator) -> list[Mesh]:
    """Put a wall on one of four sides, with a skirting board and perhaps a door, a window or a picture."""
    colour = np.clip(np.array(look.wall) * rng.uniform(0.94, 1.03), 0, 1)
    around = np.array([[0.0, -1.0, 0], [1, 0, 0], [0, 0, 1]])

    def panel(left: float, right: float, low: float, high: float, out: float) -> FloatArray:
        spots = np.array(
            [[half - out, left, low], [half - out, right, low], [half - out, right, high], [half - out, left, high]]
        )
        for _ in range(turn):
            spots = spots @ around
        return np.asarray(centre + spots[::-1])

    paint = _paint(rng)
    found = [
        _quad(panel(-half, half, 0, _HIGH_M, 0.0), colour, paint, repeats=2.0),
        _quad(panel(-half, half, 0, _SKIRTING_M, 0.012), np.clip(colour * 1.12, 0, 1)),
    ]
    left = float(rng.uniform(-0.75, 0.15) * half)
    kind = rng.choice(["door", "window", "picture", "nothing"])
    if kind == "door":
        found.append(
            _quad(panel(left, left + 0.9, 0.0, 2.05, 0.02), np.array([0.72, 0.66, 0.57]) * rng.uniform(0.6, 1.2))
        )
    if kind == "window":
        found.append(_quad(panel(left - 0.06, left + 1.26, 0.89, 2.16, 0.02), np.full(3, 0.93)))
        found.append(_quad(panel(left, left + 1.2, 0.95, 2.1, 0.03), np.array([0.80, 0.88, 0.95]), _sky()))
    if kind == "picture":
        found.append(_quad(panel(left, left + 0.8, 1.2, 1.8, 0.02), np.array([0.2, 0.17, 0.15])))
        found.append(_quad(panel(left + 0.05, left + 0.75, 1.25, 1.75, 0.03), rng.uniform(0.25, 0.8, 3)))
    return found


def _soft_noise(rng: np.random.Generator, coarse: int) -> FloatArray:
    """Smooth blotches in -1..1 that repeat at the edges."""
    spectrum = np.fft.rfft2(rng.standard_normal((_TEXELS, _TEXELS)))
    down, across = np.fft.fftfreq(_TEXELS)[:, None], np.fft.rfftfreq(_TEXELS)[None, :]
    blurred = np.fft.irfft2(spectrum * np.exp(-((down**2 + across**2) * coarse**2) * 20.0))
    return np.asarray(blurred / np.abs(blurred).max())


def _image(grey: FloatArray, tint: tuple[float, float, float]) -> Image:
    return np.asarray(np.clip(grey[:, :, None] * np.array(tint) * 255, 0, 255), dtype=np.uint8)


def _paint(rng: np.random.Generator) -> Image:
    return _image(0.97 + 0.02 * _soft_noise(rng, 30) + 0.008 * rng.standard_normal((_TEXELS, _TEXELS)), (1.0, 1.0, 1.0))


def _wood(rng: np.random.Generator) -> Image:
    """Planks along one direction, each with a tone and a grain of its own."""
    plank = np.arange(_TEXELS) * _PLANKS // _TEXELS
    tone = rng.uniform(0.86, 1.04, _PLANKS)[plank][:, None]
    grain = np.repeat(_soft_noise(rng, 6)[:, ::8], 8, axis=1)[:, :_TEXELS]
    seam = np.where(np.diff(plank, prepend=-1) != 0, 0.72, 1.0)[:, None]
    warm = rng.uniform(0.85, 1.1)
    return _image(0.68 * warm * (tone + 0.06 * grain) * seam, (1.0, 0.80, 0.58))


def _rubber(rng: np.random.Generator) -> Image:
    flecks = (rng.random((_TEXELS, _TEXELS)) > 0.985) * rng.uniform(0.1, 0.35)
    tile = np.minimum(np.arange(_TEXELS) % (_TEXELS // 2), 3) / 3
    joints = 0.75 + 0.25 * np.minimum(tile[:, None], tile[None, :])
    return _image((0.30 + 0.02 * _soft_noise(rng, 10) + flecks) * joints, (0.95, 0.97, 1.0))


def _carpet(rng: np.random.Generator) -> Image:
    pile = 0.05 * rng.standard_normal((_TEXELS, _TEXELS)) + 0.04 * _soft_noise(rng, 16)
    tint = tuple(rng.uniform(0.75, 1.0, 3).tolist())
    return _image(0.56 + pile, (tint[0], tint[1], tint[2]))


def _sky() -> Image:
    """Daylight, which glows of itself, with a window's cross before it."""
    image = np.full((_TEXELS, _TEXELS, 4), 235, np.uint8)
    bar = slice(_TEXELS // 2 - 10, _TEXELS // 2 + 10)
    image[bar] = image[:, bar] = (225, 225, 222, 0)
    return image
