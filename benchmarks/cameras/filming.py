"""Renders a scene: a clip as a phone would have made it, and beside it what is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from benchmarks.cameras.obstacles import Things, dressed, things
from benchmarks.cameras.placing import Take, take
from benchmarks.cameras.scene import Scene
from benchmarks.synthetic.figure.body import PARTS
from benchmarks.synthetic.figure.kinematics import Placed
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.rendering.look import Colour, Light, Look, filmed
from benchmarks.synthetic.rendering.mesh import Mesh, coarser
from benchmarks.synthetic.rendering.room import room, window
from benchmarks.synthetic.rendering.studio import Studio
from benchmarks.synthetic.truth import Truth, gather
from formcheck.files import whole_file
from formcheck.pose.skeleton import NAMES

Image = NDArray[np.uint8]
# A pixel shows about 7 mm of the figure.
_DETAIL_M = 0.01
_LOOKS_WITHIN = 3
"""Pictures that one frame with motion blur is the mean of."""
_DIM, _DIM_NOISE = (0.2, 0.5), (5.0, 11.0)


def render(scene: Scene, video: Path, truth: Path) -> None:
    """Render a scene; the truth is written last, and stands for a whole clip."""
    made = take(scene)
    with whole_file(video) as part:
        _write(part, _pictures(made), scene)
    _truth(made).save(truth)


def _pictures(made: Take) -> list[Image]:
    scene, camera = made.scene, made.camera
    rng, look = np.random.default_rng(scene.seed), _look(scene, camera)
    about = things(made)
    body = dressed(made.placed[:1], scene.loose_m)[0].body
    person = coarser(Mesh(body.vertices, body.faces, look.colours(body.part, PARTS)), _DETAIL_M)
    still = [*about.still, *room(look, camera.target_m[:2]), *_backlight(scene, camera)]
    gain = rng.uniform(*_DIM) if scene.light == "dim" else 1.0
    with Studio(camera.width_px, camera.height_px) as studio:
        return [
            filmed(_darker(_exposed(studio, within, person, about, made, look, still), gain), look, rng)
            for within in _exposures(made)
        ]


def _exposures(made: Take) -> list[list[Placed]]:
    """List the figure's places while the shutter is open, for each frame."""
    scene = made.scene
    if not scene.exposure:
        return [[pose] for pose in dressed(made.placed, scene.loose_m)]
    # The truth is that of the middle of the exposure.
    shifts = scene.exposure / scene.fps * np.linspace(-0.5, 0.5, _LOOKS_WITHIN)
    return [dressed([made.act.at(t_s + shift) for shift in shifts.tolist()], scene.loose_m) for t_s in made.times]


def _exposed(
    studio: Studio, within: Sequence[Placed], person: Mesh, about: Things, made: Take, look: Look, still: list[Mesh]
) -> Image:
    drawn = [
        studio.picture([person.moved(pose.vertices()), *about.moving(pose)], made.camera, look, still)
        for pose in within
    ]
    return drawn[0] if len(drawn) == 1 else np.mean(drawn, axis=0).astype(np.uint8)


def _darker(image: Image, gain: float) -> Image:
    return image if gain == 1.0 else np.asarray(image * gain, dtype=np.uint8)


def _look(scene: Scene, camera: Camera) -> Look:
    look, rng = Look.seeded(scene.seed), np.random.default_rng(scene.seed + 2)
    if scene.light == "dim":
        return replace(look, noise_sigma=float(rng.uniform(*_DIM_NOISE)))
    if scene.light != "backlight":
        return look
    away = np.array([*camera.target_m[:2], 0.0]) - camera.position_m * [1.0, 1.0, 0.0]
    towards = (*(away[:2] / np.linalg.norm(away)).tolist(), 0.9)
    from_above, from_below = (_scaled(colour, 0.35) for colour in (look.light.from_above, look.light.from_below))
    return replace(look, light=Light(towards, _scaled(look.light.key, 1.6), from_above, from_below))


def _scaled(colour: Colour, by: float) -> Colour:
    red, green, blue = colour
    return (red * by, green * by, blue * by)


def _backlight(scene: Scene, camera: Camera) -> list[Mesh]:
    """Put a bright window behind the figure."""
    if scene.light != "backlight":
        return []
    middle = np.array([*camera.target_m[:2], 1.4])
    away = (middle - camera.position_m) * [1.0, 1.0, 0.0]
    away /= np.linalg.norm(away)
    return [window(middle + 2.6 * away, away, (3.2, 2.2))]


def _write(path: Path, pictures: Sequence[Image], scene: Scene) -> None:
    """Encode as a phone does, or as a messenger that saves bytes."""
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", format="mp4") as container:
        rate = Fraction(scene.fps).limit_denominator(1001)
        stream = container.add_stream("libx264", rate=rate, options={"preset": "veryfast", "crf": str(scene.crf)})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))


def _truth(made: Take) -> Truth:
    pixels = np.array([made.camera.project(np.array([pose.points[name] for name in NAMES])) for pose in made.placed])
    movement = made.act.movement
    about = {
        "id": made.scene.id, "body": made.scene.body, "movement": movement.id, "exercise": movement.exercise,
        "view": made.scene.view, "camera": asdict(made.camera), "pitch_deg": made.camera.pitch_deg,
        "scene": asdict(made.scene),
    }  # fmt: skip
    return gather(made.times, made.placed, pixels, made.act.repetitions(), about)
