"""A movement rendered and seen by the pose model, frame by frame, with nothing kept but the landmarks."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.synthetic.clips import HELD_OUT, camera_for
from benchmarks.synthetic.figure.body import PARTS, Body
from benchmarks.synthetic.figure.kinematics import Figure, Placed
from benchmarks.synthetic.movement import Fault, Movement, View
from benchmarks.synthetic.performance import Performance
from benchmarks.synthetic.proof import is_of_steps, is_quick, leads_near, performed, tempo_of
from benchmarks.synthetic.rendering.camera import Camera
from benchmarks.synthetic.rendering.look import Look, filmed
from benchmarks.synthetic.rendering.mesh import Mesh, coarser
from benchmarks.synthetic.rendering.props import moved, props
from benchmarks.synthetic.rendering.room import room
from benchmarks.synthetic.rendering.studio import Studio
from formcheck.catalogue.exercise import Exercise
from formcheck.pose.landmarker import Landmarker
from formcheck.pose.recording import PoseTrack
from formcheck.records import Frame, Report

FOLDER = Path(__file__).parents[2] / ".cache" / "proofs"
_FPS, _QUICK_FPS, _FAST_FPS = 12.5, 25.0, 30.0
_FEW = 4
"""Repetitions of good form that show what a set has to show; a fault is shown once."""
_LEAST_HELD = 0.8
"""Share of a hold that the clock must show: the first moments find the posture."""
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
    def fps(self) -> float:
        """Frames a second: more for what is quick, and as many as a phone films where the speed is what is judged."""
        if is_quick(self.movement):
            return _QUICK_FPS
        return _FAST_FPS if is_quick(self.movement, self.fault) else _FPS

    @property
    def path(self) -> Path:
        """Where its landmarks are kept: another file for another drawing."""
        drawn: tuple[object, ...] = of_good_form(self.movement), self.fault, self.body
        if self.fps == _FAST_FPS:
            drawn = *drawn, self.fps
        if self.fault is None and leads_near(self.movement, None, self.view):
            drawn = *drawn, "right"
        if (self.fault is None and is_of_steps(self.exercise)) or (self.fault and self.fault.depths):
            drawn = *drawn, tempo_of(self.exercise, self.movement, self.fault)
        return FOLDER / f"{self.id}-{hashlib.sha256(repr(drawn).encode()).hexdigest()[:12]}.npz"

    def performance(self) -> Performance:
        """Make the set, with the fault on the side that the camera sees."""
        fault, figure = self.fault, Figure(Body.load(self.body))
        whole = is_quick(self.movement) or (fault is not None and bool(fault.leads or fault.stretch or fault.depths))
        most = None if whole else 1 if fault else _FEW
        return performed(self.exercise, self.movement, fault, in_view=self.view, figure=figure, most=most)

    @property
    def cue(self) -> str:
        """What must fire; empty in good form."""
        return self.fault.cue if self.fault else ""

    @property
    def is_enlarged(self) -> bool:
        """Whether the fault is drawn larger than it was at first."""
        return self.fault is not None and self.fault.enlarged

    @property
    def true(self) -> int:
        """Repetitions."""
        return len(self.performance().repetitions())

    def counted(self, report: Report) -> int:
        """Repetitions that were found."""
        return len(report.repetitions)

    def held(self, report: Report) -> str:
        """Whether a hold of good form was seen from nearly its beginning to its end; empty of anything else."""
        if self.movement.keys or self.fault is not None:
            return ""
        return "yes" if report.summary.hold_s >= _LEAST_HELD * self.performance().duration_s else "no"

    def film(self) -> PoseTrack:
        """Render it and find the landmarks."""
        act, seed = self.performance(), zlib.crc32(self.id.encode())
        rng = np.random.default_rng(seed)
        azimuth_deg = _AZIMUTH_DEG[self.view] + float(rng.uniform(-4.0, 4.0))
        times = np.arange(0.0, act.duration_s, 1.0 / self.fps).tolist()
        camera, prop = camera_for(act, azimuth_deg, rng), self.movement.prop
        placed = [act.at(t_s) for t_s in times]
        return watched(placed, times, camera, prop, seed, with_dorsal=self.exercise.needs_dorsal)


def of_good_form(movement: Movement) -> tuple[object, ...]:
    """Tell a drawing of good form from another one, whatever its faults are."""
    return (movement.rest, movement.keys, movement.back, movement.lead, movement.travel, movement.prop, movement.beat)


def watched(
    placed: list[Placed], times: list[float], camera: Camera, prop: str, seed: int, *, with_dorsal: bool = False
) -> PoseTrack:
    """Render figures from a camera, dressed by chance, and find their landmarks."""
    look, body = Look.seeded(seed), placed[0].body
    rng = np.random.default_rng(0)
    person = coarser(Mesh(body.vertices, body.faces, look.colours(body.part, PARTS)), _DETAIL_M)
    about = props(prop, placed)
    bar = prop == "barbell"
    still = [*([] if bar else about), *room(look, camera.target_m[:2])]
    poses = []
    with (
        Studio(camera.width_px, camera.height_px) as studio,
        Landmarker("full", with_dorsal=with_dorsal) as landmarker,
    ):
        for i, (t_s, pose) in enumerate(zip(times, placed, strict=True)):
            held = moved(about, pose) if bar else []
            image = filmed(studio.picture([person.moved(pose.vertices()), *held], camera, look, still), look, rng)
            poses.append(landmarker.detect(Frame(i, t_s, np.ascontiguousarray(image))))
    return PoseTrack.from_poses(poses)
