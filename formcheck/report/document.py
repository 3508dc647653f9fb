"""Converts a report to JSON and back: the public format of ``report.json``."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from formcheck.errors import UsageError, first_problem
from formcheck.records import SCHEMA_VERSION, Report


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def to_json(report: Report) -> str:
    """Return a report as indented JSON; NaN and infinite values become null."""
    return _adapter().dump_json(report, indent=2).decode()


def from_json(text: str) -> Report:
    """Read a report from its JSON.

    Raises
    ------
    UsageError
        If the text is not a report of this schema version.
    """
    try:
        return _adapter().validate_json(text)
    except ValidationError as error:
        msg = (
            f"This is not a report of schema version {SCHEMA_VERSION}: {first_problem(error, 'the text')}. "
            "`formcheck analyze` writes one as report.json."
        )
        raise UsageError(msg) from None


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of ``report.json``, generated from the records."""
    return _adapter().json_schema(mode="serialization")
