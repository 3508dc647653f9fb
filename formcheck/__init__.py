"""formcheck watches exercises on video and says what to fix.

>>> import formcheck
>>> report = formcheck.analyze("squats.mp4", "squat", out="results")  # doctest: +SKIP
>>> report.summary.repetitions  # doctest: +SKIP
5

Custom definitions are read from a folder:

>>> report = formcheck.analyze("squats.mp4", "our_squat", folder="clinic")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from formcheck.analysis import record
    from formcheck.api import analyze, assess
    from formcheck.catalogue.library import exercises, load_exercise
    from formcheck.catalogue.profile import resolve_exercise
    from formcheck.coaching.session import Session
    from formcheck.errors import FormcheckError
    from formcheck.records import Report

__version__: str
__all__ = [
    "FormcheckError",
    "Report",
    "Session",
    "__version__",
    "analyze",
    "assess",
    "exercises",
    "load_exercise",
    "record",
    "resolve_exercise",
]

# Every public name is imported at its first use. The pose model takes a second or more to import and the catalogue half
# a second; what needs neither (`formcheck --help`, an editor, a program that only catches errors) does not wait.
_HOMES = {
    "FormcheckError": "errors",
    "Report": "records",
    "Session": "coaching.session",
    "analyze": "api",
    "assess": "api",
    "exercises": "catalogue.library",
    "load_exercise": "catalogue.library",
    "record": "analysis",
    "resolve_exercise": "catalogue.profile",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("formcheck")
    if name in _HOMES:
        return getattr(import_module(f"formcheck.{_HOMES[name]}"), name)
    msg = f"module 'formcheck' has no attribute {name!r}"
    raise AttributeError(msg)


def __dir__() -> list[str]:
    return __all__
