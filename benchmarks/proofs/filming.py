"""A movement rendered and seen by the pose model, frame by frame, with nothing kept but the landmarks."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.synthetic.body import PARTS, Body
from benchmarks.synthetic.camera import Camera
from benchmarks.synthetic.clips import HELD_OUT, camera_for
from benchmarks.synthetic.kinematics import Figure, Placed
from benchmarks.synthetic.look import Look, filmed
from benchmarks.synthetic.mesh import Mesh, coarser
from benchmarks.synthetic.movement import Fault, Movement, View
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.proof import is_of_steps, is_quick, tempo_of
from benchmarks.synthetic.props import moved, props
from benchmarks.synthetic.room import room
from benchmarks.synthetic.studio import Studio
from formcheck.coaching.definition import Exercise
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.recording import PoseTrack
from formcheck.records import Frame, Pose, Side

FOLDER = Path(__file__).parents[2] / ".cache" / "proofs"
_FPS, _QUICK_FPS = 12.5, 25.0
_FEW = 4
"""Repetitions of good form that show what a set has to show; a fault is shown once."""
_DETAIL_M = 0.012
_AZIMUTH_DEG = {"side": 90.0, "front": 0.0}


@dataclass(frozen=True)
class Take:
    """One clip: a movement from a view, done well or with a fault."""

    exercise: Exercise
    movement: Movement
    view: View
    fault_id: str = ""

    @property
    def fault(self) -> Fault | None:
        """What is done wrong."""
        return self.movement.faults[self.fault_id] if self.fault_id else None

    @property
    def id(self) -> str:
        """Name of the clip."""
        return f"{self.movement.id}-{self.view}-{self.fault_id or 'good'}"

    @property
    def body(self) -> str:
        """One of the bodies that nothing was fitted on."""
        return HELD_OUT[zlib.crc32(self.id.encode()) % len(HELD_OUT)]

    @property
    def path(self) -> Path:
        """Where its landmarks are kept: another file for another drawing."""
        drawn: tuple[object, ...] = of_good_form(self.movement), self.fault, self.body
        if self.fault is None and self._lead:
            drawn = *drawn, self._lead
        if (self.fault is None and is_of_steps(self.exercise)) or (self.fault and self.fault.depths):
            drawn = *drawn, tempo_of(self.exercise, self.movement, self.fault)
        return FOLDER / f"{self.id}-{hashlib.sha256(repr(drawn).encode()).hexdigest()[:12]}.npz"

    def performance(self) -> Performance:
        """Make the set, with the fault on the side that the camera sees."""
        tempo = tempo_of(self.exercise, self.movement, self.fault)
        depths = self.fault.depths if self.fault else ()
        if not (self._takes_sides or depths or is_quick(self.movement)):
            tempo = replace(tempo, beats=tempo.beats[: 1 if self.fault else _FEW])
        count = max(len(tempo.beats), 1)
        amounts = (1.0 if self.fault else 0.0,) * count
        figure = Figure(Body.load(self.body))
        return Performance(figure, self.movement, tempo, self.fault, amounts, depths, lead=self._lead)

    @property
    def _takes_sides(self) -> bool:
        return self.fault is not None and bool(self.fault.leads or self.fault.stretch)

    @property
    def _lead(self) -> Side | None:
        """From the side, the near one, where one side is at work or at fault: so it is to be filmed."""
        one_sided = self.fault is not None or self.movement.is_one_sided
        return "right" if self.view == "side" and one_sided and not self._takes_sides else None


def of_good_form(movement: Movement) -> tuple[object, ...]:
    """Tell a drawing of good form from another one, whatever its faults are."""
    return (movement.rest, movement.keys, movement.back, movement.lead, movement.travel, movement.prop, movement.beat)


def landmarks(take: Take) -> PoseTrack:
    """Return the landmarks of a clip, which is rendered where that was not done before."""
    if not take.path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        PoseTrack.from_poses(_seen(take)).save(take.path)
    return PoseTrack.load(take.path)


def _seen(take: Take) -> list[Pose]:
    act = take.performance()
    rng = np.random.default_rng(zlib.crc32(take.id.encode()))
    azimuth_deg = _AZIMUTH_DEG[take.view] + float(rng.uniform(-4.0, 4.0))
    fps = _QUICK_FPS if is_quick(take.movement) else _FPS
    times = np.arange(0.0, act.duration_s, 1.0 / fps).tolist()
    return _watch(take, [act.at(t_s) for t_s in times], times, camera_for(act, azimuth_deg, rng))


def _watch(take: Take, placed: list[Placed], times: list[float], camera: Camera) -> list[Pose]:
    look, body = Look.seeded(zlib.crc32(take.id.encode())), placed[0].body
    rng = np.random.default_rng(0)
    person = coarser(Mesh(body.vertices, body.faces, look.colours(body.part, PARTS)), _DETAIL_M)
    about = props(take.movement.prop, placed)
    bar = take.movement.prop == "barbell"
    still = [*([] if bar else about), *room(look, camera.target_m[:2])]
    poses = []
    with (
        Studio(camera.width_px, camera.height_px) as studio,
        Landmarker("full", with_dorsal=take.exercise.needs_dorsal) as landmarker,
    ):
        for i, (t_s, pose) in enumerate(zip(times, placed, strict=True)):
            held = moved(about, pose) if bar else []
            image = filmed(studio.picture([person.moved(pose.vertices()), *held], camera, look, still), look, rng)
            poses.append(landmarker.detect(Frame(i, t_s, np.ascontiguousarray(image))))
    return poses
