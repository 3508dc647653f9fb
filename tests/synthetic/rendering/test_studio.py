from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.spatial import ConvexHull

pytest.importorskip("moderngl", reason="drawing needs the optional dependencies `renders`")

import moderngl

from benchmarks.synthetic.figure.body import PARTS, Body
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.rendering.look import SHIRTS, Look, filmed
from benchmarks.synthetic.rendering.mesh import Mesh, Normals, coarser
from benchmarks.synthetic.rendering.room import box, room
from benchmarks.synthetic.rendering.studio import Studio

WIDTH_PX, HEIGHT_PX = 320, 240
FRONT = Camera(0, height_m=1.2, distance_m=3, fov_deg=50, width_px=WIDTH_PX, height_px=HEIGHT_PX)
ASKEW = replace(FRONT, azimuth_deg=65, height_m=1.5)
LOOK = Look()
RED, GREEN, GREY = np.array([0.8, 0.1, 0.1]), np.array([0.1, 0.8, 0.1]), np.array([0.6, 0.6, 0.6])
CORNERS = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)])
Picture = NDArray[np.uint8]


@pytest.fixture(scope="module")
def studio() -> Iterator[Studio]:
    # Only a missing OpenGL is a reason to skip; a studio that fails on one that is there has a fault.
    try:
        moderngl.create_context(standalone=True, backend="egl").release()  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 moderngl raises nothing narrower
        pytest.skip(f"no OpenGL through EGL here: {error}")
    with Studio(WIDTH_PX, HEIGHT_PX) as made:
        yield made


def cube(middle: tuple[float, float, float], half_m: float, colour: NDArray[np.float64] = RED) -> Mesh:
    return box(np.array(middle) - half_m, np.array(middle) + half_m, colour)


def floor() -> Mesh:
    return replace(box(np.array([-4, -4, -0.1]), np.array([4, 4, 0.0]), GREY), casts_shadow=False)


def reddish(picture: Picture) -> NDArray[np.bool_]:
    levels = picture.astype(int)
    return np.asarray(levels[..., 0] > levels[..., 1:].max(axis=2) + 25)


def at(picture: Picture, camera: Camera, point: tuple[float, float, float]) -> NDArray[np.float64]:
    """Mean colour of the 3 by 3 pixels about where a point is seen."""
    x, y = np.floor(camera.project(np.array(point))).astype(int)
    return np.asarray(picture[y - 1 : y + 2, x - 1 : x + 2].reshape(-1, 3).mean(axis=0))


@pytest.mark.parametrize("camera", [FRONT, ASKEW, replace(FRONT, azimuth_deg=270, target_m=(0.3, 0.2, 1.0))])
@pytest.mark.parametrize("middle", [(0.0, 0.0, 0.9), (0.2, -0.5, 1.3)])
def test_a_cube_covers_the_pixels_it_projects_to(
    studio: Studio, camera: Camera, middle: tuple[float, float, float]
) -> None:
    seen = reddish(studio.picture([cube(middle, 0.2)], camera, LOOK))
    corners = camera.project(middle + 0.2 * CORNERS)
    rows, columns = np.nonzero(seen)
    assert [columns.min(), rows.min()] == pytest.approx(corners.min(axis=0), abs=1.5)
    assert [columns.max() + 1, rows.max() + 1] == pytest.approx(corners.max(axis=0), abs=1.5)


def test_nearer_hides_farther_whatever_the_order(studio: Studio) -> None:
    near, far = cube((0.5, 0, 1), 0.1, RED), cube((-0.5, 0, 1), 0.3, GREEN)
    for meshes in ([near, far], [far, near]):
        picture = studio.picture(meshes, FRONT, LOOK)
        assert at(picture, FRONT, (0.6, 0, 1)).argmax() == 0
        assert at(picture, FRONT, (-0.2, 0.25, 1)).argmax() == 1


def test_a_shadow_falls_away_from_the_light(studio: Studio) -> None:
    light = replace(LOOK.light, towards=(0.3, -1.0, 1.5))
    look = replace(LOOK, light=light)
    bare, shaded = (studio.picture([*meshes, floor()], FRONT, look) for meshes in ([], [cube((0, 0, 0.6), 0.15)]))
    # The light comes from the right, so the shadow lies on the left, as far off as the cube is high over the slope.
    dark, opposite = (-0.3 * 0.4, 0.4, 0.0), (0.3 * 0.4, -0.4, 0.0)
    assert at(shaded, FRONT, dark).mean() < 0.85 * at(bare, FRONT, dark).mean()
    assert at(shaded, FRONT, opposite).mean() == pytest.approx(at(bare, FRONT, opposite).mean(), abs=3)


def test_what_stands_on_the_floor_darkens_it_all_round(studio: Studio) -> None:
    light = replace(LOOK.light, towards=(0.01, 0.0, 1.0))
    standing, floating = (
        studio.picture([cube((0, 0, z_m), 0.15), floor()], FRONT, replace(LOOK, light=light)) for z_m in (0.15, 0.9)
    )
    assert at(standing, FRONT, (0.2, 0, 0)).mean() < at(floating, FRONT, (0.2, 0, 0)).mean() - 4


def test_the_lit_side_is_brighter(studio: Studio) -> None:
    look = replace(LOOK, light=replace(LOOK.light, towards=(0.2, -1.0, 0.5)))
    camera = replace(FRONT, azimuth_deg=0)
    turned = cube((0, 0, 0), 0.2)
    turn = np.array([[1, -1, 0], [1, 1, 0], [0, 0, np.sqrt(2)]]) / np.sqrt(2)
    picture = studio.picture([turned.moved(turned.vertices @ turn.T + [0, 0, 1])], camera, look)
    assert at(picture, camera, (0.1, -0.1, 1)).mean() > 1.2 * at(picture, camera, (0.1, 0.1, 1)).mean()


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_before_a_kept_backdrop_it_looks_as_if_all_were_drawn(studio: Studio, seed: int) -> None:
    """The shortcut for what stands still shows nowhere: neither a cut-off shadow nor a seam."""
    look = Look.seeded(seed)
    still = room(look, (0.0, 0.0))
    moving = cube((0.1, 0.2, 0.15), 0.15)
    studio.picture([moving.moved(moving.vertices + np.array([0, -0.6, 0.4]))], ASKEW, look, still)
    short = studio.picture([moving], ASKEW, look, still).astype(int)
    whole = studio.picture([moving, *still], ASKEW, look).astype(int)
    assert np.abs(short - whole).max() <= 4


def test_a_moved_mesh_leaves_no_trace(studio: Studio) -> None:
    still, moving = [floor()], cube((0, 0.5, 0.9), 0.1)
    studio.picture([moving], FRONT, LOOK, still)
    moved = studio.picture([moving.moved(moving.vertices - [0, 1, 0])], FRONT, LOOK, still)
    fresh = studio.picture([cube((0, -0.5, 0.9), 0.1)], FRONT, LOOK, still)
    assert (moved == fresh).all()
    columns = np.nonzero(reddish(moved))[1]
    assert columns.max() < WIDTH_PX / 2


def test_the_same_scene_gives_the_same_picture(studio: Studio) -> None:
    body = Body.load("man")
    look = Look.seeded(7)
    person = Mesh(body.vertices, body.faces, look.colours(body.part, PARTS))
    still = room(look, (0.0, 0.0))
    first = studio.picture([person], ASKEW, look, still)
    studio.picture([cube((0, 0, 1), 0.2)], FRONT, LOOK)
    assert (studio.picture([person], ASKEW, look, still) == first).all()
    with Studio(WIDTH_PX, HEIGHT_PX) as another:
        assert (another.picture([person], ASKEW, look, still) == first).all()


def test_a_camera_of_another_size_is_refused(studio: Studio) -> None:
    with pytest.raises(ValueError, match=r"320, 240.*640, 360"):
        studio.picture([floor()], replace(FRONT, width_px=640, height_px=360), LOOK)


def test_normals_of_a_ball_point_outwards() -> None:
    spots = np.random.default_rng(5).standard_normal((400, 3))
    spots /= np.linalg.norm(spots, axis=1, keepdims=True)
    faces = np.asarray(ConvexHull(spots).simplices, np.int64)
    a, b, c = (spots[faces[:, corner]] for corner in range(3))
    inwards = np.einsum("ij,ij->i", np.cross(b - a, c - a), a) < 0
    faces[inwards] = faces[inwards][:, ::-1]
    normals = Normals(faces, 400).at(spots.astype(np.float32))
    assert np.einsum("ij,ij->i", normals, spots).min() > 0.97


def test_a_coarser_mesh_keeps_its_colours_and_place() -> None:
    body = Body.load("woman")
    person = Mesh(body.vertices, body.faces, LOOK.colours(body.part, PARTS))
    fewer = coarser(person, 0.01)
    assert len(fewer.faces) < 0.8 * len(person.faces)
    assert (np.unique(fewer.colours, axis=0) == np.unique(person.colours, axis=0)).all()
    kept = fewer.vertices[np.unique(fewer.faces)]
    assert np.abs(np.ptp(kept, axis=0) - np.ptp(person.vertices, axis=0)).max() < 0.02


def test_a_seed_is_a_look() -> None:
    assert Look.seeded(5) == Look.seeded(5)
    looks = [Look.seeded(seed) for seed in range(40)]
    assert len({look.skin for look in looks}) == 6
    assert {look.shirt for look in looks} >= set(SHIRTS[:3])
    assert all(np.linalg.norm(np.subtract(look.shirt, look.wall)) > 0.2 for look in looks)


def test_a_film_has_the_noise_that_was_asked_for() -> None:
    plain = np.full((HEIGHT_PX, WIDTH_PX, 3), 128, np.uint8)
    look = replace(LOOK, noise_sigma=4.0, vignetting=0.2)
    filmed_once = filmed(plain, look, np.random.default_rng(1)).astype(float)
    assert filmed_once[100:140, 140:180].std() == pytest.approx(4.0, rel=0.15)
    assert filmed_once[100:140, 140:180].mean() == pytest.approx(127.5, abs=2)
    assert filmed_once[:12, :12].mean() == pytest.approx(0.82 * 128, abs=4)
    assert (filmed(plain, look, np.random.default_rng(2)) != filmed_once).any()
