"""Drawings for `formcheck.motion.feet` and what reads it."""

from __future__ import annotations

from benchmarks.synthetic.movement import Movement

MOVEMENTS: tuple[Movement, ...] = ()
