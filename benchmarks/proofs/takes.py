"""All clips of the proofs: of movements and of runs."""

from __future__ import annotations

from itertools import islice

from benchmarks.proofs.filming import FOLDER, Take
from benchmarks.proofs.running import RunTake, run_takes
from benchmarks.synthetic.movements import MOVEMENTS
from formcheck.catalogue.library import exercises
from formcheck.pose.recording import PoseTrack

PRIORITIES = ("P0", "P1")
"""Which exercises are proven through the pose model; the others on true joints."""

Filmed = Take | RunTake


def takes(named: list[str]) -> list[Filmed]:
    """List the clips: good form of all first."""
    known = {e.id: e for e in exercises() if e.priority in PRIORITIES and (not named or e.id in named)}
    drawn = [(known[m.exercise], m) for m in MOVEMENTS.values() if m.exercise in known]
    moves = [*(Take(e, m, view) for e, m in drawn for view in m.views)]
    moves += [Take(e, m, fault.view, name) for e, m in drawn for name, fault in m.faults.items()]
    return sorted([*moves, *run_takes(list(known.values()))], key=lambda take: bool(take.cue))


def landmarks(take: Filmed) -> PoseTrack:
    """Return the landmarks of a clip, which is rendered where that was not done before."""
    if not take.path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        take.film().save(take.path)
    return PoseTrack.load(take.path)


def thinned(track: PoseTrack, every: int) -> PoseTrack:
    """Keep every so many-th frame, from the first one on."""
    return track if every == 1 else PoseTrack.from_poses(islice(track.poses(), 0, None, every), track.source)
