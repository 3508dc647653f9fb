"""The store, the queue and the inbox of this app: one of each, for all pages and browsers."""

from __future__ import annotations

from functools import cache

from formcheck.jobs.service import JobService
from formcheck.store.places import place
from formcheck.store.scope.scope import Scope
from formcheck.store.store import Store
from formcheck.ui import account
from formcheck.ui.serving.inbox import Inbox


@cache
def store() -> Store:
    """Return the open store.

    Raises
    ------
    OutputError, StoreError
        If it cannot be used.
    """
    return Store.open()


@cache
def jobs() -> JobService:
    """Return the queue, with its workers."""
    return JobService(store())


@cache
def inbox() -> Inbox:
    """Return the folder of uploads that are not analysed yet."""
    return Inbox(place().home / "inbox")


def scope() -> Scope:
    """Return the scope of the current user.

    Raises
    ------
    NotAllowedError
        If nobody is signed in where people sign in, or the sign-in has ended.
    """
    return account.scope(store())
