"""Proposes a custom definition from the poses of one good set, and tries it on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import definition_files, load_exercise, without_cues
from formcheck.coaching.session import Session
from formcheck.errors import UsageError
from formcheck.files import write_whole
from formcheck.motion.cleaning.cleaner import CleanPose, PoseCleaner
from formcheck.recognition.candidates import Candidate, candidates, candidates_of
from formcheck.recognition.evidence import Evidence, evidence
from formcheck.recognition.following import Film, follow, sparse
from formcheck.recognition.proposing import propose
from formcheck.recognition.ranking import probabilities
from formcheck.records import Pose

LEAST: Final = 0.6
"""Share of the usual excursion from which a repetition counts, where nobody says another."""


@dataclass(frozen=True, kw_only=True, eq=False)
class ShownSet:
    """One good set, with everything that proposals need.

    Attributes
    ----------
    poses : sequence of Pose
    clean : sequence of CleanPose
        The cleaned poses that are used.
    film : Film
        What all known exercises found in them.
    known : sequence of Candidate
    """

    poses: Sequence[Pose]
    clean: Sequence[CleanPose]
    film: Film
    known: Sequence[Candidate]


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A definition that was proposed, and tried on the set that it was made from.

    Attributes
    ----------
    exercise_id : str
    text : str
        The TOML file.
    signal : str
        The measure that counts.
    found, counted : int
        Movements that come back in the set, and how many of them the definition counts.
    share : float
        Probability that the set is the new exercise.
    rivals : tuple of (str, float)
        Other exercises with their probability, the likeliest first.
    """

    exercise_id: str
    text: str
    signal: str
    found: int
    counted: int
    share: float
    rivals: tuple[tuple[str, float], ...]

    @property
    def taken_for(self) -> tuple[str, ...]:
        """Exercises that are likelier for this set than the new one."""
        return tuple(exercise for exercise, share in self.rivals if share > self.share)

    @property
    def why_not(self) -> str:
        """Why it cannot be used; empty if it counts its own set."""
        if self.counted >= min(self.found, 2):
            return ""
        return (
            f"A definition by {self.signal} counts {self.counted} of {self.found} movements in this set, which is "
            "too few. Film the set again from the side, with the whole body in the picture."
        )


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A definition that was written: its path, and the trial."""

    path: Path
    trial: Trial


def id_of(name: str) -> str:
    """Make the id of an exercise of its name.

    Raises
    ------
    UsageError
        If it does not begin with a letter from a to z.
    """
    exercise_id = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not exercise_id or not exercise_id[0].isalpha():
        msg = f"No id can be made from the name {name!r}. Begin it with a letter from a to z, as in 'Wall slide'."
        raise UsageError(msg)
    return exercise_id


def shown(poses: Iterable[Pose], folder: str | Path | None = None) -> ShownSet:
    """Read a set once, for any number of proposals.

    Parameters
    ----------
    poses : iterable of Pose
        One good set.
    folder : str or Path, optional
        Existing custom definitions.

    Raises
    ------
    UsageError
        If there is no pose.
    """
    seen, cleaner = list(poses), PoseCleaner()
    clean = sparse(cleaner.push(pose) for pose in seen)
    if not clean:
        msg = "Nobody was found in this recording. Film one good set with the whole body in the picture."
        raise UsageError(msg)
    known = candidates(folder)
    return ShownSet(poses=seen, clean=clean, film=follow(known, clean), known=known)


def tried(of: ShownSet, name: str, exercise_id: str, least: float = LEAST) -> Trial:
    """Propose a definition and try it on the set that it is made from.

    Parameters
    ----------
    of : ShownSet
    name, exercise_id : str
        Of the new exercise.
    least : float
        Share of the usual excursion that a repetition must reach to count.

    Raises
    ------
    UsageError
        If the set shows no movement that comes back.
    """
    proposal = propose(name, of.film.series, [one.view.label for one in of.clean], of.known, least)
    exercise = _loaded(proposal.text, exercise_id)
    span = (of.clean[0].pose.t_s, of.clean[-1].pose.t_s)
    own = evidence(follow(candidates_of([exercise]), of.clean), span)
    # Walking is a candidate each time, and belongs once into the choice.
    found: list[Evidence] = [*evidence(of.film, span), *(one for one in own if not one.candidate.is_none)]
    named = [
        (one.candidate.ids[0], float(share))
        for one, share in zip(found, probabilities(found), strict=False)
        if not one.candidate.is_none
    ]
    return Trial(
        exercise_id=exercise_id, text=proposal.text, signal=proposal.signal, found=proposal.counted,
        counted=_counted(exercise, of.poses), share=dict(named).get(exercise_id, 0.0),
        rivals=tuple(sorted((one for one in named if one[0] != exercise_id), key=lambda one: -one[1])),
    )  # fmt: skip


def refuse_known(exercise_id: str, out: Path, folder: str | Path | None = None) -> None:
    """Refuse an id that exists already, in the catalogue or in a folder.

    Raises
    ------
    UsageError
        If it exists.
    """
    if exercise_id in definition_files(folder) or (out / f"{exercise_id}.toml").exists():
        msg = f"There is an exercise {exercise_id!r} already. Give another name, or remove its file first."
        raise UsageError(msg)


def keep(trial: Trial, out: Path, folder: str | Path | None = None) -> Path:
    """Write a definition that was tried.

    Parameters
    ----------
    trial : Trial
    out : Path
        Folder of the definition.
    folder : str or Path, optional
        Existing custom definitions.

    Raises
    ------
    UsageError
        If it does not count its own set, or the id exists already.
    OutputError
        If it cannot be written.
    """
    refuse_known(trial.exercise_id, out, folder)
    if trial.why_not:
        raise UsageError(trial.why_not)
    path = out / f"{trial.exercise_id}.toml"
    write_whole(path, trial.text)
    return path


def learn_exercise(
    poses: Iterable[Pose], name: str, exercise_id: str, out: Path, *, least: float = LEAST, folder: Path | None = None
) -> Learnt:
    """Propose a definition for a set, try it, and write it; see `shown`, `tried` and `keep`."""
    refuse_known(exercise_id, out, folder)
    trial = tried(shown(poses, folder), name, exercise_id, least)
    return Learnt(path=keep(trial, out, folder), trial=trial)


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
