"""Poses of one good set in, a definition of one's own out that was tried on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import definition_files, load_exercise, without_cues
from formcheck.coaching.session import Session
from formcheck.errors import UsageError
from formcheck.files import write_whole
from formcheck.motion.cleaning.cleaner import PoseCleaner
from formcheck.recognition.candidates import candidates, candidates_of
from formcheck.recognition.evidence import evidence
from formcheck.recognition.following import follow, sparse
from formcheck.recognition.proposing import propose
from formcheck.recognition.ranking import probabilities
from formcheck.records import Pose


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A definition that was written.

    Attributes
    ----------
    path : Path
    signal : str
        The measure that counts.
    counted : int
        Repetitions that the definition counts in the set that it was made from.
    taken_for : tuple of str
        Exercises that are likelier for this set than the new one.
    """

    path: Path
    signal: str
    counted: int
    taken_for: tuple[str, ...]


def learn_exercise(
    poses: Iterable[Pose], name: str, exercise_id: str, out: Path, *, least: float = 0.6, folder: Path | None = None
) -> Learnt:
    """Propose a definition for a set, try it, and write it.

    Parameters
    ----------
    poses : iterable of Pose
        One good set.
    name, exercise_id : str
        Of the new exercise.
    out : Path
        Folder of the definition.
    least : float
        Share of the usual excursion that a repetition must reach.
    folder : Path, optional
        Custom definitions that there are already.

    Raises
    ------
    UsageError
        If the set shows no movement that comes back, the definition does not count it, or there is one of this id.
    OutputError
        If it cannot be written.
    """
    if exercise_id in definition_files(folder) or (out / f"{exercise_id}.toml").exists():
        msg = f"There is an exercise {exercise_id!r} already. Give another name, or remove its file first."
        raise UsageError(msg)
    seen = list(poses)
    cleaner = PoseCleaner()
    clean = sparse(cleaner.push(pose) for pose in seen)
    if not clean:
        msg = "There is no pose in this recording. Film one good set with the whole body in the picture."
        raise UsageError(msg)
    known = candidates(folder)
    proposal = propose(name, follow(known, clean).series, [one.view.label for one in clean], known, least)
    exercise = _loaded(proposal.text, exercise_id)
    counted = _counted(exercise, seen)
    if counted < min(proposal.counted, 2):
        msg = (
            f"A definition by {proposal.signal} counts {counted} of {proposal.counted} movements in this set, which is "
            "too few. Film the set again from the side, with the whole body in the picture."
        )
        raise UsageError(msg)
    path = out / f"{exercise_id}.toml"
    write_whole(path, proposal.text)
    film = follow((*known, *candidates_of([exercise])), clean)
    found = evidence(film, (clean[0].pose.t_s, clean[-1].pose.t_s))
    shares = {one.candidate.ids[:1]: float(p) for one, p in zip(found, probabilities(found), strict=False)}
    own = shares.get((exercise_id,), 0.0)
    rather = tuple(ids[0] for ids, share in shares.items() if ids and share > own)
    return Learnt(path=path, signal=proposal.signal, counted=counted, taken_for=rather)


def _loaded(text: str, exercise_id: str) -> Exercise:
    """Check a definition before it is written."""
    with TemporaryDirectory() as folder:
        (Path(folder) / f"{exercise_id}.toml").write_text(text, encoding="utf-8")
        return load_exercise(exercise_id, folder)


def _counted(exercise: Exercise, poses: Iterable[Pose]) -> int:
    session = Session(without_cues(exercise))
    for pose in poses:
        session.push(pose)
    return session.finish().summary.repetitions
