"""Everything that one account may do."""

from __future__ import annotations

from formcheck.store.scope.decisions import Decisions
from formcheck.store.scope.jobs import Jobs
from formcheck.store.scope.people import People
from formcheck.store.scope.prescriptions import Prescriptions
from formcheck.store.scope.rights import Rights
from formcheck.store.scope.sets import Sets


class Scope(Sets, Decisions, Prescriptions, Jobs, People, Rights):
    """The store as one account sees it; `Store.acting_as` and `Store.local` give it.

    Each call looks anew at who the account is and whom it treats, so that what has ended reaches nothing, also where a
    page was opened before. A row of somebody else is told exactly as one that does not exist.
    """
