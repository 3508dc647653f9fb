"""Lists the clips to render: good form of each movement by every body, and each fault at three sizes.

Bodies, looks and cameras come in three splits: those that numbers may be fitted on, those that results are reported
for, and those that are rendered for a release only.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from benchmarks.synthetic.figure.body import Body
from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.figure.turns import Array
from benchmarks.synthetic.gait import RUNS, Runner
from benchmarks.synthetic.movement import Fault, Movement
from benchmarks.synthetic.movements import MOVEMENTS
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.sizing import amounts
from benchmarks.synthetic.tempo import Beat, SetTiming
from benchmarks.synthetic.truth import TrueRepetition
from formcheck.records import Side

FITTED = ("man", "woman", "heavy_woman")
"""Bodies that numbers may be fitted on."""
HELD_OUT = ("heavy_man", "tall_man", "short_woman")
"""Bodies that results are reported for. No number comes from them."""
RELEASE = ("lean_man", "strong_woman")
"""Bodies that are rendered for a release only, and looked at by nobody before."""

FOLDER = Path(__file__).parents[2] / ".cache" / "renders"
"""Where renders are kept; they can all be made again."""
FPS = 20.0
_GOOD = 2
_RUN_S, _HOLD_S = 6.0, 5.0
_SIZE_PX = (640, 360)
_PORTRAIT_SHARE = 0.2
_FILLED = 0.78
_LEAST_DISTANCE_M = 2.2
_OBLIQUE_DEG = 45.0
_BEAT_S = ((0.1, 0.3), (1.0, 1.25), (0.5, 0.7))
_LOOKED_AT = (0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)

View = Literal["side", "front", "oblique"]


@dataclass(frozen=True)
class Clip:
    """One clip to be rendered. All that is chance in it follows from its name.

    Attributes
    ----------
    movement : Movement
    body : str
    view : {"side", "front", "oblique"}
    fault_id : str
        Name of the fault in the movement, empty for good form.
    take : int
        Tells clips apart that are the same in all else.
    """

    movement: Movement
    body: str
    view: View
    fault_id: str = ""
    take: int = 0

    @property
    def id(self) -> str:
        """Name of its file."""
        parts = (self.movement.id, self.view, self.fault_id or "good", self.body, str(self.take) if self.take else "")
        return "-".join(part for part in parts if part)

    @property
    def fault(self) -> Fault | None:
        """What is done wrong."""
        return self.movement.faults[self.fault_id] if self.fault_id else None

    @property
    def seed(self) -> int:
        """Number that its chances come from."""
        return zlib.crc32(self.id.encode())


def clips() -> Iterator[Clip]:
    """List all clips of the accuracy table: good form first."""
    known = _judged_movements()
    yield from (Clip(movement, body, view) for body in (*FITTED, *HELD_OUT) for movement, view in _views(known))
    yield from (Clip(MOVEMENTS["squat"], body, "oblique") for body in HELD_OUT)
    for turn in range(2):
        yield from _faulty(known, HELD_OUT, turn)
    yield from heels()


def heels() -> Iterator[Clip]:
    """List more squats of the bodies that numbers may be fitted on, for the error of `heel_rise`: heels down and up."""
    squat = MOVEMENTS["squat"]
    for body in FITTED:
        yield from (Clip(squat, body, "side", fault_id, take) for take in (1, 2) for fault_id in ("", "heel_down"))


def for_release() -> Iterator[Clip]:
    """List the clips that are rendered for a release only: other bodies, and by their names other looks and cameras."""
    known = _judged_movements()
    yield from (Clip(movement, body, view) for body in RELEASE for movement, view in _views(known))
    yield from _faulty(known, RELEASE, 0)


def _judged_movements() -> list[Movement]:
    return [movement for movement in MOVEMENTS.values() if movement.exercise]


def _views(movements: Sequence[Movement]) -> list[tuple[Movement, View]]:
    return [(movement, view) for movement in movements for view in movement.views]


def _faulty(movements: Sequence[Movement], bodies: Sequence[str], turn: int) -> Iterator[Clip]:
    """List each fault once, the bodies in turn."""
    faults = [(movement, fault_id) for movement in movements for fault_id in movement.faults]
    for i, (movement, fault_id) in enumerate(faults):
        yield Clip(movement, bodies[(i + turn) % len(bodies)], movement.faults[fault_id].view, fault_id)


def others() -> Iterator[Clip]:
    """List clips of movements that the catalogue does not name yet, to look at."""
    for movement in MOVEMENTS.values():
        if not movement.exercise:
            yield Clip(movement, HELD_OUT[len(movement.id) % 3], movement.views[0])


def runs() -> Iterator[RunClip]:
    """List clips of runners, from the side."""
    for i, name in enumerate(RUNS):
        yield RunClip(name, HELD_OUT[i % len(HELD_OUT)])


@dataclass(frozen=True)
class RunClip:
    """A clip of a way to run, by its name in `gait.RUNS`."""

    name: str
    body: str

    @property
    def id(self) -> str:
        """Name of its file."""
        return f"run-side-{self.name}-{self.body}"

    @property
    def seed(self) -> int:
        """Number that its chances come from."""
        return zlib.crc32(self.id.encode())


def paths(clip: Clip | RunClip, folder: Path = FOLDER) -> tuple[Path, Path]:
    """Name the files of a clip: the video, and its truth, which is written last and stands for a whole clip."""
    return folder / f"{clip.id}.mp4", folder / f"{clip.id}.npz"


class Act(Protocol):
    """What is filmed."""

    @property
    def duration_s(self) -> float:
        """How long it takes."""
        ...

    def at(self, t_s: float) -> Placed:
        """Place the figure at a time."""
        ...

    def repetitions(self) -> list[TrueRepetition]:
        """List what is done."""
        ...


@dataclass(frozen=True)
class Shot:
    """A clip made ready: what is done, from where it is filmed, what lies about, and what to write down of it."""

    clip: Clip | RunClip
    act: Act
    camera: Camera
    prop: str
    about: dict[str, str]


def shot(clip: Clip | RunClip) -> Shot:
    """Draw the chances of a clip and find its camera.

    Returns
    -------
    Shot
        Sizes of a fault come in a random order, with the lead on the side that the camera sees.
    """
    rng = np.random.default_rng(clip.seed)
    figure = Figure(Body.load(clip.body))
    if isinstance(clip, RunClip):
        runner = Runner(figure, RUNS[clip.name], _RUN_S)
        camera = camera_for(runner, _azimuth_deg("side", rng), rng)
        about = {"movement": "run", "exercise": "", "view": "side", "fault": clip.name, "cue": "", "measure": ""}
        return Shot(clip, runner, camera, "treadmill", about)
    azimuth_deg = _azimuth_deg(clip.view, rng)
    performance = _performance(clip, figure, azimuth_deg, rng)
    return Shot(clip, performance, camera_for(performance, azimuth_deg, rng), clip.movement.prop, _about(clip))


def _performance(clip: Clip, figure: Figure, azimuth_deg: float, rng: np.random.Generator) -> Performance:
    lead: Side | None = None
    if clip.fault is not None and clip.view == "side":
        lead = "right" if azimuth_deg < 180.0 else "left"
    sized = rng.permutation(amounts(figure, clip.movement, clip.fault)) if clip.fault else np.zeros(_GOOD)
    chosen = tuple(float(amount) for amount in sized)
    tempo = _tempo(clip, chosen, rng) if clip.movement.keys else SetTiming((), _HOLD_S)
    depths = tuple(rng.uniform(0.985, 1.0, _GOOD).tolist()) if not clip.fault_id else ()
    return Performance(figure, clip.movement, tempo, clip.fault, chosen, depths, lead)


def _about(clip: Clip) -> dict[str, str]:
    fault = clip.fault
    return {
        "movement": clip.movement.id,
        "exercise": clip.movement.exercise,
        "view": clip.view,
        "fault": clip.fault_id,
        "cue": fault.cue if fault else "",
        "measure": fault.measure if fault else "",
    }


def _azimuth_deg(view: View, rng: np.random.Generator) -> float:
    if view == "front":
        return float(rng.uniform(-4.0, 4.0))
    turned = float((_OBLIQUE_DEG if view == "oblique" else 90.0) + rng.uniform(-5.0, 5.0))
    return turned if rng.random() < 0.5 else 360.0 - turned


def _tempo(clip: Clip, chosen: tuple[float, ...], rng: np.random.Generator) -> SetTiming:
    beats = []
    for amount in chosen:
        down_s = float(rng.uniform(1.6, 1.85))
        if clip.fault is not None and clip.fault.down_s is not None:
            down_s += amount * (clip.fault.down_s - down_s)
        hold_s, up_s, pause_s = (float(rng.uniform(*limits)) for limits in _BEAT_S)
        beats.append(Beat(down_s, hold_s, up_s, pause_s))
    return SetTiming(tuple(beats), before_s=float(rng.uniform(1.0, 1.2)))


def camera_for(act: Act, azimuth_deg: float, rng: np.random.Generator) -> Camera:
    """Place the camera as far away as it takes to have the whole movement in the frame."""
    times = np.array(_LOOKED_AT) * act.duration_s
    peaks = [repetition.peak_s for repetition in act.repetitions()]
    seen = np.concatenate([np.array(list(act.at(float(t)).points.values())) for t in (*times, *peaks)])
    middle = (seen.max(axis=0) + seen.min(axis=0)) / 2
    size_px = _SIZE_PX[::-1] if _fits_portrait(seen, azimuth_deg) and rng.random() < _PORTRAIT_SHARE else _SIZE_PX
    height_m, fov_deg = float(rng.uniform(0.75, 1.15)), float(rng.uniform(40.0, 52.0))
    target = (float(middle[0]), float(middle[1]), float(middle[2]))
    for distance_m in np.arange(_LEAST_DISTANCE_M, 9.0, 0.1).tolist():
        camera = Camera(azimuth_deg % 360.0, height_m, distance_m, fov_deg, *size_px, target)
        if _fills(camera, seen):
            return camera
    message = f"what spans {np.ptp(seen, axis=0).round(1)} m fits into no frame"
    raise ValueError(message)


def _fits_portrait(seen: Array, azimuth_deg: float) -> bool:
    across = np.array([-np.sin(np.radians(azimuth_deg)), -np.cos(np.radians(azimuth_deg)), 0.0])
    return float(np.ptp(seen @ across)) < 0.6 * float(np.ptp(seen[:, 2]))


def _fills(camera: Camera, seen: Array) -> bool:
    pixels = camera.project(seen)
    return bool((np.abs(pixels / [camera.width_px, camera.height_px] - 0.5) < _FILLED / 2).all())
