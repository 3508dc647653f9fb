import math

import numpy as np
import pytest

from benchmarks.labelled import DATA
from benchmarks.labelled.episodes import Episode
from benchmarks.labelled.filming import film
from benchmarks.labelled.frames import lunges, planks, recalls
from formcheck.motion.body import Body
from formcheck.motion.cleaning.view import azimuth_deg
from formcheck.motion.measures import MEASURES

SHIN_DEG = 20.0
WITH_DATA = pytest.mark.skipif(not DATA.is_dir(), reason="needs the labelled data beside the project")


def standing() -> Episode:
    """Somebody facing away from x whose shins lean forward by 20 degrees; y grows to their left."""
    knee = 0.1 + 0.4 * math.tan(math.radians(SHIN_DEG))
    one_side = {
        "FHD": (0.15, 0.08, 1.65), "BHD": (-0.1, 0.08, 1.65), "SHO": (0.0, 0.2, 1.45), "ELB": (0.0, 0.25, 1.15),
        "WRA": (0.0, 0.25, 0.9), "WRB": (0.0, 0.25, 0.9), "FIN": (0.0, 0.25, 0.8), "ASI": (0.1, 0.12, 1.0),
        "PSI": (-0.1, 0.05, 1.0), "KNE": (knee, 0.17, 0.5), "ANK": (0.1, 0.15, 0.1), "HEE": (0.05, 0.1, 0.05),
        "TOE": (0.25, 0.1, 0.05),
    }  # fmt: skip
    middle = {"C7": (-0.05, 0.0, 1.5), "T10": (-0.1, 0.0, 1.2), "CLAV": (0.05, 0.0, 1.45), "STRN": (0.1, 0.0, 1.25)}
    places = middle | {
        side + n: (x, s * y, z) for n, (x, y, z) in one_side.items() for side, s in (("L", 1), ("R", -1))
    }
    turned = {name: np.tile([-x, -y, z], (3, 1)) for name, (x, y, z) in places.items()}
    return Episode("01", "01", True, 1, turned)


@pytest.mark.parametrize(("camera", "azimuth"), [("side", 90.0), ("front", 0.0)])
def test_the_camera_stands_where_it_is_said_to(camera: str, azimuth: float) -> None:
    pose = next(film(standing(), camera).poses())  # type: ignore[arg-type]
    assert azimuth_deg(pose) == pytest.approx(azimuth, abs=0.5)


def test_angles_survive_the_filming() -> None:
    body = Body(next(film(standing(), "side").poses()), 1.0)
    for side in ("left", "right"):
        assert MEASURES["shin_lean"].read(body, side) == pytest.approx(SHIN_DEG, abs=0.5)


def test_the_left_is_at_the_right_of_a_front_view() -> None:
    pose = next(film(standing(), "front").poses())
    body = Body(pose)
    assert body.at("knee", "left").real > pose.width_px / 2 > body.at("knee", "right").real
    assert MEASURES["knee_separation"].read(body) == pytest.approx(1.0, abs=0.05)


@WITH_DATA
def test_planks_and_lunges_are_told_apart() -> None:
    for confusion, least in ((planks(), 0.90), (lunges(), 0.92)):
        shares = recalls(confusion)
        assert sum(shares.values()) / len(shares) >= least
