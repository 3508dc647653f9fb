"""What the catalogue claims of its cues, held against what was shown."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.proofs.table import proven, read
from benchmarks.proofs.takes import PRIORITIES
from formcheck.catalogue.exercise import Exercise

ROWS = read()


def check_claims(exercise: Exercise, on_true_joints: Callable[[Exercise], set[str]]) -> None:
    claimed = {cue.id for cue in exercise.cue if cue.status != "draft"}
    shown = proven(exercise, ROWS) if exercise.priority in PRIORITIES else on_true_joints(exercise)
    assert claimed == shown, f"claimed, not shown: {claimed - shown}; shown, not claimed: {shown - claimed}"
