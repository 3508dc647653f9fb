"""Detects the poses in a clip: the shared first half of `analyze` and `record`."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from formcheck.analysis.options import Progress
from formcheck.analysis.watch import Watch
from formcheck.errors import NobodyFoundError
from formcheck.pieces.crew import Crew
from formcheck.pieces.parts import all_read
from formcheck.pieces.seen import LightMeter
from formcheck.pieces.workers import workers_of
from formcheck.pose.looking import SecondLooker
from formcheck.pose.people.candidates import SubjectCandidate, subject_candidates
from formcheck.pose.people.follower import Follower
from formcheck.pose.people.subject import Subject
from formcheck.records import CLIP_MODEL, Frame, ModelName, Pose
from formcheck.video.cuts import CutDetector
from formcheck.video.read_ahead import read_ahead
from formcheck.video.reader import VideoInfo, VideoReader

# The survey reads the beginning of a clip before the first pose is detected. It ends early where one person is alone.
_SURVEY_S = 20.0
_SURVEY_EVERY_S = 0.33
_SECOND_LOOK_S = 0.5
# A subject may be pointed at later than that: the survey then goes on until shortly after that moment.
_AFTER_SUBJECT_S = 1.0
# When to look for the people that the user may choose from: they do not all enter the frame at once.
_CANDIDATES_S = (0.0, 0.5, 1.5, 3.0)
# Frames whose pose is known and that wait to be judged: as long as some second looks take.
_MOST_WAITING, _WAITING_BYTES = 16, 64_000_000


@contextmanager
def looking(
    reader: VideoReader, model: ModelName, *, with_dorsal: bool, every: int, subject: Subject | None,
    workers: int | None,
) -> Iterator[tuple[Follower, Crew]]:  # fmt: skip
    """Open the follower and the crew for `poses_in`; `workers` is the number asked for, see `workers_of`."""
    # The crew first: its processes load their models while the follower loads its own.
    with (
        Crew(reader, model, with_dorsal=with_dorsal, every=every, workers=workers_of(workers)) as crew,
        Follower(model, with_dorsal=with_dorsal, subject=subject) as follower,
    ):
        yield follower, crew


def poses_in(
    reader: VideoReader,
    follower: Follower,
    progress: Progress | None = None,
    looker: SecondLooker | None = None,
    watch: Watch | None = None,
    crew: Crew | None = None,
) -> Generator[Pose, None, None]:
    """Detect the pose in each frame of a clip.

    Parameters
    ----------
    reader : VideoReader
        The clip, not yet read.
    follower : Follower
        Fresh; it surveys the beginning of the clip first.
    progress : callable, optional
        Called after each frame with the share that is done, 0..1.
    looker : SecondLooker, optional
        Keeps each frame before its pose is yielded.
    watch : Watch, optional
        Also takes each pose, for warnings about how the clip was filmed.
    crew : Crew, optional
        Analyses a long clip of one person in pieces; without it, and for other clips, the follower works in one piece.

    Yields
    ------
    Pose
        One for each frame.

    Raises
    ------
    NobodyFoundError
        At the end, if no frame showed a person.
    """
    if crew is not None:
        crew.prepare()
    with reader.again() as ahead:
        follower.survey(survey_frames(ahead, follower.subject))
    watch = watch if watch is not None else Watch()
    if crew is not None and crew.cuts(follower):
        detected = _in_pieces(reader, follower, looker, watch, crew)
    else:
        if crew is not None:
            crew.close()
        detected = _in_one(reader, follower, looker, watch)
    with closing(detected) as found:
        for pose in found:
            yield pose
            if progress is not None:
                progress(_share(pose, reader.info))
    if not watch.has_seen_somebody:
        raise NobodyFoundError(_nobody(reader.info.path, is_dark=watch.is_dark))


def _in_pieces(
    reader: VideoReader, follower: Follower, looker: SecondLooker | None, watch: Watch, crew: Crew
) -> Generator[Pose, None, None]:
    with closing(crew.detect(follower, with_crops=looker is not None)) as detected:
        for seen in detected:
            watch.push(seen.pose, seen.light)
            if looker is not None and seen.crop is not None:
                looker.keep_crop(seen.pose.t_s, seen.crop)
            yield seen.pose
    watch.is_crowd = crew.is_crowd
    all_read(reader, crew.skipped)


def _in_one(
    reader: VideoReader, follower: Follower, looker: SecondLooker | None, watch: Watch
) -> Generator[Pose, None, None]:
    light = LightMeter()
    # What is done with a pose may take longer than the next one now and then: the model goes on meanwhile.
    with closing(read_ahead(_detected(reader, follower), _waiting(reader.info))) as found:
        for frame, pose in found:
            watch.push(pose, light.measure(frame))
            if looker is not None:
                looker.keep(frame, pose)
            yield pose
    watch.is_crowd = follower.is_crowd


def _detected(reader: VideoReader, follower: Follower) -> Generator[tuple[Frame, Pose], None, None]:
    with closing(read_ahead(reader)) as frames:
        for frame in frames:
            yield frame, follower.detect(frame)


def _waiting(info: VideoInfo) -> int:
    return min(_MOST_WAITING, max(2, _WAITING_BYTES // (3 * info.width_px * info.height_px)))


def survey_frames(frames: Iterable[Frame], subject: Subject | None = None) -> Iterator[tuple[Frame, int]]:
    """Select a few frames per second from the beginning of a clip, each with the number of its shot.

    Parameters
    ----------
    frames : iterable of Frame
        All frames, from the first; cuts are detected in them.
    subject : Subject, optional
        A point on the person to follow, whose moment must be included.
    """
    until_s = max(_SURVEY_S, subject.at_s + _AFTER_SUBJECT_S if subject is not None else 0.0)
    cuts, shot, next_s = CutDetector(), 0, 0.0
    for frame in frames:
        if frame.t_s > until_s:
            return
        shot += cuts.push(frame.image)
        if frame.t_s >= next_s:
            yield frame, shot
            next_s = frame.t_s + (_SURVEY_EVERY_S if frame.index else _SECOND_LOOK_S)


def people_in_clip(video: str | Path, model: ModelName = CLIP_MODEL) -> list[SubjectCandidate]:
    """Find the people in the first seconds of a clip, at the moment that shows most of them.

    Returns
    -------
    list of SubjectCandidate
        From left to right.

    Raises
    ------
    UnreadableVideoError
        If the clip cannot be read.
    ModelError
        If the pose model is missing or damaged.
    """
    with VideoReader(video) as reader:
        return subject_candidates(_frames_at(reader, _CANDIDATES_S), model)


def _frames_at(frames: Iterable[Frame], times_s: Sequence[float]) -> Iterator[Frame]:
    """Select the first frame at or after each time."""
    waiting = list(times_s)
    for frame in frames:
        if frame.t_s >= waiting[0]:
            waiting.pop(0)
            yield frame
        if not waiting:
            return


def _share(pose: Pose, info: VideoInfo) -> float:
    return min(1.0, pose.t_s / info.duration_s) if info.duration_s > 0 else 0.0


def _nobody(path: Path, *, is_dark: bool) -> str:
    why = " It is too dark: turn on lights." if is_dark else ""
    return (
        f"No person was found in {path}.{why} Film from 2 to 4 m away with the whole body in the frame and light on "
        "it, so that a standing person fills a third of the picture's height; then run the same command again."
    )
