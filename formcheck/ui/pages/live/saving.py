"""Saves the sets of Live as soon as they end, and removes them again if the user discards them."""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Final, Self

from formcheck.analysis.worst import to_files
from formcheck.errors import FormcheckError, NotKeptError
from formcheck.report.document import to_json
from formcheck.report.tables import tables
from formcheck.store.scope.scope import Scope
from formcheck.stream.set_recorder import RecordedSet
from formcheck.ui.parts.prescribed.counting import counting_now
from formcheck.ui.serving.keeping import scope

logger = logging.getLogger(__name__)
# One after the other, and outside of the camera's thread: the next frame does not wait for the disk.
_SAVING: Final = ThreadPoolExecutor(1, thread_name_prefix="save-set")


class SavedSets:
    """The sets of one stream.

    Parameters
    ----------
    scope : Scope or None
        Whose sets they are; None if the store cannot be used.
    why_not : str
        The reason if it cannot; Live runs all the same.
    prescription : str or None
        The version of the prescription that the sets are judged by.
    """

    def __init__(self, scope: Scope | None, why_not: str = "", prescription: str | None = None) -> None:
        self._scope, self._why_not, self._prescription = scope, why_not, prescription
        self._saved: list[Future[str]] = []
        self._left: list[RecordedSet] = []

    @classmethod
    def of_this_page(cls) -> Self:
        """Make one for the current user."""
        version = counting_now()
        try:
            return cls(scope(), prescription=version.id if version is not None else None)
        except FormcheckError as error:
            return cls(None, str(error))

    def __call__(self, recorded: RecordedSet) -> None:
        """Save a set that has ended; returns at once."""
        self._saved.append(_SAVING.submit(self._save, recorded))

    @property
    def problem(self) -> str:
        """Why a set could not be saved, for the user; empty if all were saved or still are being saved."""
        errors = [saved.exception() for saved in self._saved if saved.done()]
        return next((str(error) for error in errors if error is not None), "")

    def try_again(self) -> None:
        """Try again to save what could not be saved: there may be room on the disk again."""
        if not self.problem:
            return
        wait(self._saved)
        left, self._left = self._left, []
        self._saved = [saved for saved in self._saved if saved.exception() is None]
        for recorded in left:
            self(recorded)
        wait(self._saved)

    def discard(self) -> None:
        """Remove the sets from the store.

        Raises
        ------
        FormcheckError
            If the store cannot be written.
        """
        saved, self._saved, self._left = self._saved, [], []
        for each in saved:
            if each.exception() is None and self._scope is not None:
                with suppress(NotKeptError):  # deleted in History meanwhile
                    self._scope.discard(each.result())

    def _save(self, recorded: RecordedSet) -> str:
        try:
            if self._scope is None:
                raise FormcheckError(self._why_not)
            return self._scope.save_set(files_of(recorded), source="live", prescription=self._prescription).id
        except Exception as error:
            self._left.append(recorded)
            if isinstance(error, FormcheckError):
                raise
            logger.exception("A set of Live could not be saved.")
            msg = "A set could not be saved; the terminal in which the app runs says more."
            raise FormcheckError(msg) from error


def files_of(recorded: RecordedSet) -> dict[str, bytes]:
    """Return the files of a set as in a results folder, without a clip: the camera's film is not kept."""
    analysis = recorded.analysis
    texts = {"report.json": to_json(analysis.report)} | tables(analysis.report, analysis.series)
    poses = {} if recorded.track is None else {"poses.npz": recorded.track.to_bytes()}
    return {name: text.encode() for name, text in texts.items()} | poses | to_files(analysis.worst_frames)
