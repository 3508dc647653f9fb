"""Finds all sets in a long film: what each is, how often or how long, judged by its own definition.

The pose model runs once. The sets are found in the poses alone; then the film is decoded a second time, so
that each set is judged as `analyze` does it, with second looks at the frames that decide.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from formcheck.analysis.analyze import every_of, source_of
from formcheck.analysis.options import AnalysisOptions, Progress
from formcheck.analysis.results_folder import results_folder
from formcheck.analysis.unnamed.detected import Detected, detected, replayed, scaled
from formcheck.analysis.unnamed.film import Shown, write_film
from formcheck.analysis.unnamed.wanted import Did
from formcheck.catalogue.exercise import Exercise
from formcheck.catalogue.library import load_exercise
from formcheck.coaching.lookalikes import STANDING_S
from formcheck.coaching.session import Session
from formcheck.pose.looking import SecondLooker
from formcheck.pose.recording import PoseTrack
from formcheck.recognition.sets import FoundSet, sets_of
from formcheck.records import ClipInfo, Frame, Pose, Report
from formcheck.video.reader import VideoReader

_AFTER_S: Final = 1.5
"""A repetition is complete when the person has come to rest."""
_JUDGED: Final = 0.8
"""Share of the work after which all sets are judged, where the film is drawn then: drawing takes a quarter of the time
that the pose model does."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SessionSet:
    """A set of a session.

    Attributes
    ----------
    found : FoundSet
    exercise : Exercise
        The definition that judged.
    report : Report
        Of this set alone; its times are those of the film.
    folder : str
        Name of the folder with its results.
    rest_s : float or None
        Time since the end of the previous set; None for the first one.
    """

    found: FoundSet
    exercise: Exercise
    report: Report
    folder: str
    rest_s: float | None

    @property
    def did(self) -> Did:
        """What was done, to compare with a plan."""
        done = self.report.summary
        first = self.found.recognition.guesses[0]
        steps = sum(self.report.gait.steps.values()) if self.report.gait else 0
        lasted_s = self.found.end_s - self.found.start_s
        held_s = sum(hold.end_s - hold.start_s for hold in self.report.holds)
        return Did(
            ids=(first.exercise, *first.also),
            repetitions=done.repetitions or steps,
            seconds=held_s if self.report.holds else lasted_s,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class SessionAnalysis:
    """All sets of a film, in the order of time, and what the film is."""

    sets: Sequence[SessionSet]
    source: ClipInfo
    model: str
    warnings: Sequence[str]


def analyze_session(
    video: str | Path,
    options: AnalysisOptions,
    *,
    folder: str | Path | None = None,
    definition: Callable[[str], Exercise] | None = None,
) -> SessionAnalysis:
    """Find and judge all sets of a film.

    Parameters
    ----------
    video : str or Path
    options : AnalysisOptions
        In `out`, each set has a folder of its own, and with `draw` the annotated film is there too, with a chapter for
        each set.
    folder : str or Path, optional
        Custom definitions, which are considered too.
    definition : callable, optional
        Loads the definition of an id; by default as it is in the catalogue.

    Raises
    ------
    UnreadableVideoError, NobodyFoundError, ModelError, OutputError
        As in `analyze`.
    """
    progress = options.progress
    if options.draw and options.out is not None:
        options = replace(options, progress=scaled(progress, 0.0, _JUDGED))
    known = detected(video, options, every_of)
    found = sets_of(known.poses, folder)
    load = definition if definition is not None else lambda exercise: load_exercise(exercise, folder)
    with (
        VideoReader(video, capture_fps=options.capture_fps, mirrored=options.mirrored) as reader,
        SecondLooker(options.model) as looker,
    ):
        takes = [_Take(one, load(one.exercise), options, looker) for one in found]
        _judge(takes, reader.only(every=known.every), known, options.progress, looker)
        source, notes = source_of(reader.info), (*reader.warnings, *known.notes)
        ends = [None, *(one.end_s for one in found[:-1])]
        sets = [
            take.ended(number, source, end_s) for number, (take, end_s) in enumerate(zip(takes, ends, strict=True), 1)
        ]
        if options.draw and options.out is not None:
            with reader.again() as film:
                shown = [take.shown(one.report) for take, one in zip(takes, sets, strict=True)]
                part = scaled(progress, _JUDGED, 1.0)
                write_film(film, known.poses, shown, options.out, options.privacy, part)
    return SessionAnalysis(sets=sets, source=source, model=options.model, warnings=notes)


class _Take:
    """A set that is being judged."""

    def __init__(self, found: FoundSet, exercise: Exercise, options: AnalysisOptions, looker: SecondLooker) -> None:
        self._found, self._exercise, self._out = found, exercise, options.out
        self._session = Session(exercise, view=options.view, side=options.side, model=options.model, look_again=looker)
        self._poses: list[Pose] = []
        self._is_over = False

    def has(self, t_s: float) -> bool:
        """Whether a moment belongs to it, or to the standing before and after."""
        return self._found.start_s - STANDING_S <= t_s <= self.until_s

    @property
    def until_s(self) -> float:
        """The end of its last moment."""
        return self._found.end_s + _AFTER_S

    def push(self, pose: Pose) -> None:
        """Judge a pose."""
        self._poses.append(pose)
        self._session.push(pose)

    def end(self) -> None:
        """Judge the last repetition while its frames are still kept."""
        if not self._is_over:
            self._is_over = True
            self._session.finish()

    def ended(self, number: int, source: ClipInfo, before_s: float | None) -> SessionSet:
        """Write the results and return them; the set before ended at `before_s`."""
        report = replace(self._session.finish(), source=source, recognition=self._found.recognition)
        folder = f"{number:02d}_{self._exercise.id}"
        if self._out is not None:
            with results_folder(self._out / folder) as write:
                write(report, self._session.shown(), PoseTrack.from_poses(self._poses, source=source.path))
        rest_s = None if before_s is None else max(0.0, self._found.start_s - before_s)
        return SessionSet(found=self._found, exercise=self._exercise, report=report, folder=folder, rest_s=rest_s)

    def shown(self, report: Report) -> Shown:
        """Return what the film shows of it, once it has ended."""
        return Shown(start_s=self._found.start_s, end_s=self.until_s, session=self._session, report=report)


def _judge(
    takes: Sequence[_Take], reader: VideoReader, known: Detected, progress: Progress | None, looker: SecondLooker
) -> None:
    def keep(frame: Frame, pose: Pose) -> None:
        if any(take.has(frame.t_s) for take in takes):
            looker.keep(frame, pose)

    for pose in replayed(reader, known, progress, keep):
        for take in takes:
            if take.has(pose.t_s):
                take.push(pose)
            elif pose.t_s > take.until_s:
                take.end()
