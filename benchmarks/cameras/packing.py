"""Packs a few scenes, their truth and what was found in them, for tests: ``python -m benchmarks.cameras.packing``.

Tests neither render nor detect. The scenes are of bodies that nothing was fitted on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cameras.__main__ import parser
from benchmarks.cameras.material import Sample, load
from benchmarks.cameras.scene import Scene, scenes
from benchmarks.data import PROJECT
from benchmarks.synthetic.truth import POINTS, TrueRepetition, Truth
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.recording import PoseTrack

PACKED = PROJECT / "tests" / "benchmarks" / "scenes.npz"
_SCENES, _MOST_FRAMES = 12, 40


def pack(samples: Iterable[Sample], path: Path) -> None:
    """Write samples into one file, landmarks to a hundredth of a pixel and a millimetre."""
    arrays: dict[str, Any] = {}
    for sample in samples:
        assert sample.track is not None
        name, truth, track = sample.scene.id, sample.truth, sample.track
        about = {**truth.about, "repetitions": [vars_of(r) for r in truth.repetitions]}
        about |= {"width_px": track.width_px, "height_px": track.height_px}
        arrays[f"{name}/about"] = np.array(json.dumps(about))
        arrays[f"{name}/t_s"] = truth.t_s
        arrays[f"{name}/points"] = np.rint(truth.points * 1e3).astype(np.int16)
        arrays[f"{name}/world"] = np.rint(np.nan_to_num(track.world) * 1e3).astype(np.int16)
        arrays[f"{name}/landmarks"] = np.rint(np.nan_to_num(track.landmarks) * [10, 10, 10, 1e3]).astype(np.int16)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def vars_of(repetition: TrueRepetition) -> dict[str, Any]:
    """Give the fields of a repetition."""
    return {name: getattr(repetition, name) for name in TrueRepetition.__dataclass_fields__}


def unpack(path: Path = PACKED) -> list[Sample]:
    """Read what `pack` wrote."""
    with np.load(path) as file:
        names = sorted({name.split("/")[0] for name in file.files})
        return [_sample({key: file[f"{name}/{key}"] for key in _KEYS}) for name in names]


_KEYS = ("about", "t_s", "points", "world", "landmarks")


def _sample(arrays: dict[str, Any]) -> Sample:
    about, t_s = json.loads(str(arrays["about"])), arrays["t_s"]
    points = arrays["points"] / 1e3
    assert points.shape[1] == len(POINTS), "the figure has other joints than when the scenes were packed"
    landmarks = arrays["landmarks"] / np.array([10, 10, 10, 1e3])
    nobody = ~landmarks.any(axis=(1, 2))
    landmarks[nobody] = np.nan
    world = arrays["world"] / 1e3
    world[nobody] = np.nan
    repetitions = tuple(TrueRepetition(**entry) for entry in about["repetitions"])
    unknown = np.full(len(t_s), np.nan)
    truth = Truth(t_s, points, np.zeros((len(t_s), 33, 2)), unknown, repetitions, about)
    track = PoseTrack(
        t_s=t_s, landmarks=landmarks, world=world, dorsal=np.full((len(t_s), len(STATIONS)), np.nan),
        width_px=about["width_px"], height_px=about["height_px"],
    )  # fmt: skip
    return Sample(Scene(**about["scene"]), truth, track)


def main(arguments: Sequence[str] | None = None) -> int:
    """Pack the first short scenes of held-out bodies in which somebody was found."""
    options = parser().parse_args(arguments)
    held_out = [scene for scene in scenes(options.count) if scene.split == "held out"]
    found = [
        sample
        for sample in load(held_out, options.model, options.folder)
        if sample.track is not None and len(sample.truth.t_s) <= _MOST_FRAMES
    ]
    pack(found[:_SCENES], PACKED)
    sys.stdout.write(f"{min(len(found), _SCENES)} scenes: {PACKED.stat().st_size / 1e3:.0f} kB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
