"""The movements that the figure knows, each a short description."""

from __future__ import annotations

from benchmarks.synthetic.movement import Movement
from benchmarks.synthetic.movements import drills, floor, lunges, strength, upright

MOVEMENTS: dict[str, Movement] = {
    movement.id: movement for room in (strength, lunges, upright, floor, drills) for movement in room.MOVEMENTS
}
