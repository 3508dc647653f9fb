"""Out: the image of a person that the package carries to try its pose models on, and the truth beside it.

``python -m benchmarks.synthetic.rendering.person`` draws them anew.
"""

from __future__ import annotations

import json
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.data import PROJECT
from benchmarks.synthetic.clips import Clip, Shot, shot
from benchmarks.synthetic.figure.body import PARTS
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.rendering.look import Look
from benchmarks.synthetic.rendering.mesh import Mesh
from benchmarks.synthetic.rendering.room import room
from benchmarks.synthetic.rendering.studio import Studio
from formcheck.files import write_whole
from formcheck.pose.skeleton import NAMES

FOLDER = PROJECT / "formcheck" / "pose" / "model"
CLIP = Clip(MOVEMENTS["squat"], "woman", "front")
_STANDS_AT_S = 0.0
_QUALITY = 90


def draw(made: Shot) -> NDArray[np.uint8]:
    """Draw the person as she stands before a squat, without blur or noise; shape (height, width, 3), RGB."""
    placed, camera, look = made.act.at(_STANDS_AT_S), made.camera, Look.seeded(made.clip.seed)
    person = Mesh(placed.body.vertices, placed.body.faces, look.colours(placed.body.part, PARTS))
    with Studio(camera.width_px, camera.height_px) as studio:
        return studio.picture([person.moved(placed.vertices())], camera, look, room(look, camera.target_m[:2]))


def truth(made: Shot) -> dict[str, Any]:
    """Project the joints into the image, in pixels by landmark, and note where the image comes from."""
    placed = made.act.at(_STANDS_AT_S)
    pixels = made.camera.project(np.array([placed.points[name] for name in NAMES]))
    return {
        "made_by": "python -m benchmarks.synthetic.rendering.person",
        "licence": "CC0-1.0",
        "clip": made.clip.id,
        "landmarks_px": dict(zip(NAMES, pixels.round(1).tolist(), strict=True)),
    }


def main() -> None:
    """Write the image and its truth into the package."""
    made = shot(CLIP)
    image = cv2.cvtColor(draw(made), cv2.COLOR_RGB2BGR)
    _, encoded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    write_whole(FOLDER / "person.jpg", encoded.tobytes())
    write_whole(FOLDER / "person.json", json.dumps(truth(made), indent=1) + "\n")
    print(FOLDER / "person.jpg")


if __name__ == "__main__":
    main()
