"""Clips of people are joined with pauses, walks and cuts between them; it is measured whether the sets are found.

Each film is made of landmarks of clips of one side of the split, put one after the other as a session would be: the
person stands still for some seconds, or walks (drawn), or the film is cut. It is known where each clip begins and ends
and what is counted when it is analysed alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.crossed import PX_PER_M, drawn, drifts, moved, seen_from
from benchmarks.real.agreement import Share
from benchmarks.real.known.truth import Clip
from benchmarks.real.landmarks import landmarks
from benchmarks.real.tables import head, row_of
from benchmarks.recognition.material import Case
from formcheck.catalogue.library import load_exercise, without_cues
from formcheck.coaching.session import Session
from formcheck.motion.body import Body
from formcheck.motion.cleaning.proportions import UPRIGHT_DROP, UPRIGHT_TRUNK_DEG
from formcheck.motion.measures.pelvis import hip_drop
from formcheck.motion.measures.trunk import trunk_inclination
from formcheck.pose.skeleton import LEFT, enlarge
from formcheck.recognition.candidates import Candidate, candidates
from formcheck.recognition.sets import FoundSet, sets_of
from formcheck.records import ModelName, Pose

_WITHIN_S = 1.5
_PAUSES_S = (6.0, 20.0)
_WALK_S = 8.0
SETS = 10
_NEW_SHOT, _PAUSE_SHOT = 1000, 500


@dataclass(frozen=True, kw_only=True)
class Known:
    """A set as it is when its clip is cut by hand: when it begins and ends in the joined film, and what is counted."""

    exercise: str
    start_s: float
    end_s: float
    number: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Joined:
    """A joined film with what is known of it, and the sets that were found."""

    known: Sequence[Known]
    found: Sequence[FoundSet]


def joined(clips: Sequence[Clip], model: ModelName, seed: int) -> Joined:
    """Join clips at random, and find the sets."""
    rng = np.random.default_rng(seed)
    chosen = [clips[i] for i in rng.permutation(len(clips))[:SETS]]
    poses: list[Pose] = []
    known: list[Known] = []
    for clip in chosen:
        here = list(landmarks(clip.path, model).poses())
        now_s = poses[-1].t_s + 1 / 30 if poses else 0.0
        poses += _moved(here, now_s, here[0], len(known))
        one = _alone(clip, here, now_s)
        if one is not None:
            known.append(one)
        poses += list(_between(rng, poses[-1], here[-1], _standing(poses[-len(here) :])))
    return Joined(known=known, found=sets_of(poses))


def _moved(poses: Sequence[Pose], now_s: float, like: Pose, number: int) -> list[Pose]:
    first_s = poses[0].t_s
    return [
        replace(
            pose, t_s=now_s + pose.t_s - first_s, width_px=like.width_px, height_px=like.height_px,
            shot=_NEW_SHOT * (number + 1) + pose.shot,
        )
        for pose in poses
    ]  # fmt: skip


def _alone(clip: Clip, poses: Sequence[Pose], now_s: float) -> Known | None:
    """Analyse a clip by its own name: the set as if cut by hand; None where nothing is counted then."""
    session = Session(without_cues(load_exercise(clip.exercise)))
    for pose in poses:
        session.push(pose)
    report = session.finish()
    spans = [(r.start_s, r.end_s) for r in report.repetitions] + [(h.start_s, h.end_s) for h in report.holds]
    if report.gait is not None and any(report.gait.steps.values()):
        spans = [(poses[0].t_s, poses[-1].t_s)]
    if not spans:
        return None
    shift_s = now_s - poses[0].t_s
    return Known(
        exercise=clip.exercise, start_s=spans[0][0] + shift_s, end_s=max(end for _, end in spans) + shift_s,
        number=len(spans),
    )  # fmt: skip


def _between(rng: np.random.Generator, last: Pose, like: Pose, standing: Pose | None) -> Iterator[Pose]:
    """Stand still, walk about, or cut to the next set at once, as after a set in which the person never stands."""
    kind = rng.choice(["stand", "walk", "cut"])
    if kind == "cut":
        return
    start_s = last.t_s + 1 / 30
    if kind == "stand":
        until_s = rng.uniform(*_PAUSES_S)
        if standing is not None:
            yield from _still(standing, start_s, until_s, last.shot + _PAUSE_SHOT)
        return
    act, _ = drawn("walking")
    for pose in seen_from(act, float(rng.uniform(-180, 180)), 0.0, zlib.crc32(str(start_s).encode())):
        if pose.t_s <= _WALK_S:
            fits = enlarge(pose, min(like.width_px / pose.width_px, like.height_px / pose.height_px))
            yield replace(
                fits, t_s=start_s + pose.t_s, width_px=like.width_px, height_px=like.height_px,
                shot=last.shot + _PAUSE_SHOT,
            )  # fmt: skip


def _still(standing: Pose, start_s: float, lasts_s: float, shot: int) -> Iterator[Pose]:
    """Stand still, as landmarks show it: no model gives the same twice. A shot of its own, since nobody jumps there."""
    shoulder, hip = (LEFT[joint] for joint in ("shoulder", "hip"))
    across_px = np.linalg.norm(standing.landmarks[shoulder, :2] - standing.landmarks[hip, :2])
    px_per_m = float(across_px / np.linalg.norm(standing.world[shoulder, :2] - standing.world[hip, :2]))
    large = enlarge(standing, PX_PER_M / px_per_m)
    times = np.arange(0.0, lasts_s, 1 / 15).tolist()
    for t_s, drift in zip(times, drifts(zlib.crc32(str(start_s).encode())), strict=False):
        yield replace(
            enlarge(moved(large, drift), px_per_m / PX_PER_M), t_s=start_s + t_s, shot=shot,
            width_px=standing.width_px, height_px=standing.height_px,
        )  # fmt: skip


def _standing(poses: Sequence[Pose]) -> Pose | None:
    """Find the last pose of a clip in which the person stands upright: nobody stands still halfway through a lunge."""
    bodies = ((pose, Body(pose)) for pose in reversed(poses) if pose.found)
    upright = (pose for pose, body in bodies if hip_drop(body) < UPRIGHT_DROP and _is_upright(body))
    return next(upright, None)


def _is_upright(body: Body) -> bool:
    return abs(trunk_inclination(body)) < UPRIGHT_TRUNK_DEG


def session_table(groups: dict[str, Sequence[Joined]]) -> Iterator[str]:
    """How many of the sets were found, rightly named, bounded and counted, and how many were found that are none."""
    yield from head("what", "aim", *groups)
    rows: dict[str, list[str]] = {}
    for films in groups.values():
        pairs = [(known, _nearest(known, film.found)) for film in films for known in film.known]
        whole, hit = len(pairs), [(known, one) for known, one in pairs if one is not None]
        extra = sum(not any(_overlap(known, one) > 0 for known in film.known) for film in films for one in film.found)
        cells = {
            "sets that are found": Share(len(hit), whole),
            "found, and rightly named": Share(sum(_is_named(known, one) for known, one in hit), whole),
            "both boundaries within 1.5 s": Share(sum(_is_bounded(known, one) for known, one in hit), whole),
            "the same, of two repetitions or more": Share(
                sum(_is_bounded(known, one) for known, one in hit if known.number > 1),
                sum(known.number > 1 for known, _ in pairs),
            ),
            "counted as if cut by hand": Share(
                sum(one.number == known.number and _is_named(known, one) for known, one in hit), whole
            ),
        }
        for name, share in cells.items():
            rows.setdefault(name, []).append(str(share) if whole else "-")
        rows.setdefault("found where nothing is", []).append(str(extra))
    for name, found in rows.items():
        yield row_of(name, "90 %" if "within" in name else "-", *found)


def _overlap(known: Known, one: FoundSet) -> float:
    return min(known.end_s, one.end_s) - max(known.start_s, one.start_s)


def _nearest(known: Known, found: Sequence[FoundSet]) -> FoundSet | None:
    over = [one for one in found if _overlap(known, one) > 0]
    return max(over, key=lambda one: _overlap(known, one), default=None)


def _is_bounded(known: Known, one: FoundSet) -> bool:
    return abs(known.start_s - one.start_s) <= _WITHIN_S and abs(known.end_s - one.end_s) <= _WITHIN_S


def _is_named(known: Known, one: FoundSet) -> bool:
    case = Case(name="", kind="", group="", exercise=known.exercise, duration_s=0.0, found=())
    return case.same(_candidate(one.exercise))


def _candidate(exercise: str) -> Candidate:
    return next(candidate for candidate in candidates() if exercise in candidate.ids)
