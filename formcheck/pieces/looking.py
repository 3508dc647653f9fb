"""A piece of a clip in, what is seen in each of its frames out: the same in any process."""

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
    """How the pieces of a clip are looked at.

    Attributes
    ----------
    parts : Parts
        The clip.
    every : int
        Of how many frames one is looked at.
    model : {"lite", "full", "heavy"}
        The pose model.
    with_dorsal : bool
        Whether the outline of the back is measured too.
    with_crops : bool
        Whether some frames may be looked at again.
    surveyed : Surveyed
        Who is followed.
    """

    parts: Parts
    every: int
    model: ModelName
    with_dorsal: bool
    with_crops: bool
    surveyed: Surveyed


def look_at(task: Task, piece: Piece, follower: Follower | None = None) -> Generator[Seen | Ended, None, None]:
    """Look at a piece.

    Parameters
    ----------
    task : Task
    piece : Piece
    follower : Follower, optional
        One that has seen nothing but a survey. It is not closed.

    Yields
    ------
    Seen or Ended
        One `Seen` for each frame of the piece, with shots counted from the last frame of the warm-up on; then `Ended`.

    Raises
    ------
    UnreadableVideoError, ModelError
        As of `VideoReader` and `Follower`.
    """
    with nullcontext(follower) if follower else Follower(task.model, with_dorsal=task.with_dorsal) as fresh:
        fresh.begin_with(task.surveyed)
        yield from _looked(task, piece, fresh)


def fresh_follower(model: ModelName, *, with_dorsal: bool) -> Follower | None:
    """Load a pose model before it is known what to look at; None where it cannot be loaded, as is said later on."""
    with suppress(ModelError):
        return Follower(model, with_dorsal=with_dorsal)
    return None


def _looked(task: Task, piece: Piece, follower: Follower) -> Generator[Seen | Ended, None, None]:
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
