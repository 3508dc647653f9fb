"""The movements that the figure knows, each a short description."""

from __future__ import annotations

from benchmarks.synthetic.movement import Movement
from benchmarks.synthetic.movements import (
    drills,
    feet,
    floor,
    hips,
    jumping,
    lunges,
    strength,
    stretching,
    trunk_work,
    unilateral,
    upright,
)

MOVEMENTS: dict[str, Movement] = {
    movement.id: movement
    for room in (strength, lunges, upright, floor, drills, unilateral, hips, trunk_work, feet, stretching, jumping)
    for movement in room.MOVEMENTS
}
