"""Adds a remark to the decisions of a folder of results."""

from __future__ import annotations

import dataclasses

from formcheck.desk import decision
from formcheck.desk.decision import Decision
from formcheck.desk.reviewed import DECISIONS_FILE
from formcheck.export.results import Results
from formcheck.files import write_whole


def commented(results: Results, text: str, by: str) -> Results:
    """Append a signed comment on the whole set to the decisions in the folder.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    decisions = (*results.decisions, Decision(by=by, kind="comment", reason=text))
    write_whole(results.folder / DECISIONS_FILE, decision.to_json(decisions))
    return dataclasses.replace(results, decisions=decisions)
