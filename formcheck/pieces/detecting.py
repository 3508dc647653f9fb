"""Takes a piece of a clip and gives what was detected in each of its frames: the same in any process."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, nullcontext, suppress
from dataclasses import dataclass, replace

from formcheck.errors import ModelError
from formcheck.pieces.cutting import Piece
from formcheck.pieces.parts import Parts
from formcheck.pieces.seen import Ended, LightMeter, Seen
from formcheck.pose.looking import Crop
from formcheck.pose.people.follower import Follower, Surveyed
from formcheck.records import ModelName
from formcheck.video.read_ahead import read_ahead

_AHEAD = 4


@dataclass(frozen=True, kw_only=True)
class Task:
    """How the pieces of a clip are analysed.

    Attributes
    ----------
    parts : Parts
        The clip.
    every : int
        One frame in so many is analysed.
    model : {"lite", "full", "heavy"}
        The pose model.
    with_dorsal : bool
        Whether the outline of the back is measured too.
    with_crops : bool
        Whether crops are kept for second looks.
    surveyed : Surveyed
        The person to follow.
    """

    parts: Parts
    every: int
    model: ModelName
    with_dorsal: bool
    with_crops: bool
    surveyed: Surveyed


def detect(task: Task, piece: Piece, follower: Follower | None = None) -> Generator[Seen | Ended, None, None]:
    """Detect the person in each frame of a piece.

    Parameters
    ----------
    task : Task
    piece : Piece
    follower : Follower, optional
        One that has done nothing but a survey; it is not closed. By default a fresh one is used.

    Yields
    ------
    Seen or Ended
        One `Seen` for each frame of the piece, with shots counted from the last frame of the warm-up on; then `Ended`.

    Raises
    ------
    UnreadableVideoError, ModelError
        As in `VideoReader` and `Follower`.
    """
    with nullcontext(follower) if follower else Follower(task.model, with_dorsal=task.with_dorsal) as fresh:
        fresh.begin_with(task.surveyed)
        yield from _detected(task, piece, fresh)


def fresh_follower(model: ModelName, *, with_dorsal: bool) -> Follower | None:
    """Load a pose model before the task is known; return None if it cannot be loaded, which is reported later."""
    with suppress(ModelError):
        return Follower(model, with_dorsal=with_dorsal)
    return None


def _detected(task: Task, piece: Piece, follower: Follower) -> Generator[Seen | Ended, None, None]:
    light, shot = LightMeter(), 0
    with task.parts.read(piece.warm, piece.end, every=task.every, counts_from=piece.first) as reader:
        with closing(read_ahead(reader, _AHEAD)) as frames:
            for frame in frames:
                pose = follower.detect(frame)
                if frame.index < piece.first:
                    shot = pose.shot
                    continue
                crop = Crop.of(frame.image, pose) if task.with_crops and pose.found else None
                yield Seen(replace(pose, shot=pose.shot - shot), crop, light.measure(frame))
        yield Ended(follower.is_crowd, reader.skipped)
