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

    Each call checks again what the account is and whom it treats, so that one that has ended gives no access, even on a
    page opened earlier. A row out of reach is refused exactly like one that does not exist.
    """
