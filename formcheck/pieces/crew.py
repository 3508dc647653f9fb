"""Takes a clip and gives what is detected in it, in order; several workers analyse its pieces at the same time.

The first worker is a thread of this process, which judges and draws meanwhile; each other one is a process. A piece
gives the same result in every worker, so their number changes only the time that it takes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from queue import SimpleQueue
from threading import Thread
from typing import Final, Self

from formcheck.errors import FormcheckError
from formcheck.pieces.cutting import Piece, cut
from formcheck.pieces.detecting import Task, detect
from formcheck.pieces.parts import Parts
from formcheck.pieces.process import COMMAND, DiedError, WorkerProcess
from formcheck.pieces.seen import Ended, Seen
from formcheck.pieces.whom import knows_whom
from formcheck.pieces.worker import Model
from formcheck.pose.model import bundle, comparison
from formcheck.pose.people.follower import Follower
from formcheck.records import ModelName
from formcheck.video.reader import VideoReader

_DIED: Final = (
    "A worker has died twice while analysing the clip ({how}). The machine may be short of memory: close other "
    "programs, or use one worker, which takes the least: --workers 1"
)
_ENDED: Final = "it was ended"
_Detected = Generator[Seen | Ended, None, None]


class Crew:
    """Workers for one clip; use it in a ``with`` statement, or call `close`.

    Its processes start at once and load what they need while this one loads its own.

    Parameters
    ----------
    reader : VideoReader
        The clip. It is not read.
    model : {"lite", "full", "heavy"}
        The pose model.
    with_dorsal : bool
        Whether the outline of the back is measured too.
    every : int
        One frame in so many is analysed.
    workers : int
        How many work at the same time; at most one for each piece.
    command : sequence of str
        The command that starts a process; a test may start something else.

    Attributes
    ----------
    is_crowd : bool
        Whether several people were seen; final at the end, like `skipped`.
    skipped : int
        Number of damaged packets.
    """

    def __init__(
        self,
        reader: VideoReader,
        model: ModelName,
        *,
        with_dorsal: bool,
        every: int,
        workers: int,
        command: Sequence[str] = COMMAND,
    ) -> None:
        self._parts = Parts.of(reader)
        self._pieces = cut(self._parts.times_s, every) if self._parts is not None else []
        self._model, self._with_dorsal, self._every = model, with_dorsal, every
        self.is_crowd, self.skipped = False, 0
        self._command = command
        self._processes: list[WorkerProcess] = []
        with suppress(OSError):  # if the system starts no more of them, fewer do the work
            for _ in range(min(workers, len(self._pieces)) - 1):
                self._processes.append(WorkerProcess(command))
        self._others = [_InOtherProcess(self._model_message, process, self._replacement) for process in self._processes]
        self._most_ahead = workers + 1
        self._news = threading.Condition()
        self._next = self._judged = 0
        self._is_over = False
        self._threads: list[Thread] = []
        self._seen: list[SimpleQueue[Seen | Ended | BaseException]] = [SimpleQueue() for _ in self._pieces]

    @property
    def pids(self) -> list[int]:
        """Ids of its processes."""
        return [process.pid for process in self._processes]

    def prepare(self) -> None:
        """Have the processes load the pose model, which this one has compared, while this one surveys the clip."""
        for other in self._others:
            other.prepare()

    def cuts(self, follower: Follower) -> bool:
        """Return whether the clip is analysed in pieces: it is long enough, and it is known whom to follow in it.

        If the follower saw nobody in its survey, the clip is searched further.
        """
        return self._parts is not None and len(self._pieces) > 1 and knows_whom(self._parts, follower)

    def detect(self, follower: Follower, *, with_crops: bool) -> Generator[Seen, None, None]:
        """Detect the person in the frames of the clip.

        Parameters
        ----------
        follower : Follower
            One that has surveyed the clip.
        with_crops : bool
            Whether crops are kept for second looks.

        Yields
        ------
        Seen
            One for each analysed frame, in order.

        Raises
        ------
        UnreadableVideoError, ModelError
            As in `VideoReader` and `Follower`.
        FormcheckError
            If a process dies, and then another one on the same piece.
        """
        assert self._parts is not None
        task = Task(
            parts=self._parts, every=self._every, model=self._model, with_dorsal=self._with_dorsal,
            with_crops=with_crops, surveyed=follower.surveyed,
        )  # fmt: skip
        for other in self._others:
            other.task = task
        workers = [_InThisProcess(task, follower), *self._others]
        self._threads = [Thread(target=self._work, args=(worker,), daemon=True) for worker in workers]
        try:
            for thread in self._threads:
                thread.start()
            yield from self._in_order()
        finally:
            self.close()

    def close(self) -> None:
        """Stop all workers; may be called twice."""
        with self._news:
            self._is_over = True
            self._news.notify_all()
        for process in self._processes:
            process.kill()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()
        for other in self._others:
            other.wait()
        for process in self._processes:
            process.close()

    def _model_message(self) -> Model:
        path = bundle.verify(bundle.locate(self._model))
        return Model(self._model, self._with_dorsal, path, comparison.maskless_bundle(path))

    def _replacement(self) -> WorkerProcess:
        """Start a process to replace one that has died."""
        with self._news:
            if self._is_over:
                raise DiedError(_ENDED)
            self._processes.append(process := WorkerProcess(self._command))
        return process

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _in_order(self) -> Iterator[Seen]:
        shot = 0
        for number, queue in enumerate(self._seen):
            with self._news:
                self._judged = number
                self._news.notify_all()
            last = 0
            while not isinstance(item := queue.get(), Ended):
                if isinstance(item, BaseException):
                    raise item
                last = item.pose.shot
                yield replace(item, pose=replace(item.pose, shot=shot + last)) if shot else item
            shot += last
            self.is_crowd, self.skipped = self.is_crowd or item.is_crowd, self.skipped + item.skipped

    def _work(self, worker: _InThisProcess | _InOtherProcess) -> None:
        """Take the next free piece, again and again."""
        while (number := self._take()) is not None:
            into = self._seen[number]
            try:
                with closing(worker.detect(self._pieces[number])) as detected:
                    for item in detected:
                        if self._is_over:
                            return
                        into.put(item)
            except BaseException as error:  # noqa: BLE001 - raised again where the clip is judged
                into.put(error)
                return

    def _take(self) -> int | None:
        with self._news:
            self._news.wait_for(lambda: self._is_over or self._next - self._judged < self._most_ahead)
            if self._is_over or self._next == len(self._pieces):
                return None
            self._next += 1
            return self._next - 1


class _InThisProcess:
    """Analyses pieces in this process."""

    def __init__(self, task: Task, follower: Follower) -> None:
        self._task = task
        self._follower: Follower | None = follower

    def detect(self, piece: Piece) -> _Detected:
        follower, self._follower = self._follower, None
        return detect(self._task, piece, follower)


class _InOtherProcess:
    """Has a process analyse pieces; if it dies, another one analyses the same piece again, with the same result."""

    def __init__(
        self, model: Callable[[], Model], process: WorkerProcess, replacement: Callable[[], WorkerProcess]
    ) -> None:
        self._model, self._process, self._replacement = model, process, replacement
        self._preparing: Thread | None = None
        self._has_begun = False
        self.task: Task | None = None

    def prepare(self) -> None:
        """Have it load the pose model, without waiting."""
        self._preparing = Thread(target=self._tell_model, daemon=True)
        self._preparing.start()

    def detect(self, piece: Piece) -> _Detected:
        told = 0
        try:
            self._begin()
            for item in self._process.detect(piece):
                yield item
                told += 1
        except DiedError:
            try:
                self._process, self._preparing, self._has_begun = self._replacement(), None, False
                self._begin()
                yield from islice(self._process.detect(piece), told, None)
            except (DiedError, OSError) as error:
                raise FormcheckError(_DIED.format(how=error)) from None

    def _begin(self) -> None:
        if self._has_begun:
            return
        if self._preparing is None:
            self.prepare()
        if self._preparing is not None:
            self._preparing.join()
        self._process.tell(self.task)
        self._has_begun = True

    def wait(self) -> None:
        """Wait until nothing is being sent to the process any more, after it was stopped."""
        if self._preparing is not None:
            self._preparing.join()

    def _tell_model(self) -> None:
        with suppress(DiedError):  # which is noticed at the first request
            self._process.tell(self._model())
